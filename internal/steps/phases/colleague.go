package phases

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
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
var colleagues = []steps.Node{{ID: steps.PageColleague, Page: colleaguePage,
	Fresh: func() any { return &colleague{} },
	Enter: func(*steps.Walk, any) steps.Move {
		return steps.Stay(steps.Run{Work: handOver})
	}, Ways: []steps.Way{
		steps.On("wait", steps.To(steps.Here), awaitGrant(true)),
		copying("message", "Message", func(l any) string { return l.(*colleague).handOver.Text }),
		copying("link", "Link", func(l any) string { return l.(*colleague).handOver.ConsentLink }),
		steps.On("play", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			grant, app := w.Practice.ApproveConsent, local.(*colleague).handOver.AppID
			return steps.Stay(steps.Run{Work: played(func() error { return grant(app) })})
		}),
		steps.Leads(steps.GoOn, steps.Next),
		steps.On(steps.Done, steps.To(steps.Here), colleagueDone),
		steps.On(steps.Failed, steps.To(steps.Here), waitFailed),
	}}}

var handOver = steps.Work{What: "Saving your answer", Brief: true,
	Do: func(_ context.Context, w steps.Worker, _ func(change.Note)) (any, error) { return w.HandOver() }}

// copying is a row that puts a text of the page on the clipboard.
func copying(on steps.ChoiceID, label string, of func(any) string) steps.Way {
	return steps.On(on, steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
		return steps.Stay(steps.Copy{Label: label, Text: of(local)})
	})
}

// colleaguePlayed is what comes of playing the colleague in practice.
type colleaguePlayed struct{}

func played(do func() error) steps.Work {
	return steps.Work{What: "Playing the colleague", Beside: true,
		Do: func(context.Context, steps.Worker, func(change.Note)) (any, error) {
			return colleaguePlayed{}, do()
		}}
}

// grantSeen is what a wait for a grant ends with.
type grantSeen struct{}

// awaitGrant waits. Line by line a wait is not begun unasked: the message is read first.
func awaitGrant(asked bool) func(*steps.Walk, any, steps.Event) steps.Move {
	return func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
		if !w.Known.SignedIn() {
			return steps.Stay(steps.Notice{Text: "Nobody is signed in here, so the grant cannot be " +
				"watched. Confirm it in steps 21–22 when your colleague says it is done."})
		}
		return steps.Stay(steps.Run{Work: steps.Work{What: "Waiting for your colleague", Waits: true,
			Quiet: true, Unasked: !asked,
			Do: func(ctx context.Context, k steps.Worker, say func(change.Note)) (any, error) {
				_, err := k.AwaitConsent(ctx, say)
				return grantSeen{}, err
			}}})
	}
}

func colleagueDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*colleague)
	switch r := e.Result.(type) {
	case change.HandOver:
		l.handOver = &r
		return awaitGrant(false)(w, local, e)
	case colleaguePlayed:
		return steps.Stay(steps.Notice{Text: "The simulated colleague granted it."})
	case grantSeen:
		l.granted = true
	}
	return steps.Stay()
}

func waitFailed(_ *steps.Walk, _ any, e steps.Event) steps.Move {
	switch e.Result.(type) {
	case grantSeen, secretAllowed:
		return steps.Stay(steps.Fail{Err: e.Err, Again: "wait"})
	}
	return steps.Stay(steps.Fail{Err: e.Err})
}

func colleaguePage(st steps.State, local any) steps.Page {
	l := local.(*colleague)
	p := steps.Page{Phase: judge.ConsentPhase, Heading: "Steps 21–22 · Ask a colleague to grant"}
	switch {
	case l.granted:
		p.Calls = "granted"
		p.Blocks = []steps.Block{{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong,
			Text: "Granted, and read back from Entra."}},
			{steps.Fact{Label: "Seen", Text: st.Verdict.Phase(judge.ConsentPhase).Evidence()}}}
		p.Choices = []steps.Choice{{ID: steps.GoOn, Title: "Go on",
			Detail: steps.Onwards(st, judge.ConsentPhase)}}
		return p
	case l.handOver == nil:
		p.Blocks = []steps.Block{steps.Paragraph("Preparing the message.")}
		return p
	}
	h := *l.handOver
	p.Values = []steps.Value{{Label: "Message", Text: h.Text}, {Label: "Consent page", Text: h.ConsentLink},
		{Label: "API permissions page", Text: h.PortalLink}}
	p.Blocks = []steps.Block{
		steps.Paragraph("Send this to somebody who has the role Privileged Role Administrator or Global " +
			"Administrator. They need nothing installed."),
		{steps.Para{Weight: steps.Strong, Text: h.Text, In: 2}},
		{steps.Para{Weight: steps.Quiet, Text: "Or only the consent page, which asks for the same:"},
			steps.Address{URL: h.ConsentLink}},
		{steps.Para{Weight: steps.Quiet, Text: change.ConsentLanding}},
	}
	p.Below = []steps.Block{{waiting(st, "User.Read.All to be granted",
		"Not watching now. Enter looks again and waits.", "goes on waiting for exactly this grant")}}
	p.Choices = waitChoices(st,
		steps.Choice{ID: "wait", Title: "Wait for it here", Detail: "looks again, and waits"},
		steps.Choice{ID: "link", Title: "Copy only the link", Key: "k"})
	return p
}

// waiting says that a wait goes on, and what becomes of it when the program is left.
func waiting(st steps.State, what, idle, next string) steps.Waiting {
	leave := "You can leave with q: the next start of ssowizard " + next + "."
	if st.Practice != nil {
		leave = "Outside of practice you can leave with q: the next start of ssowizard " + next +
			". In practice, a plays the colleague."
	}
	return steps.Waiting{For: what, Usual: "a colleague may take a day", Idle: idle, Leave: leave}
}

// waitChoices are what can be done while a colleague is waited for; short copies less
// than the whole message.
func waitChoices(st steps.State, wait, short steps.Choice) []steps.Choice {
	out := []steps.Choice{wait}
	if st.Practice != nil {
		out = append(out, steps.Choice{ID: "play", Title: "Play the colleague (practice)", Key: "a",
			Quiet: true})
	}
	message := steps.Choice{ID: "message", Title: "Copy the message", Key: "c", Quiet: true, Screen: true}
	short.Quiet, short.Screen = true, true
	return append(out, message, short)
}
