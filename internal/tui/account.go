package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// account is steps 10–11: the two ids go into the MTP portal, its 12 redirect
// URIs come out. What was pasted stays here when the paste page is left.
type account struct {
	d     *deps
	menu  menu
	paste *uriPaste
}

const accountPhase = "10-11"

func newAccount(d *deps) *account { return &account{d: d, paste: newURIPaste(d)} }

func (s *account) ID() string      { return phaseOf(accountPhase).Screen() }
func (s *account) Heading() string { return phaseOf(accountPhase).Heading() }
func (s *account) PhaseID() string { return accountPhase }

// Values are the two ids and the portal's address.
func (s *account) Values() []value {
	return append(handedValues(theIDs(s.d)), value{"MTP portal", mtpAddress(s.d)})
}

func (s *account) Keys() []key.Binding {
	out := append(s.menu.keys(s.choices()), handedKeys(theIDs(s.d))...)
	return append(append(out, keyOpenMTP), phaseKeys()...)
}

func (s *account) choices() []choice {
	r := s.d.verdict().Phase(accountPhase)
	take := choice{Title: "Paste the 12 redirect URIs", Letter: "v", Detail: "from the tab " +
		quoted(mtp.FieldRedirectURIs) + "; any shape is read",
		Do: func() tea.Cmd { return push(s.paste) }}
	var out []choice
	if r.Status.Settled() {
		take.Title, take.Detail = "Paste them again", "the new list takes the place of the old one"
		out = append(out, goOn(s.d, accountPhase))
	} else if n := len(s.d.cfg.URIs); n > 0 && len(s.d.session.Profile().Wanted.URIs) == 0 {
		take.Title, take.Detail = "Look at the list you gave",
			text.Count(n, "redirect URI")+" from the command line"
	}
	if !r.Status.Settled() && len(s.d.session.Profile().Wanted.URIs) > 0 {
		said := confirmWay(r.Phase)
		said.Title, said.Detail = "Type and ids are in", "the last of steps 10–11, by your word"
		take.Title, take.Detail = "Paste the list again", "the new list takes the place of the old one"
		out = append(out, said)
	}
	out = append(out, take,
		choice{Title: "Show me in the portal", Letter: "p", Detail: "step by step, with what each page shows",
			Do: func() tea.Cmd { return push(newPortal(s.d, accountPhase)) }})
	if len(s.d.session.Profile().Wanted.URIs) == 0 && r.Word == nil {
		out = append(out, wordWay(s.d, r)...)
	}
	return portalFirst(s.d, out)
}

// Return puts the cursor back on what the page is for.
func (s *account) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *account) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := copyHanded(theIDs(s.d), msg); mine {
		return s, cmd
	}
	if press(msg, keyOpenMTP) {
		return s, openURL(mtpAddress(s.d))
	}
	if cmd, mine := phaseKey(s.d, accountPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *account) Body(f frame) page {
	r := f.State.Verdict.Phase(accountPhase)
	why, have := f.Para(f.Theme.Text, r.Phase.Why, 0), s.have(f, r)
	if have != "" {
		why = whyAbove(f, r)
	}
	text := stack(why, have, s.todo(f))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// todo is what to click, with the procedure's own numbers.
func (s *account) todo(f frame) string {
	t := f.Theme
	n := func(s string) string { return t.Accent.Render(ui.Pad(s, 3)) + " " }
	sso, _ := mtp.FieldByID(mtp.FieldSingleSignOn)
	rows := []string{
		f.Hang(n("10"), t.Text,
			"In the MTP portal, open "+sso.Place+" > "+quoted(mtp.FieldSingleSignOn)+
				"  (o opens "+mtpAddress(s.d)+")"),
		f.Hang(n(""), t.Text, "Press "+quoted(mtp.FieldAccount)),
		f.Hang(n("11")+t.Text.Render(ui.Pad("Type", nameColumn))+"  ", t.Text, "choose \"Microsoft\""),
	}
	for _, h := range theIDs(s.d) {
		rows = append(rows, h.row(f, 4))
	}
	return strings.Join(append(rows,
		f.Hang(n("")+t.Text.Render(ui.Pad("Tab "+quoted(mtp.FieldRedirectURIs), nameColumn))+"  ", t.Text,
			"copy all 12 and keep this window open")), "\n")
}

// have says what of the list is known here.
func (s *account) have(f frame, r judge.PhaseReport) string {
	t := f.Theme
	n := len(f.State.Profile.Wanted.URIs)
	switch {
	case n > 0:
		return f.Hang(t.Status(r.Status).String()+t.Muted.Render(" · "), t.Text,
			text.Count(n, "redirect URI")+" taken from the MTP portal")
	case len(s.paste.parsed.URIs) > 0:
		return f.Hang(t.Look.Render("! "), t.Text, text.Count(len(s.paste.parsed.URIs),
			"redirect URI")+" pasted, not taken yet.")
	case r.Word != nil:
		return noted(f, r)
	}
	return ""
}
