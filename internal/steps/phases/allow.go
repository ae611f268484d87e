package phases

import (
	"context"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
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
var allowings = []steps.Node{{ID: steps.PageAllow, Fresh: func() any { return &allowing{} }, Page: allowPage,
	Enter: func(*steps.Walk, any) steps.Move {
		return steps.Stay(steps.Run{Work: handOverSecret})
	}, Ways: []steps.Way{
		steps.On("wait", steps.To(steps.Here, steps.PagePlan), showOrWait),
		copying("message", "Message", func(l any) string { return l.(*allowing).handOver.Message() }),
		copying("commands", "Commands", func(l any) string { return commands(l.(*allowing)) }),
		steps.On("play", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			allow, app := w.Practice.AllowSecret, local.(*allowing).handOver.AppID
			return steps.Stay(steps.Run{Work: played(func() error { return allow(app) })})
		}),
		steps.On(steps.Returned, steps.To(steps.Here, steps.PagePlan, steps.PageCode), backToAllow),
		steps.On(steps.Done, steps.To(steps.Here, steps.Next, steps.PagePlan), allowDone),
		steps.On(steps.Failed, steps.To(steps.Here), waitFailed),
	}}}

var handOverSecret = steps.Work{What: "Saving your answer", Brief: true,
	Do: func(_ context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
		return w.HandOverSecret()
	}}

func commands(l *allowing) string { return strings.Join(l.handOver.Commands, "\n") }

// showOrWait shows the secret that will be made; a yes waits for it.
func showOrWait(w *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*allowing)
	switch {
	case !w.Known.SignedIn():
		return steps.Stay(steps.Notice{Text: "Nobody is signed in here. Sign in at step 1, then come back; " +
			"the message is right all the same."})
	case l.agreed:
		return steps.Stay(steps.Run{Work: awaitSecret(l.plan)})
	}
	plan, err := w.Known.PlanSecretLater()
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	l.plan = plan
	return steps.GoTo(steps.PagePlan, plans.Shown(plan))
}

// backToAllow waits after a yes, and after the sign-in that the plan's rights needed.
func backToAllow(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*allowing)
	_, anew := e.Value.(plans.Again)
	switch {
	case anew:
		return showOrWait(w, local, e)
	case e.From == steps.PagePlan && e.Value == true:
		l.agreed = true
		return plans.WithRights(w, l.plan, nil, steps.Close(),
			steps.Stay(steps.Run{Work: awaitSecret(l.plan)}))
	case l.agreed && e.From == steps.PageCode:
		return steps.Stay(steps.Run{Work: awaitSecret(l.plan)})
	}
	return steps.Stay()
}

// secretAllowed is what a wait ends with that made the secret.
type secretAllowed struct{}

func awaitSecret(plan change.Plan) steps.Work {
	return steps.Work{What: "Waiting for your colleague", Waits: true, Quiet: true, Makes: true,
		Do: func(ctx context.Context, k steps.Worker, say func(change.Note)) (any, error) {
			_, err := k.AwaitSecret(ctx, plan, say)
			return secretAllowed{}, err
		}}
}

func allowDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*allowing)
	switch r := e.Result.(type) {
	case engine.SecretHandOver:
		l.handOver = &r
	case colleaguePlayed:
		return steps.Stay(steps.Notice{Text: "The simulated colleague allowed it."})
	case secretAllowed:
		return steps.Move{To: steps.Next, Effects: []steps.Effect{steps.Notice{Text: "Allowed. The secret " +
			"is made, kept and read back."}}}
	}
	return steps.Stay()
}

func allowPage(st steps.State, local any) steps.Page {
	l := local.(*allowing)
	p := steps.Page{Phase: judge.SecretPhase, Heading: "Steps 23–27 · Ask a colleague to allow it"}
	if l.handOver == nil {
		p.Blocks = []steps.Block{steps.Paragraph("Preparing the message.")}
		return p
	}
	h := *l.handOver
	p.Values = []steps.Value{{Label: "Message", Text: h.Message()},
		{Label: "Application policies", Text: h.PortalLink}, {Label: "Commands", Text: commands(l)}}
	p.Blocks = []steps.Block{
		steps.Paragraph("Send this to a Global Administrator. c copies it, with the commands for " +
			"PowerShell."),
		{steps.Para{Weight: steps.Strong, Text: h.Text, In: 2}},
		{steps.Keyed{Text: "Or with Microsoft Graph PowerShell:"}},
	}
	for _, line := range h.Commands {
		p.Blocks[2] = append(p.Blocks[2], steps.Keyed{Text: "  " + line})
	}
	wait := steps.Choice{ID: "wait", Title: "Wait for it here",
		Detail: "shows first what is made as soon as it is allowed"}
	idle := "Enter shows the secret that is made as soon as it is allowed, and then waits for that."
	if l.agreed {
		wait.Detail, idle = "looks again, and waits", "Not watching now. Enter looks again and waits."
	}
	p.Below = []steps.Block{{waiting(st, "a client secret to be allowed", idle,
		"has the message again, and waits")}}
	p.Choices = waitChoices(st, wait, steps.Choice{ID: "commands", Title: "Copy only the commands", Key: "k"})
	return p
}
