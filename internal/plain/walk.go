package plain

import (
	"context"
	"errors"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
)

// attended walks a person through all steps, one after the other. An error ends
// a try, never the walk.
func (f *front) attended(ctx context.Context) error {
	f.welcome()
	_ = f.probe(ctx) // where none answers, another place is asked for
	if ctx.Err() != nil {
		return outcome.ErrInterrupted
	}
	if err := f.openTenant(ctx); err != nil {
		return err
	}
	if !f.byHand {
		if err := f.place(ctx); err != nil {
			return err
		}
	}
	if !f.byHand {
		if err := f.enter(ctx); err != nil {
			return err
		}
	}
	if err := f.takeGiven(ctx); err != nil {
		return err
	}
	if err := f.phases(ctx); err != nil {
		return err
	}
	f.Heading("The end")
	f.report()
	return outcome.Of(f.eng.Verdict(judge.Walking), false)
}

func (f *front) welcome() {
	f.Heading("bvoip MTP portal: Microsoft 365 single sign-on")
	p := f.pages(steps.TaskSetup)
	f.SayEach(p.lines.Blocks(p.walk.Page(steps.At(steps.PageWelcome, &arrival.Welcome{})).Blocks))
	after := "the next run goes on from there"
	if f.cfg.Practice != nil {
		after = "the next practice begins anew"
	}
	f.Say("Type a number or a value and press Enter. ? explains a question. Ctrl+C leaves at any time; "+
		"%s.", after)
}

// afterLeaving is what becomes of what was done, for whoever thinks of leaving.
func (f *front) afterLeaving() string {
	if f.cfg.Practice != nil {
		return "practice is forgotten then"
	}
	if f.valueAtStake() {
		return "the secret's value is lost then"
	}
	return "nothing is lost"
}

// valueAtStake tells whether a value that matters ends with the program.
func (f *front) valueAtStake() bool { return f.cfg.Practice == nil && f.eng.ValueAtStake() }

// leaveLabel is the choice to leave, with what becomes of what was done.
func (f *front) leaveLabel() string {
	if f.cfg.Practice != nil {
		return "Leave; practice is forgotten then"
	}
	if f.valueAtStake() {
		return "Leave; the secret's value is lost then"
	}
	return "Leave; the next run goes on from here"
}

// enter signs in, reads, asks whether this is the right company, and says before the
// first write what would stop a later step.
func (f *front) enter(ctx context.Context) error {
	if err := f.signIn(ctx); err != nil || f.byHand {
		return err
	}
	on, err := f.fromReading(ctx, f.task, "")
	switch {
	case f.byHand: // chosen for another company
		return nil
	case err == nil && on != true:
		return talk.ErrLeft
	}
	return err
}

// askOwn asks the one question that no token answers.
func (f *front) askOwn(ctx context.Context) error {
	own, err := f.aside(ctx, steps.Move{To: steps.PageOwn, Local: arrival.OwnStep{}})
	if err != nil || own == true {
		return err
	}
	f.Say("Then this is not the place: the partner's single sign-on is set up in your own company. " +
		"Nothing was written.")
	f.cfg.Domain = ""
	if err := f.openTenant(ctx); err != nil {
		return err
	}
	return f.enter(ctx)
}

// again runs something that needs the services, and offers another try where
// it failed for a reason that may pass.
func (f *front) again(ctx context.Context, do func() error) error {
	for {
		err := f.withSession(ctx, do)
		if err == nil || f.fatal(ctx, err) {
			return err
		}
		f.failure(err)
		n, err := f.Choose(ctx, []talk.Option{{Label: "Try again"}, {Label: "Leave"}}, 1)
		if err != nil {
			return err
		}
		if n == 1 {
			return talk.ErrLeft
		}
	}
}

// fatal tells the errors that end the walk from those that end a try.
func (f *front) fatal(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, outcome.ErrInterrupted) ||
		errors.Is(err, outcome.ErrInputEnded) || errors.Is(err, talk.ErrLeft)
}

// takeGiven takes up what the flags gave, so that it is not asked again.
func (f *front) takeGiven(ctx context.Context) error {
	if refused := (*outcome.Refused)(nil); len(f.cfg.URIs) > 0 {
		err := f.takeGivenURIs(ctx)
		if errors.As(err, &refused) {
			f.Say("The redirect URIs that were given cannot be used:")
			f.failure(refused.Cause)
		} else if err != nil {
			return err
		}
	}
	if f.cfg.AppID == "" {
		return nil
	}
	if err := f.eng.ChooseExisting(f.cfg.AppID); err != nil {
		f.failure(err)
		return nil
	}
	if f.byHand {
		return nil
	}
	return f.again(ctx, func() error { return f.observe(ctx) })
}
