package plain_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// nobody answers every read of users with an empty list.
func (r *room) nobody() {
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if q.Method == http.MethodGet && strings.HasSuffix(q.URL.Path, "/users") {
			return sim.Fault{Status: http.StatusOK, Body: `{"value":[]}`}
		}
		return sim.Fault{}
	})
}

// wantUnread fails unless a run ended with the read that could not be made.
func (r *room) wantUnread(err error) {
	r.t.Helper()
	var unchecked *outcome.Unchecked
	if !errors.As(err, &unchecked) || len(unchecked.Findings) == 0 || unchecked.Findings[0].Code != setup.CodeCouldNotCheck {
		r.t.Fatalf("it ended with %v\n%s", err, tail(r.talk.String(), 1500))
	}
}

// TestAnUnreadUserIsNoProvenSecret: the setup ends with what could not be checked,
// keeps the secret, and is finished by running it again.
func TestAnUnreadUserIsNoProvenSecret(t *testing.T) {
	r := newRoom(t, "new")
	r.nobody()
	r.wantUnread(r.run(r.alone()))
	r.wantSaid("Could not check: One user read with it")
	if text := r.talk.String() + r.out.String(); strings.Contains(text, "Keep and prove the value holds") || strings.Contains(text, "Step 28 · Keep and prove the value: holds") {
		t.Error("step 28 is said to hold")
	}
	if s := r.eng.Profile().Secret; s.KeyID == "" || s.Proven != nil {
		t.Fatalf("the profile holds %+v", s)
	}
	r.srv.SetFault(nil)
	r.restart()
	if err := r.run(r.alone()); err != nil {
		t.Fatal(err)
	}
	r.wantMadeOnce()
	if r.eng.Profile().Secret.Proven == nil {
		t.Error("running it again did not prove it")
	}
}

// TestWhatCouldNotBeCheckedIsSaidOnce: the code of such a finding says no more than its first words, and stays in the
// document.
func TestWhatCouldNotBeCheckedIsSaidOnce(t *testing.T) {
	r := newRoom(t, "judged-pim")
	c := r.checking()
	c.JSON = false
	_ = r.validate(c, false)
	if out := r.out.String(); !strings.Contains(out, "Could not check: Client secrets") || strings.Contains(out, "(could-not-check)") || !strings.Contains(out, "Note (role-eligible): ") {
		t.Errorf("it prints:\n%s", out)
	}
}

// TestAnUnreadUserIsNoProvenRenewal: the new secret stays beside the old one, and a
// check of the same setup says what it could not look at.
func TestAnUnreadUserIsNoProvenRenewal(t *testing.T) {
	r := ready(t)
	r.nobody()
	c := r.alone()
	r.wantUnread(plain.Renew(t.Context(), c, plain.RenewChoice{}))
	if n, p := len(r.srv.State().Secrets), r.eng.Profile(); n != 2 || p.Renewal == nil || p.Secret.Proven != nil {
		t.Errorf("%d secrets, %+v", n, p.Secret)
	}
	r.srv.SetFault(nil)
	r.restart()
	if err := plain.Renew(t.Context(), r.alone(), plain.RenewChoice{}); err != nil || r.eng.Profile().Secret.Proven == nil || len(r.srv.State().Secrets) != 2 {
		t.Errorf("running it again: %v, %+v, %d secrets", err, r.eng.Profile().Secret, len(r.srv.State().Secrets))
	}
	r.nobody()
	r.restart()
	check := r.alone()
	check.Name = ""
	r.wantUnread(plain.Validate(t.Context(), check, false))
}
