//go:build !windows

package vault

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// acquireLockFile takes a lock for changing the file, or says that another program
// holds it. It locks the folder, so that no lock file is left behind; the
// system lets go of it when the process dies. Where the file system knows no
// locks, the change goes on without one.
func acquireLockFile(path string) (unlock func(), held bool, err error) {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil, false, err
	}
	err = syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return nil, true, dir.Close()
	}
	return func() { _ = dir.Close() }, false, nil
}
