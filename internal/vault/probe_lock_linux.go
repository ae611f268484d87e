package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"syscall"
)

// acquireProbeLock takes the right to try the fixed entry of the session's keyring.
// mine is false while another wizard has it, or where nobody can tell. It is a
// name in the kernel and no file: nothing is left behind, and it is free again the
// moment its holder dies.
//
// Without it two wizards would delete each other's entry by its path on the bus,
// and gnome-keyring gives the path of a deleted entry to the next one that is made,
// be it somebody's password.
func acquireProbeLock() (over func(), mine bool) {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return func() {}, false
	}
	over = func() { _ = syscall.Close(fd) }
	bus := sha256.Sum256([]byte(os.Getenv("DBUS_SESSION_BUS_ADDRESS")))
	if err := syscall.Bind(fd, &syscall.SockaddrUnix{Name: "@ssowizard-probe-" + hex.EncodeToString(bus[:16])}); err != nil {
		over()
		return func() {}, false
	}
	return over, true
}
