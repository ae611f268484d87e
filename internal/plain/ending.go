package plain

import (
	"context"
	"errors"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/document"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/aloud"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/text"
)

// roleRefused ends a run without a person that Entra refused for want of a right
// which could not be seen before the first write. It is a problem found, as one that
// could be seen is, and no failure of the run.
func roleRefused(err error) error {
	var refused *advice.RoleRefusedError
	if !errors.As(err, &refused) {
		return err
	}
	var part *advice.ApplyError
	stop := &outcome.Stopped{Why: "Entra refused a write that this account may not make, which could not " +
		"be seen before.", Cause: err,
		Written: errors.As(err, &part) && len(part.Written) > 0, Findings: []setup.Finding{refused.Finding()}}
	if stop.Written {
		stop.Why += " What was written before that stays, and the next run goes on from there."
	}
	return stop
}

// finish says how the run ended, once, and writes the document.
func (f *front) finish(ctx context.Context, err error) error {
	f.sayServicesAtEnd() // before the last line, which is the command that goes on
	switch {
	case ctx.Err() != nil:
		err = outcome.ErrInterrupted
		f.Say("")
		f.Say("Interrupted. %s", f.whereThingsStand())
	case errors.Is(err, talk.ErrLeft):
		f.Say("%s", f.whereThingsStand())
		if err = outcome.Left(f.eng.Verdict(judge.Walking), f.eng.SignedIn() || f.byHand); err != nil {
			f.Say("%s", text.Sentence(err.Error()))
		}
	case errors.Is(err, outcome.ErrInputEnded):
		f.sayInputEnded()
	case err != nil:
		f.sayEnding(err)
	}
	if f.cfg.JSON {
		f.writeDocument(err)
	}
	return err
}

func (f *front) writeDocument(err error) {
	run := document.Run{Session: f.eng, Practice: f.cfg.Practice != nil, Err: err,
		Code: document.ExitCode{Verdict: "good"}}
	if f.cfg.Exit != nil {
		run.Code.Code, run.Code.Verdict = f.cfg.Exit(err)
	}
	if f.written != nil {
		f.WriteJSON(f.written(run))
		return
	}
	f.WriteJSON(document.NewSetup(run))
}

// whereThingsStand is one line with the command that goes on.
func (f *front) whereThingsStand() string {
	if p := f.eng.Profile(); f.command != "" && f.cfg.Practice == nil && p.Tenant.ID != "" {
		return "Nothing is lost. Go on with: ssowizard " + f.command + " --tenant " +
			text.Or(p.Tenant.Domain, p.Tenant.ID)
	}
	return strings.Join(strings.Fields(strings.Join(f.eng.Summary(), " ")), " ")
}

func (f *front) sayInputEnded() {
	f.Say("")
	f.Say("The input ended before this question was answered. %s", f.whereThingsStand())
	f.sayFlags()
}

// sayFlags says what the run would have needed to ask nobody: what it refuses to begin
// without.
func (f *front) sayFlags() {
	if lacks := f.lacks(); len(lacks) > 0 {
		f.Say("Give these as flags with --no-input, or run it where somebody can answer:")
		f.sayLacks(lacks)
		return
	}
	f.Say("Run it where somebody can answer, or add --no-input.")
}

func (f *front) sayLacks(lacks []outcome.Lack) {
	for _, l := range lacks {
		f.Say("  %-24s %s", l.Flag, l.What)
	}
}

func (f *front) sayEnding(err error) {
	var missing *outcome.Missing
	var refused *outcome.Refused
	var stopped *outcome.Stopped
	var unchecked *outcome.Unchecked
	var file *outcome.Unwritten
	switch {
	case errors.As(err, &missing):
		f.Say("Nobody can be asked (--no-input), and these are missing:")
		f.sayLacks(missing.Lacks)
		f.Say("Nothing was sent.")
	case errors.As(err, &refused):
		f.Say("%s: %s", refused.Flag, text.Sentence(refused.Why))
		if refused.Remedy != "" {
			f.Say("%s", text.Sentence(refused.Remedy))
		}
	case errors.As(err, &stopped):
		f.Say("")
		f.Say("%s", text.Sentence(stopped.Why))
		for _, x := range stopped.Findings {
			f.SayEach(aloud.Finding("In the way", x))
		}
		if !stopped.Written {
			f.Say("Nothing was written.")
		}
	case errors.As(err, &unchecked):
		f.Say("")
		f.Say("%s", text.Sentence(unchecked.Why))
		f.sayFindings(unchecked.Findings)
	case errors.As(err, &file):
		for _, s := range []string{file.What, file.Means, file.Do} {
			f.Say("%s", text.Sentence(s))
		}
	default:
		f.failure(err)
		for _, w := range f.eng.WaysByFlag(err) {
			f.Say("  %s", w)
		}
		has := (*outcome.NotSignedIn)(nil)
		if errors.As(err, &has) && advice.Advise(err).TryBrowser && f.cfg.SignIn != "browser" {
			f.Say("Where codes are blocked, the browser may pass: run it again with --sign-in browser.")
		}
	}
}

// sayAhead says what was found before the first write. A plan does not say it again.
func (f *front) sayAhead(fs []setup.Finding) {
	f.sayFindings(fs)
	for _, x := range fs {
		f.lines.Said[x] = true
	}
}

func (f *front) sayFindings(fs []setup.Finding) {
	for _, x := range fs {
		f.SayEach(aloud.Finding(sheet.Levels[x.Level], x))
	}
}

// failure says what happened, what it means here and what to do, and then what
// support needs.
func (f *front) failure(err error) { f.SayEach(aloud.Advice(advice.Advise(err))) }
