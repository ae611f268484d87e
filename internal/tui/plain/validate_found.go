package plain

import (
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// found judges the last snapshot as a setup that is to work.
func (f *front) found() judge.Verdict { return f.eng.Verdict(judge.Checking) }

func verdictOf(err error) judge.Overall {
	var stopped *Stopped
	switch {
	case err == nil:
		return judge.OverallOK
	case asError(err, &stopped), noTenant(err):
		return judge.OverallProblems
	}
	return judge.OverallIncomplete
}

// noTenant: Microsoft knows no company by the name that was given.
func noTenant(err error) bool {
	return errors.Is(err, entra.ErrNoTenant) || errors.Is(err, entra.ErrBadDomain)
}

// tellWhatEnded puts what ended a check before its verdict among the findings of
// the step that it concerns, so that a machine finds its code there too.
func tellWhatEnded(x *judge.Verdict, tenant string, err error) []setup.Finding {
	var stopped *Stopped
	number, fs := "2", []setup.Finding(nil)
	switch {
	case noTenant(err):
		a := advice.Advise(err)
		number, fs = "1", []setup.Finding{{Code: setup.CodeTenantNotFound, Level: setup.LevelFail, Subject: tenant, Want: "a company that Microsoft knows", Got: "none", Text: sentence(a.What), Remedy: a.Do}}
	case asError(err, &stopped): // which registration is meant is not known
		fs = stopped.Findings
	}
	if len(fs) > 0 {
		at := x.Step(number)
		at.Status, at.Findings = setup.StatusFail, append(at.Findings, fs...)
	}
	return fs
}
