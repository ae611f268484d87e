package engine_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// lostThenEnded loses the answer to one write and ends the session with it.
func (w *walk) lostThenEnded(end string) {
	var over atomic.Bool
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		switch {
		case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, end) && !over.Swap(true):
			return sim.Fault{After: true, Drop: true}
		case over.Load() && strings.Contains(r.URL.Path, "/v1.0/"):
			return sim.Fault{Status: http.StatusUnauthorized, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed."}}`}
		}
		return sim.Fault{}
	})
}

// broken applies a phase that breaks off, and returns what is said of it.
func (w *walk) broken(phase string) string {
	w.t.Helper()
	plan := w.plan(phase)
	_, err := w.r.Apply(w.t.Context(), plan, func(change.Note) {})
	if err == nil {
		w.t.Fatal("it did not break off")
	}
	return advice.Advise(err).Means
}

// TestABrokenRunNamesAllThatItWrote: also of the plans before, as after a new
// sign-in, and what may have been written without an answer.
func TestABrokenRunNamesAllThatItWrote(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20", "21-22")
	w.lostThenEnded("/addPassword")
	said := w.broken("23-27")
	for _, part := range []string{"Written before that, and kept: Registered Contoso Voice SSO", "Granted User.Read.All", "A client secret may have been made; the next run looks for it."} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not in: %s", part, said)
		}
	}
	w.srv.SetFault(nil)
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.do("23-27")
	if n := len(w.srv.State().Secrets); n != 1 {
		t.Errorf("%d secrets", n)
	}
}

// TestAWriteOfUnknownFateIsSaid: nobody knows whether it was done, so that it is
// not told as nothing.
func TestAWriteOfUnknownFateIsSaid(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.lostThenEnded("/servicePrincipals")
	if said := w.broken("3-8"); !strings.Contains(said, "may have been done; the next run looks") || strings.Contains(said, "Nothing was written") {
		t.Errorf("said: %s", said)
	}
}

// TestARefusedFirstWriteIsSaidAsNothing: Entra said no, so nothing is in doubt.
func TestARefusedFirstWriteIsSaidAsNothing(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method == http.MethodPatch {
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`}
		}
		return sim.Fault{}
	})
	if said := w.broken("3-8"); !strings.Contains(said, "Nothing was written before that.") || strings.Contains(said, "may have been") {
		t.Errorf("said: %s", said)
	}
}
