package plain

import (
	"errors"
	"slices"

	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// answerUnjudged prints the verdict of a check that ended before it could judge,
// also of a quiet one. Values that cannot be used have none: nothing was looked at.
func (f *front) answerUnjudged(err error) {
	var missing *Missing
	var refused *Refused
	if f.cfg.JSON || errors.As(err, &missing) || errors.As(err, &refused) {
		return
	}
	f.answer("Verdict: %s", verdictLine(verdictOf(err), endingWords(err)))
}

// narrowed leaves of a document what a quiet run prints: the steps with a problem
// or with something unchecked, without notes, and the addresses that are not as
// they should be. What the setup is, the verdict, its reason and the secret stay.
func (f *front) narrowed(quiet bool, d Check) Check {
	if !quiet {
		return d
	}
	list := []CheckStep{}
	for _, s := range d.Steps {
		s.Findings = slices.DeleteFunc(slices.Clone(s.Findings), func(x CheckFinding) bool { return x.Level == setup.LevelNote })
		if len(s.Findings) > 0 {
			list = append(list, s)
		}
	}
	d.Steps = list
	d.RedirectURIs = slices.DeleteFunc(slices.Clone(d.RedirectURIs), func(u CheckURI) bool { return u.Status == mtp.StatusRegistered.String() })
	return d
}
