package arrival

import (
	"context"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// PageReading reads the tenant after a sign-in, and goes on from what it finds.
func readingPage(st steps.State, local any) steps.Page {
	p := st.Task.StepOne("reading your tenant")
	p.Blocks = []steps.Block{steps.Paragraph("Signed in. Reading what is there: your role, the rules for " +
		"registrations and secrets, and registrations that could already be this one. Nothing is written.")}
	p.Choices = []steps.Choice{{ID: "read", Title: "Read again"}}
	if err := local.(*steps.SignIn).Failed; err != nil && advice.Advise(err).SignInAgain {
		p.At, p.Choices = 1, append(p.Choices,
			steps.Choice{ID: "code", Title: "Sign in again", Detail: "with a code"},
			steps.Choice{ID: "browser", Title: "Sign in with the browser", Detail: "on this computer"})
	}
	return p
}

func readTenant(w *steps.Walk, _ any) steps.Move {
	check := w.Task != nil && w.Task.ID == steps.TaskCheck
	return steps.Stay(steps.Run{Work: steps.Work{What: "Reading your tenant", Usual: 5 * time.Second,
		Do: func(ctx context.Context, k steps.Worker, say func(change.Note)) (any, error) {
			_, err := k.ObserveMade(ctx, say)
			if err == nil && check {
				err = k.TryKept(ctx)
			}
			return nil, err
		}}})
}

// tenantRead is what comes after a tenant was read: what the sign-in was for, whose
// tenant it is, what would stop a later step, then the walk.
func tenantRead(w *steps.Walk, local any, _ steps.Event) steps.Move {
	in := local.(*steps.SignIn)
	switch {
	case in.Errand != nil && in.Errand.Then.To == steps.Below:
		return steps.Close()
	case in.Errand != nil:
		return steps.Instead(in.Errand.Then.To, in.Errand.Then.Local)
	case w.Task != nil && in.Then == "":
		return steps.Move{To: steps.Next}
	case !w.Known.Profile().Own:
		return steps.Instead(steps.PageOwn, OwnStep{})
	case in.Then == "":
		return steps.Instead(steps.PagePreflight, nil)
	}
	return steps.Move{To: steps.PagePhase, Local: in.Then}
}
