package vault

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/secret"
)

// dying is a keychain whose caller is killed after its n-th call.
type dying struct {
	Keychain
	left int
}

var errKilled = errors.New("killed")

func (d *dying) Put(ctx context.Context, k Key, s secret.Value) error {
	if d.left--; d.left < 0 {
		return errKilled
	}
	return d.Keychain.Put(ctx, k, s)
}

func (d *dying) Get(ctx context.Context, k Key) (secret.Value, error) {
	if d.left--; d.left < 0 {
		return secret.Value{}, errKilled
	}
	return d.Keychain.Get(ctx, k)
}

func (d *dying) Delete(ctx context.Context, k Key) error {
	if d.left--; d.left < 0 {
		return errKilled
	}
	return d.Keychain.Delete(ctx, k)
}

// TestAProbeThatWasKilledLeavesNothingForGood: the next one takes away what it
// left.
func TestAProbeThatWasKilledLeavesNothingForGood(t *testing.T) {
	for n := range 5 {
		store := fakeStore{}
		k := newOS(Options{}, store)
		if err := Probe(t.Context(), &dying{k, n}); (err == nil) != (n == 4) {
			t.Errorf("killed after %d calls: %v", n, err)
		}
		if err := Probe(t.Context(), k); err != nil || len(store) != 0 {
			t.Errorf("after one that was killed after %d calls: %v, %d entries left", n, err, len(store))
		}
	}
}

// TestAProbeBesideAnotherLeavesNothing: it has an entry of its own while another
// wizard is at the fixed one, whose value says that it may be removed.
func TestAProbeBesideAnotherLeavesNothing(t *testing.T) {
	for name, there := range map[string]string{"another program's entry": "theirs", "another probe's": probeValue + "x"} {
		store := fakeStore{probeKey.Account(): there}
		seen := &watched{fakeStore: store}
		if err := Probe(t.Context(), newOS(Options{}, seen)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if ours := strings.HasPrefix(there, probeValue); (store[probeKey.Account()] == there) == ours || len(store) != map[bool]int{true: 0, false: 1}[ours] {
			t.Errorf("%s: left %q", name, store)
		}
		for account, value := range seen.put {
			if !strings.HasPrefix(account, "probe/probe/probe") || !strings.Contains(value, "may be removed") {
				t.Errorf("%s: put %q under %s", name, value, account)
			}
		}
	}
}

// watched remembers what was put.
type watched struct {
	fakeStore
	put map[string]string
}

func (w *watched) Set(a, v string) error {
	if w.put == nil {
		w.put = map[string]string{}
	}
	w.put[a] = v
	return w.fakeStore.Set(a, v)
}

// TestTwoProbesAtOnce: they use one entry, and neither takes the other for a
// keychain that breaks its word.
func TestTwoProbesAtOnce(t *testing.T) {
	k := Memory()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			for range 25 {
				if err := Probe(t.Context(), k); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
}

func TestTemporaryFilesOfAKilledRunAreRemoved(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, ".secrets-123")
	must.Do(t, os.WriteFile(left, []byte("half"), 0o600))
	k := quickFile(filepath.Join(dir, "s.age"), "pass")
	must.Do(t, k.Put(t.Context(), Key{"t", "a", "1"}, secret.New("v")))
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
