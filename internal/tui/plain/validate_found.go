package plain

import (
	"errors"

	"ssowizard/internal/entra"
	"ssowizard/internal/report"
	"ssowizard/internal/steps"
)

// found judges the last snapshot.
func (f *front) found() report.Found {
	return report.Judge(f.eng.Snapshot(), f.eng.Profile(), f.byHand)
}

// CheckEnding says how the setup stands that an engine has looked at, for a
// front that showed it in its own way: nil, *Stopped or *Unchecked.
func CheckEnding(r *steps.Runner) error {
	return endingOf(report.Judge(r.Snapshot(), r.Profile(), false))
}

// endingOf is how the setup stands, as a run's end.
func endingOf(x report.Found) error {
	switch verdict, why, fs := x.Outcome(); verdict {
	case report.VerdictProblems:
		return &Stopped{Why: why, Written: true, Findings: fs}
	case report.VerdictIncomplete:
		return &Unchecked{Why: why, Findings: fs}
	}
	return nil
}

func verdictOf(err error) string {
	var stopped *Stopped
	switch {
	case err == nil:
		return report.VerdictOK
	case asError(err, &stopped), noTenant(err):
		return report.VerdictProblems
	}
	return report.VerdictIncomplete
}

// noTenant: Microsoft knows no company by the name that was given.
func noTenant(err error) bool {
	return errors.Is(err, entra.ErrNoTenant) || errors.Is(err, entra.ErrBadDomain)
}

// tellWhatEnded puts what ended a check before its verdict among the findings of
// the step that it concerns, so that a machine finds its code there too.
func tellWhatEnded(x *report.Found, tenant string, err error) []steps.Finding {
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
		at := x.At(number)
		at.Status, at.Findings = steps.StatusFail, append(at.Findings, fs...)
	}
	return fs
}
