package plain

import (
	"context"
	"errors"

	"ssowizard/internal/secret"
	"ssowizard/internal/vault"
)

// openFile asks for the passphrase of the encrypted file that the profile's
// secret lies in, where this run looks elsewhere. An empty line leaves the file
// closed, as does a run without questions: what needs the secret could then not
// be checked, and says so.
func (f *front) openFile(ctx context.Context) error {
	path, locked := f.eng.LockedFile()
	if !locked || f.cfg.NoInput {
		return nil
	}
	f.say("The client secret lies in the encrypted file %s.", path)
	for {
		typed, err := f.hidden(ctx, "Its passphrase (an empty line leaves it closed; the secret is then not tried)")
		if err != nil || typed == "" {
			return err
		}
		err = f.eng.OpenFile(ctx, vault.File(path, secret.New(typed)))
		if err == nil {
			f.say("The file is open for this run.")
			return nil
		}
		f.failure(err)
		if !errors.Is(err, vault.ErrPassphrase) {
			return nil
		}
	}
}
