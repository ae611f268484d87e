package keyringtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Require fails under CI and skips elsewhere when the keyring programs are not
// installed: they cannot be replaced by anything made up.
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

// Unlock and Start are shell scripts for a session of a person: a keyring that is
// open, and set up by that where there was none; and one that is as it was left,
// which is locked.
//
// The daemon goes to the background before it has its name on the bus. Whoever
// calls earlier makes the bus start a second one, so the name is waited for.
const (
	Unlock = `printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1` + named
	Start  = `gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1` + named

	named = `
i=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true
do i=$((i+1)); [ $i -lt 200 ] || exit 9; sleep 0.05; done`
)

// Unlocked is the address of a bus with a new keyring that is open.
func Unlocked(t testing.TB) string {
	t.Helper()
	Require(t)
	return NewAccount(t).Bus(t, Unlock)
}

// Locked is the address of a bus with a keyring that was set up in an earlier
// session and is not unlocked in this one; nobody is there to answer its prompt.
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
