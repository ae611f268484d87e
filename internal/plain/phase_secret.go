package plain

import (
	"context"

	"ssowizard/internal/judge"
)

// reveal shows the secret after a question of its own. It goes to Talk, so that
// an answer redirected into a file never holds it.
func (f *front) reveal(ctx context.Context) error {
	f.say("The value will stand on this screen and in its history. Whoever reads it can act as the MTP " +
		"portal.")
	yes, err := f.agreeAnew(ctx, "Show it now?")
	if err != nil || !yes {
		return err
	}
	secret, err := f.eng.Secret(ctx)
	if err != nil {
		return err
	}
	f.say("  Client Secret: %s", secret.Reveal())
	return nil
}

// agreeAnew asks even where writes were agreed to beforehand: showing a secret
// is no write.
func (f *front) agreeAnew(ctx context.Context, text string) (bool, error) {
	return f.anew(func() (bool, error) { return f.agree(ctx, text, judge.AnswerNo) })
}

// anew puts a question as if writes had not been agreed to.
func (f *front) anew(ask func() (bool, error)) (bool, error) {
	yes := f.cfg.Yes
	f.cfg.Yes = false
	defer func() { f.cfg.Yes = yes }()
	return ask()
}
