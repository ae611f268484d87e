package engine_test

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/fakeclock"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// signedInAt is a walk whose minutes are whole ones, on a clock that nobody waits
// for: in the tenant "new" with these delays and changes, its admin signed in.
func signedInAt(t *testing.T, delays sim.Delays, change ...func(*sim.Scenario)) (*walk, *fakeclock.Clock) {
	t.Helper()
	return signedInOn(t, time.Now(), delays, change...)
}

// signedInOn is signedInAt on a day of its own.
func signedInOn(t *testing.T, from time.Time, delays sim.Delays, change ...func(*sim.Scenario)) (*walk, *fakeclock.Clock) {
	t.Helper()
	t.Parallel()
	w, clock := walkOn(t, from, "new", append([]func(*sim.Scenario){func(sc *sim.Scenario) { sc.Delays = delays }}, change...)...)
	w.signIn(w.sc.Admin)
	return w, clock
}

// walkAt is signedInAt in any tenant, before anybody signs in.
func walkAt(t *testing.T, tenant string, change ...func(*sim.Scenario)) (*walk, *fakeclock.Clock) {
	t.Helper()
	return walkOn(t, time.Now(), tenant, change...)
}

// walkOn is walkAt on a day of its own.
func walkOn(t *testing.T, from time.Time, tenant string, change ...func(*sim.Scenario)) (*walk, *fakeclock.Clock) {
	t.Helper()
	sc, err := sim.LoadScenario(tenant)
	must.Do(t, err)
	sc.Seed = 7
	for _, f := range change {
		f(&sc)
	}
	clock := fakeclock.At(from)
	srv, err := sim.Start(sim.Options{Scenario: &sc, Now: clock.Now, InMemory: true})
	must.Do(t, err)
	t.Cleanup(srv.Close)
	w := &walk{t: t, srv: srv, sc: sc, store: profile.MemoryStore(), keychain: vault.Memory(), clock: clock}
	w.restart()
	return w, clock
}

// config is that of a new process.
func (w *walk) config() engine.Config {
	if w.kit != nil {
		return w.kit.Config()
	}
	c, err := testkit.Config(w.srv, testkit.Link{Log: wire.NewLog(), Base: w.srv.Transport(), Now: w.clock.Now, Sleep: w.clock.Sleep})
	must.Do(w.t, err)
	return c
}

// approved lets everybody of the tenant past the consent page.
func approved(sc *sim.Scenario) {
	sc.SignIn.Approved = strings.Fields("User.Read RoleManagement.Read.Directory Policy.Read.All Application.ReadWrite.All AppRoleAssignment.ReadWrite.All " +
		"DelegatedPermissionGrant.ReadWrite.All User.ReadBasic.All AuditLog.Read.All")
}

// voice is the body of a registration as somebody else might make it.
func voice() graph.NewApplication {
	return graph.NewApplication{DisplayName: "Contoso Voice SSO", SignInAudience: graph.AudienceOrgs, SPAURIs: []string{"https://mtp.bvoip.net/users"}}
}

// later lets so much time pass that every server has copied what was written: what
// is not there after that is gone.
func (w *walk) later() {
	w.t.Helper()
	must.Do(w.t, w.clock.Sleep(w.t.Context(), 11*time.Minute))
}
