package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/profile"
)

// noProfile is what may lie where a profile should, and the words it is refused
// with.
type noProfile struct {
	name, words string
	make        func(t *testing.T, path string)
}

var noProfiles = []noProfile{
	{"truncated", "it is damaged", func(t *testing.T, path string) { written0600(t, path, `{"version":1,"tenant":{"id":`) }},
	{"empty", "it is empty", func(t *testing.T, path string) { written0600(t, path, "") }},
	{"of another kind", "it is damaged", func(t *testing.T, path string) { written0600(t, path, `["version",1]`) }},
	{"binary", "it is damaged", func(t *testing.T, path string) { written0600(t, path, "\x00\x1b]52;c;AAAA\x07\xff") }},
	{"newer", "written by a newer ssowizard", func(t *testing.T, path string) { written0600(t, path, `{"version":99}`) }},
	{"1 GB", "far longer than a profile", func(t *testing.T, path string) {
		written0600(t, path, `{"version":1}`)
		if err := os.Truncate(path, 1<<30); err != nil { // takes no room on the disk
			t.Fatal(err)
		}
	}},
	{"just over a MiB", "far longer than a profile", func(t *testing.T, path string) {
		written0600(t, path, `{"version":1,"confirmed":{"x":{"note":"`+strings.Repeat("x", 1<<20)+`"}}}`)
	}},
	{"a folder", "a folder", func(t *testing.T, path string) {
		must.Do(t, os.Mkdir(path, 0o700))
	}},
}

func written0600(t *testing.T, path, text string) {
	t.Helper()
	must.Do(t, os.WriteFile(path, []byte(text), 0o600))
}

// TestWhatIsNoProfileIsRefusedAndLeftAlone: each is refused with a cause and a
// remedy, at once, and is byte for byte what it was.
func TestWhatIsNoProfileIsRefusedAndLeftAlone(t *testing.T) {
	for _, c := range noProfiles {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "contoso.json")
			c.make(t, path)
			before := listing(t, dir)
			r := NewSession(Config{Store: profile.DiskStore(dir)})
			began := time.Now()
			err := r.UseProfile("contoso")
			r.Close()
			var pe *profile.Error
			if !errors.As(err, &pe) || !strings.Contains(pe.Why, c.words) || pe.Do == "" || pe.Path != path {
				t.Fatalf("got %v", err)
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("it took %v", took)
			}
			var unusable *profile.UnusableError
			if list, err := profile.DiskStore(dir).List(); len(list) != 0 || !errors.As(err, &unusable) || len(unusable.Profiles) != 1 || unusable.Profiles[0].Path != path {
				t.Errorf("listed %v, %v", list, err)
			}
			if err := os.Remove(filepath.Join(dir, ".contoso.lock")); err != nil {
				t.Error(err)
			}
			if after := listing(t, dir); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
	t.Logf("%d kinds of what is no profile: each refused with cause and remedy, none changed", len(noProfiles))
}

// listing is a folder's content, with what each short file holds.
func listing(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must.Do(t, err)
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		must.Do(t, err)
		text := ""
		if info.Mode().IsRegular() && info.Size() < 1<<20 {
			raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
			must.Do(t, err)
			text = string(raw)
		}
		b.WriteString(strings.Join([]string{e.Name(), info.Mode().String(), info.ModTime().String(), text, "\n"}, " "))
	}
	return b.String()
}
