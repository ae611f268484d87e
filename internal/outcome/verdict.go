package outcome

import (
	"ssowizard/internal/judge"
)

// Of is how the setup stands, as a run's end: nil, *Stopped or *Unchecked.
// Somebody who left a walk by choice knows what is still to do; for them only what
// was found wrong, or could not be looked at, counts.
func Of(v judge.Verdict, byChoice bool) error {
	doubts := &Unchecked{Why: v.Why}
	if v.As.Checks() || !v.Unsigned() { // else Why says it of everything
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

// Left is how a run ends that somebody left by choice. A walk that was left
// before anybody signed in, or went on without, has looked at nothing and claims
// nothing. One that goes on by words alone could check nothing, midway and at its end.
func Left(v judge.Verdict, begun bool) error {
	if !begun && !v.As.Checks() && v.Next() != "" {
		return nil
	}
	return Of(v, begun)
}

// Overall is the verdict that an outcome of a check leads to.
func Overall(err error) judge.Overall {
	switch {
	case err == nil:
		return judge.OverallOK
	case Is[*Stopped](err), NoTenant(err):
		return judge.OverallProblems
	}
	return judge.OverallIncomplete
}
