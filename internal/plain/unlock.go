package plain

import (
	"context"

	"ssowizard/internal/plain/talk"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
)

// openFile asks for the passphrase of the encrypted file that the profile's secret lies
// in, where this run looks elsewhere. Left closed, as in a run without questions, what
// needs the secret could not be checked, and says so.
func (f *front) openFile(ctx context.Context) error {
	if _, locked := f.eng.LockedFile(); !locked || f.cfg.NoInput {
		return nil
	}
	_, err := f.aside(ctx, steps.Move{To: steps.PageUnlock})
	return err
}

// place asks where a secret is to be kept, unless that is known.
func (f *front) place(ctx context.Context) error {
	if f.eng.Snapshot().Keychain.Known {
		return nil
	}
	p := f.within(f.leaveLabel())
	err := p.enter(ctx, steps.At(steps.PagePreflight, phases.Place{}))
	if err == nil {
		err = p.lead(ctx)
	}
	if err == nil && p.brought != true {
		return talk.ErrLeft
	}
	return err
}
