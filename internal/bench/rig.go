package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/plain"
	"ssowizard/internal/profile"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// clockScale multiplies the engine's own pauses: between two polls for the sign-in
// and between two of the three proofs. The tenant itself needs no waiting.
const clockScale = 0.01

// rig is the real engine on a simulated tenant that replicates at once and answers
// after a fixed latency.
type rig struct {
	srv      *sim.Server
	sc       sim.Scenario
	keychain vault.Keychain
	store    profile.Store

	log *wire.Log
	eng *engine.Session
}

// newRig starts a practice tenant without replication delays.
func newRig(tenant string, latency time.Duration) (*rig, error) {
	sc, err := sim.LoadScenario(tenant)
	if err != nil {
		return nil, err
	}
	sc.Delays = sim.Delays{}
	srv, err := sim.Start(sim.Options{Scenario: &sc, Scale: clockScale, Latency: latency, Seed: 1})
	if err != nil {
		return nil, err
	}
	g := &rig{srv: srv, sc: sc, keychain: vault.Memory(), store: profile.MemoryStore()}
	if err := g.restart(); err != nil {
		srv.Close()
		return nil, err
	}
	return g, nil
}

// restart replaces the engine and empties the log, as a new process on the same
// tenant, keychain and profiles would.
func (g *rig) restart() error {
	g.log = wire.NewLog()
	eng, err := g.engine(wire.NewClient(wire.ClientOptions{Log: g.log}), g.store)
	g.eng = eng
	return err
}

// engine makes an engine on the tenant and the keychain, with a store of its own.
func (g *rig) engine(hc *http.Client, store profile.Store) (*engine.Session, error) {
	c, err := testkit.Config(g.srv, testkit.Link{Client: hc, Log: g.log, Sleep: sleepScaled})
	if err != nil {
		return nil, err
	}
	c.Keychain, c.Store = g.keychain, store
	return engine.NewSession(c), nil
}

func sleepScaled(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(time.Duration(float64(d) * clockScale))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// setup runs the whole unattended setup through the plain front, so that the front's
// own reads are counted too.
func (g *rig) setup(ctx context.Context) error {
	var said strings.Builder
	err := plain.Run(ctx, plain.Config{
		Session: g.eng, In: strings.NewReader(""), Out: io.Discard, Talk: &said, NoInput: true, Yes: true,
		Practice: &engine.Practice{Domain: g.domain(), Name: engine.DefaultName, URIs: g.sc.PortalURIs,
			Approve: func(code string) error { return g.srv.ApproveDevice(code, "") }},
	})
	// Steps that only a person can do are left open; what the machine can do has
	// to be there and proven.
	if p := g.eng.Snapshot().Proof; !p.Known || !p.Value.Good {
		return errors.Join(errors.New("the setup did not end in a proven secret"), err,
			errors.New(said.String()))
	}
	return nil
}

func (g *rig) domain() string { return g.sc.Tenant.Domains[0].Name }

// signIn resolves the tenant and signs its admin in by a device code.
func (g *rig) signIn(ctx context.Context) error {
	if err := g.eng.ProbeKeychain(ctx); err != nil {
		return err
	}
	if _, err := g.eng.Resolve(ctx, g.domain()); err != nil {
		return err
	}
	code, err := g.eng.SignInDevice(ctx)
	if err != nil {
		return err
	}
	if err := g.srv.ApproveDevice(code.UserCode, ""); err != nil {
		return err
	}
	return g.eng.AwaitDevice(ctx, code, nil)
}

// toGraph returns the calls that went to Microsoft Graph.
func (g *rig) toGraph(calls []wire.Call) ([]wire.Call, error) {
	root, err := url.Parse(g.srv.GraphURL())
	if err != nil {
		return nil, err
	}
	var out []wire.Call
	for _, c := range calls {
		if c.Host == root.Host {
			out = append(out, c)
		}
	}
	return out, nil
}

// chain returns how many of the calls were sequential.
func chain(calls []wire.Call) int {
	l := wire.NewLog()
	for _, c := range calls {
		l.Add(c)
	}
	return l.Chain()
}
