package plain

import (
	"context"

	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/paste"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
)

// given is the list of redirect URIs that came with the flags, with how it was read.
// Practice's own list was made up for it and is in order.
func (f *front) given() paste.Parsed {
	p := f.cfg.Pasted
	p.URIs = f.cfg.URIs
	return p
}

// checkList stops a run that can ask nobody where the list of redirect URIs that
// was given has to be looked at first.
func (f *front) checkList() error {
	if len(f.cfg.URIs) == 0 || !f.cfg.NoInput {
		return nil
	}
	if doubts := engine.ListDoubts(f.given()); len(doubts) > 0 {
		return &outcome.Stopped{Why: engine.LookAtList, Findings: doubts}
	}
	return nil
}

// takeGivenURIs takes the list before the first reading, which then looks for
// registrations that carry one of the partner's own. A list that has to be looked at
// first is shown and asked about; where nobody can be asked, it ends the run.
func (f *front) takeGivenURIs(ctx context.Context) error {
	if len(f.cfg.URIs) == 0 {
		return nil
	}
	if err := f.checkList(); err != nil {
		return err
	}
	if local, asks := phases.Beforehand(f.given()); asks && !f.cfg.NoInput {
		_, err := f.aside(ctx, steps.Move{To: steps.PagePaste, Local: local})
		return err
	}
	if _, err := f.eng.SetURIs(f.cfg.URIs); err != nil {
		return outcome.RefusedValue("--redirect-uris", "", err)
	}
	return nil
}
