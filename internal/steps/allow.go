package steps

import (
	"context"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
)

// allowing is what the page remembers.
type allowing struct {
	handOver *engine.SecretHandOver // nil: it is being prepared
	plan     change.Plan
	agreed   bool
}

// PageAllow hands to a colleague what a policy forbids: what to send, and a wait that
// makes the secret as soon as it is allowed. The secret is shown and agreed to before
// the wait. The wait can be left; the next run takes it up again.
var allowings = []node{{id: PageAllow, fresh: func() any { return &allowing{} }, page: allowPage,
	enter: func(*Walk, any) Move { return stay(Run{handOverSecret}) }, ways: []way{
		{"wait", []PageID{Here, PagePlan}, showOrWait},
		copying("message", "Message", func(l any) string { return l.(*allowing).handOver.Message() }),
		copying("commands", "Commands", func(l any) string { return commands(l.(*allowing)) }),
		{"play", []PageID{Here}, func(w *Walk, local any, _ Event) Move {
			allow, app := w.practice.AllowSecret, local.(*allowing).handOver.AppID
			return stay(Run{played(func() error { return allow(app) })})
		}},
		{Returned, []PageID{Here, PagePlan, PageCode}, backToAllow},
		{Done, []PageID{Here, Next, PagePlan}, allowDone},
		{Failed, []PageID{Here}, waitFailed},
	}}}

var handOverSecret = Work{What: "Saving your answer", Brief: true,
	Do: func(_ context.Context, w Worker, _ func(change.Note)) (any, error) { return w.HandOverSecret() }}

func commands(l *allowing) string { return strings.Join(l.handOver.Commands, "\n") }

// showOrWait shows the secret that will be made; a yes waits for it.
func showOrWait(w *Walk, local any, _ Event) Move {
	l := local.(*allowing)
	switch {
	case !w.known.SignedIn():
		return stay(Notice{"Nobody is signed in here. Sign in at step 1, then come back; the message is " +
			"right all the same."})
	case l.agreed:
		return stay(Run{awaitSecret(l.plan)})
	}
	plan, err := w.known.PlanSecretLater()
	if err != nil {
		return stay(Fail{Err: err})
	}
	l.plan = plan
	return open(PagePlan, Shown(plan))
}

// backToAllow waits after a yes, and after the sign-in that the plan's rights needed.
func backToAllow(w *Walk, local any, e Event) Move {
	l := local.(*allowing)
	_, anew := e.Value.(planAgain)
	switch {
	case anew:
		return showOrWait(w, local, e)
	case e.From == PagePlan && e.Value == true:
		l.agreed = true
		return withRights(w, l.plan, nil, below(), stay(Run{awaitSecret(l.plan)}))
	case l.agreed && e.From == PageCode:
		return stay(Run{awaitSecret(l.plan)})
	}
	return stay()
}

// secretAllowed is what a wait ends with that made the secret.
type secretAllowed struct{}

func awaitSecret(plan change.Plan) Work {
	return Work{What: "Waiting for your colleague", Waits: true, Quiet: true, Makes: true,
		Do: func(ctx context.Context, k Worker, say func(change.Note)) (any, error) {
			_, err := k.AwaitSecret(ctx, plan, say)
			return secretAllowed{}, err
		}}
}

func allowDone(w *Walk, local any, e Event) Move {
	l := local.(*allowing)
	switch r := e.Result.(type) {
	case engine.SecretHandOver:
		l.handOver = &r
	case colleaguePlayed:
		return stay(Notice{"The simulated colleague allowed it."})
	case secretAllowed:
		return Move{To: Next, Effects: []Effect{Notice{"Allowed. The secret is made, kept and read back."}}}
	}
	return stay()
}

func allowPage(st State, local any) Page {
	l := local.(*allowing)
	p := Page{Phase: judge.SecretPhase, Heading: "Steps 23–27 · Ask a colleague to allow it"}
	if l.handOver == nil {
		p.Blocks = []Block{para("Preparing the message.")}
		return p
	}
	h := *l.handOver
	p.Values = []Value{{Label: "Message", Text: h.Message()},
		{Label: "Application policies", Text: h.PortalLink}, {Label: "Commands", Text: commands(l)}}
	p.Blocks = []Block{
		para("Send this to a Global Administrator. c copies it, with the commands for PowerShell."),
		{Para{Weight: Strong, Text: h.Text, In: 2}},
		{Keyed{"Or with Microsoft Graph PowerShell:"}},
	}
	for _, line := range h.Commands {
		p.Blocks[2] = append(p.Blocks[2], Keyed{"  " + line})
	}
	wait := Choice{ID: "wait", Title: "Wait for it here",
		Detail: "shows first what is made as soon as it is allowed"}
	idle := "Enter shows the secret that is made as soon as it is allowed, and then waits for that."
	if l.agreed {
		wait.Detail, idle = "looks again, and waits", "Not watching now. Enter looks again and waits."
	}
	p.Below = []Block{{waiting(st, "a client secret to be allowed", idle,
		"has the message again, and waits")}}
	p.Choices = waitChoices(st, wait, Choice{ID: "commands", Title: "Copy only the commands", Key: "k"})
	return p
}
