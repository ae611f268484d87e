package plain

import (
	"ssowizard/internal/judge"
)

// specials are what some phases offer beyond the three ways.
func (f *front) specials() map[string]func(judge.PhaseReport) []option {
	return map[string]func(judge.PhaseReport) []option{
		"1": f.signInOptions,
	}
}
