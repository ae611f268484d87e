package outcome

import (
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

// ErrInterrupted says that the person stopped the run. Nothing is lost: the
// next run goes on from what the tenant holds.
var ErrInterrupted = errors.New("interrupted")

// ErrInputEnded says that a question was asked and no more input came. The
// caller names the flags, or runs it where somebody can answer.
var ErrInputEnded = errors.New("the input ended before the question was answered")

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

// RefusedValue is a Refused, unless it was not the value that was at fault but
// where it is remembered: a full disk is no wrong usage.
func RefusedValue(flag, remedy string, err error) error {
	if Is[*profile.Error](err) {
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

// Unwritten says that a file of this computer could not be written which was
// asked for, and that the value was not at fault: a failure, whatever else went
// well. All are sentences.
type Unwritten struct {
	What, Means, Do string
	Cause           error
}

// Error says all of it.
func (e *Unwritten) Error() string { return e.What + " " + e.Means + " " + e.Do }

// Unwrap gives the cause.
func (e *Unwritten) Unwrap() error { return e.Cause }

// Is tells whether an error is of that type, or wraps one.
func Is[T error](err error) bool {
	var e T
	return errors.As(err, &e)
}

// As is the error of that type that another is or wraps; zero where there is none.
func As[T error](err error) (e T) {
	_ = errors.As(err, &e)
	return e
}

// Broken tells whether somebody left it unfinished: the run was interrupted, or its input ended.
func Broken(err error) bool {
	return errors.Is(err, ErrInterrupted) || errors.Is(err, ErrInputEnded)
}

// Found tells whether a run ended by what it found, or could not look at.
func Found(err error) bool { return Is[*Stopped](err) || Is[*Unchecked](err) }

// Unusable tells whether a run ended for its values, before it looked at anything.
func Unusable(err error) bool { return Is[*Missing](err) || Is[*Refused](err) }

// NoTenant tells whether Microsoft knows no company by the name that was given.
func NoTenant(err error) bool { return errors.Is(err, entra.ErrNoTenant) || BadName(err) }

// BadName tells whether what was given can be the name of no company.
func BadName(err error) bool { return errors.Is(err, entra.ErrBadDomain) }

// OtherCloud tells whether the company is one of another of Microsoft's clouds.
func OtherCloud(err error) bool { return errors.Is(err, entra.ErrOtherCloud) }
