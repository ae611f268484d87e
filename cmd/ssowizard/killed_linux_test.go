package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/sim"
)

// keyring starts a real, unlocked gnome-keyring under a D-Bus of its own and
// returns the bus's address. It skips where the programs are missing, and fails
// there under CI.
func keyring(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed", name)
			}
			t.Skipf("%s is not installed; install dbus and gnome-keyring to run this", name)
		}
	}
	home := t.TempDir()
	script := `printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
i=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true
do i=$((i+1)); [ $i -lt 200 ] || exit 9; sleep 0.05; done
echo "$DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null`
	cmd := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c", script)
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
		t.Fatalf("the keyring did not start: %v", err)
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

// victim is the real program on a simulated tenant, with a home of its own that
// outlives it.
type victim struct {
	t         *testing.T
	srv       *sim.Server
	home, bus string
	uris      string // the file with the portal's list
	talk      string // what the last run said
	running   atomic.Pointer[os.Process]
}

func newVictim(t *testing.T, bus string, seed int64) *victim {
	t.Helper()
	srv, err := sim.Start(sim.Options{Tenant: "new", Scale: 0.01, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Close)
	v := &victim{t: t, srv: srv, home: t.TempDir(), bus: bus}
	v.uris = filepath.Join(v.home, "uris.txt")
	if err := os.WriteFile(v.uris, []byte(strings.Join(srv.Scenario().PortalURIs, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return v
}

// run runs the setup to its end, entering the device code as the administrator
// would, and returns the exit code; -1 when it was killed.
func (v *victim) run() (code int, out string) {
	v.t.Helper()
	cmd := program(v.t, "setup", "--plain", "--no-input", "--yes", "--tenant", "contoso.com", "--name", "bvoip SSO", "--redirect-uris", v.uris)
	cmd.Env = append(cmd.Env, "HOME="+v.home, "XDG_CONFIG_HOME="+v.home, "DBUS_SESSION_BUS_ADDRESS="+v.bus, envLogin+"="+v.srv.LoginURL(), envGraph+"="+v.srv.GraphURL())
	var answers, talk bytes.Buffer
	cmd.Stdout = &answers
	said, err := cmd.StderrPipe()
	if err != nil {
		v.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		v.t.Fatal(err)
	}
	v.running.Store(cmd.Process)
	lines := bufio.NewScanner(io.TeeReader(said, &talk))
	for lines.Scan() {
		if typed, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "Enter "); ok {
			if err := v.srv.ApproveDevice(strings.TrimSpace(typed), ""); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	v.talk = talk.String()
	return cmd.ProcessState.ExitCode(), answers.String()
}

// killAt kills the program at its n-th write to Graph, before the write takes
// effect or after it did.
func (v *victim) killAt(n int, after bool) {
	var seen atomic.Int32
	v.srv.SetFault(func(r *http.Request) sim.Fault {
		write := strings.HasPrefix(r.URL.Path, "/v1.0/") && r.Method != http.MethodGet && !strings.HasSuffix(r.URL.Path, "$batch")
		if !write || int(seen.Add(1)) != n {
			return sim.Fault{}
		}
		_ = v.running.Load().Kill() // SIGKILL: nothing in the program can answer it
		return sim.Fault{Drop: true, After: after}
	})
}

// wantOnce fails unless the tenant holds the one right setup. That the keychain
// holds the one secret is proven by the run itself, which got a token with it.
func (v *victim) wantOnce(before sim.State, out string) {
	v.t.Helper()
	st := v.srv.State()
	if a, p := len(st.Applications)-len(before.Applications), len(st.ServicePrincipals)-len(before.ServicePrincipals); a != 1 || p != 1 {
		v.t.Errorf("%d registrations, %d service principals, want one of each", a, p)
	}
	if len(st.Grants) != 1 || len(st.DelegatedGrants) != 1 || len(st.Secrets) != 1 || len(st.Deleted) != 0 {
		v.t.Errorf("%d grants, %d delegated, %d secrets, %d deleted; want 1, 1, 1, 0", len(st.Grants), len(st.DelegatedGrants), len(st.Secrets), len(st.Deleted))
	}
	for _, want := range []string{"Step 28 · Keep and prove the value       holds", "Steps 12–14 · 12 redirect URIs           holds"} {
		if !strings.Contains(out, want) {
			v.t.Errorf("not said: %q in\n%s", want, out)
		}
	}
}

// TestKilledAtAnyWrite kills the real process with SIGKILL before and after each
// write of the whole setup and runs it again: the end is that of an undisturbed
// run, in the tenant and in a real keyring.
func TestKilledAtAnyWrite(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs the program twenty times")
	}
	bus := keyring(t)
	const writes = 5 // registration, service principal, role, delegated grant, secret
	t.Run("all", func(t *testing.T) {
		for n := 1; n <= writes; n++ {
			for _, after := range []bool{false, true} {
				t.Run(fmt.Sprintf("write %d, took effect %v", n, after), func(t *testing.T) {
					t.Parallel()
					seed := int64(100 + 2*n)
					if after {
						seed++
					}
					v := newVictim(t, bus, seed)
					before := v.srv.State()
					v.killAt(n, after)
					if code, _ := v.run(); code != -1 {
						t.Fatalf("it ended with %d before write %d:\n%s", code, n, v.talk)
					}
					v.srv.SetFault(nil)
					code, out := v.run()
					if code != exitGood {
						t.Fatalf("the next run ended with %d:\n%s", code, v.talk)
					}
					v.wantOnce(before, out)
				})
			}
		}
	})
	t.Logf("killed with SIGKILL %d times, each made whole by the next run", 2*writes)
}
