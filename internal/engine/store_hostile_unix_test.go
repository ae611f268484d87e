//go:build unix

package engine

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

// What only this system can put in a profile's place.
func init() {
	noProfiles = append(noProfiles, []noProfile{
		{"a link", "a link to another", func(t *testing.T, path string) {
			written0600(t, path+".target", `{"version":1}`)
			must.Do(t, os.Symlink(path+".target", path))
		}},
		{"a link to nothing", "a link to another", func(t *testing.T, path string) {
			must.Do(t, os.Symlink(path+".target", path))
		}},
		{"a pipe", "a pipe", func(t *testing.T, path string) {
			must.Do(t, syscall.Mkfifo(path, 0o600))
		}},
		{"mode 0666", "other accounts of this computer may change it", func(t *testing.T, path string) {
			written0600(t, path, `{"version":1}`)
			must.Do(t, os.Chmod(path, 0o666))
		}},
		{"writable by the group", "other accounts of this computer may change it", func(t *testing.T, path string) {
			written0600(t, path, `{"version":1}`)
			must.Do(t, os.Chmod(path, 0o620))
		}},
	}...)
	if os.Geteuid() == 0 { // only root can give a file away
		noProfiles = append(noProfiles, noProfile{"another account's", "it belongs to another account", func(t *testing.T, path string) {
			written0600(t, path, `{"version":1}`)
			must.Do(t, os.Chown(path, 12345, 12345))
		}})
	}
}

// TestAProfileThatOthersMayReadIsTakenAndThenHidden: a copy put back from a backup
// is readable by all, which costs nothing; the next save makes it private.
func TestAProfileThatOthersMayReadIsTakenAndThenHidden(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "contoso.json")
	written0600(t, path, `{"version":1,"ownTenantConfirmed":true}`)
	must.Do(t, os.Chmod(path, 0o644))
	st := profile.DiskStore(dir)
	p, err := st.Load("contoso")
	if err == nil {
		err = st.Save(p)
	}
	must.Do(t, err)
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
	must.Do(t, os.Symlink(target, path))
	must.Do(t, profile.DiskStore(dir).Save(setup.Profile{Version: setup.ProfileVersion, Name: "contoso"}))
	raw, err := os.ReadFile(target)
	info, lerr := os.Lstat(path)
	if err != nil || lerr != nil || string(raw) != "precious" || !info.Mode().IsRegular() {
		t.Errorf("the target holds %q (%v), the profile is %v (%v)", raw, err, info.Mode(), lerr)
	}
}
