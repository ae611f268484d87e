package steps

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// colleague is what the page remembers.
type colleague struct {
	handOver *change.HandOver // nil: it is being prepared
	// granted: it came while this page waited. The page says so and stays: whoever was
	// away has not seen it arrive.
	granted bool
}

// PageColleague hands steps 21–22 to a colleague who has the role: what to send, and a
// wait for exactly that grant. The wait can be left; the next run takes it up again.
var colleagues = []node{{id: PageColleague, page: colleaguePage,
	fresh: func() any { return &colleague{} },
	enter: func(*Walk, any) Move { return stay(Run{handOver}) }, ways: []way{
		{"wait", []PageID{Here}, awaitGrant(true)},
		copying("message", "Message", func(l any) string { return l.(*colleague).handOver.Text }),
		copying("link", "Link", func(l any) string { return l.(*colleague).handOver.ConsentLink }),
		{"play", []PageID{Here}, func(w *Walk, local any, _ Event) Move {
			grant, app := w.practice.ApproveConsent, local.(*colleague).handOver.AppID
			return stay(Run{played(func() error { return grant(app) })})
		}},
		to(GoOn, Next),
		{Done, []PageID{Here}, colleagueDone},
		{Failed, []PageID{Here}, waitFailed},
	}}}

var handOver = Work{What: "Saving your answer", Brief: true,
	Do: func(_ context.Context, w Worker, _ func(change.Note)) (any, error) { return w.HandOver() }}

// copying is a row that puts a text of the page on the clipboard.
func copying(on ChoiceID, label string, of func(any) string) way {
	return way{on, []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
		return stay(Copy{Label: label, Text: of(local)})
	}}
}

// colleaguePlayed is what comes of playing the colleague in practice.
type colleaguePlayed struct{}

func played(do func() error) Work {
	return Work{What: "Playing the colleague", Beside: true,
		Do: func(context.Context, Worker, func(change.Note)) (any, error) { return colleaguePlayed{}, do() }}
}

// grantSeen is what a wait for a grant ends with.
type grantSeen struct{}

// awaitGrant waits. Line by line a wait is not begun unasked: the message is read first.
func awaitGrant(asked bool) func(*Walk, any, Event) Move {
	return func(w *Walk, _ any, _ Event) Move {
		if !w.known.SignedIn() {
			return stay(Notice{"Nobody is signed in here, so the grant cannot be watched. Confirm it in " +
				"steps 21–22 when your colleague says it is done."})
		}
		return stay(Run{Work{What: "Waiting for your colleague", Waits: true, Quiet: true, Unasked: !asked,
			Do: func(ctx context.Context, k Worker, say func(change.Note)) (any, error) {
				_, err := k.AwaitConsent(ctx, say)
				return grantSeen{}, err
			}}})
	}
}

func colleagueDone(w *Walk, local any, e Event) Move {
	l := local.(*colleague)
	switch r := e.Result.(type) {
	case change.HandOver:
		l.handOver = &r
		return awaitGrant(false)(w, local, e)
	case colleaguePlayed:
		return stay(Notice{"The simulated colleague granted it."})
	case grantSeen:
		l.granted = true
	}
	return stay()
}

func waitFailed(_ *Walk, _ any, e Event) Move {
	switch e.Result.(type) {
	case grantSeen, secretAllowed:
		return stay(Fail{Err: e.Err, Again: "wait"})
	}
	return stay(Fail{Err: e.Err})
}

func colleaguePage(st State, local any) Page {
	l := local.(*colleague)
	p := Page{Phase: judge.ConsentPhase, Heading: "Steps 21–22 · Ask a colleague to grant"}
	switch {
	case l.granted:
		p.Calls = "granted"
		p.Blocks = []Block{{Mark{Sign: SignGood, Weight: Strong, Text: "Granted, and read back from Entra."}},
			{Fact{Label: "Seen", Text: st.Verdict.Phase(judge.ConsentPhase).Evidence()}}}
		p.Choices = []Choice{{ID: GoOn, Title: "Go on", Detail: onwards(st, judge.ConsentPhase)}}
		return p
	case l.handOver == nil:
		p.Blocks = []Block{para("Preparing the message.")}
		return p
	}
	h := *l.handOver
	p.Values = []Value{{Label: "Message", Text: h.Text}, {Label: "Consent page", Text: h.ConsentLink},
		{Label: "API permissions page", Text: h.PortalLink}}
	p.Blocks = []Block{
		para("Send this to somebody who has the role Privileged Role Administrator or Global " +
			"Administrator. They need nothing installed."),
		{Para{Weight: Strong, Text: h.Text, In: 2}},
		{Para{Weight: Quiet, Text: "Or only the consent page, which asks for the same:"},
			Address{URL: h.ConsentLink}},
		{Para{Weight: Quiet, Text: change.ConsentLanding}},
	}
	p.Below = []Block{{waiting(st, "User.Read.All to be granted",
		"Not watching now. Enter looks again and waits.", "goes on waiting for exactly this grant")}}
	p.Choices = waitChoices(st,
		Choice{ID: "wait", Title: "Wait for it here", Detail: "looks again, and waits"},
		Choice{ID: "link", Title: "Copy only the link", Key: "k"})
	return p
}

// waiting says that a wait goes on, and what becomes of it when the program is left.
func waiting(st State, what, idle, next string) Waiting {
	leave := "You can leave with q: the next start of ssowizard " + next + "."
	if st.Practice != nil {
		leave = "Outside of practice you can leave with q: the next start of ssowizard " + next +
			". In practice, a plays the colleague."
	}
	return Waiting{For: what, Usual: "a colleague may take a day", Idle: idle, Leave: leave}
}

// waitChoices are what can be done while a colleague is waited for; short copies less
// than the whole message.
func waitChoices(st State, wait, short Choice) []Choice {
	out := []Choice{wait}
	if st.Practice != nil {
		out = append(out, Choice{ID: "play", Title: "Play the colleague (practice)", Key: "a", Quiet: true})
	}
	message := Choice{ID: "message", Title: "Copy the message", Key: "c", Quiet: true, Screen: true}
	short.Quiet, short.Screen = true, true
	return append(out, message, short)
}
