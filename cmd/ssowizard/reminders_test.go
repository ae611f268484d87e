package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/setup"
)

// Why a calendar file could not be written is said in words, and nothing is
// left behind.
func TestACalendarFileThatCannotBeWrittenIsExplained(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	w := &factory{ios: &ioStreams{now: func() time.Time { return now }}}
	p := setup.Profile{Tenant: setup.ProfileTenant{Domain: "contoso.com"}, App: setup.ProfileApp{Name: "Contoso Voice SSO", AppID: "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"},
		Secret: setup.ProfileSecret{KeyID: "6f1d8b3a", End: now.AddDate(2, 0, 0)}}
	dir := t.TempDir()
	there := filepath.Join(dir, "there.ics")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	soon := p
	soon.Secret.End = now.AddDate(0, 0, 5)
	for name, c := range map[string]struct {
		path string
		p    setup.Profile
		want string
	}{
		"exists":                          {there, p, "the file " + there + " is there already; name another file"},
		"a line break in the name":        {filepath.Join(dir, "a\nb", "x.ics"), p, "the folder " + filepath.Join(dir, "a b") + " is not there"},
		"no folder":                       {filepath.Join(dir, "none", "x.ics"), p, "the folder " + filepath.Join(dir, "none") + " is not there"},
		"a file where a folder should be": {filepath.Join(there, "x.ics"), p, "name another file, or another folder"},
		"too soon":                        {filepath.Join(dir, "soon.ics"), soon, "the secret ends on 6 March 2026, so no reminder lies ahead; renew it now"},
	} {
		if err := w.calendar(c.path, c.p); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if err := unwritable("/f/x.ics", fmt.Errorf("open: %w", fs.ErrPermission)); !strings.Contains(err.Error(), "you may not write into the folder /f") {
		t.Errorf("no permission: %v", err)
	}
	left, _ := os.ReadDir(dir)
	if raw, _ := os.ReadFile(there); len(left) != 1 || string(raw) != "mine" {
		t.Errorf("%d files are left, and the one that was there holds %q", len(left), raw)
	}
}

// TestAFullDiskIsNoWrongValue: the words say what to do, and the run has failed.
func TestAFullDiskIsNoWrongValue(t *testing.T) {
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT} {
		err := refusedFile("--out", "The report was not written.", unwritable("tfs/r.json", &fs.PathError{Op: "write", Path: "tfs/r.json", Err: full}))
		var said strings.Builder
		sayError(&ioStreams{err: &said}, &runError{err: err})
		if code := exitCode(&runError{err: err}); code != exitFailure || !strings.Contains(said.String(), "the disk has no room for the file tfs/r.json") || !strings.Contains(said.String(), "make room") {
			t.Errorf("%v ends with %d: %s", full, code, said.String())
		}
	}
	wrong := refusedFile("--out", "The report was not written.", unwritable("no/r.json", fs.ErrNotExist))
	if code := exitCode(&runError{err: wrong}); code != exitUsage {
		t.Errorf("a folder that is not there ends with %d", code)
	}
}
