package plain

import (
	"context"

	"ssowizard/internal/judge"
)

// reveal shows the secret after a question of its own. It goes to Talk, so that
// an answer redirected into a file never holds it.
func (f *front) reveal(ctx context.Context) error {
	f.say("The value will stand on this screen and in its history. Whoever reads it can act as the MTP portal.")
	yes, err := f.agreeAnew(ctx, "Show it now?")
	if err != nil || !yes {
		return err
	}
	if err := f.openFile(ctx); err != nil {
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

// sayFields says each value with the field of the MTP portal it belongs to.
func (f *front) sayFields() {
	p := f.eng.Profile()
	f.say("In the MTP portal (%s), \"System\" > \"Single sign-on\" > \"Configure MTP portal account\":", f.eng.Links().URL("mtp-portal"))
	f.say("  Type: Microsoft")
	for _, v := range [][2]string{{"Application (client) ID", p.App.AppID}, {"Directory (tenant) ID", p.Tenant.ID}} {
		if v[1] == "" {
			v[1] = "not known yet"
		}
		f.say("  %s: %s", v[0], v[1])
	}
	if p.Secret.KeyID != "" {
		f.say("  Client Secret: kept in %s", p.Secret.Keeper)
	}
}
