package vault

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"ssowizard/internal/secret"
)

var errNotFoundThere = keyring.ErrNotFound

// gated is a backend whose calls wait until they are let through.
type gated struct {
	mu    sync.Mutex
	gate  chan struct{}
	store fakeStore
}

func (g *gated) wait() func() {
	<-g.gate
	g.mu.Lock()
	return g.mu.Unlock
}
func (g *gated) Set(a, v string) error        { defer g.wait()(); return g.store.Set(a, v) }
func (g *gated) Get(a string) (string, error) { defer g.wait()(); return g.store.Get(a) }
func (g *gated) Delete(a string) error        { defer g.wait()(); return g.store.Delete(a) }

func TestHangingKeychain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gated{gate: make(chan struct{}), store: fakeStore{}}
		var slow []string
		k := newOS(Options{Deadline: 5 * time.Second, OnSlow: func(op string) { slow = append(slow, op) }}, g)
		key := Key{"t", "a", "1"}

		start := time.Now()
		err := k.Put(t.Context(), key, secret.New("late"))
		var u *Unavailable
		if !errors.As(err, &u) || u.Kind != TimedOut || !u.Timeout || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("put: %v", err)
		}
		if took := time.Since(start); took != 5*time.Second {
			t.Errorf("the put took %v", took)
		}
		synctest.Wait()
		if len(slow) != 1 || slow[0] != "put" {
			t.Errorf("told slow: %v", slow)
		}

		// The next call waits behind it, within its own time.
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := k.Get(short, key); !errors.As(err, &u) || !u.Timeout {
			t.Errorf("get behind it: %v", err)
		}

		// The person answers the prompt: the put lands, and a get tells so.
		close(g.gate)
		got, err := k.Get(t.Context(), key)
		if err != nil || got.Reveal() != "late" {
			t.Errorf("get after the prompt: %v", err)
		}
		if len(slow) != 1 {
			t.Errorf("told slow for a quick call: %v", slow)
		}
	})
}

func TestCancelledWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gated{gate: make(chan struct{}), store: fakeStore{}}
		k := newOS(Options{}, g)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		var u *Unavailable
		if err := probe(ctx, k, probeKey); !errors.As(err, &u) || u.Kind != Cancelled || !errors.Is(err, context.Canceled) {
			t.Errorf("probe: %v", err)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("cleaning up took %v", took)
		}
		close(g.gate)
		synctest.Wait()
		if len(g.store) != 1 {
			t.Errorf("expected the late put to be there to be found: %v", len(g.store))
		}
	})
}

type panics struct{ fakeStore }

func (panics) Get(string) (string, error) { panic("with " + canary) }

func TestPanickingLibrary(t *testing.T) {
	k := newOS(Options{}, panics{fakeStore{}})
	for range 2 {
		_, err := k.Get(t.Context(), Key{"t", "a", "1"})
		var u *Unavailable
		if !errors.As(err, &u) || u.Kind != Trouble || strings.Contains(err.Error(), canary) {
			t.Errorf("%v", err)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, tc := range []struct {
		said string
		kind Cause
	}{
		{`exec: "dbus-launch": executable file not found in $PATH`, NoSessionBus},
		{"dbus: couldn't determine address of session bus", NoSessionBus},
		{"dial unix /run/user/1000/bus: connect: no such file or directory", NoSessionBus},
		{"dial unix /run/user/1000/bus: connect: connection refused", NoSessionBus},
		{"The name org.freedesktop.secrets was not provided by any .service files", NoService},
		{"Process org.freedesktop.secrets exited with status 1", NoService},
		{"failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'", Locked},
		{"Cannot create an item in a locked collection", Locked},
		{"Object does not exist at path “/org/freedesktop/secrets/collection/login”", Locked},
		{"exit status 36", Locked},
		{"Did not receive a reply. Possible causes include: the remote application did not send a reply", TimedOut},
		{"something else", Trouble},
	} {
		cause := errors.New(tc.said)
		var u *Unavailable
		if err := explain("get", cause); !errors.As(err, &u) || u.Kind != tc.kind || u.Timeout != (tc.kind == TimedOut) || !errors.Is(err, cause) {
			t.Errorf("%s: %v", tc.said, err)
		}
		if tc.kind == Trouble && !strings.Contains(u.Error(), tc.said) {
			t.Errorf("the cause is not told: %v", u)
		}
	}
	if err := explain("put", fmt.Errorf("x: %w", keyring.ErrSetDataTooBig)); !errors.Is(err, ErrTooBig) {
		t.Errorf("too big: %v", err)
	}
	if err := explain("get", keyring.ErrNotFound); !errors.Is(err, ErrNotFound) {
		t.Errorf("not found: %v", err)
	}
	for _, said := range []string{
		"Object does not exist at path “/org/freedesktop/secrets/collection/login/1”",
		"No such interface “org.freedesktop.Secret.Item” on object at path /org/freedesktop/secrets/collection/login/1",
		"No such object path '/org/freedesktop/secrets/collection/login/1'",
	} {
		if err := explain("delete", errors.New(said)); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", said, err)
		}
	}
	var u *Unavailable
	if err := explain("get", keyring.ErrUnsupportedPlatform); !errors.As(err, &u) || u.Kind != Unsupported {
		t.Errorf("unsupported: %v", err)
	}
	for kind := range reasons {
		if e := unavailable("get", kind, nil); e.Reason == "" || e.Remedy == "" || strings.ContainsAny(e.Error(), "!") {
			t.Errorf("%s: %v", kind, e)
		}
	}
}
