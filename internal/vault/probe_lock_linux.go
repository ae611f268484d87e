package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"syscall"
)

// acquireProbeLock takes the right to use the fixed probe entry of the session's
// keyring. mine is false while another wizard holds it, or when that cannot be
// determined. The lock is a name in the kernel, not a file: nothing is left behind,
// and it is released when its holder dies.
//
// Without the lock, two wizards would delete each other's entry by its D-Bus path,
// and gnome-keyring gives the path of a deleted entry to the next new entry, which
// may be somebody's password.
func acquireProbeLock() (over func(), mine bool) {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return func() {}, false
	}
	over = func() { _ = syscall.Close(fd) }
	bus := sha256.Sum256([]byte(os.Getenv("DBUS_SESSION_BUS_ADDRESS")))
	if err := syscall.Bind(fd,
		&syscall.SockaddrUnix{Name: "@ssowizard-probe-" + hex.EncodeToString(bus[:16])}); err != nil {
		over()
		return func() {}, false
	}
	return over, true
}
