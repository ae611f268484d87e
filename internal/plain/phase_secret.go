package plain

import (
	"context"
)

// reveal shows the secret after a question of its own, which no agreement to writes
// answers: showing a secret is none. It goes to Talk, so that an answer redirected into a
// file never holds it.
func (f *front) reveal(ctx context.Context) error {
	f.Say("The value will stand on this screen and in its history. Whoever reads it can act as the MTP " +
		"portal.")
	yes, err := f.Agree(ctx, "Show it now?")
	if err != nil || !yes {
		return err
	}
	secret, err := f.eng.Secret(ctx)
	if err != nil {
		return err
	}
	f.Say("  Client Secret: %s", secret.Reveal())
	return nil
}
