package steps

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
)

// One way on from a page that a sign-in is stuck on: what is said before it is gone,
// the address it is about, and what is done then. In practice the other person is
// played.
const pageWayOn PageID = "01y"

var wayingOn = []node{
	{id: pageWayOn, page: wayOnPage, ways: []way{
		{"open", []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
			l := local.(*onTheWay)
			l.taken = true
			return stay(Open{URL: l.way.Link})
		}},
		{"copy", []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
			l := local.(*onTheWay)
			l.taken = true
			return stay(l.toCopy())
		}},
		{"play", []PageID{Here}, playOther},
		{Done, []PageID{Here}, otherDidIt},
		{Failed, []PageID{Below}, func(_ *Walk, local any, e Event) Move {
			return answer(InVain{local.(*onTheWay).way.ID}, Fail{Err: e.Err})
		}},
		{"again", []PageID{PageCode}, signInBy(PageCode)},
		to("back", Below),
		{"code", []PageID{PageCode}, signInBy(PageCode)},
		{"browser", []PageID{PageBrowser}, signInBy(PageBrowser)},
	}},
}

// onTheWay is a way on that was chosen.
type onTheWay struct {
	way   engine.WayOn
	then  string // as in Stop
	taken bool   // it was gone; the sign-in is next
	gone  bool   // in practice, the other person did their part
}

// InVain is brought back from a way that led nowhere.
type InVain struct{ Way engine.WayOnID }

// toCopy is what is to be sent.
func (l *onTheWay) toCopy() Copy {
	if l.way.ID == engine.OnHandOver {
		return Copy{Label: "Message", Text: l.way.Text[0]}
	}
	return Copy{Label: "Link", Text: l.way.Link}
}

func wayOnPage(st State, local any) Page {
	l := local.(*onTheWay)
	p := st.Task.stepOne(l.way.Title)
	for _, t := range l.way.Text {
		p.Blocks = append(p.Blocks, para(t))
	}
	switch l.way.ID {
	case engine.OnHandOver:
		p.Values = []Value{{"Message", l.way.Text[0]}}
	case engine.OnActivate, engine.OnApprove:
		p.Values = []Value{{"Address", l.way.Link}}
		p.Blocks = append(p.Blocks, Block{Address{URL: l.way.Link,
			Real: st.Practice != nil && engine.RealPage(l.way.Link)}})
	}
	p.Choices = l.choices(st.Practice != nil)
	if l.taken {
		p.At = len(p.Choices) - 1 // the way was taken, and Enter does not take it for ever
	}
	return p
}

func (l *onTheWay) choices(practice bool) []Choice {
	again := Choice{ID: "again", Title: "Sign in again", Detail: "with all that the wizard needs"}
	switch {
	case l.way.ID == engine.OnAzureCLI:
		return []Choice{
			{ID: "back", Title: "Back", Detail: "nothing has changed"},
			{ID: "code", Title: "Sign in with a code", Key: "c", Detail: "as Microsoft Azure CLI"},
			{ID: "browser", Title: "Sign in with the browser", Key: "b", Detail: "as Microsoft Azure CLI"},
		}
	case l.way.ID == engine.OnActivate && practice:
		return []Choice{l.played("Activate it", "in practice from here", "activated"), again}
	case l.way.ID == engine.OnActivate:
		return []Choice{{ID: "open", Title: "Open the page", Key: "o",
			Detail: "\"My roles\", in the browser"}, again}
	case l.way.ID == engine.OnHandOver:
		return []Choice{{ID: "copy", Title: "Copy the message", Key: "c", Detail: "and send it"}, again}
	}
	out := []Choice{{ID: "copy", Title: "Copy the link", Key: "c", Detail: "and send it to an administrator"},
		again}
	if practice {
		out = append([]Choice{l.played("Play the administrator", "who opens it and presses \"Accept\"",
			"approved")}, out...)
	}
	return out
}

// played is the part of the other person: before, and after.
func (l *onTheWay) played(title, before, after string) Choice {
	c := Choice{ID: "play", Title: title, Key: "a", Detail: before}
	if l.gone {
		c.Detail = "✓ " + after + "; sign in again now"
	}
	return c
}

// playOther lets the simulated person do their part.
func playOther(w *Walk, local any, _ Event) Move {
	l, p := local.(*onTheWay), w.practice
	what, do := "Activating the role", p.Activate
	if l.way.ID == engine.OnApprove {
		what, do = "Approving the app", func() error { return p.ApproveClient(l.way.Link) }
	}
	return stay(Run{Work{What: what, Beside: true,
		Do: func(context.Context, Worker, func(change.Note)) (any, error) { return nil, do() }}})
}

// otherDidIt says so; what is next is the sign-in.
func otherDidIt(_ *Walk, local any, _ Event) Move {
	l := local.(*onTheWay)
	l.gone, l.taken = true, true
	if l.way.ID == engine.OnApprove {
		return stay(Notice{"The simulated administrator approved it."})
	}
	return stay(Notice{"The simulated administrator activated the role."})
}

// signInBy begins a sign-in in the place of this page and of the one that led to it.
func signInBy(p PageID) func(*Walk, any, Event) Move {
	return func(w *Walk, local any, _ Event) Move {
		l := local.(*onTheWay)
		if l.way.ID == engine.OnAzureCLI {
			w.known.UseClient(entra.AzureCLI())
		}
		return Move{To: p, Local: &SignIn{Then: l.then}, Replace: true, Both: true}
	}
}
