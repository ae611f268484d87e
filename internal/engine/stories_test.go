package engine_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"encoding/base64"
	"net/http"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

func codes(fs []setup.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, string(f.Code))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (w *walk) prove() {
	w.t.Helper()
	p, err := w.r.Prove(w.t.Context(), func(setup.Proof) {})
	must.Do(w.t, err)
	if !p.Good {
		w.t.Fatalf("not proven: %+v", p)
	}
}

func TestAdoptedRegistrationIsPutRightAndForeignThingsStay(t *testing.T) {
	w := signedIn(t, "adopt")
	cands := w.r.Snapshot().Candidates
	if !cands.Known || len(cands.Value) != 1 {
		t.Fatalf("candidates: %+v", cands)
	}
	must.Do(t, w.r.ChooseExisting(cands.Value[0].App.AppID))
	w.observe()
	w.pasteURIs()
	before := w.r.Snapshot().App.Value
	got := codes(w.r.Verdict(judge.Walking).Problems())
	for _, want := range []string{"redirect-uri-missing", "redirect-uri-wrong-platform", "redirect-uri-near-miss", "permission-wrong-kind"} {
		if !slices.Contains(got, want) {
			t.Errorf("finding %s is missing among %v", want, got)
		}
	}
	w.r.SetReplaceNear(true)
	w.do("12-14", "15-20", "21-22", "23-27")
	if w.status("3-8") != setup.StatusOK {
		w.do("3-8")
	}
	w.prove()
	w.wantStatus(setup.StatusOK, "3-8", "12-14", "15-20", "21-22", "23-27", "28")
	after := w.r.Snapshot().App.Value
	if b := judge.BoardOf(w.r.Snapshot(), w.r.Profile()); !b.Complete() {
		t.Errorf("board: %s", b.Summary())
	}
	if !slices.Contains(after.SPA.URIs, "http://localhost:3000/") {
		t.Errorf("the foreign redirect URI is gone: %v", after.SPA.URIs)
	}
	for _, r := range before.RequiredResourceAccess {
		for _, a := range r.Access {
			if !hasAccess(after.RequiredResourceAccess, r.ResourceAppID, a) {
				t.Errorf("a permission that was declared is gone: %+v", a)
			}
		}
	}
	if n := len(w.srv.State().Applications); n != len(w.sc.Applications) {
		t.Errorf("%d registrations, there were %d", n, len(w.sc.Applications))
	}
}

func TestConsentIsHandedToAColleagueAndAwaitedAcrossARestart(t *testing.T) {
	w := signedIn(t, "hand-over")
	if i := preflight(w, "role"); !i.Stops || i.Findings[0].Code != setup.CodeRoleMissing {
		t.Errorf("preflight says %+v", i)
	}
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20")
	plan := w.plan("21-22")
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); err == nil {
		t.Fatal("an Application Administrator granted a Graph application permission")
	} else if a := advice.Advise(err); !strings.Contains(a.Do, "role") {
		t.Errorf("advice: %+v", a)
	}
	h, err := w.r.HandOver()
	must.Do(t, err)
	app := w.r.Profile().App.AppID
	if !strings.Contains(h.Text, app) || !strings.Contains(h.ConsentLink, app) || !strings.Contains(h.Text, "User.Read.All") {
		t.Errorf("hand-over: %+v", h)
	}
	w.restart()
	w.resolve()
	w.signInAgain(w.sc.Admin)
	if w.r.Profile().HandOver == nil {
		t.Error("the hand-over was forgotten at the restart")
	}
	tries := 0
	_, err = w.r.AwaitConsent(t.Context(), func(n change.Note) {
		if tries++; tries == 2 {
			must.Do(t, w.srv.ApproveConsent(app, w.sc.Colleague))
		}
	})
	must.Do(t, err)
	w.wantStatus(setup.StatusOK, "21-22")
	if tries < 2 {
		t.Errorf("it went on after %d looks, before anybody had granted", tries)
	}
}

func preflight(w *walk, id string) judge.PreflightItem {
	for _, i := range w.r.Preflight() {
		if i.ID == id {
			return i
		}
	}
	w.t.Fatalf("no preflight item %s", id)
	return judge.PreflightItem{}
}

func TestPreflightReadsWhatWouldStopALaterStep(t *testing.T) {
	for _, c := range []struct {
		tenant, item string
		stops        bool
		code         setup.Code
	}{
		{"new", "secrets", false, ""}, {"new", "role", false, ""}, {"new", "multi-tenant", false, ""},
		{"secrets-forbidden", "secrets", false, setup.CodeSecretsForbidden}, // a Global Administrator can allow one
		{"secrets-hand-over", "secrets", false, setup.CodeCouldNotCheck},    // the policy is not for this account to read
		{"secrets-forbidden-later", "secrets", false, ""},
		{"secrets-capped", "secrets", false, setup.CodeSecretPolicyCap},
		{"multi-tenant-forbidden", "multi-tenant", true, setup.CodeMultiTenantForbidden},
		{"pim-approved", "role", true, setup.CodeRoleEligible},
		{"guest", "account", false, setup.CodeGuestAccount},
	} {
		t.Run(c.tenant+"/"+c.item, func(t *testing.T) {
			w := signedIn(t, c.tenant)
			i := preflight(w, c.item)
			var got setup.Code
			if len(i.Findings) > 0 {
				got = i.Findings[0].Code
			}
			if i.Stops != c.stops || got != c.code {
				t.Errorf("stops %v, finding %q; want %v, %q (%+v)", i.Stops, got, c.stops, c.code, i)
			}
		})
	}
}

func TestAnActivatedRoleNeedsANewSignIn(t *testing.T) {
	w := signedIn(t, "pim-approved")
	role := func() setup.RoleAnswer { return w.observe().Role.Value.Consent }
	if got := role(); got != setup.RoleEligible {
		t.Fatalf("before activation: %s", got)
	}
	must.Do(t, w.srv.ActivateRole(w.sc.Admin, "Global Administrator"))
	if got := role(); got != setup.RoleStale {
		t.Fatalf("activated after the sign-in: %s", got)
	}
	w.signInAgain(w.sc.Admin)
	if got := role(); got != setup.RoleActive {
		t.Fatalf("after a new sign-in: %s", got)
	}
}

func TestACappedLifetimeIsUsedAndSaid(t *testing.T) {
	w := signedIn(t, "secrets-capped")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	plan := w.plan("23-27")
	if len(plan.Notes) != 1 || plan.Notes[0].Code != setup.CodeSecretPolicyCap {
		t.Errorf("notes before the write: %+v", plan.Notes)
	}
	s := w.do("23-27")
	left := s.App.Value.PasswordCredentials[0].EndDateTime.Sub(s.At).Hours() / 24
	if left > 180 || left < 179 {
		t.Errorf("the secret lives %.1f days", left)
	}
}

func TestAStalePlanIsRefusedAndNothingWritten(t *testing.T) {
	w := signedIn(t, "adopt")
	w.adoptFirst()
	w.pasteURIs()
	plan := w.plan("12-14")
	w.do("15-20") // somebody changed the same registration meanwhile
	writes := len(w.srv.Writes())
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, advice.ErrStalePlan) {
		t.Errorf("got %v", err)
	}
	w.wroteNothing(writes)
}

func TestABadURIListIsRefusedWhole(t *testing.T) {
	w := signedIn(t, "new")
	bad := slices.Clone(w.sc.PortalURIs)
	bad[3] = "http://mtp.example.net/plain"
	var refused *advice.URIsError
	if _, err := w.r.SetURIs(bad); !errors.As(err, &refused) || len(refused.Problems) == 0 || refused.Problems[0].Level != mtp.Fail {
		t.Errorf("got %v", err)
	}
	if n := len(w.r.Profile().Wanted.URIs); n != 0 {
		t.Errorf("%d URIs were kept", n)
	}
}

// brokenKeychain loses what it is given, or refuses it.
type brokenKeychain struct {
	vault.Keychain
	refuse bool
}

func (b brokenKeychain) Put(ctx context.Context, k vault.Key, s secret.Value) error {
	if b.refuse && k.TenantID != "probe" {
		return &vault.Unavailable{Reason: "The keychain is locked.", Remedy: "Unlock it."}
	}
	return b.Keychain.Put(ctx, k, s)
}

func TestASecretTheKeychainRefusesIsTakenBack(t *testing.T) {
	w := newWalk(t, "new")
	w.keychain = brokenKeychain{vault.Memory(), true}
	w.restart()
	w.r.UseKeychain(vault.Memory())
	w.signIn(w.sc.Admin)
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	plan := w.plan("23-27")
	w.r.UseKeychain(w.keychain)
	_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
	var gone *vault.Unavailable
	if !errors.As(err, &gone) {
		t.Fatalf("got %v", err)
	}
	if n := len(w.srv.State().Secrets); n != 0 {
		t.Errorf("%d secrets were left in Entra", n)
	}
	if w.r.Profile().Pending != nil || w.r.Profile().Secret.KeyID != "" {
		t.Errorf("the profile says %+v", w.r.Profile())
	}
}

func TestAChallengeOnOnePartLeadsToANewSignIn(t *testing.T) {
	w := signedIn(t, "new")
	claims := base64.StdEncoding.EncodeToString([]byte(`{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`))
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.Contains(r.URL.Path, "authorizationPolicy") {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusUnauthorized, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"claims"}}`,
			Header: http.Header{"Www-Authenticate": {`Bearer realm="", error="insufficient_claims", claims="` + claims + `"`}}}
	})
	_, err := w.r.Observe(t.Context())
	if a := advice.Advise(err); !errors.Is(err, graph.ErrClaims) || !a.SignInAgain {
		t.Fatalf("got %v, advice %+v", err, a)
	}
	w.srv.SetFault(nil)
	w.signInAgain(w.sc.Admin)
	w.observe()
}
