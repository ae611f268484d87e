package steps_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/stillclock"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// scale makes the simulator's delays and the engine's waits a hundredth.
const scale = 0.01

// walk is an engine on a simulated tenant, with everything a test looks at.
type walk struct {
	t        *testing.T
	srv      *sim.Server
	sc       sim.Scenario
	store    steps.Store
	keychain vault.Keychain
	log      *wire.Log
	r        *steps.Runner
	clock    *stillclock.Clock                     // nil in real time
	graph    *graph.Client                         // the newest client the engine made
	token    func(context.Context) (string, error) // and its session
}

func newWalk(t *testing.T, tenant string) *walk {
	t.Helper()
	t.Parallel()
	srv, err := sim.Start(sim.Options{Tenant: tenant, Scale: scale, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	w := &walk{t: t, srv: srv, sc: srv.Scenario(), store: steps.DiskStore(t.TempDir()), keychain: vault.Memory()}
	w.restart()
	return w
}

// restart makes a new engine on the same tenant, disk and keychain, as a new
// process would.
func (w *walk) restart() {
	w.t.Helper()
	w.log = wire.NewLog()
	hc := wire.NewClient(wire.ClientOptions{Log: w.log, Timeout: 10 * time.Second})
	cloud, _ := entra.CloudByName("global")
	cloud.Login, cloud.Graph = w.srv.LoginURL(), w.srv.GraphURL()
	ec, err := entra.New(entra.Options{Cloud: cloud, HTTP: hc, Sleep: hurry})
	if err != nil {
		w.t.Fatal(err)
	}
	w.r = steps.NewRunner(steps.Config{Entra: ec, Cloud: cloud, Keychain: w.keychain, Store: w.store, Sleep: hurry, Log: w.log, Tool: "ssowizard test",
		NewGraph: func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (*graph.Client, error) {
			c, err := newGraph(w.srv.GraphURL(), hc)(token, onRetry)
			w.graph, w.token = c, token
			return c, err
		}})
}

func newGraph(root string, hc *http.Client) func(func(context.Context) (string, error), func(graph.RetryNote)) (*graph.Client, error) {
	return func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (*graph.Client, error) {
		return graph.New(graph.Options{Root: root, Token: token, HTTP: hc, Sleep: hurry, OnRetry: onRetry})
	}
}

func hurry(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(time.Duration(float64(d) * scale)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
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

func (w *walk) observe() steps.Snapshot {
	w.t.Helper()
	s, err := w.r.Observe(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// do plans and applies one stage.
func (w *walk) do(stage string) steps.Snapshot {
	w.t.Helper()
	plan, err := w.r.Plan(stage)
	if err != nil {
		w.t.Fatalf("plan %s: %v", stage, err)
	}
	w.shown(plan)
	s, err := w.r.Apply(w.t.Context(), plan, func(n steps.Note) { w.t.Logf("%s: %s", stage, n.Text) })
	if err != nil {
		w.t.Fatalf("apply %s: %v (%+v)", stage, err, steps.Advise(err))
	}
	return s
}

// shown holds a plan to the rule that nothing is written that is not shown.
func (w *walk) shown(p steps.Plan) {
	w.t.Helper()
	for _, name := range steps.Unshown(p) {
		w.t.Errorf("%s: %s is sent, and no change names it: %+v", p.Title, name, p.Changes)
	}
}

func (w *walk) status(stage string) steps.Status {
	return w.r.Verdict(steps.Walking).Stage(stage).Status
}

func (w *walk) wantStatus(want steps.Status, stages ...string) {
	w.t.Helper()
	for _, id := range stages {
		if st := w.r.Verdict(steps.Walking).Stage(id); st.Status != want {
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
