package sim

import (
	"context"
	"fmt"
	"net"
	"time"
)

// Ports are the three ports of a tenant, kept open for tenants that come one after the other: a computer on
// which thousands come and go spends most of its time looking for free ones.
type Ports struct{ open []net.Listener }

// OpenPorts opens all ports before the first request can be answered, because each part of a tenant has to
// know the others. The error says that none could be opened.
func OpenPorts() (*Ports, error) {
	p := &Ports{}
	for range 3 {
		ln, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			p.Close()
			return nil, fmt.Errorf("the practice tenant cannot open a port on this computer: %w", err)
		}
		p.open = append(p.open, ln)
	}
	return p, nil
}

// Close closes the ports for good.
func (p *Ports) Close() {
	for _, ln := range p.open {
		_ = ln.Close()
	}
}

// borrowed is a port in the hands of one tenant. Closing it ends the tenant's waiting for callers, and not
// the port.
type borrowed struct{ *net.TCPListener }

func (l borrowed) Close() error { return l.SetDeadline(time.Unix(1, 0)) }

// lend returns the ports to the next tenant.
func (p *Ports) lend() ([]net.Listener, error) {
	out := make([]net.Listener, 0, len(p.open))
	for _, ln := range p.open {
		tcp := ln.(*net.TCPListener) // listened for as such
		if err := tcp.SetDeadline(time.Time{}); err != nil {
			return nil, fmt.Errorf("the practice tenant cannot use a port again: %w", err)
		}
		out = append(out, borrowed{tcp})
	}
	return out, nil
}
