package engine_test

import (
	"context"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/fakeclock"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/testkit/shown"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// walk is an engine on a simulated tenant, with everything a test looks at.
type walk struct {
	t        *testing.T
	kit      *testkit.Kit
	srv      *sim.Server
	sc       sim.Scenario
	store    profile.Store
	keychain vault.Keychain
	log      *wire.Log
	r        *engine.Session
	clock    *fakeclock.Clock                      // of the tenant and the engine
	alone    bool                                  // nobody watches the run
	graph    *graph.Client                         // the newest client the engine made
	token    func(context.Context) (string, error) // and its session
	left     string                                // what renewals said stays on this computer
}

func newWalk(t *testing.T, tenant string) *walk {
	t.Helper()
	t.Parallel()
	return newWalkOn(t, sim.Options{Tenant: tenant}, vault.Memory())
}

// signedIn is newWalk with its admin signed in.
func signedIn(t *testing.T, tenant string) *walk {
	t.Helper()
	w := newWalk(t, tenant)
	w.signIn(w.sc.Admin)
	return w
}

// newWalkOn is newWalk on any tenant and keychain, for tests that say themselves
// what runs beside them.
func newWalkOn(t *testing.T, o sim.Options, keychain vault.Keychain) *walk {
	t.Helper()
	kit := testkit.New(t, o)
	w := &walk{t: t, kit: kit, srv: kit.Srv, sc: kit.Srv.Scenario(), store: profile.DiskStore(t.TempDir()), keychain: keychain, clock: kit.Clock}
	w.restart()
	return w
}

// restart makes a new engine on the same tenant, disk and keychain, as a new
// process would.
func (w *walk) restart() {
	w.t.Helper()
	c := w.config()
	c.Store, c.Keychain, c.Unattended = w.store, w.keychain, w.alone
	make := c.NewGraph
	c.NewGraph = func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (*graph.Client, error) {
		client, err := make(token, onRetry)
		w.graph, w.token = client, token
		return client, err
	}
	w.r, w.log = engine.NewSession(c), c.Log
}

// another is the same tenant seen from another computer.
func (w *walk) another() *walk {
	w.t.Helper()
	other := &walk{t: w.t, kit: w.kit, srv: w.srv, sc: w.sc, store: profile.MemoryStore(), keychain: vault.Memory(), clock: w.clock}
	other.restart()
	return other
}

// comeBack is a later run on this computer, signed in again.
func (w *walk) comeBack() {
	w.t.Helper()
	w.restart()
	w.resolve()
	w.signInAgain(w.sc.Admin)
	w.observe()
}

// resolve tries the keychain and finds the tenant.
func (w *walk) resolve() {
	w.t.Helper()
	must.Do(w.t, w.r.ProbeKeychain(w.t.Context()))
	_, err := w.r.Resolve(w.t.Context(), w.sc.Tenant.Domains[0].Name)
	must.Do(w.t, err)
}

// signIn resolves the tenant and signs its admin in by device code.
func (w *walk) signIn(upn string) {
	w.t.Helper()
	w.resolve()
	w.signInAgain(upn)
	must.Do(w.t, w.r.ConfirmOwnTenant())
	w.observe()
}

func (w *walk) signInAgain(upn string) {
	w.t.Helper()
	code, err := w.r.SignInDevice(w.t.Context())
	must.Do(w.t, err)
	must.Do(w.t, w.srv.ApproveDevice(code.UserCode, upn))
	must.Do(w.t, w.r.AwaitDevice(w.t.Context(), code, func(entra.DeviceNote) {}))
}

func (w *walk) observe() setup.Snapshot {
	w.t.Helper()
	s, err := w.r.Observe(w.t.Context())
	must.Do(w.t, err)
	return s
}

// adoptFirst takes the first registration that could be the one.
func (w *walk) adoptFirst() {
	w.t.Helper()
	must.Do(w.t, w.r.ChooseExisting(w.r.Snapshot().Candidates.Value[0].App.AppID))
	w.observe()
}

// pasteURIs pastes the list of the tenant's MTP portal.
func (w *walk) pasteURIs() {
	w.t.Helper()
	_, err := w.r.SetURIs(w.sc.PortalURIs)
	must.Do(w.t, err)
}

func (w *walk) plan(phase string) change.Plan {
	w.t.Helper()
	plan, err := w.r.Plan(phase)
	if err != nil {
		w.t.Fatalf("plan %s: %v", phase, err)
	}
	return plan
}

// do plans and applies phases, one after the other, and returns what the last look saw.
func (w *walk) do(phases ...string) (s setup.Snapshot) {
	w.t.Helper()
	for _, phase := range phases {
		plan := w.plan(phase)
		w.shown(plan)
		var err error
		s, err = w.r.Apply(w.t.Context(), plan, func(n change.Note) { w.t.Logf("%s: %s", phase, n.Text) })
		if err != nil {
			w.t.Fatalf("apply %s: %v (%+v)", phase, err, advice.Advise(err))
		}
	}
	return s
}

// proof proves what stands, good or not.
func (w *walk) proof() setup.Proof {
	w.t.Helper()
	p, err := w.r.Prove(w.t.Context(), func(setup.Proof) {})
	must.Do(w.t, err)
	return p
}

// shown holds a plan to the rule that nothing is written that is not shown.
func (w *walk) shown(p change.Plan) {
	w.t.Helper()
	for _, name := range shown.Unshown(p.Requests, p.Changes) {
		w.t.Errorf("%s: %s is sent, and no change names it: %+v", p.Title, name, p.Changes)
	}
}

// wroteNothing tells of writes since there were so many.
func (w *walk) wroteNothing(since int) {
	w.t.Helper()
	if n := len(w.srv.Writes()); n != since {
		w.t.Errorf("%d writes went out", n-since)
	}
}

func (w *walk) status(phase string) setup.Status {
	return w.r.Verdict(judge.Walking).Phase(phase).Status
}

func (w *walk) wantStatus(want setup.Status, phases ...string) {
	w.t.Helper()
	for _, id := range phases {
		if st := w.r.Verdict(judge.Walking).Phase(id); st.Status != want {
			w.t.Errorf("steps %s are %s, want %s; findings %+v", id, st.Status, want, st.Findings())
		}
	}
}

func hasAccess(list []graph.RequiredResource, resource string, a graph.Access) bool {
	for _, r := range list {
		for _, x := range r.Access {
			if r.ResourceAppID == resource && x == a {
				return true
			}
		}
	}
	return false
}
