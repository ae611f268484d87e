package plain

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
)

// handOver prints what to send and waits for exactly that grant. The wait can
// be left at any time and taken up by a later run.
func (f *front) handOver(ctx context.Context) error {
	h, err := f.eng.HandOver()
	if err != nil {
		return err
	}
	f.say("Send this to a colleague who is Privileged Role Administrator or Global Administrator:")
	f.say("")
	f.say("%s", h.Text)
	f.say("Or Microsoft's own page for it: %s", h.ConsentLink)
	f.say("%s", change.ConsentLanding)
	f.say("")
	options := []option{
		{label: "Wait for it here"},
		{label: "Do not wait; a later run looks again"},
	}
	if p := f.cfg.Practice; p != nil && p.ApproveConsent != nil {
		options = append(options, option{label: "Play the colleague: grant it from inside this program, and wait"})
	}
	n, err := f.choose(ctx, options, 1)
	if err != nil || n == 1 {
		return err
	}
	if n == 2 {
		if err := f.cfg.Practice.ApproveConsent(h.AppID); err != nil {
			return err
		}
	}
	return f.withSession(ctx, func() error {
		return f.untilEnter(ctx, "the grant", func(ctx context.Context, note func(change.Note)) error {
			_, err := f.eng.AwaitConsent(ctx, note)
			return err
		})
	})
}

// untilEnter waits for something that may take very long; where a person sits
// at the terminal, Enter ends the wait without ending the walk.
func (f *front) untilEnter(ctx context.Context, what string, wait func(context.Context,
	func(change.Note)) error) error {
	note, stop := f.working("waiting for " + what)
	defer stop()
	if !f.cfg.Live {
		return wait(ctx, note)
	}
	f.forget()
	f.say("Press Enter to stop waiting; nothing is lost.")
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- wait(inner, note) }()
	select {
	case err := <-done:
		return err
	case in := <-f.lines.wanted():
		f.lines.taken()
		if in.err != nil {
			return <-done
		}
		cancel()
		if err := <-done; err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
			return err
		}
		f.say("Not waiting any longer. A later look or run sees it.")
		return ctx.Err()
	}
}

// userOptions: steps A1 and A2, the tenant's users to compare with.
func (f *front) userOptions(r judge.PhaseReport) []option {
	out := []option{f.confirmOption(r.Phase, "The users are chosen in the MTP portal")}
	if f.byHand {
		return out
	}
	return append(out, option{label: "Look users up in Entra, to compare with", does: f.searchUsers})
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
		return f.untilEnter(ctx, "the sign-in to appear in the log", func(ctx context.Context, note func(change.Note)) (err error) {
			seen, err = f.eng.AwaitPilot(ctx, note)
			return err
		})
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
