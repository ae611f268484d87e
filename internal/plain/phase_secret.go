package plain

import (
	"context"
	"errors"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/text"
)

// keepOptions: step 28, the proof and, if asked for, the value.
func (f *front) keepOptions(judge.PhaseReport) []option {
	var out []option
	if f.eng.Profile().Secret.KeyID != "" {
		out = append(out,
			option{label: "Prove that it works (a token with it, three times, and one user read)", does: f.proveAsked},
			option{label: "Show the value on this screen", does: f.reveal})
	}
	p := f.eng.Profile()
	made := p.Secret.ByHand || p.Secret.KeyID == "" && (f.byHand || f.eng.Verdict(judge.Walking).Phase("28").BlockedBy == "")
	if !made {
		return out
	}
	if p := f.cfg.Practice; p != nil && f.byHand && !p.Shown.Secret.Empty() {
		out = append(out, option{label: "Take it from the simulated portal", does: func(ctx context.Context) error {
			if err := f.eng.KeepByHand(ctx, p.Shown.Secret.Reveal()); err != nil {
				return err
			}
			return f.proveAsked(ctx)
		}})
	}
	return append(out,
		option{label: "Give the value here: it is not shown, it is kept, and it is proven", does: f.valueByHand})
}

// valueByHand takes the value of a secret that was made in the portal, keeps it and
// proves it. That needs both ids and nobody's sign-in.
func (f *front) valueByHand(ctx context.Context) error {
	if f.eng.Profile().App.AppID == "" {
		f.say("The application (client) ID of step 9 comes first: a token needs both ids.")
		if err := f.askIDs(ctx); err != nil {
			return err
		}
	}
	if err := f.place(ctx); err != nil {
		return err
	}
	for {
		typed, err := f.hidden(ctx, "The column \"Value\" of the client secret (an empty line goes back)")
		if err != nil || strings.TrimSpace(typed) == "" {
			return err
		}
		var no *engine.ValueError
		switch err := f.eng.KeepByHand(ctx, typed); {
		case errors.As(err, &no):
			f.say("%s It was not kept.", text.Sentence(no.Error()))
		case err != nil:
			return err
		default:
			f.say("Kept in %s.", f.eng.Profile().Secret.Keeper)
			return f.proveAsked(ctx)
		}
	}
}

func (f *front) proveAsked(ctx context.Context) error {
	return f.withSession(ctx, func() error {
		proof, err := f.prove(ctx)
		if err == nil && proof.Finding != nil {
			f.finding(*proof.Finding)
		}
		return err
	})
}

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

// pasteOptions: step 29, the hand-over to the MTP portal.
func (f *front) pasteOptions(r judge.PhaseReport) []option {
	f.sayFields()
	out := []option{f.confirmOption(r.Phase, "I pasted it and pressed \"Save changes\"")}
	if f.eng.Profile().Secret.KeyID != "" {
		out = append(out, option{label: "Show the value on this screen", does: f.reveal})
	}
	return out
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
