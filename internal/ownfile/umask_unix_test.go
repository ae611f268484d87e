//go:build unix

package ownfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestAnyUmaskLeavesFilesThatTheirOwnerCanRead holds the rights of everything made
// under the umasks that people and services set. It does not run beside others: the
// umask is the process's.
func TestAnyUmaskLeavesFilesThatTheirOwnerCanRead(t *testing.T) {
	for _, mask := range []int{0o000, 0o022, 0o077, 0o277, 0o377, 0o577, 0o777} {
		root := t.TempDir()
		before := syscall.Umask(mask)
		dir := filepath.Join(root, "a", "b")
		err := Folder(dir)
		if err == nil {
			err = Replace(filepath.Join(dir, "replaced"), ".new~*", []byte("x"))
		}
		f, cerr := Create(filepath.Join(dir, "made"))
		syscall.Umask(before)
		if err != nil || cerr != nil {
			t.Fatalf("umask %03o: %v, %v", mask, err, cerr)
		}
		_ = f.Close()
		seen := 0
		err = filepath.WalkDir(filepath.Join(root, "a"), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			want := os.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			}
			info, err := d.Info()
			if err == nil && info.Mode().Perm() != want {
				t.Errorf("umask %03o: %s has mode %03o", mask, path, info.Mode().Perm())
			}
			seen++
			return err
		})
		if err != nil || seen != 4 {
			t.Errorf("umask %03o: %d things made (%v)", mask, seen, err)
		}
	}
}
