package plain

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
)

// untilEnter waits for something that may take very long; where a person sits
// at the terminal, Enter ends the wait without ending the walk.
func (f *front) untilEnter(ctx context.Context, what string, wait func(context.Context,
	func(change.Note)) error) (left bool, err error) {
	note, stop := f.working(what)
	defer stop()
	if !f.cfg.Live {
		return false, wait(ctx, note)
	}
	f.forget()
	f.say("Press Enter to stop waiting; nothing is lost.")
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- wait(inner, note) }()
	select {
	case err := <-done:
		return false, err
	case in := <-f.lines.wanted():
		f.lines.taken()
		if in.err != nil {
			return false, <-done
		}
		cancel()
		if err := <-done; err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
			return false, err
		}
		f.say("Not waiting any longer. A later look or run sees it.")
		return true, ctx.Err()
	}
}

// userOptions: steps A1 and A2, the tenant's users to compare with.
func (f *front) userOptions(judge.PhaseReport) []option {
	if f.byHand {
		return nil
	}
	return []option{{label: "Look users up in Entra, to compare with", does: f.searchUsers}}
}

// pilotOptions: one person signs in before everybody does.
func (f *front) pilotOptions(r judge.PhaseReport) []option {
	out := []option{f.confirmOption(r.Phase, "Somebody signed in, and it worked")}
	if f.byHand {
		return out
	}
	return append([]option{{label: "Watch Entra's log for the sign-in", does: f.watchPilot}}, out...)
}

func (f *front) watchPilot(ctx context.Context) error {
	if err := f.eng.BeginPilot(); err != nil {
		return err
	}
	if p := f.cfg.Practice; p != nil && p.Pilot != nil {
		f.say("In practice the sign-in is done from inside this program.")
		if err := p.Pilot(f.eng.Profile().App.AppID); err != nil {
			return err
		}
	} else {
		f.say("Now let one person open the MTP portal in a private window and choose \"Sign in with Microsoft\".")
		f.say("Entra's log is minutes behind.")
	}
	var seen graph.SignIn
	err := f.withSession(ctx, func() error {
		_, err := f.untilEnter(ctx, "waiting for the sign-in to appear in the log", func(ctx context.Context, note func(change.Note)) (err error) {
			seen, err = f.eng.AwaitPilot(ctx, note)
			return err
		})
		return err
	})
	var closed *advice.NoSignInLogError
	if errors.As(err, &closed) {
		f.failure(err)
		f.say("Your own word takes the log's place: choose \"Somebody signed in, and it worked\" when it did.")
		return nil
	}
	if err == nil && seen.UserPrincipalName != "" {
		f.say("The log shows %s.", seen.UserPrincipalName)
	}
	return err
}
