// Package testkit puts together what tests of the engine and of both fronts run
// on: a simulated tenant, clients of the sign-in service and of Graph, profiles, a
// keychain, and one clock for all of them.
//
// It is for tests and measurements only. It refuses to wait: a tenant of New is in
// memory, and minutes pass when somebody sleeps. What is about the network or the
// computer's time starts a tenant of its own and takes Config alone.
package testkit

import (
	"context"
	"net/http"
	"testing"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/fakeclock"
	"ssowizard/internal/graph"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// Scale is what the tenant's delays and the engine's waits are multiplied with. It
// keeps them short beside what is not scaled: the life of a code and of a token.
const Scale = 0.01

// The polls for a sign-in. A tenant names a second as its interval and takes 50 ms
// of the scaled clock for one; a code lasts for half a minute of the computer's time,
// so that nobody comes too late for it.
const (
	pollScale = 0.06
	pollTurn  = 2 * time.Millisecond
)

// turn is how long a wait takes by the computer's clock. It lets the test play the
// person for whom a poll waits.
const turn = time.Millisecond

// Kit is a tenant with everything that outlasts a process of the program.
type Kit struct {
	Srv      *sim.Server
	Clock    *fakeclock.Clock
	Store    steps.Store    // of the memory
	Keychain vault.Keychain // likewise
	t        testing.TB
}

// New starts a tenant in memory, which ends with the test. Its clock, its scale and,
// where there is none, its seed are the kit's.
func New(t testing.TB, o sim.Options) *Kit {
	t.Helper()
	k := &Kit{t: t, Clock: fakeclock.At(time.Now()), Store: steps.MemoryStore(), Keychain: vault.Memory()}
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

// now is the program's: each reading takes a microsecond, so that nothing that was
// done took no time at all.
func (k *Kit) now() time.Time {
	_ = k.Clock.Sleep(context.Background(), time.Microsecond)
	return k.Clock.Now()
}

// Sleep moves the clock.
func (k *Kit) Sleep(ctx context.Context, d time.Duration) error {
	return k.Clock.Scaled(Scale, turn)(ctx, d)
}

// Config is that of a new process on the same tenant, profiles and keychain, with a
// log of its own. The engine is made of it with steps.NewRunner, perhaps after a
// change.
func (k *Kit) Config() steps.Config {
	k.t.Helper()
	return k.ConfigOver(k.Srv.Transport())
}

// ConfigOver is Config over another transport, which may spoil what base carries.
func (k *Kit) ConfigOver(base http.RoundTripper) steps.Config {
	k.t.Helper()
	c, err := Config(k.Srv, Link{Log: wire.NewLog(), Timeout: 10 * time.Second, Base: base, Now: k.now, Sleep: k.Sleep, Poll: k.Clock.Scaled(pollScale, pollTurn)})
	if err != nil {
		k.t.Fatal(err)
	}
	c.Store, c.Keychain = k.Store, k.Keychain
	return c
}

// Call sends a request to the tenant as somebody else's program would.
func (k *Kit) Call(req *http.Request) (*http.Response, error) {
	return k.Srv.Transport().RoundTrip(req)
}

// Link is how a program reaches a tenant. Its fields may be zero, as those of
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

// Config is that of an engine on a tenant, but for its profiles and its keychain.
// The error is entra.New's.
func Config(srv *sim.Server, l Link) (steps.Config, error) {
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
	return steps.Config{
		Entra: ec, Cloud: cloud, Now: l.Now, Sleep: l.Sleep, Log: l.Log, Tool: "ssowizard test",
		NewGraph: func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (*graph.Client, error) {
			return graph.New(graph.Options{Root: cloud.Graph, Token: token, HTTP: hc, Now: l.Now, Sleep: l.Sleep, OnRetry: onRetry})
		},
	}, err
}
