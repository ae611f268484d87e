package arrival

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
)

// One way on from a page that a sign-in is stuck on: what is said before it is gone,
// the address it is about, and what is done then. In practice the other person is
// played.
const pageWayOn steps.PageID = "01y"

var wayingOn = []steps.Node{
	{ID: pageWayOn, Page: wayOnPage, Ways: []steps.Way{
		steps.On("open", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			l := local.(*onTheWay)
			l.taken = true
			return steps.Stay(steps.Open{URL: l.way.Link})
		}),
		steps.On("copy", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			l := local.(*onTheWay)
			l.taken = true
			return steps.Stay(l.toCopy())
		}),
		steps.On("play", steps.To(steps.Here), playOther),
		steps.On(steps.Done, steps.To(steps.Here), otherDidIt),
		steps.On(steps.Failed, steps.To(steps.Below),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				return steps.Answer(InVain{local.(*onTheWay).way.ID}, steps.Fail{Err: e.Err})
			}),
		steps.On("again", steps.To(steps.PageCode), signInBy(steps.PageCode)),
		steps.Leads("back", steps.Below),
		steps.On("code", steps.To(steps.PageCode), signInBy(steps.PageCode)),
		steps.On("browser", steps.To(steps.PageBrowser), signInBy(steps.PageBrowser)),
	}},
}

// onTheWay is a way on that was chosen.
type onTheWay struct {
	way     engine.WayOn
	stopped *steps.SignIn
	taken   bool // it was gone; the sign-in is next
	gone    bool // in practice, the other person did their part
}

// InVain is brought back from a way that led nowhere.
type InVain struct{ Way engine.WayOnID }

// toCopy is what is to be sent.
func (l *onTheWay) toCopy() steps.Copy {
	if l.way.ID == engine.OnHandOver {
		return steps.Copy{Label: "Message", Text: l.way.Text[0]}
	}
	return steps.Copy{Label: "Link", Text: l.way.Link}
}

func wayOnPage(st steps.State, local any) steps.Page {
	l := local.(*onTheWay)
	p := st.Task.StepOne(l.way.Title)
	for _, t := range l.way.Text {
		p.Blocks = append(p.Blocks, steps.Paragraph(t))
	}
	switch l.way.ID {
	case engine.OnHandOver:
		p.Values = []steps.Value{{Label: "Message", Text: l.way.Text[0]}}
	case engine.OnActivate, engine.OnApprove:
		p.Values = []steps.Value{{Label: "Address", Text: l.way.Link}}
		p.Blocks = append(p.Blocks, steps.Block{steps.Address{URL: l.way.Link,
			Real: st.Practice != nil && engine.RealPage(l.way.Link)}})
	}
	p.Choices = l.choices(st.Practice != nil)
	if l.taken {
		p.At = len(p.Choices) - 1 // the way was taken, and Enter does not take it for ever
	}
	return p
}

func (l *onTheWay) choices(practice bool) []steps.Choice {
	again := steps.Choice{ID: "again", Title: "Sign in again", Detail: "with all that the wizard needs"}
	switch {
	case l.way.ID == engine.OnAzureCLI:
		return []steps.Choice{
			{ID: "back", Title: "Back", Detail: "nothing has changed"},
			{ID: "code", Title: "Sign in with a code", Key: "c", Detail: "as Microsoft Azure CLI"},
			{ID: "browser", Title: "Sign in with the browser", Key: "b", Detail: "as Microsoft Azure CLI"},
		}
	case l.way.ID == engine.OnActivate && practice:
		return []steps.Choice{l.played("Activate it", "in practice from here", "activated"), again}
	case l.way.ID == engine.OnActivate:
		return []steps.Choice{{ID: "open", Title: "Open the page", Key: "o",
			Detail: "\"My roles\", in the browser"}, again}
	case l.way.ID == engine.OnHandOver:
		return []steps.Choice{{ID: "copy", Title: "Copy the message", Key: "c", Detail: "and send it"}, again}
	}
	out := []steps.Choice{{ID: "copy", Title: "Copy the link", Key: "c",
		Detail: "and send it to an administrator"},
		again}
	if practice {
		out = append([]steps.Choice{l.played("Play the administrator", "who opens it and presses \"Accept\"",
			"approved")}, out...)
	}
	return out
}

// played is the part of the other person: before, and after.
func (l *onTheWay) played(title, before, after string) steps.Choice {
	c := steps.Choice{ID: "play", Title: title, Key: "a", Detail: before}
	if l.gone {
		c.Detail = "✓ " + after + "; sign in again now"
	}
	return c
}

// playOther lets the simulated person do their part.
func playOther(w *steps.Walk, local any, _ steps.Event) steps.Move {
	l, p := local.(*onTheWay), w.Practice
	what, do := "Activating the role", p.Activate
	if l.way.ID == engine.OnApprove {
		what, do = "Approving the app", func() error { return p.ApproveClient(l.way.Link) }
	}
	return steps.Stay(steps.Run{Work: steps.Work{What: what, Beside: true,
		Do: func(context.Context, steps.Worker, func(change.Note)) (any, error) { return nil, do() }}})
}

// otherDidIt says so; what is next is the sign-in.
func otherDidIt(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*onTheWay)
	l.gone, l.taken = true, true
	if l.way.ID == engine.OnApprove {
		return steps.Stay(steps.Notice{Text: "The simulated administrator approved it."})
	}
	return steps.Stay(steps.Notice{Text: "The simulated administrator activated the role."})
}

// signInBy begins a sign-in in the place of this page and of the one that led to it.
func signInBy(p steps.PageID) func(*steps.Walk, any, steps.Event) steps.Move {
	return func(w *steps.Walk, local any, _ steps.Event) steps.Move {
		l := local.(*onTheWay)
		if l.way.ID == engine.OnAzureCLI {
			w.Known.UseAzureCLI()
		}
		return steps.Move{To: p, Local: l.stopped.Anew(), Replace: true, Both: true}
	}
}
