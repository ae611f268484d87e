package keyringtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Require skips the test when the keyring programs are missing, or fails it under
// CI. Nothing can stand in for a real keyring.
func Require(t testing.TB) {
	t.Helper()
	for _, name := range []string{"dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed", name)
			}
			t.Skipf("%s is not installed; install dbus and gnome-keyring to run this", name)
		}
	}
}

// Unlock and Start are shell scripts for an account's session. Unlock opens the
// keyring and creates it first if there is none. Start starts the keyring without
// unlocking it.
//
// The daemon forks before it owns its D-Bus name, and an earlier call makes the bus
// start a second daemon. The scripts therefore wait for the name.
const (
	Unlock = `printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1` +
		named
	Start = `gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1` + named

	named = `
i=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true
do i=$((i+1)); [ $i -lt 200 ] || exit 9; sleep 0.05; done`
)

// Unlocked returns the address of a bus with a new, unlocked keyring.
func Unlocked(t testing.TB) string {
	t.Helper()
	Require(t)
	return NewAccount(t).Bus(t, Unlock)
}

// Locked returns the address of a bus whose keyring was created in an earlier
// session and is locked now. Nobody answers its prompt.
func Locked(t testing.TB) string {
	t.Helper()
	Require(t)
	p := NewAccount(t)
	p.Bus(t, Unlock)
	p.EndDaemons()
	if err := os.RemoveAll(filepath.Join(p.runtime(), "keyring")); err != nil { // its socket
		t.Fatal(err)
	}
	return p.Bus(t, Start)
}
