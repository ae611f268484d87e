package plain_test

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

func TestAGuestsTenantIsNotTakenForOnesOwnUnasked(t *testing.T) {
	runs := map[string]func(*room, plain.Config) error{
		"setup": func(r *room, c plain.Config) error { return plain.Run(r.t.Context(), c) },
		"renew": func(r *room, c plain.Config) error { return plain.Renew(r.t.Context(), c, plain.RenewChoice{}) },
	}
	for name, run := range runs {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, "guest")
			err := run(r, r.alone())
			var stop *outcome.Stopped
			if !errors.As(err, &stop) || stop.Written || len(stop.Findings) != 1 || stop.Findings[0].Code != setup.CodeGuestAccount {
				t.Fatalf("got %v", err)
			}
			r.wantWrites(0)
			r.wantSaid("a sign of a customer's tenant", "--own-tenant", "Nothing was written.")
			if r.eng.Profile().Own {
				t.Error("it was recorded as the own company's")
			}
		})
		t.Run(name+" that knows", func(t *testing.T) {
			r := newRoom(t, "guest")
			c := r.alone()
			c.OwnTenant = true
			if err := run(r, c); err != nil {
				t.Fatalf("got %v:\n%s", err, r.talk)
			}
			r.wantSaid("a sign of a customer's tenant", "Yes (--own-tenant).")
		})
	}
}

func TestAnAgreementToWritesDoesNotAnswerForAGuest(t *testing.T) {
	r := newRoom(t, "guest")
	c := r.config()
	c.Yes = true
	_ = r.play(c, enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), enter("Is this your own partner tenant?"),
		enter("Your company's domain"), pickAt("How will you sign in?", "Leave"))
	r.wantWrites(0)
	if r.eng.Profile().Own {
		t.Error("--yes answered whose tenant it is")
	}
}

func TestWhatSpeaksForACustomersTenantStandsBeforeTheQuestion(t *testing.T) {
	r := newRoom(t, "guest")
	_ = r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), typed("Is this your own partner tenant?", "?"),
		enter("Ctrl+C leaves at any time; practice is forgotten then."), enter("Your company's domain"), pickAt("How will you sign in?", "Leave"))
	said := r.talk.String()
	sign, asked := strings.Index(said, "That is a sign of a customer's tenant."), strings.Index(said, "1. No, a customer's")
	if sign < 0 || sign > asked {
		t.Errorf("the sign stands at %d, the question at %d:\n%s", sign, asked, said)
	}
	r.wantSaid(judge.AskOwnTenant.Why(), "Enter alone takes 1.", "1. No, a customer's")
}
