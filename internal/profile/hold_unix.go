//go:build !windows

package profile

import (
	"errors"
	"os"
	"syscall"
)

// lockFile locks a file for this process, or says that another one has it. The
// system lets go of it when the process dies, however it dies. The file stays:
// taking it away would let two programs hold two files of one name.
func lockFile(path string) (f *os.File, busy bool, err error) {
	f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, false, err
	}
	_ = f.Chmod(0o600) // the umask may have left no right to open it again
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		_ = f.Close()
		return nil, errors.Is(err, syscall.EWOULDBLOCK), err
	}
	return f, false, nil
}
