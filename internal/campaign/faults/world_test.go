package faults

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/fakeclock"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// keeper is a keychain whose whole content a test can see.
type keeper struct {
	vault.Keychain
	mu   sync.Mutex
	held map[vault.Key]string
}

func newKeeper() *keeper { return &keeper{Keychain: vault.Memory(), held: map[vault.Key]string{}} }

func (k *keeper) Put(ctx context.Context, key vault.Key, s secret.Value) error {
	err := k.Keychain.Put(ctx, key, s)
	if err == nil {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.held[key] = s.Reveal()
	}
	return err
}

func (k *keeper) Delete(ctx context.Context, key vault.Key) error {
	err := k.Keychain.Delete(ctx, key)
	if err == nil {
		k.mu.Lock()
		defer k.mu.Unlock()
		delete(k.held, key)
	}
	return err
}

// world is what outlasts a process: the tenant, the disk and the keychain.
type world struct {
	sc      sim.Scenario
	srv     *sim.Server
	clock   *fakeclock.Clock
	store   profile.Store
	kept    *keeper
	name    string // of the profile; "" until there is one
	timeout time.Duration
	ports   *sim.Ports
}

// freePorts are open ones that no world uses at the moment.
var freePorts = make(chan *sim.Ports, 64)

func portsForOne() (*sim.Ports, error) {
	select {
	case p := <-freePorts:
		return p, nil
	default:
		return sim.OpenPorts()
	}
}

// end forgets the tenant.
func (w *world) end() {
	w.srv.Close()
	select {
	case freePorts <- w.ports:
	default:
		w.ports.Close()
	}
}

// start brings a tenant up. A prepared one begins with a profile and a kept secret.
func start(sc sim.Scenario, before *prepared, timeout time.Duration) (*world, error) {
	w := &world{sc: sc, clock: fakeclock.At(time.Now()), store: profile.MemoryStore(), kept: newKeeper(), timeout: timeout}
	if before != nil {
		w.sc = before.sc
		if err := w.store.Save(before.profile); err != nil {
			return nil, err
		}
		for k, v := range before.kept {
			if err := w.kept.Put(context.Background(), k, secret.New(v)); err != nil {
				return nil, err
			}
		}
	}
	var err error
	if w.ports, err = portsForOne(); err != nil {
		return nil, err
	}
	w.srv, err = sim.Start(sim.Options{Scenario: &w.sc, Now: w.clock.Now, Seed: 7, Ports: w.ports})
	return w, err
}

// engine makes a new engine on the same tenant, disk and keychain, as a new process would.
func (w *world) engine() (*engine.Session, error) {
	c, err := testkit.Config(w.srv, testkit.Link{Log: wire.NewLog(), Timeout: w.timeout, Now: w.clock.Now, Sleep: w.clock.Sleep})
	if err != nil {
		return nil, err
	}
	c.Keychain, c.Store = w.kept, w.store
	return engine.NewSession(c), nil
}

// run plays a story in a new process and takes the profile along.
func (w *world) run(ctx context.Context, st story) (*engine.Session, error) {
	r, err := w.engine()
	if err != nil {
		return nil, err
	}
	err = st.play(ctx, w, r)
	if n := r.Profile().Name; n != "" {
		w.name = n
	}
	return r, err
}

// profile is what the disk holds.
func (w *world) profile() setup.Profile {
	p, err := w.store.Load(w.sc.Tenant.ID)
	if err != nil && !errors.Is(err, profile.ErrNoProfile) {
		panic(err)
	}
	return p
}

// stranger is a host that no request of the program may ever reach.
type stranger struct {
	url  string
	hits atomic.Int64
}

func newStranger(t *testing.T) *stranger {
	t.Helper()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &stranger{url: "http://" + ln.Addr().String()}
	srv := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { s.hits.Add(1) }), ReadHeaderTimeout: time.Second,
		ConnState: func(_ net.Conn, c http.ConnState) {
			if c == http.StateNew {
				s.hits.Add(1) // nobody has to knock, either
			}
		}}
	go func() { _ = srv.Serve(ln) }()
	t.Cleanup(func() { _ = srv.Close() })
	return s
}
