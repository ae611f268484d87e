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

// signIn resolves the tenant and signs its admin in by device code.
func (w *walk) signIn(upn string) {
	w.t.Helper()
	ctx := w.t.Context()
	must(w.t, w.r.ProbeKeychain(ctx))
	if _, err := w.r.Resolve(ctx, w.sc.Tenant.Domains[0].Name); err != nil {
		w.t.Fatal(err)
	}
	w.signInAgain(upn)
	must(w.t, w.r.ConfirmOwnTenant())
	w.observe()
}

func (w *walk) signInAgain(upn string) {
	w.t.Helper()
	code, err := w.r.SignInDevice(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	must(w.t, w.srv.ApproveDevice(code.UserCode, upn))
	must(w.t, w.r.AwaitDevice(w.t.Context(), code, func(entra.DeviceNote) {}))
}

func (w *walk) observe() setup.Snapshot {
	w.t.Helper()
	s, err := w.r.Observe(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// do plans and applies one phase.
func (w *walk) do(phase string) setup.Snapshot {
	w.t.Helper()
	plan, err := w.r.Plan(phase)
	if err != nil {
		w.t.Fatalf("plan %s: %v", phase, err)
	}
	w.shown(plan)
	s, err := w.r.Apply(w.t.Context(), plan, func(n change.Note) { w.t.Logf("%s: %s", phase, n.Text) })
	if err != nil {
		w.t.Fatalf("apply %s: %v (%+v)", phase, err, advice.Advise(err))
	}
	return s
}

// shown holds a plan to the rule that nothing is written that is not shown.
func (w *walk) shown(p change.Plan) {
	w.t.Helper()
	for _, name := range shown.Unshown(p.Requests, p.Changes) {
		w.t.Errorf("%s: %s is sent, and no change names it: %+v", p.Title, name, p.Changes)
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
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
