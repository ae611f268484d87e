//go:build unix

package engine

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

// What only this system can put in a profile's place.
func init() {
	noProfiles = append(noProfiles, []noProfile{
		{"a link", "a link to another", func(t *testing.T, path string) {
			written0600(t, path+".target", `{"version":1}`)
			if err := os.Symlink(path+".target", path); err != nil {
				t.Fatal(err)
			}
		}},
		{"a link to nothing", "a link to another", func(t *testing.T, path string) {
			if err := os.Symlink(path+".target", path); err != nil {
				t.Fatal(err)
			}
		}},
		{"a pipe", "a pipe", func(t *testing.T, path string) {
			if err := syscall.Mkfifo(path, 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{"mode 0666", "other accounts of this computer may change it", func(t *testing.T, path string) {
			written0600(t, path, `{"version":1}`)
			if err := os.Chmod(path, 0o666); err != nil {
				t.Fatal(err)
			}
		}},
		{"writable by the group", "other accounts of this computer may change it", func(t *testing.T, path string) {
			written0600(t, path, `{"version":1}`)
			if err := os.Chmod(path, 0o620); err != nil {
				t.Fatal(err)
			}
		}},
	}...)
	if os.Geteuid() == 0 { // only root can give a file away
		noProfiles = append(noProfiles, noProfile{"another account's", "it belongs to another account", func(t *testing.T, path string) {
			written0600(t, path, `{"version":1}`)
			if err := os.Chown(path, 12345, 12345); err != nil {
				t.Fatal(err)
			}
		}})
	}
}

// TestAProfileThatOthersMayReadIsTakenAndThenHidden: a copy put back from a backup
// is readable by all, which costs nothing; the next save makes it private.
func TestAProfileThatOthersMayReadIsTakenAndThenHidden(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "contoso.json")
	written0600(t, path, `{"version":1,"ownTenantConfirmed":true}`)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	st := profile.DiskStore(dir)
	p, err := st.Load("contoso")
	if err == nil {
		err = st.Save(p)
	}
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestSavingWritesThroughNoLink: what takes a profile's place while the wizard
// works is replaced, and what it leads to is not touched.
func TestSavingWritesThroughNoLink(t *testing.T) {
	dir := t.TempDir()
	path, target := filepath.Join(dir, "contoso.json"), filepath.Join(dir, "target")
	written0600(t, target, "precious")
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
	if err := profile.DiskStore(dir).Save(setup.Profile{Version: setup.ProfileVersion, Name: "contoso"}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(target)
	info, lerr := os.Lstat(path)
	if err != nil || lerr != nil || string(raw) != "precious" || !info.Mode().IsRegular() {
		t.Errorf("the target holds %q (%v), the profile is %v (%v)", raw, err, info.Mode(), lerr)
	}
}
