package plain

import (
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/outcome"
)

// sayWritten says what was written before a write that ends the run.
func (f *front) sayWritten(err error) {
	var part *advice.ApplyError
	if !errors.As(err, &part) || len(part.Written) == 0 {
		return
	}
	f.Say("Written before that:")
	for _, w := range part.Written {
		f.Say("  %s", w)
	}
}

// unplanned tells what could not be looked at from what is in the way.
func (f *front) unplanned(err error) error {
	var blocked *advice.BlockedError
	if !errors.As(err, &blocked) {
		return err // also where there is none
	}
	s := f.eng.Snapshot()
	if !s.App.Known || !s.Graph.Known || !s.Principal.Known || !s.Grants.Known || s.Behind != "" {
		return &outcome.Unchecked{Why: "Nothing was written, because something could not be read first: " +
			blocked.By}
	}
	return &outcome.Stopped{Why: "Something else comes first: " + blocked.By}
}
