package steps_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
)

// writes of the whole setup: registration, service principal, role, scopes, secret.
const writes = 5

// whole does everything automatic and proves it, as a run with all inputs does.
func (w *walk) whole(ctx context.Context) error {
	if !w.r.SignedIn() {
		if err := w.r.ProbeKeychain(ctx); err != nil {
			return err
		}
		if _, err := w.r.Resolve(ctx, "contoso.com"); err != nil {
			return err
		}
		w.signInAgain(w.sc.Admin)
	}
	if p := w.r.Profile(); p.App.AppID == "" && p.App.UniqueName == "" {
		if err := errors.Join(w.r.ConfirmOwnTenant(), w.r.ChooseNew("Contoso Voice SSO")); err != nil {
			return err
		}
		if _, err := w.r.SetURIs(w.sc.PortalURIs); err != nil {
			return err
		}
	}
	if _, err := w.r.Observe(ctx); err != nil {
		return err
	}
	plan, err := w.r.PlanWhole()
	if err == nil {
		_, err = w.r.Apply(ctx, plan, func(steps.Note) {})
	} else if errors.Is(err, steps.ErrNothingToDo) {
		err = nil
	}
	if err != nil {
		return err
	}
	proof, err := w.r.Prove(ctx, func(steps.Proof) {})
	if err == nil && !proof.Good {
		err = fmt.Errorf("not proven: %+v", proof.Finding)
	}
	return err
}

// exactlyOnce asserts the one right end: one registration, one service
// principal, one grant, one secret, and the secret in the keychain.
func (w *walk) exactlyOnce() {
	w.t.Helper()
	st, sc := w.srv.State(), w.sc
	made := len(st.Applications) - len(sc.Applications)
	if made != 1 || len(st.ServicePrincipals)-len(sc.ServicePrincipals) != 1 || len(st.Grants)-len(sc.AppRoleAssignments) != 1 || len(st.DelegatedGrants) != 1 {
		w.t.Errorf("made %d registrations, %d service principals, %d grants, %d delegated grants", made, len(st.ServicePrincipals)-len(sc.ServicePrincipals), len(st.Grants)-len(sc.AppRoleAssignments), len(st.DelegatedGrants))
	}
	p := w.r.Profile()
	if n := len(st.Secrets) - len(sc.Secrets); n != 1 {
		w.t.Errorf("%d secrets in Entra", n)
	}
	kept, err := w.keychain.Get(w.t.Context(), vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID})
	if err != nil || kept.Reveal() != st.Secrets[p.Secret.KeyID] || kept.Empty() {
		w.t.Errorf("the keychain and Entra differ about the secret (%v)", err)
	}
	w.wantStatus(steps.StatusOK, "3-8", "9", "12-14", "15-20", "21-22", "23-27", "28")
	if p.Pending != nil {
		w.t.Errorf("still pending: %+v", p.Pending)
	}
}

func TestWholeSetupInOneGo(t *testing.T) {
	w := newWalk(t, "new")
	must(t, w.whole(t.Context()))
	w.exactlyOnce()
}

// TestStoppedAtAnyWrite stops a run before and after each of its writes took
// effect, goes on in a new process, and compares the end with the undisturbed
// run's: it has to be the same.
func TestStoppedAtAnyWrite(t *testing.T) {
	for n := 1; n <= writes; n++ {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("write %d, after %v", n, after), func(t *testing.T) {
				w := newWalk(t, "new")
				ctx, stop := context.WithCancel(t.Context())
				var seen atomic.Int32
				w.srv.SetFault(func(r *http.Request) sim.Fault {
					if !isWrite(r) || int(seen.Add(1)) != n {
						return sim.Fault{}
					}
					stop()
					return sim.Fault{Drop: true, After: after}
				})
				if err := w.whole(ctx); err == nil {
					t.Fatalf("there was no write %d to stop at", n)
				}
				w.srv.SetFault(nil)
				w.restart()
				must(t, w.whole(t.Context()))
				w.exactlyOnce()
			})
		}
	}
}

func isWrite(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/v1.0/") && r.Method != http.MethodGet && !strings.HasSuffix(r.URL.Path, "$batch")
}

// TestLostAnswersAreMendedInTheSameRun loses the answer to each write once,
// without stopping: the run itself has to find out what came of it.
func TestLostAnswersAreMendedInTheSameRun(t *testing.T) {
	for n := 1; n <= writes; n++ {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("write %d, after %v", n, after), func(t *testing.T) {
				w := newWalk(t, "new")
				var seen atomic.Int32
				w.srv.SetFault(func(r *http.Request) sim.Fault {
					if isWrite(r) && int(seen.Add(1)) == n {
						return sim.Fault{Drop: true, After: after}
					}
					return sim.Fault{}
				})
				must(t, w.whole(t.Context()))
				w.exactlyOnce()
			})
		}
	}
}
