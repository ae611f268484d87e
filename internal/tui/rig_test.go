package tui

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// rig is a simulated tenant with an engine on it, as the program would have.
type rig struct {
	t     *testing.T
	srv   *sim.Server
	store steps.Store
	keys  vault.Keychain
	dir   string            // for the encrypted file
	base  http.RoundTripper // nil: the network
	real  bool              // the engine takes the tenant for a real one
	logs  []*wire.Log       // of every engine made
}

// scale makes the simulator's delays and the engine's waits a hundredth.
const scale = 0.01

func newRig(t *testing.T, tenant string) *rig {
	t.Helper()
	return newRigOn(t, sim.Options{Tenant: tenant})
}

func newRigOn(t *testing.T, o sim.Options) *rig {
	t.Helper()
	o.Scale, o.Seed = scale, 7
	srv, err := sim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Close)
	return &rig{t: t, srv: srv, store: steps.MemoryStore(), keys: vault.Memory()}
}

// runner makes a new engine on the same tenant, profiles and keychain, as a new
// process would.
func (g *rig) runner() *steps.Runner {
	g.t.Helper()
	log := wire.NewLog()
	g.logs = append(g.logs, log)
	hc := wire.NewClient(wire.ClientOptions{Log: log, Timeout: 10 * time.Second, Base: g.base})
	cloud, _ := entra.CloudByName("global")
	cloud.Login, cloud.Graph = g.srv.LoginURL(), g.srv.GraphURL()
	ec, err := entra.New(entra.Options{Cloud: cloud, HTTP: hc, Sleep: hurry})
	if err != nil {
		g.t.Fatal(err)
	}
	return steps.NewRunner(steps.Config{Entra: ec, Cloud: cloud, Keychain: g.keys, Store: g.store, Sleep: hurry, Log: log,
		Tool: "ssowizard test", NewGraph: newGraph(g.srv.GraphURL(), hc), Practice: !g.real, Portal: g.srv.PortalURL(), Dir: g.dir, Files: g.dir != ""})
}

func newGraph(base string, hc *http.Client) func(func(context.Context) (string, error), func(graph.RetryNote)) (*graph.Client, error) {
	return func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (*graph.Client, error) {
		return graph.New(graph.Options{Root: base, Token: token, HTTP: hc, Sleep: hurry, OnRetry: onRetry})
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

// practice is the simulated tenant's hands.
func (g *rig) practice() *steps.Practice {
	sc := g.srv.Scenario()
	return &steps.Practice{Title: sc.Title, About: sc.About, Domain: sc.Tenant.Domains[0].Name, Name: "Contoso Voice SSO",
		URIs: sc.PortalURIs, Portal: g.srv.PortalURL(),
		Approve:        func(code string) error { return worded(entra.OpDevice, g.srv.ApproveDevice(code, "")) },
		Browse:         func(u string) error { return worded(entra.OpBrowser, g.srv.OpenBrowser(u, "")) },
		ApproveConsent: func(app string) error { return g.srv.ApproveConsent(app, "") },
		Pilot:          func(app string) error { return g.srv.PilotSignIn(app, "", sc.PortalURIs[0]) },
	}
}

// worded is a page's refusal as the sign-in service would send it, as the
// program words it too.
func worded(op string, err error) error {
	if n := sim.AADSTS(err); n != 0 {
		return &entra.SignInError{Op: op, Codes: []int{n}, Description: err.Error()}
	}
	return err
}

// start begins a run of the screen in the practice tenant.
func (g *rig) start(width, height int) *driver {
	g.t.Helper()
	return newDriver(g.t, Config{Runner: g.runner(), Practice: g.practice(), Name: "Contoso Voice SSO",
		Calendar: func(string, steps.Profile) error { return nil }}, width, height)
}

// golden compares with a file under testdata, written anew when UPDATE_GOLDEN
// is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; UPDATE_GOLDEN=1 writes it", err)
	}
	if got+"\n" != string(want) {
		t.Errorf("%s has changed; UPDATE_GOLDEN=1 accepts it. Now:\n%s\nwas:\n%s", name, got, want)
	}
}
