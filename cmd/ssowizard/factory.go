package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// factory makes what a run stands on, for one command line: the session with its
// services, and the fronts. It closes what it began.
type factory struct {
	ios  *ioStreams
	opts *options
	log  *wire.Log
	http func() *http.Client
	note func(format string, args ...any) // into the debug log

	// newEngine creates another engine over the same services and keychain;
	// remembered lists the setups for a check of all. The first engine sets both.
	newEngine  func(engine.Config) (*engine.Session, error)
	remembered func() ([]setup.Profile, []*profile.Error)

	mu      sync.Mutex
	closers []func()
}

func newFactory(ios *ioStreams, o *options) *factory {
	w := &factory{ios: ios, opts: o, log: wire.NewLog(), note: func(string, ...any) {}}
	w.http = sync.OnceValue(func() *http.Client {
		return wire.NewClient(wire.ClientOptions{Log: w.log, UserAgent: tool()})
	})
	return w
}

func (w *factory) onClose(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closers = append(w.closers, f)
}

// close ends what was started, last first.
func (w *factory) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := len(w.closers) - 1; i >= 0; i-- {
		w.closers[i]()
	}
	w.closers = nil
}

// realSession connects the engine to Microsoft's services, the keychain and the disk.
func (w *factory) realSession() (*engine.Session, error) {
	cloud, err := w.opts.cloudFor(w.ios.env)
	if err != nil {
		return nil, err
	}
	if r := cloud.Foreign(); r != nil {
		w.note("not Microsoft's own services: sign-in %q, Graph %q (empty: Microsoft's)", r.Login, r.Graph)
	}
	dir, err := w.ios.dir()
	if err != nil {
		return nil, err
	}
	store := profile.DiskStore(dir)
	if w.opts.command.readsOnly(w.opts) {
		store = profile.ViewStore(store)
	}
	if name := wire.UnusableProxy(w.ios.env); name != "" {
		_, _ = fmt.Fprintf(w.ios.err, "%s holds no address of a proxy, so the services are asked without "+
			"one.\nIf this network needs the proxy, set it as http://proxy.example:8080, then run this "+
			"again.\n", name)
	}
	keychain := vault.OS()
	w.newEngine = func(c engine.Config) (*engine.Session, error) {
		c.Keychain = keychain
		return w.session(cloud, c)
	}
	w.remembered = w.saved
	return w.session(cloud, engine.Config{Keychain: keychain, Store: store, Dir: dir})
}

// session creates the engine for a cloud; rest holds what differs between real and
// practice runs.
func (w *factory) session(cloud entra.Cloud, rest engine.Config) (*engine.Session, error) {
	public, err := w.opts.public()
	if err != nil {
		return nil, err
	}
	client, err := entra.New(entra.Options{Cloud: cloud, ClientID: public.ID, HTTP: w.http(),
		Now: w.ios.now, Sleep: w.ios.sleep})
	if err != nil {
		return nil, err
	}
	rest.Entra, rest.Cloud, rest.Log = client, cloud, w.log
	rest.Now, rest.Sleep, rest.Unattended = w.ios.now, w.ios.sleep, w.opts.noInput
	rest.SecretMonths = w.opts.months
	rest.Roots = cloud.Foreign()
	rest.NewGraph = w.graph(cloud)
	r := engine.NewSession(rest)
	w.onClose(r.Close)
	return r, nil
}

func (w *factory) graph(
	cloud entra.Cloud,
) func(func(context.Context) (string, error), func(graph.RetryNote)) (*graph.Client, error) {
	return func(token func(context.Context) (string, error), onRetry func(graph.RetryNote),
	) (*graph.Client, error) {
		return graph.New(graph.Options{Root: cloud.Graph, Token: token, HTTP: w.http(),
			Now: w.ios.now, Sleep: w.ios.sleep,
			OnRetry: func(n graph.RetryNote) {
				w.note("wait %s before try %d of: %s (%v)", n.Wait.Round(time.Millisecond), n.Try, n.What,
					n.Cause)
				if onRetry != nil {
					onRetry(n)
				}
			}})
	}
}

// saved lists the profiles on this computer and those that are unusable. It lists
// none in practice. Unusable profiles do not keep the program from starting, because
// the tenant is the authority.
func (w *factory) saved() ([]setup.Profile, []*profile.Error) {
	if w.opts.practice != "" {
		return nil, nil
	}
	dir, err := w.ios.dir()
	if err != nil {
		return nil, nil
	}
	list, err := profile.DiskStore(dir).List()
	var unusable *profile.UnusableError
	if err != nil {
		w.note("profiles: %v", err)
		if errors.As(err, &unusable) {
			return list, unusable.Profiles
		}
	}
	return list, nil
}
