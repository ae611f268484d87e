package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	ss "github.com/zalando/go-keyring/secret_service"

	"ssowizard/internal/keyringtest"
	"ssowizard/internal/must"
	"ssowizard/internal/secret"
)

// sessionRole tells the test binary, started again inside a D-Bus session of
// its own, what to do there.
const sessionRole = "VAULT_TEST_SESSION_ROLE"

func TestMain(m *testing.M) {
	role := os.Getenv(sessionRole)
	if role == "" {
		os.Exit(m.Run())
	}
	play, ok := roles[role]
	if !ok {
		fmt.Println("unknown role", role)
		os.Exit(1)
	}
	if err := play(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

var roles = map[string]func() error{
	"unlocked":   playUnlocked,
	"stays":      playStays,
	"together":   playTogether,
	"locked":     func() error { return playUnavailable(Locked, TimedOut) },
	"empty":      func() error { return playUnavailable(Locked, TimedOut) },
	"no-service": func() error { return playUnavailable(NoService) },
}

var lastingKey = Key{"tenant", "app", "lasting"}

// playUnlocked runs against a real, unlocked keyring.
func playUnlocked() error {
	ctx := context.Background()
	k := OSWith(Options{Deadline: 20 * time.Second})
	if err := Probe(ctx, k); err != nil {
		return fmt.Errorf("probe: %w", err)
	}
	key := Key{"tenant", "app", "one"}
	if _, err := k.Get(ctx, key); !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("get before put: %w", err)
	}
	if err := k.Delete(ctx, key); !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("delete before put: %w", err)
	}
	for _, v := range []string{"first~value", "second 'value' \"with\" signs\n", strings.Repeat("ü", 100_000)} {
		if err := k.Put(ctx, key, secret.New(v)); err != nil {
			return fmt.Errorf("put: %w", err)
		}
		got, err := k.Get(ctx, key)
		if err != nil || got.Reveal() != v {
			return fmt.Errorf("get: %d bytes, %w", len(got.Reveal()), err)
		}
	}
	if err := k.Put(ctx, lastingKey, secret.New("stays")); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	if err := k.Delete(ctx, key); err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	if _, err := k.Get(ctx, key); !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("get after delete: %w", err)
	}
	return nil
}

// playStays runs in a later session of the same person.
func playStays() error {
	got, err := OSWith(Options{Deadline: 20 * time.Second}).Get(context.Background(), lastingKey)
	if err != nil || got.Reveal() != "stays" {
		return fmt.Errorf("get: %w", err)
	}
	return nil
}

// playTogether has several wizards try a real keyring at the same moment, beside
// an entry under the probe's name that another program has put there.
func playTogether() error {
	const theirs = "another program's value"
	for _, before := range []string{"", theirs} {
		k := OSWith(Options{Deadline: 20 * time.Second})
		if before != "" {
			if err := k.Put(context.Background(), probeKey, secret.New(before)); err != nil {
				return err
			}
		}
		failed := make(chan error, 60)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 15 {
					if err := Probe(context.Background(), OSWith(Options{Deadline: 20 * time.Second})); err != nil {
						failed <- fmt.Errorf("%w, because %w", err, errors.Unwrap(err))
					}
				}
			})
		}
		all.Wait()
		close(failed)
		if err := <-failed; err != nil {
			return fmt.Errorf("%d of 60 failed, one: %w", len(failed)+1, err)
		}
		svc, err := ss.NewSecretService()
		if err != nil {
			return err
		}
		left, err := svc.SearchItems(svc.GetLoginCollection(), map[string]string{"service": service})
		if want := len(before) / len(theirs); err != nil || len(left) != want {
			return fmt.Errorf("%d entries are left, not %d: %w", len(left), want, err)
		}
		if there, err := k.Get(context.Background(), probeKey); before != "" && (err != nil || there.Reveal() != before) {
			return fmt.Errorf("another program's entry was changed: %w", err)
		}
	}
	return nil
}

// playUnavailable wants the probe to fail in one of the ways, in time, and
// twice in a row.
func playUnavailable(kinds ...Cause) error {
	const deadline = 3 * time.Second
	k := OSWith(Options{Deadline: deadline})
	for range 2 {
		start := time.Now()
		err := Probe(context.Background(), k)
		var u *Unavailable
		if !errors.As(err, &u) || u.Reason == "" || u.Remedy == "" {
			return fmt.Errorf("probe: %w", err)
		}
		known := false
		for _, kind := range kinds {
			known = known || u.Kind == kind
		}
		if !known {
			return fmt.Errorf("kind %s, wanted %v: %w, because %w", u.Kind, kinds, u, u.Cause)
		}
		if took := time.Since(start); took > deadline+30*time.Second {
			return fmt.Errorf("the probe took %v", took)
		}
		fmt.Printf("%s after %v: %v\n", u.Kind, time.Since(start).Round(time.Millisecond), u.Cause)
	}
	return nil
}

// session plays a role in a D-Bus session of a person, after the shell commands.
func session(t *testing.T, p keyringtest.Account, role, before string, options ...string) {
	t.Helper()
	exe, err := os.Executable()
	must.Do(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := p.Command(ctx, before+"\nexec \"$0\"", options...)
	cmd.Args = append(cmd.Args, exe)
	cmd.Env = append(cmd.Env, sessionRole+"="+role)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	// A keyring daemon may outlive its bus for a moment and hold the pipe.
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		t.Fatalf("%s: %v\n%s", role, err, out.String())
	}
	t.Logf("%s: %s", role, out.String())
}

func TestRealKeyring(t *testing.T) {
	keyringtest.Require(t)
	t.Run("unlocked, then locked", func(t *testing.T) {
		p := keyringtest.NewAccount(t)
		session(t, p, "unlocked", keyringtest.Unlock)
		session(t, p, "stays", keyringtest.Unlock)
		session(t, p, "locked", keyringtest.Start)
	})
	t.Run("several at once", func(t *testing.T) {
		session(t, keyringtest.NewAccount(t), "together", keyringtest.Unlock)
	})
	t.Run("never set up", func(t *testing.T) {
		session(t, keyringtest.NewAccount(t), "empty", keyringtest.Start)
	})
	t.Run("no service", func(t *testing.T) {
		p := keyringtest.NewAccount(t)
		conf := filepath.Join(p.Home, "bus.conf")
		must.Do(t, os.WriteFile(conf, []byte(busWithoutServices), 0o600))
		session(t, p, "no-service", "true", "--config-file="+conf)
	})
}

const busWithoutServices = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`

// Without a session bus the answer comes at once and starts no bus.
func TestNoSessionBus(t *testing.T) {
	for _, addr := range []string{"unix:path=" + filepath.Join(t.TempDir(), "none"), "nonsense"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", addr)
		var u *Unavailable
		if err := Probe(t.Context(), OSWith(Options{Deadline: 10 * time.Second})); !errors.As(err, &u) || u.Kind != NoSessionBus {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid())); errors.Is(err, os.ErrNotExist) {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
		if err := sessionBus(); err == nil {
			t.Error("a bus was found where there is none")
		}
	}
}
