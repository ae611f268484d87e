package plain_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

// almostOver is a renewal whose old secret was removed in Entra by a run that was killed then; the keychain is locked since.
// It returns the old one's key id.
func almostOver(t *testing.T) (*room, string) {
	t.Helper()
	r := ready(t)
	old := r.profileSecret()
	c := r.alone()
	c.Domain = "contoso.com"
	must.Do(t, plain.Renew(t.Context(), c, plain.RenewChoice{}))
	for _, id := range []string{"29", "S1-S2"} {
		must.Do(t, r.eng.Confirm(id, ""))
	}
	plan, err := r.eng.PlanRemoveOld(old)
	must.Do(t, err)
	r.eng.UseKeychain(shut{r.keychain})
	if _, err := r.eng.Apply(t.Context(), plan, func(change.Note) {}); err != nil {
		t.Fatalf("a locked keychain is no reason to call the removal failed: %v", err)
	}
	r.keychain = shut{r.keychain}
	r.restart()
	return r, old
}

func wantStays(t *testing.T, said, old string) {
	t.Helper()
	for _, want := range []string{"removed in Entra and opens nothing any more", old} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
}

// TestARenewalEndsWithoutAPersonOnALockedKeychain: nothing is left but to end it, so no place for a secret is asked for.
func TestARenewalEndsWithoutAPersonOnALockedKeychain(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		t.Run(fmt.Sprintf("json %v", asJSON), func(t *testing.T) {
			r, old := almostOver(t)
			c := r.alone()
			c.Domain, c.JSON = "contoso.com", asJSON
			if err := plain.Renew(t.Context(), c, plain.RenewChoice{}); err != nil {
				t.Fatalf("ended with %v\n%s", err, tail(r.talk.String(), 3000))
			}
			if p := r.eng.Profile(); p.Renewal != nil {
				t.Errorf("the renewal goes on: %+v", p.Renewal)
			}
			said := r.out.String()
			if asJSON {
				var d document.Renew
				if err := json.Unmarshal([]byte(said), &d); err != nil || len(d.Left) != 1 || d.Next != "" || d.New == nil || len(d.Old) != 0 {
					t.Fatalf("%v: %+v", err, d)
				}
				said = d.Left[0]
			}
			wantStays(t, said, old)
			if r.profileSecret() == old || len(r.srv.State().Secrets) != 1 {
				t.Error("it began anew")
			}
		})
	}
}

// TestARenewalUnderWayIsToldThatTheKeychainIsLocked: there is more to do than to end it, so the lock is the answer.
func TestARenewalUnderWayIsToldThatTheKeychainIsLocked(t *testing.T) {
	r := ready(t)
	c := r.alone()
	c.Domain = "contoso.com"
	must.Do(t, plain.Renew(t.Context(), c, plain.RenewChoice{}))
	r.keychain = shut{r.keychain}
	r.restart()
	c = r.alone()
	c.Domain = "contoso.com"
	err := plain.Renew(t.Context(), c, plain.RenewChoice{})
	var s *outcome.Stopped
	if !errors.As(err, &s) || s.Findings[0].Code != setup.CodeKeychainMissing || r.eng.Profile().Renewal == nil {
		t.Errorf("ended with %v, the renewal %+v", err, r.eng.Profile().Renewal)
	}
}

// TestARenewalEndsWithAPersonOnALockedKeychain: they are told where the old value stays.
func TestARenewalEndsWithAPersonOnALockedKeychain(t *testing.T) {
	r, old := almostOver(t)
	c, p := r.asked(pick("End the renewal"))
	err := plain.Renew(t.Context(), c, plain.RenewChoice{})
	r.wantAllActs(p, err)
	if err != nil || r.eng.Profile().Renewal != nil {
		t.Errorf("ended with %v, the renewal %+v", err, r.eng.Profile().Renewal)
	}
	all := strings.Join(strings.Fields(r.talk.String()), " ")
	if !strings.Contains(all, "The renewal is over.") {
		t.Errorf("the end is not said: %s", tail(all, 1500))
	}
	wantStays(t, all, old)
}
