// Package testkit assembles what tests of the engine and of both fronts need: a
// simulated tenant, clients for sign-in and Graph, profiles, a keychain, and one
// fake clock that all of them share.
//
// It is for tests and measurements only. A tenant made by New is in memory and never
// waits in real time: minutes pass when somebody sleeps. Tests of the network or of
// real time start a tenant of their own and use only Config.
package testkit

import (
	"context"
	"net/http"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/fakeclock"
	"ssowizard/internal/graph"
	"ssowizard/internal/profile"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// Scale multiplies the tenant's delays and the engine's waits. It keeps them short
// compared with what is not scaled: the lifetimes of codes and tokens.
const Scale = 0.01

// Polling for a sign-in. The tenant announces an interval of one second, which takes
// 50 ms of the scaled clock. A code lives for half a minute of real time, so that it
// does not expire on a busy computer.
const (
	pollScale = 0.06
	pollTurn  = 2 * time.Millisecond
)

// turn is how long a wait takes in real time. Meanwhile the test can act for the
// person that a poll waits for.
const turn = time.Millisecond

// What the table of the walk does not name ends the tests.
func init() { steps.Astray = func(what string) { panic("walk: " + what) } }

// Kit is a tenant with everything that outlives a process of the program.
type Kit struct {
	Srv      *sim.Server
	Clock    *fakeclock.Clock
	Store    profile.Store  // of the memory
	Keychain vault.Keychain // likewise
	t        testing.TB
}

// New starts a tenant in memory that lives until the test ends. The kit sets its
// clock, its scale and, unless given, its seed.
func New(t testing.TB, o sim.Options) *Kit {
	t.Helper()
	k := &Kit{t: t, Clock: fakeclock.At(time.Now()), Store: profile.MemoryStore(), Keychain: vault.Memory()}
	o.InMemory, o.Now, o.Scale = true, k.Clock.Now, Scale
	if o.Seed == 0 {
		o.Seed = 7
	}
	srv, err := sim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Close)
	k.Srv = srv
	return k
}

// now returns the program's time. Each call advances it by a microsecond, so that no
// operation takes zero time.
func (k *Kit) now() time.Time {
	_ = k.Clock.Sleep(context.Background(), time.Microsecond)
	return k.Clock.Now()
}

// Sleep advances the clock.
func (k *Kit) Sleep(ctx context.Context, d time.Duration) error {
	return k.Clock.Scaled(Scale, turn)(ctx, d)
}

// Config returns the configuration of a new process on the same tenant, profiles and
// keychain, with its own log. Pass it to steps.NewSession, changed if need be.
func (k *Kit) Config() engine.Config {
	k.t.Helper()
	return k.ConfigOver(k.Srv.Transport())
}

// ConfigOver is Config over another transport, such as one that damages answers.
func (k *Kit) ConfigOver(base http.RoundTripper) engine.Config {
	k.t.Helper()
	c, err := Config(k.Srv, Link{Log: wire.NewLog(), Timeout: 10 * time.Second, Base: base, Now: k.now,
		Sleep: k.Sleep, Poll: k.Clock.Scaled(pollScale, pollTurn)})
	if err != nil {
		k.t.Fatal(err)
	}
	c.Store, c.Keychain = k.Store, k.Keychain
	return c
}

// Call sends a request to the tenant as another program would.
func (k *Kit) Call(req *http.Request) (*http.Response, error) {
	return k.Srv.Transport().RoundTrip(req)
}

// Link says how a program reaches a tenant. Fields may be zero, as in
// wire.ClientOptions, entra.Options and graph.Options.
type Link struct {
	Client  *http.Client // instead of one of the next three
	Log     *wire.Log
	Timeout time.Duration
	Base    http.RoundTripper
	Now     func() time.Time
	Sleep   func(context.Context, time.Duration) error
	Poll    func(context.Context, time.Duration) error // of the sign-in client; nil: Sleep
}

// Config returns an engine's configuration for a tenant, without profiles and
// keychain. The error is that of entra.New.
func Config(srv *sim.Server, l Link) (engine.Config, error) {
	hc := l.Client
	if hc == nil {
		hc = wire.NewClient(wire.ClientOptions{Log: l.Log, Timeout: l.Timeout, Base: l.Base})
	}
	cloud, _ := entra.CloudByName("global")
	cloud.Login, cloud.Graph = srv.LoginURL(), srv.GraphURL()
	poll := l.Poll
	if poll == nil {
		poll = l.Sleep
	}
	ec, err := entra.New(entra.Options{Cloud: cloud, HTTP: hc, Now: l.Now, Sleep: poll})
	return engine.Config{
		Entra: ec, Cloud: cloud, Now: l.Now, Sleep: l.Sleep, Log: l.Log,
		NewGraph: func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (
			*graph.Client, error) {
			return graph.New(graph.Options{Root: cloud.Graph, Token: token, HTTP: hc, Now: l.Now,
				Sleep: l.Sleep, OnRetry: onRetry})
		},
	}, err
}
