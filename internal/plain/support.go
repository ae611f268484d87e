package plain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/aside"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// SupportChoice is what a report is asked for beyond the setup it is about.
type SupportChoice struct {
	Program document.Program
	// Save writes the report into the file that was named; nil: it goes to Out.
	Save func(raw []byte) error
	File string // that file's name, to be said
}

// Support makes a report for support. It signs in, for reading only, where that
// was asked for beforehand or is chosen; otherwise it goes by what this computer
// remembers and what needs no sign-in. Whatever cannot be looked at stands in
// the report as such and does not keep it from being made. Nothing is written
// but the report; what the sign-in left in the tenant is told, and taken back
// after a yes to that.
func Support(ctx context.Context, c Config, more SupportChoice) error {
	f := newCheck(c)
	f.sayServices()
	defer f.sayServicesAtEnd()
	if f.cfg.NoInput && f.cfg.SignIn == "" {
		f.cfg.SignIn, f.byHand = "none", true
	}
	ended, err := f.lookForSupport(ctx)
	if err == nil {
		err = f.deliver(document.NewReport(f.eng, document.About{Program: more.Program, At: f.eng.Now(),
			Ended: inWords(ended), Unusable: f.cfg.Unusable}), more)
	}
	err = f.tellConsent(ctx, err, errors.Is(err, talk.ErrLeft))
	switch {
	case ctx.Err() != nil || errors.Is(err, outcome.ErrInterrupted):
		f.Say("")
		f.Say("Interrupted. No report was made.")
		return outcome.ErrInterrupted
	case errors.Is(err, talk.ErrLeft):
		f.Say("Left. No report was made.")
		return nil
	case errors.Is(err, outcome.ErrInputEnded):
		f.Say("")
		f.Say("The input ended before this question was answered. Add --no-input, or run it where " +
			"somebody can answer.")
	case err != nil:
		f.sayEnding(err)
	}
	if refused := (*outcome.NotSignedIn)(nil); err == nil && errors.As(ended, &refused) {
		return ended
	}
	return err
}

// lookForSupport looks at whatever can be looked at. ended is what ended the
// look before its time, and stands in the report; err keeps the report from
// being made.
func (f *front) lookForSupport(ctx context.Context) (ended, err error) {
	f.eng.SignInFor(change.ForCheck)
	f.Heading("A report for support")
	f.Say("It holds no secret and no token, but names and ids of your company. Read it before you send it.")
	domain, err := f.whoseReport(ctx)
	if err != nil {
		return nil, err
	}
	f.Say("Testing the keychain with a throw-away value.")
	_ = f.probe(ctx) // whether it answers stands in the report
	if domain == "" || ctx.Err() != nil {
		f.byHand = true
		return nil, ctx.Err()
	}
	if _, err := f.eng.Resolve(ctx, domain); err != nil {
		f.byHand = true
		if outcome.BadName(err) && f.cfg.Domain != "" {
			return nil, f.refusedTenant(err)
		}
		f.failure(err)
		return err, ctx.Err()
	}
	if ended, err = f.takeForSupport(ctx); ended != nil || err != nil {
		return ended, err
	}
	if err := f.mayLook(ctx); err != nil || f.byHand {
		_, _ = f.eng.TrySecret(ctx) // what comes of it stands in the report
		return f.onlySignIn(err)
	}
	err = f.lookAt(ctx)
	if ctx.Err() != nil || errors.Is(err, outcome.ErrInputEnded) || errors.Is(err, talk.ErrLeft) {
		return nil, err
	}
	if err != nil {
		f.sayEnding(err)
	}
	return err, nil
}

// inWords is what ended a look, in words; nil where nothing did.
func inWords(err error) *advice.Advice {
	if err == nil {
		return nil
	}
	a := advice.Advise(err)
	if outcome.Found(err) {
		a = advice.Advice{What: err.Error()} // its words are whole sentences
	}
	return &a
}

// onlySignIn parts a refused sign-in, which stands in the report, from a person
// who left.
func (f *front) onlySignIn(err error) (ended, stop error) {
	if refused := (*outcome.NotSignedIn)(nil); errors.As(err, &refused) {
		f.failure(err)
		f.Say("Without a sign-in, the report goes by what this computer remembers.")
		return err, nil
	}
	return nil, err
}

// takeForSupport takes up the registration and the redirect URIs that were
// given.
func (f *front) takeForSupport(ctx context.Context) (ended, err error) {
	if err := f.ownProfile(ctx); err != nil {
		return err, nil
	}
	if f.cfg.AppID != "" {
		if err := f.eng.ChooseExisting(f.cfg.AppID); err != nil {
			return nil, outcome.RefusedValue("--app-id", "", err)
		}
	}
	if len(f.cfg.URIs) == 0 || f.cfg.Practice != nil && len(f.eng.Profile().Wanted.URIs) > 0 {
		return nil, nil
	}
	if f.cfg.NoInput && len(engine.ListDoubts(f.given())) > 0 {
		f.Say("The list of redirect URIs that was given is left out here. It has to be looked at before " +
			"it is used, and nobody can be asked:")
		local, _ := phases.Beforehand(f.given())
		f.tellPage(f.task, steps.At(steps.PagePaste, local))
		return nil, nil
	}
	return nil, f.takeGivenURIs(ctx)
}

// whoseReport takes up the profile that is meant and says by which domain or id
// its tenant is found; "" where the report is about no company.
func (f *front) whoseReport(ctx context.Context) (string, error) {
	if f.cfg.Profile == "" && f.cfg.Domain == "" {
		p, err := f.pickSaved(ctx)
		if err != nil {
			return "", err
		}
		f.cfg.Profile = p.Name
	}
	if f.cfg.Profile != "" {
		if err := f.eng.UseProfile(f.cfg.Profile); err != nil {
			return "", &outcome.Refused{Flag: "--profile", Why: err.Error(), Cause: err}
		}
	}
	p := f.eng.Profile()
	for _, d := range []string{f.cfg.Domain, p.Tenant.Domain, p.Tenant.ID} {
		if d != "" {
			return d, nil
		}
	}
	if f.cfg.Practice != nil {
		return f.cfg.Practice.Domain, nil
	}
	for _, u := range f.cfg.Unusable {
		a := advice.Advise(u)
		f.Say("%s %s", text.Sentence(a.What), text.Sentence(a.Do))
	}
	switch {
	case f.cfg.NoInput && len(f.cfg.Unusable) > 0:
		f.Say("This computer remembers no setup that can be used, and --tenant names none. The report is " +
			"about this computer only.")
		return "", nil
	case f.cfg.NoInput:
		f.Say("This computer remembers no setup, and --tenant names none. The report is about this " +
			"computer only.")
		return "", nil
	}
	domain, err := f.aside(ctx, steps.Move{To: steps.PageReportFor})
	said, _ := domain.(string)
	return said, err
}

// pickSaved says which remembered setup is meant, where nothing named one.
func (f *front) pickSaved(ctx context.Context) (setup.Profile, error) {
	list := f.cfg.Saved
	switch {
	case len(list) == 0:
		return setup.Profile{}, nil
	case len(list) == 1:
		return list[0], nil
	case f.cfg.NoInput:
		lack := outcome.Lack{Flag: "--profile NAME", What: "which setup is meant; this computer remembers"}
		for _, p := range list {
			lack.What += fmt.Sprintf(" %s (%s)", p.Name, text.Or(p.Tenant.Domain, p.Tenant.ID))
		}
		return setup.Profile{}, &outcome.Missing{Lacks: []outcome.Lack{lack}}
	}
	chosen, err := f.aside(ctx, steps.Move{To: steps.PageReportOf, Local: aside.Remembered(list)})
	p, _ := chosen.(setup.Profile)
	return p, err
}

// mayLook signs in where that was asked for, or asks.
func (f *front) mayLook(ctx context.Context) error {
	if f.byHand {
		f.Say("Nobody signs in, so the report goes by what this computer remembers.")
		return nil
	}
	if f.cfg.SignIn == "" {
		way, err := f.aside(ctx, steps.Move{To: steps.PageReportLook})
		if err != nil {
			return err
		}
		f.cfg.SignIn, _ = way.(string)
	}
	return f.signIn(ctx)
}

// deliver prints the report, or has it saved and says where.
func (f *front) deliver(d document.Report, more SupportChoice) error {
	if more.Save == nil {
		f.answerReport(d)
		if !f.cfg.JSON {
			f.Say("")
			f.Say("To send it: run this again with --out report.json and send that file.")
		}
		return nil
	}
	raw, err := f.reportBytes(d)
	if err != nil {
		return err
	}
	if err := more.Save(raw); err != nil {
		return err
	}
	f.Say("The report was written to %s. Only you can read that file; whoever you send it to opens it "+
		"with: ssowizard report FILE", more.File)
	return nil
}

// Opened shows a report that somebody sent: as text, or with JSON as the
// document, cleaned. left names what this version did not know in it. Nothing is
// sent anywhere.
func Opened(c Config, d document.Report, left []string, more SupportChoice) error {
	f := newFront(c)
	f.Say("This report was sent by somebody. Nothing in it was checked here; do not run what it asks for " +
		"unless you know why.")
	if len(left) > 0 {
		f.Say("Left out, because this version does not know it: %s.", strings.Join(left, ", "))
	}
	if more.Save != nil {
		raw, err := f.reportBytes(d)
		if err != nil {
			return err
		}
		if err := more.Save(raw); err != nil {
			return err
		}
		f.Say("Written to %s.", more.File)
		return nil
	}
	f.answerReport(d)
	return nil
}

func (f *front) answerReport(d document.Report) {
	if f.cfg.JSON {
		f.WriteJSON(d)
		return
	}
	for _, l := range sheet.Report(d) {
		f.Answer("%s", l)
	}
}

// reportBytes is the report as a file holds it.
func (f *front) reportBytes(d document.Report) ([]byte, error) {
	if f.cfg.JSON {
		return wire.JSON(d)
	}
	var b bytes.Buffer
	for _, l := range sheet.Report(d) {
		b.WriteString(text.Visible(l) + "\n")
	}
	return b.Bytes(), nil
}
