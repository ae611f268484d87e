package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
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
		_, err = w.r.Apply(ctx, plan, func(change.Note) {})
	} else if errors.Is(err, advice.ErrNothingToDo) {
		err = nil
	}
	if err != nil {
		return err
	}
	proof, err := w.r.Prove(ctx, func(setup.Proof) {})
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
	w.wantStatus(setup.StatusOK, "3-8", "9", "12-14", "15-20", "21-22", "23-27", "28")
	if p.Pending != nil {
		w.t.Errorf("still pending: %+v", p.Pending)
	}
}

// receipted asserts that each write has its one receipt, by which it can be taken
// back, however the run that wrote it ended.
func (w *walk) receipted() {
	w.t.Helper()
	p := w.r.Profile()
	of := map[string]int{}
	for _, rec := range p.Receipts {
		if rec.ObjectID == "" || rec.Inverse == "" || rec.By != w.sc.Admin || rec.At.IsZero() {
			w.t.Errorf("half a receipt: %+v", rec)
		}
		if rec.Inverse != "none: its value was never known" {
			of[rec.Object]++
		}
	}
	want := map[string]int{"application": 1, "servicePrincipal": 1, "appRoleAssignment": 1, "oauth2PermissionGrant": 1, "password": 1}
	if !maps.Equal(of, want) || p.Begun != nil {
		w.t.Errorf("receipts %v, begun %+v", of, p.Begun)
	}
}

func TestWholeSetupInOneGo(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	w.exactlyOnce()
	w.receipted()
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
				must.Do(t, w.whole(t.Context()))
				w.exactlyOnce()
				w.receipted()
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
				must.Do(t, w.whole(t.Context()))
				w.exactlyOnce()
				w.receipted()
			})
		}
	}
}

// remembered changes what the disk remembers of the walk between two runs.
func (w *walk) remembered(change func(*setup.Profile)) {
	w.t.Helper()
	p, err := w.store.Load(w.sc.Tenant.ID)
	must.Do(w.t, err)
	change(&p)
	must.Do(w.t, w.store.Save(p))
	w.restart()
}

// TestKilledBetweenKeychainAndProfile: the value was kept, and the profile does
// not say so yet.
func TestKilledBetweenKeychainAndProfile(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	w.remembered(func(p *setup.Profile) {
		p.Pending = &setup.Pending{Kind: "add-password", Name: p.Secret.Name, At: time.Now()}
		p.Secret = setup.ProfileSecret{}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	must.Do(t, w.whole(ctx))
	w.exactlyOnce()
}

// TestALostProfileCostsNoSecondSecret: whoever comes back to the registration
// without the profile finds the secret by what Entra and the keychain hold.
func TestALostProfileCostsNoSecondSecret(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	w.remembered(func(p *setup.Profile) {
		*p = setup.Profile{Version: p.Version, Name: p.Name, Tenant: p.Tenant, Own: true, App: setup.ProfileApp{AppID: p.App.AppID, Adopted: true}, Wanted: setup.Wanted{URIs: p.Wanted.URIs}}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	must.Do(t, w.whole(ctx))
	w.exactlyOnce()
}

// TestALostSecretThatShowsUpLateIsTakenBack: the answer to making a secret is
// lost with the run, and the next run's first reading comes from a server that
// does not know of it yet.
func TestALostSecretThatShowsUpLateIsTakenBack(t *testing.T) {
	w := newWalk(t, "new")
	ctx, stop := context.WithCancel(t.Context())
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "/addPassword") {
			return sim.Fault{}
		}
		stop()
		return sim.Fault{Drop: true, After: true}
	})
	if err := w.whole(ctx); err == nil {
		t.Fatal("the run was not stopped")
	}
	var stale []byte
	for _, app := range w.srv.State().Applications {
		if app["displayName"] == "Contoso Voice SSO" {
			app["passwordCredentials"] = []any{}
			var err error
			stale, err = json.Marshal(app)
			must.Do(t, err)
		}
	}
	var read atomic.Int32
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if strings.HasPrefix(r.URL.Path, "/v1.0/applications(appId=") && read.Add(1) == 1 {
			return sim.Fault{Status: http.StatusOK, Body: string(stale), Header: http.Header{"Content-Type": {"application/json"}}}
		}
		return sim.Fault{}
	})
	w.restart()
	must.Do(t, w.whole(t.Context()))
	w.exactlyOnce()
}

// TestAnotherRegistrationInheritsNothing: what was kept and confirmed belongs to
// the registration it was made for.
func TestAnotherRegistrationInheritsNothing(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	must.Do(t, w.r.Confirm("29", "pasted"))
	before := w.r.Profile()
	must.Do(t, w.r.ChooseExisting("00000000-0000-4000-8000-00000000beef"))
	if p := w.r.Profile(); p.Secret.KeyID != "" || !p.Confirmed["29"].At.IsZero() {
		t.Errorf("the other one has %+v, %+v", p.Secret, p.Confirmed)
	}
	must.Do(t, w.r.ChooseBack())
	if p := w.r.Profile(); p.App != before.App || p.Secret.KeyID != before.Secret.KeyID || p.Confirmed["29"] != before.Confirmed["29"] {
		t.Errorf("back at %+v, %+v", p.App, p.Secret)
	}
	w.observe()
	w.exactlyOnce()
	must.Do(t, w.r.ChooseExisting("00000000-0000-4000-8000-00000000beef"))
	must.Do(t, w.r.ChooseNew("Another"))
	if p := w.r.Profile(); p.Secret.KeyID != "" || p.App.AppID != "" || p.App.UniqueName == "" {
		t.Errorf("the new one has %+v, %+v", p.App, p.Secret)
	}
}

// renamed is a keychain under another name.
type renamed struct {
	vault.Keychain
	name string
}

func (k renamed) Name() string { return k.name }

// TestAnotherKeeperSaysNothingAboutTheFirst: a secret put into a file is not
// gone because the keychain, which answers this time, does not have it.
func TestAnotherKeeperSaysNothingAboutTheFirst(t *testing.T) {
	w := newWalk(t, "new")
	w.keychain = renamed{w.keychain, "encrypted file /somewhere"}
	w.restart()
	must.Do(t, w.whole(t.Context()))
	file := w.keychain
	w.keychain = vault.Memory()
	w.restart()
	w.signIn(w.sc.Admin)
	w.wantStatus(setup.StatusUnknown, "28")
	w.keychain = file
	must.Do(t, file.Delete(t.Context(), vault.Key{TenantID: w.sc.Tenant.ID, AppID: w.r.Profile().App.AppID, KeyID: w.r.Profile().Secret.KeyID}))
	w.restart()
	w.signIn(w.sc.Admin)
	w.wantStatus(setup.StatusFail, "28")
}
