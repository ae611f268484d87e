package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ErrInterrupted says that the person stopped the run. Nothing is lost: the
// next run goes on from what the tenant holds.
var ErrInterrupted = errors.New("interrupted")

// ErrInputEnded says that a question was asked and no more input came. The
// caller names the flags, or runs it where somebody can answer.
var ErrInputEnded = errors.New("the input ended before the question was answered")

// errLeave says that the person chose to leave; how the setup stands decides
// how the run ends.
var errLeave = errors.New("left by choice")

// Lack is one value that is missing, and the flag that gives it.
type Lack struct {
	Flag string // "--tenant DOMAIN"
	What string // "your company's domain"
}

// Missing says what a run without a person lacks, all at once. Nothing was
// sent.
type Missing struct{ Lacks []Lack }

// Error names every missing value with its flag.
func (e *Missing) Error() string {
	flags := make([]string, 0, len(e.Lacks))
	for _, l := range e.Lacks {
		flags = append(flags, l.Flag)
	}
	return "nobody can be asked, and these are missing: " + strings.Join(flags, ", ")
}

// Refused says that a given value cannot be used, with cause and remedy.
// Nothing was written.
type Refused struct {
	Flag   string // "--redirect-uris"
	Why    string // a sentence
	Remedy string // a sentence
	Cause  error
}

// Error says what is wrong with the value and what to do.
func (e *Refused) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s", e.Flag, e.Why, e.Remedy))
}

// Unwrap gives the cause.
func (e *Refused) Unwrap() error { return e.Cause }

// refusedValue is a Refused, unless it was not the value that was at fault but
// where it is remembered: a full disk is no wrong usage.
func refusedValue(flag, remedy string, err error) error {
	if has := (*profile.Error)(nil); errors.As(err, &has) {
		return err
	}
	return &Refused{Flag: flag, Why: err.Error(), Remedy: remedy, Cause: err}
}

// Stopped says that problems were found: before the first write, where Written
// is false, else at the end.
type Stopped struct {
	Why      string
	Written  bool
	Findings []setup.Finding
	Cause    error // the service's refusal, where one ended it
}

// Error says why.
func (e *Stopped) Error() string { return e.Why }

// Unwrap gives the cause.
func (e *Stopped) Unwrap() error { return e.Cause }

// roleRefused ends a run without a person that Entra refused for want of a right
// which could not be seen before the first write. It is a problem found, as one that
// could be seen is, and no failure of the run.
func roleRefused(err error) error {
	var refused *advice.RoleRefusedError
	if !errors.As(err, &refused) {
		return err
	}
	var part *advice.ApplyError
	stop := &Stopped{Why: "Entra refused a write that this account may not make, which could not be seen before.", Cause: err,
		Written: errors.As(err, &part) && len(part.Written) > 0, Findings: []setup.Finding{refused.Finding()}}
	if stop.Written {
		stop.Why += " What was written before that stays, and the next run goes on from there."
	}
	return stop
}

// Unchecked says that something that matters could not be looked at.
type Unchecked struct {
	Why      string
	Findings []setup.Finding
}

// Error says what.
func (e *Unchecked) Error() string { return e.Why }

// NotSignedIn says that the sign-in was refused or is needed. It wraps the
// refusal.
type NotSignedIn struct{ Cause error }

// Error says so.
func (e *NotSignedIn) Error() string { return "not signed in: " + e.Cause.Error() }

// Unwrap gives the refusal.
func (e *NotSignedIn) Unwrap() error { return e.Cause }

// Ending is how the setup stands, as a run's end: nil, *Stopped or *Unchecked.
// Somebody who left a walk by choice knows what is still to do; for them only what
// was found wrong, or could not be looked at, counts.
func Ending(v judge.Verdict, byChoice bool) error {
	doubts := &Unchecked{Why: v.Why}
	if v.As == judge.Checking || !v.Unsigned() { // else Why says it of everything
		doubts.Findings = v.Unknown()
	}
	switch v.Overall {
	case judge.OverallProblems:
		return &Stopped{Why: v.Why, Written: true, Findings: v.Problems()}
	case judge.OverallOpen:
		if !byChoice {
			return &Stopped{Why: v.Why, Written: true}
		}
		if len(v.Blind) > 0 {
			return doubts
		}
	case judge.OverallIncomplete:
		return doubts
	case judge.OverallOK:
	}
	return nil
}

// EndingLeft is how a run ends that somebody left by choice. A walk that was left
// before anybody signed in, or went on without, has looked at nothing and claims
// nothing. One that goes on by words alone could check nothing, midway and at its end.
func EndingLeft(v judge.Verdict, begun bool) error {
	if !begun && v.As == judge.Walking && v.Next() != "" {
		return nil
	}
	return Ending(v, begun)
}

// finish says how the run ended, once, and writes the document.
func (f *front) finish(ctx context.Context, err error) error {
	f.sayServicesAtEnd() // before the last line, which is the command that goes on
	switch {
	case ctx.Err() != nil:
		err = ErrInterrupted
		f.say("")
		f.say("Interrupted. %s", f.whereThingsStand())
	case errors.Is(err, errLeave):
		f.say("%s", f.whereThingsStand())
		if err = EndingLeft(f.eng.Verdict(judge.Walking), f.eng.SignedIn() || f.byHand); err != nil {
			f.say("%s", sentence(err.Error()))
		}
	case errors.Is(err, ErrInputEnded):
		f.sayInputEnded()
	case err != nil:
		f.sayEnding(err)
	}
	if f.cfg.JSON {
		f.writeDocument(err)
	}
	return err
}

// whereThingsStand is one line with the command that goes on.
func (f *front) whereThingsStand() string {
	if p := f.eng.Profile(); f.command != "" && f.cfg.Practice == nil && p.Tenant.ID != "" {
		return "Nothing is lost. Go on with: ssowizard " + f.command + " --tenant " + text.Or(p.Tenant.Domain, p.Tenant.ID)
	}
	return strings.Join(strings.Fields(strings.Join(f.eng.Summary(), " ")), " ")
}

func (f *front) sayInputEnded() {
	f.say("")
	f.say("The input ended before this question was answered. %s", f.whereThingsStand())
	lacks := f.lacks
	if f.wants != nil {
		lacks = f.wants
	}
	if lacks := lacks(); len(lacks) > 0 {
		f.say("Give these as flags with --no-input, or run it where somebody can answer:")
		f.sayLacks(lacks)
		return
	}
	f.say("Run it where somebody can answer, or add --no-input --yes.")
}

func (f *front) sayLacks(lacks []Lack) {
	for _, l := range lacks {
		f.say("  %-24s %s", l.Flag, l.What)
	}
}

func (f *front) sayEnding(err error) {
	var missing *Missing
	var refused *Refused
	var stopped *Stopped
	var unchecked *Unchecked
	var file *Unwritten
	switch {
	case errors.As(err, &missing):
		f.say("Nobody can be asked (--no-input), and these are missing:")
		f.sayLacks(missing.Lacks)
		f.say("Nothing was sent.")
	case errors.As(err, &refused):
		f.say("%s: %s", refused.Flag, sentence(refused.Why))
		if refused.Remedy != "" {
			f.say("%s", sentence(refused.Remedy))
		}
	case errors.As(err, &stopped):
		f.say("")
		f.say("%s", sentence(stopped.Why))
		for _, x := range stopped.Findings {
			f.findingAs("In the way", x)
		}
		if !stopped.Written {
			f.say("Nothing was written.")
		}
	case errors.As(err, &unchecked):
		f.say("")
		f.say("%s", sentence(unchecked.Why))
		f.sayFindings(unchecked.Findings)
	case errors.As(err, &file):
		f.sayUnwritten(file)
	default:
		f.failure(err)
		for _, w := range f.eng.WaysByFlag(err) {
			f.say("  %s", w)
		}
		if has := (*NotSignedIn)(nil); errors.As(err, &has) && advice.Advise(err).TryBrowser && f.cfg.SignIn != "browser" {
			f.say("Where codes are blocked, the browser may pass: run it again with --sign-in browser.")
		}
	}
}

// sayAhead says what was found before the first write. A plan does not say it again.
func (f *front) sayAhead(fs []setup.Finding) {
	f.sayFindings(fs)
	for _, x := range fs {
		f.ahead[x] = true
	}
}

func (f *front) sayFindings(fs []setup.Finding) {
	for _, x := range fs {
		f.finding(x)
	}
}
