package sim

import (
	"cmp"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options say which tenant to simulate and how fast.
type Options struct {
	// Tenant is the name of an embedded practice tenant; "" means "new".
	Tenant string
	// Scenario is used instead of Tenant when it is set.
	Scenario *Scenario
	// Now is the clock everything is measured with; nil means time.Now.
	Now func() time.Time
	// Scale multiplies every delay of the scenario and the interval between device code polls; 0 means 1. The
	// fifteen minutes of a device code are not scaled.
	Scale float64
	// Latency is waited before each answer, batch items not counted.
	Latency time.Duration
	// Seed makes ids and codes repeatable; 0 takes the scenario's.
	Seed int64
	// Replicas answer reads instead of those of the scenario, where there are any.
	Replicas Replicas
	// Ports are used, and left open, instead of ports of its own.
	Ports *Ports
	// InMemory opens no ports: the tenant is reached through Transport alone.
	InMemory bool
}

// Server is a running practice tenant. Its methods may be called from any goroutine.
type Server struct {
	sc      Scenario
	dir     *directory
	login   *loginService
	portal  *portalService
	clk     clock
	latency time.Duration
	calls   callLog
	memory  memoryTransport // empty where there are ports

	servers []*http.Server
	running sync.WaitGroup
}

// Start brings a practice tenant up on three ports of the loopback interface: sign-in service, Graph and
// portal. The error says which tenant could not be loaded (ErrScenario) or that no port could be opened. One
// in memory opens none.
func Start(opts Options) (*Server, error) {
	sc, err := opts.scenario()
	if err != nil {
		return nil, err
	}
	clk := newClock(opts.Now, opts.Scale, time.Duration(sc.ClockOffset))
	ids := newIDSource(sc.Seed * 131) // not the sequence that object ids come from
	dir := newDirectory(sc, clk)
	tok := newTokens(sc.Tenant.ID, clk.now, ids)
	s := &Server{
		sc: sc, dir: dir, clk: clk, latency: opts.Latency,
		login:  newLoginService(dir, tok, ids, sc, clk.now, clk.scale),
		portal: newPortalService(sc.PortalURIs, clk.now, ids),
	}
	graph := graphHandler(dir, tok)
	graph.items = s.item(graph)
	parts := [3]part{{"login", s.login.handler()}, {"graph", graph}, {"portal", s.portal.handler()}}
	if err := s.open(opts, parts); err != nil {
		return nil, err
	}
	return s, nil
}

// part is one of the three services of a tenant.
type part struct {
	name    string
	handler http.Handler
}

// open makes the parts reachable and tells each where the others are.
func (s *Server) open(opts Options, parts [3]part) error {
	roots := memoryRoots
	if opts.InMemory {
		s.memory.parts = map[string]http.Handler{}
		for i, p := range parts {
			s.memory.parts[strings.TrimPrefix(roots[i], "http://")] = s.wire(p.name, p.handler)
		}
		s.portal.http.Transport = s.memory
	} else {
		ports, err := opts.ports()
		if err != nil {
			return err
		}
		for i, p := range parts {
			roots[i] = "http://" + ports[i].Addr().String()
			defer s.serve(ports[i], p.name, p.handler) // once the roots are known
		}
	}
	s.login.root, s.login.graphRoot, s.login.portalRoot = roots[0], roots[1], roots[2]
	s.portal.loginRoot, s.portal.graphRoot, s.portal.root = roots[0], roots[1], roots[2]
	return nil
}

func (o Options) scenario() (Scenario, error) {
	var sc Scenario
	var err error
	if o.Scenario != nil {
		sc = *o.Scenario
	} else if sc, err = LoadScenario(cmp.Or(o.Tenant, "new")); err != nil {
		return sc, err
	}
	if o.Seed != 0 {
		sc.Seed = o.Seed
	}
	if o.Replicas.Count > 0 {
		sc.Replicas = o.Replicas
	}
	return sc, sc.Replicas.check()
}

func (o Options) ports() ([]net.Listener, error) {
	if o.Ports != nil {
		return o.Ports.lend()
	}
	own, err := OpenPorts()
	if err != nil {
		return nil, err
	}
	return own.open, nil
}

func (s *Server) serve(ln net.Listener, name string, h http.Handler) {
	srv := &http.Server{
		Handler: s.wire(name, h), ReadHeaderTimeout: 10 * time.Second,
		ErrorLog: log.New(io.Discard, "", 0), // a screen may be drawn on the same terminal
	}
	s.servers = append(s.servers, srv)
	s.running.Go(func() { _ = srv.Serve(ln) }) // ends with ErrServerClosed
}

// Close stops the tenant and forgets everything. It may be called more than once.
func (s *Server) Close() {
	for _, srv := range s.servers {
		_ = srv.Close()
	}
	s.running.Wait()
}

// LoginURL is the root of the sign-in service, as https://login.microsoftonline.com is of the real one.
func (s *Server) LoginURL() string { return s.login.root }

// GraphURL is the root of Microsoft Graph, without a version.
func (s *Server) GraphURL() string { return s.login.graphRoot }

// PortalURL is the front page of the stand-in for the MTP portal.
func (s *Server) PortalURL() string { return s.portal.root }

// Scenario returns what the tenant was started with.
func (s *Server) Scenario() Scenario { return s.sc }

// State is a deep copy of what the tenant holds and of what was entered in the portal, secrets included.
func (s *Server) State() State {
	st := s.dir.view()
	st.Portal = s.portal.snapshot()
	return st
}
