package main

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/outcome"
)

// The exit codes. Scripts rely on them; no other file names a number.
const (
	exitGood        = 0
	exitFailure     = 1
	exitUsage       = 2
	exitProblems    = 3
	exitSignIn      = 4
	exitUnchecked   = 5
	exitInterrupted = 130
)

// verdicts name the codes for people and for the JSON document.
var verdicts = map[int]string{
	exitGood: "good", exitFailure: "failure", exitUsage: "usage", exitProblems: "problems",
	exitSignIn: "sign-in", exitUnchecked: "unchecked", exitInterrupted: "interrupted",
}

// exitHelp says the codes in the help; a test holds it to the table.
const exitHelp = `Exit codes: 0 all good, 1 failure, 2 wrong or missing values, 3 problems found,
4 sign-in refused or needed, 5 something could not be checked, 130 interrupted.`

// exitTable is read from the top: the first row that fits decides, so that 4
// comes before 3 and 3 before 5.
var exitTable = []struct {
	code int
	fits func(error) bool
}{
	{exitInterrupted, interrupted},
	{exitUsage, wrongUse},
	{exitSignIn, noSignIn},
	{exitProblems, outcome.Is[*outcome.Stopped]},
	{exitUnchecked, outcome.Is[*outcome.Unchecked]},
}

// exitCode is the only place where an error becomes a number.
func exitCode(err error) int {
	if err == nil {
		return exitGood
	}
	for _, row := range exitTable {
		if row.fits(err) {
			return row.code
		}
	}
	return exitFailure
}

// exitOf is the code with its name.
func exitOf(err error) (code int, verdict string) {
	code = exitCode(err)
	return code, verdicts[code]
}

func interrupted(err error) bool {
	return errors.Is(err, outcome.ErrInterrupted) || errors.Is(err, tea.ErrInterrupted) ||
		errors.Is(err, context.Canceled)
}

// wrongUse holds for wrong or missing values. What did not come out of a
// command's own run was refused while the command line was read.
func wrongUse(err error) bool {
	return outcome.Is[*usageError](err) || outcome.Is[*outcome.Missing](err) ||
		outcome.Is[*outcome.Refused](err) || errors.Is(err, outcome.ErrInputEnded) ||
		!outcome.Is[*runError](err)
}

func noSignIn(err error) bool {
	if outcome.Is[*outcome.NotSignedIn](err) || outcome.Is[*entra.SignInError](err) ||
		advice.Advise(err).SignInAgain {
		return true
	}
	for _, e := range []error{entra.ErrDeclined, entra.ErrCodeExpired, entra.ErrBrowserExpired,
		entra.ErrWrongTenant, entra.ErrPersonalAccount, entra.ErrSessionExpired, advice.ErrNotSignedIn} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// runError marks an error of a command's own run, as opposed to a refused command
// line. said: the front has already shown it.
type runError struct {
	err  error
	said bool
}

// Error is the cause's.
func (e *runError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *runError) Unwrap() error { return e.err }

// usageError is a value that cannot be used: one sentence with the cause, one
// with the remedy.
type usageError struct{ what, remedy string }

// Error gives both sentences.
func (e *usageError) Error() string { return e.what + " " + e.remedy }

// wrongValues are all values that an error says cannot be used, in its order.
func wrongValues(err error) []*usageError {
	switch e := err.(type) { //nolint:errorlint // it goes down by itself
	case *usageError:
		return []*usageError{e}
	case interface{ Unwrap() error }:
		return wrongValues(e.Unwrap())
	case interface{ Unwrap() []error }:
		var all []*usageError
		for _, one := range e.Unwrap() {
			all = append(all, wrongValues(one)...)
		}
		return all
	}
	return nil
}
