package plain

import (
	"errors"

	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// found judges the last snapshot as a setup that is to work.
func (f *front) found() steps.Verdict { return f.eng.Verdict(steps.Checking) }

func verdictOf(err error) steps.Overall {
	var stopped *Stopped
	switch {
	case err == nil:
		return steps.OverallOK
	case asError(err, &stopped), noTenant(err):
		return steps.OverallProblems
	}
	return steps.OverallIncomplete
}

// noTenant: Microsoft knows no company by the name that was given.
func noTenant(err error) bool {
	return errors.Is(err, entra.ErrNoTenant) || errors.Is(err, entra.ErrBadDomain)
}

// tellWhatEnded puts what ended a check before its verdict among the findings of
// the step that it concerns, so that a machine finds its code there too.
func tellWhatEnded(x *steps.Verdict, tenant string, err error) []steps.Finding {
	var stopped *Stopped
	number, fs := "2", []steps.Finding(nil)
	switch {
	case noTenant(err):
		a := steps.Advise(err)
		number, fs = "1", []steps.Finding{{Code: steps.CodeTenantNotFound, Level: steps.LevelFail, Subject: tenant, Want: "a company that Microsoft knows", Got: "none", Text: sentence(a.What), Remedy: a.Do}}
	case asError(err, &stopped): // which registration is meant is not known
		fs = stopped.Findings
	}
	if len(fs) > 0 {
		at := x.Step(number)
		at.Status, at.Findings = steps.StatusFail, append(at.Findings, fs...)
	}
	return fs
}
