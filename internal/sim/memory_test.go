package sim

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// metadata is a request that needs no token, as its caller sends it.
func metadata(ctx context.Context, t *testing.T, s *Server) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.LoginURL()+"/contoso.com/v2.0/.well-known/openid-configuration", http.NoBody)
	must.Do(t, err)
	return req
}

// TestNoRequestIsInFlightAfterACancel: a caller who goes while a request is looked at, whatever becomes of it, hears so
// when the tenant has done with it, and not before.
func TestNoRequestIsInFlightAfterACancel(t *testing.T) {
	for name, f := range map[string]Fault{
		"none": {}, "lost": {Drop: true, After: true}, "dropped": {Drop: true}, "refused": {Status: http.StatusServiceUnavailable},
		"stalled": {Stall: true, After: true}, "held": {Hold: make(chan struct{})}, "trickled": {Trickle: time.Hour}, "padded": {Pad: 1 << 40}, "cut": {Cut: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Start(Options{InMemory: true})
			must.Do(t, err)
			defer s.Close()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			var looked atomic.Bool
			s.SetFault(func(*http.Request) Fault {
				stop()
				time.Sleep(20 * time.Millisecond) // a caller that waits for nothing is gone by now
				looked.Store(true)
				return f
			})
			res, err := s.Transport().RoundTrip(metadata(ctx, t, s))
			if err == nil {
				_ = res.Body.Close()
			}
			if !errors.Is(err, context.Canceled) || !looked.Load() || len(s.Requests()) != 1 {
				t.Errorf("%v; it was looked at: %v, %d requests are recorded", err, looked.Load(), len(s.Requests()))
			}
		})
	}
}

// TestAReaderWhoGoesEndsTheAnswer: a body that has no end ends with its reader's context and with its being closed.
func TestAReaderWhoGoesEndsTheAnswer(t *testing.T) {
	s, err := Start(Options{InMemory: true})
	must.Do(t, err)
	defer s.Close()
	s.SetFault(func(*http.Request) Fault { return Fault{Pad: 1 << 40} })
	for name, goes := range map[string]func(stop func(), b io.Closer){
		"its context ends": func(stop func(), _ io.Closer) { stop() },
		"it is closed":     func(_ func(), b io.Closer) { _ = b.Close() },
	} {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		res, err := s.Transport().RoundTrip(metadata(ctx, t, s))
		must.Do(t, err)
		if _, err := io.CopyN(io.Discard, res.Body, 1000); err != nil {
			t.Fatal(err)
		}
		goes(stop, res.Body)
		if _, err := io.Copy(io.Discard, res.Body); !errors.Is(err, context.Canceled) && !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: the body went on: %v", name, err)
		}
		_ = res.Body.Close()
	}
}

// TestCancelledRequestsAreNotSent, and what is held back is answered once it is let go.
func TestCancelledRequestsAreNotSent(t *testing.T) {
	s, err := Start(Options{InMemory: true})
	must.Do(t, err)
	defer s.Close()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Transport().RoundTrip(metadata(ctx, t, s)); !errors.Is(err, context.Canceled) || len(s.Requests()) != 0 {
		t.Errorf("%v, %d requests", err, len(s.Requests()))
	}
	gate, came := make(chan struct{}), make(chan struct{})
	s.SetFault(func(*http.Request) Fault { close(came); return Fault{Hold: gate} })
	go func() { <-came; close(gate) }()
	res, err := s.Transport().RoundTrip(metadata(t.Context(), t, s))
	must.Do(t, err)
	defer func() { _ = res.Body.Close() }()
	if raw, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(raw), s.Scenario().Tenant.ID) {
		t.Errorf("%v: %s", err, raw)
	}
}
