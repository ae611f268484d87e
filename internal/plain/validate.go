package plain

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
)

// found judges the last snapshot as a setup that is to work.
func (f *front) found() judge.Verdict { return f.eng.Verdict(judge.Checking) }

// judgedEnding says that a check ended with its report; the report has said why.
type judgedEnding struct{ error }

func (e *judgedEnding) Unwrap() error { return e.error }

// Validate judges a setup that exists and returns how it stands: nil, *Stopped
// for problems, *Unchecked for what could not be looked at, or what ended the
// check before that. It signs in for reading only. Where somebody can be asked
// it then offers repairs, each with a sign-in of its own kind, shown before it
// is written. quiet prints problems only.
func Validate(ctx context.Context, c Config, quiet bool) error {
	f := newCheck(c)
	f.task, f.wants = steps.TaskCheck, f.checkLacks
	f.sayServices()
	f.quiet = quiet
	return f.finishCheck(ctx, f.tellConsent(ctx, f.validate(ctx), false))
}

// Judge checks one setup among many, of which nobody is asked but for a sign-in, and gives
// its document and how it ended. tenant is how its company was named.
func Judge(ctx context.Context, c Config, tenant string) (document.Validate, error) {
	f := newFront(c)
	f.cfg.Name, f.quiet, f.wants = "", true, f.checkLacks
	err := f.validate(ctx)
	var judged *judgedEnding
	reported := errors.As(err, &judged)
	if reported {
		err = judged.error
	}
	check := document.Check{Verdict: f.found(), Err: err, Judged: reported}
	if !reported {
		if outcome.NoTenant(err) {
			none := document.NoTenant(tenant, err)
			err = &outcome.Stopped{Why: none.Text(), Findings: []setup.Finding{none}}
		}
		check = document.StoppedCheck(check.Verdict, tenant, err)
	}
	return document.NewValidate(check, f.eng.ConsentSeen().Told()), err
}

// newCheck makes a front for a setup that exists: no name is wanted, and in
// practice the tenant's own registration is meant.
func newCheck(c Config) *front {
	if p := c.Practice; p != nil {
		if c.AppID == "" {
			c.AppID = p.AppID
		}
		if len(c.URIs) == 0 {
			c.URIs = p.URIs
		}
	}
	return newTask(c)
}

// newTask makes a front for what names no new registration.
func newTask(c Config) *front {
	c.Name = ""
	f := newFront(c)
	f.cfg.Name, f.named = "", false
	return f
}

func (f *front) validate(ctx context.Context) error {
	f.eng.SignInFor(change.ForCheck)
	if f.cfg.NoInput {
		if err := f.checkGiven(); err != nil {
			return err
		}
	}
	f.chat("Checking the setup for the bvoip MTP portal. Nothing is written.")
	if err := f.openSetup(ctx); err != nil {
		return err
	}
	if f.byHand {
		return f.validateUnsigned(ctx)
	}
	if err := f.signIn(ctx); err != nil {
		return err
	}
	if f.byHand { // chosen while signing in
		return f.validateUnsigned(ctx)
	}
	if f.cfg.NoInput {
		if err := f.lookAt(ctx); err != nil {
			return err
		}
		f.judged()
		return &judgedEnding{outcome.Of(f.found(), false)}
	}
	_, err := f.fromReading(ctx, steps.TaskCheck, "")
	if err == nil && (!f.judging || len(change.Repairs(f.found())) > 0) {
		err = talk.ErrLeft
	}
	if err != nil {
		return err
	}
	return &judgedEnding{outcome.Of(f.found(), false)}
}

// lookAt reads the chosen registration, or finds it first, and tries its secret.
func (f *front) lookAt(ctx context.Context) error {
	seen, err := f.fromReading(ctx, cmp.Or(f.task, steps.TaskCheck), steps.PageReport)
	if err == nil && seen != steps.PageReport {
		err = talk.ErrLeft
	}
	return err
}

// openSetup takes up the company and what is given of the setup, so that the
// first reading is about it already.
func (f *front) openSetup(ctx context.Context) error {
	if err := f.hushed(func() error { return f.openTenant(ctx) }); err != nil {
		return err
	}
	if err := f.ownProfile(ctx); err != nil {
		return err
	}
	if f.cfg.AppID != "" {
		if err := f.eng.ChooseExisting(f.cfg.AppID); err != nil {
			return outcome.RefusedValue("--app-id", "Copy it from the registration's page \"Overview\".", err)
		}
	}
	if err := f.openFile(ctx); err != nil {
		return err
	}
	return f.takeGivenURIs(ctx)
}

// ownProfile keeps what this computer remembers of one registration apart from
// a check of another in the same tenant.
func (f *front) ownProfile(ctx context.Context) error {
	p := f.eng.Profile()
	given := strings.ToLower(strings.TrimSpace(f.cfg.AppID))
	begun := p.App.AppID != "" || p.App.UniqueName != ""
	if given == "" || !begun || p.App.AppID == given || f.cfg.Profile != "" {
		return nil
	}
	if err := f.eng.UseProfile(p.Tenant.ID + "." + given); err != nil {
		return outcome.RefusedValue("--app-id", "", err)
	}
	domain := p.Tenant.Domain
	if domain == "" {
		domain = p.Tenant.ID
	}
	_, err := f.eng.Resolve(ctx, domain)
	return err
}

// chooseByFlags settles which registration is meant, where nothing named it: the one that
// carries redirect URIs of the MTP portal.
func (p *pages) chooseByFlags(context.Context, *steps.Frame, steps.Page) (steps.Event, error) {
	found, bin := p.eng.Snapshot().Candidates, p.eng.Snapshot().Bin.Value
	take := func(c setup.Candidate, where string) (steps.Event, error) {
		p.chat("Found %sby its redirect URI: %s (%s).", where, c.App.DisplayName, c.App.AppID)
		return steps.Event{On: "take", Arg: c.App.AppID}, nil
	}
	switch {
	case !found.Known:
		return steps.Event{}, &outcome.Unchecked{Why: "Which registration is meant could not be looked " +
			"up. Name it with --app-id. " + found.Why.Text}
	case len(found.Value) == 1 && found.Value[0].ByURI():
		return take(found.Value[0], "")
	case len(found.Value) == 0 && len(bin) == 1 && bin[0].ByURI():
		return take(bin[0], "in the recycle bin ")
	case len(found.Value)+len(bin) > 0:
		return steps.Event{}, &outcome.Stopped{Why: "It is not certain which registration is meant. Name " +
			"it with --app-id.",
			Findings: unclear(slices.Concat(found.Value, bin))}
	}
	return steps.Event{}, &outcome.Stopped{Why: "No registration in this tenant carries the first " +
		"redirect URI, or one of your own. Name one with --app-id; a deleted one is found by it too.",
		Findings: []setup.Finding{{Code: setup.CodeAppNotFound, Variant: "none", Level: setup.LevelFail,
			Subject: p.eng.Profile().Tenant.ID}}}
}

// answerUnjudged prints the verdict of a check that ended before it could judge,
// also of a quiet one. Values that cannot be used have none: nothing was looked at.
func (f *front) answerUnjudged(err error) {
	if !f.cfg.JSON && !outcome.Unusable(err) {
		f.Answer("Verdict: %s", sheet.Verdict(outcome.Overall(err), document.EndedEarly(err)))
	}
}

// chat is talk that a quiet run leaves out.
func (f *front) chat(format string, args ...any) {
	if !f.quiet {
		f.Say(format, args...)
	}
}

// hushed runs something whose talk a quiet run leaves out.
func (f *front) hushed(do func() error) error {
	if f.quiet && f.cfg.NoInput {
		defer f.Hush()()
	}
	return do()
}

// finishCheck says how a check ended, once, and writes the document.
func (f *front) finishCheck(ctx context.Context, err error) error {
	var done *judgedEnding
	reported := errors.As(err, &done)
	if outcome.Is[*profile.Error](err) && !f.eng.SignedIn() { // as in a check of many
		err = &outcome.Unchecked{Why: document.EndedEarly(err)}
	}
	f.sayServicesAtEnd()
	switch {
	case ctx.Err() != nil:
		err = outcome.ErrInterrupted
		kept := "Nothing is lost; the same command checks again."
		if f.valueAtStake() {
			kept = engine.ValueLost
		}
		f.Say("Interrupted. %s", kept)
	case reported:
		err = done.error
	case errors.Is(err, talk.ErrLeft):
		f.chat("Left. The same command checks again.")
		err = outcome.Of(f.found(), false)
	case errors.Is(err, outcome.ErrInputEnded):
		f.Say("")
		f.Say("The input ended before this question was answered.")
		f.sayFlags()
	case f.unsettled(err):
		f.answerCheck(document.StoppedCheck(f.found(), f.cfg.Domain, err))
	case err != nil:
		f.sayEnding(err)
		f.answerUnjudged(err)
	}
	if f.cfg.JSON {
		c := document.Check{Verdict: f.found(), Err: err, Judged: reported}
		if !reported {
			c = document.StoppedCheck(c.Verdict, f.cfg.Domain, err)
		}
		d := document.NewValidate(c, f.eng.ConsentSeen().Told())
		if f.quiet {
			d = d.OnlyWrong()
		}
		f.WriteJSON(d)
	}
	return err
}
