package tui

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// rig is a simulated tenant with an engine on it, as the program would have.
type rig struct {
	t     *testing.T
	kit   *testkit.Kit
	srv   *sim.Server
	store profile.Store
	keys  vault.Keychain
	dir   string            // for the encrypted file
	base  http.RoundTripper // nil: the tenant's own
	roots *entra.Roots      // service roots of the environment
	real  bool              // the engine takes the tenant for a real one
	logs  []*wire.Log       // of every engine made
}

func newRig(t *testing.T, tenant string) *rig {
	t.Helper()
	return newRigOn(t, sim.Options{Tenant: tenant})
}

func newRigOn(t *testing.T, o sim.Options) *rig {
	t.Helper()
	kit := testkit.New(t, o)
	return &rig{t: t, kit: kit, srv: kit.Srv, store: kit.Store, keys: kit.Keychain}
}

// wroteNothing ends the test where the program has written since there were so many
// writes.
func (g *rig) wroteNothing(since int, when string) {
	g.t.Helper()
	if n := len(g.srv.Writes()); n != since {
		g.t.Fatalf("%d writes %s", n-since, when)
	}
}

// runner makes a new engine on the same tenant, profiles and keychain, as a new
// process would.
func (g *rig) runner() *engine.Session {
	g.t.Helper()
	base := g.base
	if base == nil {
		base = g.srv.Transport()
	}
	c := g.kit.ConfigOver(base)
	g.logs = append(g.logs, c.Log)
	c.Store, c.Keychain, c.Roots = g.store, g.keys, g.roots
	c.Practice, c.Portal, c.Dir = !g.real, g.srv.PortalURL(), g.dir
	return engine.NewSession(c)
}

// practice is the simulated tenant's hands.
func (g *rig) practice() *engine.Practice {
	sc := g.srv.Scenario()
	var p *engine.Practice
	p = &engine.Practice{Title: sc.Title, About: sc.About, Domain: sc.Tenant.Domains[0].Name, Name: "Contoso Voice SSO",
		URIs: sc.PortalURIs, Portal: g.srv.PortalURL(),
		Approve:        func(code string) error { return worded(entra.OpDevice, g.srv.ApproveDevice(code, "")) },
		Browse:         func(u string) error { return worded(entra.OpBrowser, g.srv.OpenBrowser(u, "")) },
		ApproveConsent: func(app string) error { return g.srv.ApproveConsent(app, "") },
		ApproveClient:  func(link string) error { return worded(entra.OpBrowser, g.srv.ApproveClient(link, "")) },
		Activate:       func() error { return g.srv.ActivateRole("", "Global Administrator") },
		AllowSecret:    func(app string) error { return g.srv.AllowSecret(app, "") },
		Pilot:          func(app string) error { return g.srv.PilotSignIn(app, "", sc.PortalURIs[0]) },
		Hand: func(ctx context.Context, phase string, about setup.Profile) (engine.Made, error) {
			other := *g
			other.store, other.keys, other.real = profile.MemoryStore(), vault.Memory(), false
			return engine.Hand(ctx, other.runner(), p.Approve, phase, about)
		},
	}
	return p
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
	return newDriver(g.t, g.config(), width, height)
}

// config is what a run in the practice tenant begins with.
func (g *rig) config() Config {
	g.t.Helper()
	return Config{Session: g.runner(), Practice: g.practice(), Name: "Contoso Voice SSO",
		Calendar: func(string, setup.Profile) error { return nil }}
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

// value is what the page has to copy under that name.
func (d *driver) value(label string) string {
	d.t.Helper()
	for _, v := range d.m.page().s.(screen.Holder).Values() {
		if v.Label == label {
			return v.Text
		}
	}
	d.t.Fatalf("the page has no %q:\n%s", label, d.Screen())
	return ""
}
