package arrival

import (
	"cmp"
	"context"
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// A sign-in is waited for on one of two pages, by the way it is made. Both can be left for
// the other, for what the browser shows, and for a new try; both end in the same way.

// signedIn is what a wait for a sign-in ends with, playedPart what playing the
// administrator in practice does.
type (
	signedIn   struct{}
	playedPart struct{}
)

var signers = []steps.Node{byCode.node(), byBrowser.node()}

// signer is one of the two pages.
type signer struct {
	id    steps.PageID
	way   engine.WayOnID
	page  func(steps.State, *steps.SignIn) steps.Page
	begin steps.Work                                         // ends with a code, or an address
	wait  func(w *steps.Walk, in *steps.SignIn) steps.Work   // for the person
	plays func(p *engine.Practice) func(*steps.SignIn) error // the administrator; nil: nobody
	ways  []steps.Way
}

func (k signer) node() steps.Node {
	return steps.Node{ID: k.id, Page: k.draw, Enter: k.enter, Ways: append(append(waysOn(false), k.ways...),
		steps.On("open", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			return steps.Stay(steps.Open{URL: address(local.(*steps.SignIn))})
		}),
		steps.On("begin", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			return k.waiting(w, local.(*steps.SignIn), true)
		}),
		steps.On("play", steps.To(steps.Here), k.play),
		steps.On(steps.Done, steps.To(steps.Here, steps.Below, steps.PageRoleSeen, steps.PageReading),
			k.done),
		steps.On(steps.Failed, steps.To(steps.Here, steps.PageStuck), k.failed),
		steps.On(steps.Stopped, steps.To(steps.Here), k.unbegun),
		steps.On(steps.Returned, steps.To(steps.Here),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				v, _ := e.Value.(InVain)
				local.(*steps.SignIn).Vain = v.Way
				return steps.Stay()
			}),
	)}
}

// address is the page to open.
func address(in *steps.SignIn) string {
	if in.Browser != nil {
		return in.Browser.URL
	}
	return in.Code.VerificationURI
}

// enter asks for what the person needs. Its time runs from then on, so that it is asked
// for when the page is shown and not before.
func (k signer) enter(w *steps.Walk, local any) steps.Move {
	if local.(*steps.SignIn).Name {
		w.Known.SignInFor(change.ForName)
	} else {
		w.Known.SignInAgain()
	}
	work := k.begin
	work.SignIn = &steps.Meanwhile{}
	return steps.Stay(steps.Run{Work: work})
}

// waiting waits for the person. In practice somebody may play them first line by line,
// where nothing is taken while a wait goes on.
func (k signer) waiting(w *steps.Walk, in *steps.SignIn, asked bool) steps.Move {
	in.Waits = true
	work := k.wait(w, in)
	work.Waits, work.Quiet, work.Unasked = true, true, !asked && k.player(w.Practice) != nil
	work.SignIn.Late = w.Known.StuckHint(k.way)
	return steps.Stay(steps.Run{Work: work})
}

// unbegun: the wait was not begun, since nobody has asked for it.
func (k signer) unbegun(w *steps.Walk, local any, e steps.Event) steps.Move {
	in := local.(*steps.SignIn)
	if in.Waits = false; k.id == steps.PageBrowser {
		return k.play(w, local, e)
	}
	return steps.Stay()
}

func (k signer) player(p *engine.Practice) func(*steps.SignIn) error {
	if p == nil {
		return nil
	}
	return k.plays(p)
}

// play does in practice what the administrator does in the browser. That is done once:
// a code that was used is refused.
func (k signer) play(w *steps.Walk, local any, _ steps.Event) steps.Move {
	in, do := local.(*steps.SignIn), k.player(w.Practice)
	switch {
	case do == nil:
		return steps.Stay()
	case in.Played:
		return steps.Stay(steps.Notice{Text: "The simulated administrator did that already. The sign-in is " +
			"on its way."})
	}
	in.Played = true
	waits, browser := in.Waits, in.Browser
	return steps.Stay(steps.Run{Work: steps.Work{What: "Playing the administrator", Beside: true,
		SignIn: &steps.Meanwhile{},
		Do: func(context.Context, steps.Worker, func(change.Note)) (any, error) {
			err := do(in)
			if err != nil && !waits && browser != nil {
				browser.Close() // nobody is left who could come back
			}
			return playedPart{}, err
		}}})
}

func (k signer) done(w *steps.Walk, local any, e steps.Event) steps.Move {
	in := local.(*steps.SignIn)
	switch r := e.Result.(type) {
	case *entra.DeviceCode:
		in.Code = r
	case *entra.Browser:
		in.Browser = r
	case signedIn:
		return arrived(in)
	case playedPart:
		said := steps.Notice{Text: "The simulated administrator signed in."}
		if in.Waits {
			return steps.Stay(said)
		}
		m := k.waiting(w, in, true)
		m.Effects = append([]steps.Effect{said}, m.Effects...)
		return m
	}
	m := k.waiting(w, in, false)
	if in.Browser != nil && w.Practice == nil {
		m.Effects = append([]steps.Effect{steps.Open{URL: in.Browser.URL, Unasked: true}}, m.Effects...)
	}
	return m
}

// failed ends the sign-in. Where it goes on although the part that was played has met a
// page, that page is shown as one.
func (k signer) failed(w *steps.Walk, local any, e steps.Event) steps.Move {
	in := local.(*steps.SignIn)
	if _, part := e.Result.(playedPart); !part || !in.Waits {
		return k.ended(w, in, e.Err)
	}
	in.Played = false
	page := engine.PageOf(e.Err)
	if slices.ContainsFunc(w.Known.BrowserPages(), func(p engine.BrowserPage) bool { return p.ID == page }) {
		return steps.GoTo(steps.PageStuck, &Stop{Page: page, Told: true, For: in})
	}
	return steps.Stay(steps.Fail{Err: e.Err})
}

// ended keeps how it ended, and the ways on from there. What was waited for is of no use
// any more.
func (k signer) ended(w *steps.Walk, in *steps.SignIn, err error) steps.Move {
	if in.Browser != nil {
		in.Browser.Close()
	}
	in.Signing = steps.Signing{Err: err, Ways: w.Known.WaysAfter(err, k.way)}
	return steps.Stay()
}

// arrived is where a sign-in that has passed leads.
func arrived(in *steps.SignIn) steps.Move {
	switch {
	case in.Name:
		return steps.Instead(steps.PageRoleSeen, &Stop{For: in})
	case in.Bare:
		return steps.Answer(true)
	}
	return Arrived(in)
}

// Arrived reads the tenant after a sign-in, and goes on with what that was for.
func Arrived(in *steps.SignIn) steps.Move { return steps.Instead(steps.PageReading, in.Anew()) }

func (k signer) draw(st steps.State, local any) steps.Page {
	in := local.(*steps.SignIn)
	p := k.page(st, in)
	switch {
	case in.Err != nil:
		p.Blocks, p.Choices = []steps.Block{{steps.Advice{Advice: advice.Advise(in.Err)}}}, k.waysOut(in.Ways)
		at := slices.IndexFunc(in.Ways, func(w engine.WayOn) bool { return w.ID == in.Vain })
		p.At = max(0, min(at+1, len(in.Ways)-1)) // what led nowhere is not the next one
	case in.Code != nil || in.Browser != nil:
		ahead := servicesBlock(st)
		if in.Errand != nil {
			ahead = append(ahead, steps.Block{steps.Mark{Sign: steps.SignLook, Weight: steps.Strong,
				Text: in.Errand.Why}})
		}
		p.Blocks = append(ahead, p.Blocks...)
		if p.Input == nil {
			p.Choices = k.choices(st, in, p.Choices)
		}
	}
	return p
}

// choices are what can be done while it is waited for. Line by line, in practice, the wait
// is one of them.
func (k signer) choices(st steps.State, in *steps.SignIn, own []steps.Choice) []steps.Choice {
	var out []steps.Choice
	if k.player(st.Practice) != nil {
		out = append(out, steps.Choice{ID: "play", Title: "Have the code entered", Key: "a", Enter: "approve",
			Detail: "in practice, from inside this program"})
		if k.id == steps.PageBrowser {
			out[0].Title, out[0].Enter = "Have the administrator sign in", "sign in"
		}
	}
	if in.Waits {
		out = append(out, steps.Choice{ID: "open", Title: "Open the page", Key: "o", Enter: "open"})
	} else {
		out = append(out, steps.Choice{ID: "begin", Title: "Enter it on the practice page",
			Detail: "in a browser"})
	}
	out = append(append(out, own...),
		steps.Choice{ID: steps.ChoiceID(engine.OnStuck), Title: "The browser shows another page", Key: "w",
			Enter: "another page?"})
	code := steps.Choice{ID: steps.ChoiceID(engine.OnNewCode), Title: "Get a new code", Key: "n",
		Enter: "new code"}
	browser := steps.Choice{ID: steps.ChoiceID(engine.OnBrowser), Title: "Sign in with the browser", Key: "b",
		Enter: "browser"}
	if out = append(out, browser, code); k.id == steps.PageBrowser {
		code.Title, code.Key, code.Enter = "Sign in with a code", "d", "code instead"
		browser.Title, browser.Key, browser.Enter = "Get a new address", "n", "new address"
		out = append(out[:len(out)-2], code, browser)
	}
	for i := range out {
		out[i].Quiet = true
	}
	return out
}

// waysOut are the ways on from the end, with the keys that the page had before.
func (k signer) waysOut(ways []engine.WayOn) []steps.Choice {
	out := waysAsChoices(ways)
	for i := range out {
		c := &out[i]
		switch {
		case c.Through == k.way && k.id == steps.PageBrowser:
			c.Title, c.Detail, c.Key = "Try again", "with a new address", "n"
		case c.Through == k.way:
			c.Key = "n"
		case c.Through == engine.OnBrowser:
			c.Key = "b"
		case c.Through == engine.OnNewCode:
			c.Title, c.Detail, c.Key = "Sign in with a code", "on any computer or telephone", "d"
		}
	}
	return out
}

// company names whose sign-in it is, by what is known so far.
func company(st steps.State) string {
	t := st.Profile.Tenant
	return cmp.Or(t.Name, st.Snapshot.Tenant.Asked, t.Domain, t.ID)
}

// asks names the app that Microsoft's page will name, and what it asks for: its rights are
// on all registrations, whatever little the wizard does with them.
func asks(st steps.State) string {
	return "Microsoft names the app \"" + st.App + "\" and " + change.AskWords(st.Scopes) + "."
}
