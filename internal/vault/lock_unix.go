//go:build !windows

package vault

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// acquireLockFile locks the file for changes, or reports that another program holds
// the lock. It locks the folder, so that no lock file is left behind; the system
// releases it when the process dies. On a file system without locks the change
// proceeds without one.
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
