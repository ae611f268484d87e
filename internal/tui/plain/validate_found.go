package plain

import (
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
	case asError(err, &stopped):
		return report.VerdictProblems
	}
	return report.VerdictIncomplete
}
