package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// keyring starts a real, unlocked gnome-keyring under a D-Bus of its own and
// returns the bus's address. It skips where the programs are missing, and fails
// there under CI.
func keyring(t *testing.T) string {
	t.Helper()
	needKeyring(t)
	return session(t, t.TempDir(), unlockKeyring+awaitKeyring+`echo "$DBUS_SESSION_BUS_ADDRESS"`)
}

func needKeyring(t *testing.T) {
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

const (
	unlockKeyring = `printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`
	// The daemon goes to the background before it has its name on the bus.
	awaitKeyring = `
i=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true
do i=$((i+1)); [ $i -lt 200 ] || exit 9; sleep 0.05; done
`
)

// session runs a script in a D-Bus session of its own, which lasts as long as
// the test, and returns the line that the script prints.
func session(t *testing.T, home, script string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c", script+"\ncat >/dev/null")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_RUNTIME_DIR=" + home, "XDG_CONFIG_HOME=" + home, "LC_ALL=C"}
	cmd.WaitDelay = 2 * time.Second
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
		endDaemonsOf(home)
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the session did not start: %v", err)
	}
	return strings.TrimSpace(address)
}

// endDaemonsOf ends what may outlive the bus, known by its home folder.
func endDaemonsOf(home string) {
	environs, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, name := range environs {
		env, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(env, []byte("HOME="+home+"\x00")) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name))); err == nil {
			if p, err := os.FindProcess(pid); err == nil {
				_ = p.Kill()
			}
		}
	}
}

// entries lists what the wizard keeps in the keyring, values by account, and
// takes everything out where it is asked to.
func entries(t *testing.T, address string, empty bool) map[string]string {
	t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bus.Close() }()
	const name, secrets = "org.freedesktop.secrets", "org.freedesktop.Secret."
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	service := bus.Object(name, "/org/freedesktop/secrets")
	var nothing dbus.Variant
	var session dbus.ObjectPath
	must(service.Call(secrets+"Service.OpenSession", 0, "plain", dbus.MakeVariant("")).Store(&nothing, &session))
	var open, locked []dbus.ObjectPath
	must(service.Call(secrets+"Service.SearchItems", 0, map[string]string{"service": "ssowizard"}).Store(&open, &locked))
	held := map[string]string{}
	for _, path := range append(open, locked...) {
		item := bus.Object(name, path)
		attributes, err := item.GetProperty(secrets + "Item.Attributes")
		must(err)
		var value struct {
			Session             dbus.ObjectPath
			Parameters, Content []byte
			Type                string
		}
		must(item.Call(secrets+"Item.GetSecret", 0, session).Store(&value))
		held[attributes.Value().(map[string]string)["username"]] = string(value.Content)
		if empty {
			must(item.Call(secrets+"Item.Delete", 0).Err)
		}
	}
	return held
}
