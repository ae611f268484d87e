package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"ssowizard/internal/must"
	"ssowizard/internal/secret"
)

const canary = "canary~8Q~value"

func TestFileIsEncryptedAndPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "secrets.age")
	f := quickFile(path, "correct horse")
	must.Do(t, f.Put(t.Context(), Key{"tenant", "app", "key"}, secret.New(canary)))
	raw, err := os.ReadFile(path)
	must.Do(t, err)
	if bytes.Contains(raw, []byte("canary")) || bytes.Contains(raw, []byte("tenant")) || !bytes.HasPrefix(raw, []byte("age-encryption.org/v1\n-> scrypt ")) {
		t.Errorf("the file shows what it holds: %q", raw)
	}
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700 | os.ModeDir} {
		info, err := os.Stat(name)
		must.Do(t, err)
		if runtime.GOOS != "windows" && info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
	// The age program opens it: what lies in it is age's own format.
	id, err := age.NewScryptIdentity("correct horse")
	must.Do(t, err)
	r, err := age.Decrypt(bytes.NewReader(raw), id)
	must.Do(t, err)
	if plain, err := io.ReadAll(r); err != nil || string(plain) != `{"tenant/app/key":"`+canary+`"}` {
		t.Errorf("holds %q, %v", plain, err)
	}
	must.Do(t, f.Delete(t.Context(), Key{"tenant", "app", "key"}))
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFileOfTheRealCost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	must.Do(t, File(path, secret.New("p")).Put(t.Context(), Key{"t", "a", "k"}, secret.New("v")))
	raw, err := os.ReadFile(path)
	must.Do(t, err)
	header := strings.Fields(strings.SplitN(string(raw), "\n", 3)[1])
	if header[len(header)-1] != fmt.Sprint(workFactor) {
		t.Errorf("header %v", header)
	}
}

func TestFileWrongPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	key := Key{"t", "a", "k"}
	must.Do(t, quickFile(path, "right").Put(t.Context(), key, secret.New("v")))
	before, err := os.ReadFile(path)
	must.Do(t, err)
	for _, pass := range []string{"wrong", "", "right "} {
		f := quickFile(path, pass)
		if _, err := f.Get(t.Context(), key); !errors.Is(err, ErrPassphrase) {
			t.Errorf("get with %q: %v", pass, err)
		}
		if err := f.Put(t.Context(), key, secret.New("other")); !errors.Is(err, ErrPassphrase) {
			t.Errorf("put with %q: %v", pass, err)
		}
		if err := f.Delete(t.Context(), key); !errors.Is(err, ErrPassphrase) {
			t.Errorf("delete with %q: %v", pass, err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was touched: %v", err)
	}
}

// What is not ours is refused and left as it is.
func TestFileRefusesForeignThings(t *testing.T) {
	key := Key{"t", "a", "k"}
	other, err := age.GenerateX25519Identity()
	must.Do(t, err)
	var foreign bytes.Buffer
	w, err := age.Encrypt(&foreign, other.Recipient())
	must.Do(t, err)
	must.Do(t, w.Close())
	good := filepath.Join(t.TempDir(), "good.age")
	must.Do(t, quickFile(good, "p").Put(t.Context(), key, secret.New("v")))
	whole, err := os.ReadFile(good)
	must.Do(t, err)
	for name, content := range map[string][]byte{
		"text": []byte("my notes\n"), "empty": {}, "another age file": foreign.Bytes(), "cut off": whole[:len(whole)-3],
		"flipped": append(append([]byte{}, whole[:len(whole)-1]...), whole[len(whole)-1]^1), "huge": bytes.Repeat([]byte("x"), fileLimit+1),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "f")
			must.Do(t, os.WriteFile(path, content, 0o600))
			err := quickFile(path, "p").Put(t.Context(), key, secret.New("v"))
			var fe *FileError
			if !errors.As(err, &fe) || fe.Path != path || fe.Reason == "" || fe.Remedy == "" {
				t.Errorf("put: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
				t.Errorf("the file was touched: %v", err)
			}
		})
	}
}

// Neither is what is not a plain file, and nothing is led elsewhere by a link.
func TestFileRefusesOtherThanFiles(t *testing.T) {
	key := Key{"t", "a", "k"}
	good := filepath.Join(t.TempDir(), "good.age")
	must.Do(t, quickFile(good, "p").Put(t.Context(), key, secret.New("v")))
	t.Run("folder", func(t *testing.T) {
		var fe *FileError
		if _, err := quickFile(t.TempDir(), "p").Get(t.Context(), key); !errors.As(err, &fe) {
			t.Errorf("get: %v", err)
		}
	})
	t.Run("link", func(t *testing.T) {
		link := filepath.Join(t.TempDir(), "link")
		must.Do(t, os.Symlink(good, link))
		var fe *FileError
		if err := quickFile(link, "p").Put(t.Context(), key, secret.New("x")); !errors.As(err, &fe) {
			t.Errorf("put: %v", err)
		}
	})
	t.Run("folder that is a file", func(t *testing.T) {
		var fe *FileError
		if err := quickFile(filepath.Join(good, "x"), "p").Put(t.Context(), key, secret.New("x")); !errors.As(err, &fe) {
			t.Errorf("put: %v", err)
		}
	})
}

// Two programs on one file: nobody's secret is lost.
func TestFileChangedByTwo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	var wg sync.WaitGroup
	const who, each = 3, 8
	for w := range who {
		f := quickFile(path, "p")
		wg.Go(func() {
			for i := range each {
				if err := f.Put(t.Context(), Key{"t", fmt.Sprint("who", w), fmt.Sprint(i)}, secret.New("v")); err != nil {
					t.Errorf("put: %v", err)
				}
			}
		})
	}
	wg.Wait()
	held, err := quickFile(path, "p").read()
	if err != nil || len(held) != who*each {
		t.Errorf("%d of %d are there, %v", len(held), who*each, err)
	}
}

// While another program holds the lock a change waits, but no longer than its
// context, and then writes nothing.
func TestFileWaitsForTheLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	f := quickFile(path, "p")
	unlock, held, err := acquireLockFile(path)
	if err != nil || held {
		t.Fatalf("%v, %v", held, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var u *Unavailable
	if err := f.Put(ctx, Key{"t", "a", "k"}, secret.New("v")); !errors.As(err, &u) || !u.Timeout {
		t.Errorf("put against the lock: %v", err)
	}
	unlock()
	if _, err := f.Get(t.Context(), Key{"t", "a", "k"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a put that was given up landed: %v", err)
	}
	if err := f.Put(t.Context(), Key{"t", "a", "k"}, secret.New("v")); err != nil {
		t.Errorf("put after the lock: %v", err)
	}
}
