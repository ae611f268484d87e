package engine_test

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

var linkIDs = []string{"tenant", "registration", "service-principal", "uris", "permission", "consent", "token", "role", "read", "pilot"}

// TestTheChainNamesTheCause: for each practice tenant the lowest broken link,
// what follows from it, and what else is broken.
func TestTheChainNamesTheCause(t *testing.T) {
	for _, c := range []struct {
		tenant, cause string
		follows, also []string
	}{
		{tenant: "good"},
		{tenant: "web-platform", cause: "uris", follows: []string{"pilot"}},
		{tenant: "two-missing", cause: "uris", follows: []string{"pilot"}},
		{tenant: "foreign-uri"},
		{tenant: "single-tenant", cause: "registration", follows: []string{"token", "role", "read", "pilot"}},
		{tenant: "sp-disabled", cause: "service-principal", follows: []string{"token", "role", "read", "pilot"}},
		{tenant: "delegated-twin", cause: "permission", follows: []string{"consent", "role", "read", "pilot"}},
		{tenant: "no-consent", cause: "consent", follows: []string{"role", "read", "pilot"}},
		{tenant: "secret-expired", cause: "token", follows: []string{"role", "read", "pilot"}},
		{tenant: "secret-ending"},
		{tenant: "deleted", cause: "registration", follows: linkIDs[2:]},
		{tenant: "two-faults", cause: "uris", follows: []string{"role", "read", "pilot"}, also: []string{"token"}},
	} {
		t.Run(c.tenant, func(t *testing.T) {
			w := newWalk(t, c.tenant)
			w.judge()
			v := w.r.Verdict(judge.Checking)
			wantChain(t, v, c.cause, c.follows, c.also)
		})
	}
}

func wantChain(t *testing.T, v judge.Verdict, cause string, follows, also []string) {
	t.Helper()
	l := v.Proof
	var ids, following, broken []string
	for _, r := range l.Links {
		ids = append(ids, r.ID)
		if r.Follows != "" {
			following = append(following, r.ID)
		}
		if r.Broken() {
			broken = append(broken, r.ID)
		}
		if looked := r.State == setup.LinkOK || r.State == setup.LinkFail; looked != (r.Took > 0) {
			t.Errorf("%s is %s and took %s", r.ID, r.State, r.Took)
		}
		if (r.State == setup.LinkOK) == r.At.IsZero() && r.State != setup.LinkFail {
			t.Errorf("%s is %s and its evidence of %v", r.ID, r.State, r.At)
		}
	}
	if !slices.Equal(ids, linkIDs) {
		t.Errorf("links %v", ids)
	}
	got, found := l.Cause()
	if got.ID != cause || found != (cause != "") {
		t.Errorf("cause %q, want %q", got.ID, cause)
	}
	if !slices.Equal(following, follows) {
		t.Errorf("consequences %v, want %v", following, follows)
	}
	if found {
		broken = broken[1:]
	}
	if !slices.Equal(broken, also) {
		t.Errorf("broken apart from it: %v, want %v", broken, also)
	}
	if reason := v.Reason(); found != strings.HasPrefix(reason, "The cause: "+got.FailureTitle()) {
		t.Errorf("reason: %s", reason)
	}
}

// TestAFinishedSetupHoldsUpToTheRead: with the secret at hand everything but the
// pilot sign-in is shown, and a person's word never counts as shown.
func TestAFinishedSetupHoldsUpToTheRead(t *testing.T) {
	w := finished(t)
	if _, err := w.r.TrySecret(t.Context()); err != nil {
		t.Fatal(err)
	}
	l := w.r.Verdict(judge.Checking).Proof
	for _, r := range l.Links {
		want := setup.LinkOK
		if r.ID == "pilot" {
			want = setup.LinkUnknown
		}
		if r.State != want {
			t.Errorf("%s is %s: %s", r.ID, r.State, r.Detail)
		}
	}
	must.Do(t, w.r.BeginPilot())
	must.Do(t, w.srv.PilotSignIn(w.r.Profile().App.AppID, "", w.sc.PortalURIs[0]))
	if _, err := w.r.AwaitPilot(t.Context(), func(change.Note) {}); err != nil {
		t.Fatal(err)
	}
	l = w.r.Verdict(judge.Checking).Proof
	if pilot := l.Links[len(l.Links)-1]; pilot.State != setup.LinkOK || pilot.Took <= 0 {
		t.Errorf("pilot: %+v", pilot)
	}
}

// TestTheSecretIsTriedWithoutASignIn: the token shows the registration, its
// service principal and the consent; the lists it does not show stay open.
func TestTheSecretIsTriedWithoutASignIn(t *testing.T) {
	w := finished(t)
	w.restart()
	if _, err := w.r.Resolve(t.Context(), "contoso.com"); err != nil {
		t.Fatal(err)
	}
	proof, err := w.r.TrySecret(t.Context())
	if err != nil || !proof.Good {
		t.Fatalf("%+v, %v", proof, err)
	}
	for _, r := range w.r.Verdict(judge.Walking).Proof.Links {
		want := setup.LinkOK
		if r.ID == "uris" || r.ID == "pilot" {
			want = setup.LinkUnknown
		}
		if r.State != want || (want == setup.LinkOK) != (r.Took > 0) {
			t.Errorf("%s is %s: %s", r.ID, r.State, r.Detail)
		}
	}
	p := w.r.Profile()
	key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}
	must.Do(t, w.keychain.Put(t.Context(), key, secret.New(p.Secret.Hint+"~another-value-of-the-same-looks")))
	proof, err = w.r.TrySecret(t.Context())
	if err != nil || proof.Good || proof.Finding == nil || proof.Finding.Code != setup.CodeSecretRejected {
		t.Errorf("a wrong value: %+v, %v", proof, err)
	}
	must.Do(t, w.keychain.Delete(t.Context(), key))
	if _, err := w.r.TrySecret(t.Context()); err == nil || !w.r.Snapshot().Stored.Known || w.r.Snapshot().Stored.Value {
		t.Errorf("a value that is gone: %v, %+v", err, w.r.Snapshot().Stored)
	}
}

func TestAViewWritesNothing(t *testing.T) {
	of := profile.MemoryStore()
	must.Do(t, of.Save(setup.Profile{Name: "a", Tenant: setup.ProfileTenant{Domain: "old.example"}}))
	v := profile.ViewStore(of)
	must.Do(t, v.Save(setup.Profile{Name: "a", Tenant: setup.ProfileTenant{Domain: "new.example"}}))
	must.Do(t, v.Save(setup.Profile{Name: "b"}))
	if p, err := v.Load("a"); err != nil || p.Tenant.Domain != "new.example" {
		t.Errorf("%+v, %v", p, err)
	}
	if list, err := v.List(); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := of.List(); err != nil || len(list) != 1 || list[0].Tenant.Domain != "old.example" {
		t.Errorf("the other store: %+v, %v", list, err)
	}
}
