package vault

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/secret"
)

// fakeStore is a backend that keeps its word, in memory.
type fakeStore map[string]string

func (f fakeStore) Set(a, v string) error { f[a] = v; return nil }
func (f fakeStore) Get(a string) (string, error) {
	v, ok := f[a]
	if !ok {
		return "", errNotFoundThere
	}
	return v, nil
}
func (f fakeStore) Delete(a string) error {
	if _, ok := f[a]; !ok {
		return errNotFoundThere
	}
	delete(f, a)
	return nil
}

func quickFile(path, pass string) *file {
	return &file{path: path, pass: secret.New(pass), work: 4}
}

// Every keychain keeps the same contract.
func TestKeychainContract(t *testing.T) {
	dir := t.TempDir()
	for name, k := range map[string]Keychain{
		"memory": Memory(),
		"file":   quickFile(filepath.Join(dir, "new", "secrets.age"), "pass"),
		"os":     newOS(Options{}, fakeStore{}),
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			if err := Probe(ctx, k); err != nil {
				t.Fatalf("probe: %v", err)
			}
			if k.Name() == "" || k.Lasting() == (name == "memory") {
				t.Errorf("name %q, lasting %v", k.Name(), k.Lasting())
			}
			a, b := Key{"t", "a", "1"}, Key{"t", "a", "2"}
			if _, err := k.Get(ctx, a); !errors.Is(err, ErrNotFound) {
				t.Errorf("get before put: %v", err)
			}
			for _, v := range []string{"one", "another", strings.Repeat("x", 3000)} {
				must.Do(t, k.Put(ctx, a, secret.New(v)))
				if got, err := k.Get(ctx, a); err != nil || got.Reveal() != v {
					t.Errorf("got %d bytes, %v", len(got.Reveal()), err)
				}
			}
			must.Do(t, k.Put(ctx, b, secret.New("b")))
			must.Do(t, k.Delete(ctx, a))
			if err := k.Delete(ctx, a); !errors.Is(err, ErrNotFound) {
				t.Errorf("delete again: %v", err)
			}
			if got, err := k.Get(ctx, b); err != nil || got.Reveal() != "b" {
				t.Errorf("the neighbor is gone: %v", err)
			}
			badUse(t, k)
		})
	}
}

func badUse(t *testing.T, k Keychain) {
	t.Helper()
	ctx := t.Context()
	for _, bad := range []Key{{}, {"t", "a", ""}, {"t/x", "a", "1"}, {"t", "a\n", "1"}, {"t", "a", strings.Repeat("x", 129)}} {
		if err := k.Put(ctx, bad, secret.New("v")); !errors.Is(err, ErrKey) {
			t.Errorf("put under %q: %v", bad, err)
		}
		if _, err := k.Get(ctx, bad); !errors.Is(err, ErrKey) {
			t.Errorf("get under %q: %v", bad, err)
		}
		if err := k.Delete(ctx, bad); !errors.Is(err, ErrKey) {
			t.Errorf("delete under %q: %v", bad, err)
		}
	}
	if err := k.Put(ctx, Key{"t", "a", "1"}, secret.Value{}); !errors.Is(err, ErrEmpty) {
		t.Errorf("put of nothing: %v", err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	var u *Unavailable
	err := k.Put(gone, Key{"t", "a", "1"}, secret.New("v"))
	if !errors.As(err, &u) || u.Kind != Cancelled || u.Timeout || !errors.Is(err, context.Canceled) {
		t.Errorf("put after giving up: %v", err)
	}
	if _, err := k.Get(ctx, Key{"t", "a", "1"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("put after giving up landed: %v", err)
	}
}

// liar is a keychain that breaks its word in one place.
type liar struct {
	Keychain
	loses, changes, keeps bool
}

func (l liar) Get(ctx context.Context, k Key) (secret.Value, error) {
	s, err := l.Keychain.Get(ctx, k)
	switch {
	case l.loses:
		return secret.Value{}, ErrNotFound
	case l.changes && err == nil:
		return secret.New(s.Reveal() + " "), nil
	}
	return s, err
}

func (l liar) Delete(ctx context.Context, k Key) error {
	if l.keeps {
		return nil
	}
	return l.Keychain.Delete(ctx, k)
}

func TestProbeFindsUnfaithfulKeychains(t *testing.T) {
	for name, l := range map[string]liar{"loses": {loses: true}, "changes": {changes: true}, "keeps": {keeps: true}} {
		l.Keychain = Memory()
		var u *Unavailable
		if err := Probe(t.Context(), l); !errors.As(err, &u) || u.Kind != Unfaithful {
			t.Errorf("%s: %v", name, err)
		}
		if left := len(l.Keychain.(*memory).held); left > 0 && !l.keeps {
			t.Errorf("%s: the probe left %d entries", name, left)
		}
	}
}
