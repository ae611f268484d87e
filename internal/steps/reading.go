package steps

import (
	"context"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
)

// Arrived is where a sign-in that has passed leads.
func Arrived(in *SignIn) Move {
	if in.Name {
		return instead(PageRoleSeen, &Stop{Then: in.Then})
	}
	return instead(PageReading, in)
}

// PageReading reads the tenant after a sign-in, and goes on from what it finds.
func readingPage(st State, local any) Page {
	p := st.Task.stepOne("reading your tenant")
	p.Blocks = []Block{para("Signed in. Reading what is there: your role, the rules for registrations and " +
		"secrets, and registrations that could already be this one. Nothing is written.")}
	p.Choices = []Choice{{ID: "read", Title: "Read again"}}
	if err := local.(*SignIn).failed; err != nil && advice.Advise(err).SignInAgain {
		p.At, p.Choices = 1, append(p.Choices,
			Choice{ID: "code", Title: "Sign in again", Detail: "with a code"},
			Choice{ID: "browser", Title: "Sign in with the browser", Detail: "on this computer"})
	}
	return p
}

func readTenant(w *Walk, _ any) Move {
	check := w.task != nil && w.task.ID == TaskCheck
	return stay(Run{Work{What: "Reading your tenant", Usual: 5 * time.Second,
		Do: func(ctx context.Context, k Worker, say func(change.Note)) (any, error) {
			_, err := k.ObserveMade(ctx, say)
			if err == nil && check {
				err = k.TryKept(ctx)
			}
			return nil, err
		}}})
}

// tenantRead is what comes after a tenant was read: what the sign-in was for, whose
// tenant it is, what would stop a later step, then the walk.
func tenantRead(w *Walk, local any, _ Event) Move {
	in := local.(*SignIn)
	switch {
	case in.Errand != nil && in.Errand.Then.To == Below:
		return below()
	case in.Errand != nil:
		return instead(in.Errand.Then.To, in.Errand.Then.Local)
	case w.task != nil && in.Then == "":
		return Move{To: Next}
	case !w.known.Profile().Own:
		return instead(PageOwn, OwnStep{})
	case in.Then == "":
		return instead(PagePreflight, nil)
	}
	return Move{To: PagePhase, Local: in.Then}
}
