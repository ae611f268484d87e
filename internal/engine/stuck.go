package engine

import (
	"slices"
	"strings"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// WayOnID names a way on from a page of Microsoft's that a sign-in is stuck on.
// The fronts act on it; what it is called is in assets.
type WayOnID string

// The ways on.
const (
	OnWho      WayOnID = "who"       // sign in with nothing but the name: SignInFor(ForName)
	OnActivate WayOnID = "activate"  // the page where a role is activated
	OnApprove  WayOnID = "approve"   // a link with which an administrator approves the sign-in client
	OnHandOver WayOnID = "hand-over" // what to send to a colleague
	OnAzureCLI WayOnID = "azure-cli" // another client: UseClient(entra.AzureCLI())
	OnPortal   WayOnID = "portal"    // without a sign-in
	OnBrowser  WayOnID = "browser"   // the other way to sign in
	OnNewCode  WayOnID = "new-code"
	OnAgain    WayOnID = "again" // sign in with all that the task needs
	OnExplain  WayOnID = "explain"
	OnStuck    WayOnID = "stuck" // say what the browser showed
	OnWait     WayOnID = "wait"  // back
)

// WayOn is one way on: a line of a menu, and what is said before it is gone.
type WayOn struct {
	ID            WayOnID
	Title, Detail string
	Text          []string // paragraphs; none where nothing has to be said first
	Link          string   // the address that it is about, "" for none
}

// BrowserPage is what the browser shows while a sign-in is waited for, what it
// means here and what to do now.
type BrowserPage struct {
	ID               string // as in assets: "need-approval"
	Shows, Means, Do string
	Ways             []WayOn
}

// BrowserPages are the pages to choose from, in the order in which they are
// listed.
func (r *Session) BrowserPages() []BrowserPage {
	pages := assets.BrowserPages().Pages
	out := make([]BrowserPage, 0, len(pages))
	for _, p := range pages {
		out = append(out, r.browserPage(p))
	}
	return out
}

// BrowserPage is the page of that id; false where there is none.
func (r *Session) BrowserPage(id string) (BrowserPage, bool) {
	for _, p := range assets.BrowserPages().Pages {
		if p.ID == id {
			return r.browserPage(p), true
		}
	}
	return BrowserPage{}, false
}

// PageOf is the id of the page behind a refusal of a person's sign-in, "" where
// there is none: the simulated browser says it by its number, and the program
// hears it now and then.
func PageOf(err error) string {
	p, _ := advice.PageOf(err)
	return p.ID
}

func (r *Session) browserPage(p assets.BrowserPage) BrowserPage {
	out := BrowserPage{ID: p.ID, Shows: p.Shows, Means: p.Means, Do: p.Do}
	for _, id := range p.Ways {
		if w, ok := r.WayOn(WayOnID(id)); ok {
			out.Ways = append(out.Ways, w)
		}
	}
	return out
}

// WayOn describes a way on as things stand. It is false where it leads nowhere:
// the client whose rights are settled needs no approval, and is not offered to
// somebody who uses it, and a task that writes does nothing without a sign-in.
func (r *Session) WayOn(id WayOnID) (WayOn, bool) {
	client := r.Client()
	if client.Preauthorized && slices.Contains([]WayOnID{OnApprove, OnAzureCLI, OnWho}, id) {
		return WayOn{}, false
	}
	without := ""
	if id == OnPortal {
		if without = r.without(); without == "" {
			return WayOn{}, false
		}
	}
	for _, w := range assets.BrowserPages().Ways {
		if w.ID == string(id) {
			out := WayOn{ID: id, Title: w.Title, Detail: text.Or(without, w.Detail), Link: r.wayLink(id)}
			for _, t := range w.Text {
				out.Text = append(out.Text, r.filled(t))
			}
			if id == OnHandOver {
				out.Text = []string{r.handOverSignIn()}
			}
			return out, true
		}
	}
	return WayOn{}, false
}

func (r *Session) wayLink(id WayOnID) string {
	switch id {
	case OnActivate:
		return r.Links().URL("pim-activate")
	case OnApprove:
		return r.Links().ApproveClient(r.Client(), r.taskScopes())
	}
	return ""
}

func (r *Session) filled(words string) string {
	p := r.Profile()
	return strings.NewReplacer("{{role}}", r.taskWords().Activate, "{{client}}", r.Client().Name,
		"{{tenantName}}", text.Or(p.Tenant.Name, text.Or(p.Tenant.Domain, "your company"))).Replace(words)
}

// handOverSignIn is what to send to a colleague who has the role.
func (r *Session) handOverSignIn() string {
	p := r.Profile()
	return "The bvoip MTP portal needs single sign-on for our tenant " +
		text.Or(p.Tenant.Domain, p.Tenant.ID) + ". My account is not let through the sign-in. " +
		r.handedTask(p) + " To let me do it instead, approve the sign-in here: " +
		text.Or(r.wayLink(OnApprove), "(no approval is needed for this app)")
}

// handedTask is what the colleague needs, and runs instead.
func (r *Session) handedTask(p setup.Profile) string {
	w := r.taskWords()
	if w.Command == "" {
		return w.HandOver + "."
	}
	run := w.Command + " --tenant " + text.Or(p.Tenant.Domain, p.Tenant.ID)
	if w.Command != setupCommand && p.App.AppID != "" {
		run += " --app-id " + p.App.AppID
	}
	return w.HandOver + ", run: " + run + ". It shows each change before it is written."
}

// StuckAfter is how long a sign-in is waited for before the pages that stop one
// are named.
const StuckAfter = time.Minute

// StuckBegins is how that begins, on every front.
const StuckBegins = "Still waiting. A page of Microsoft's that stops the sign-in is not told to this program."

// StuckHint is what is said once where a sign-in has been waited for so long and
// perhaps nobody can be asked: each page that stops one, and the way on by flags.
// tried is the way that is waited for, OnNewCode or OnBrowser.
func (r *Session) StuckHint(tried WayOnID) []string {
	consent := "your administrator's role is not active, or yours may not agree (Global Reader, " +
		"for one). Activate one that may, or have an administrator sign in."
	if !r.Client().Preauthorized {
		consent += " Without a consent page: --client azure-cli."
	}
	blocked, other := "your company lets no code through.", "browser"
	if tried == OnBrowser {
		blocked, other = "your company wants another computer or network for this, "+
			"such as one that it manages.", "device"
	}
	out := []string{
		StuckBegins + " If the browser shows:",
		"  \"Need admin approval\": " + consent,
		"  \"You don't have access to this\" or \"You can't get there from here\": " + blocked,
		"  a number that begins with AADSTS: ssowizard explain NUMBER says what to do.",
		"The other way to sign in: stop this (Ctrl+C) and run it again with --sign-in " + other + ".",
	}
	if _, ok := r.WayOn(OnPortal); ok {
		out = append(out, "By hand in the portal instead: --sign-in none.")
	}
	return out
}

// WaysByFlag are the ways on from a page that has ended a run in which nobody
// can be asked; none where the page is not known or codes are merely blocked.
func (r *Session) WaysByFlag(err error) []string {
	p, ok := r.BrowserPage(PageOf(err))
	if !ok || advice.Advise(err).TryBrowser {
		return nil
	}
	var out []string
	for _, w := range p.Ways {
		switch w.ID {
		case OnActivate, OnApprove:
			out = append(out, w.Title+": "+w.Link)
		case OnAzureCLI:
			out = append(out, w.Title+", without a consent page and with broad rights: "+
				"run it again with --client azure-cli.")
		case OnPortal:
			out = append(out, w.Title+": run it again with --sign-in none.")
		case OnWho:
			out = append(out, w.Title+": run it again without --no-input, and say what the browser showed.")
		case OnHandOver, OnBrowser, OnNewCode, OnAgain, OnExplain, OnStuck, OnWait:
		}
	}
	return out
}
