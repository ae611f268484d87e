package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// victim is the real program on a simulated tenant, with a home of its own that
// outlives it.
type victim struct {
	t         *testing.T
	srv       *sim.Server
	home, bus string
	uris      string // the file with the portal's list
	talk      string // what the last run said
	running   atomic.Pointer[os.Process]
	clock     commonClock
	apart     atomic.Int64 // nanoseconds by which the tenant's clock is ahead of the program's
}

func newVictim(t *testing.T, bus, tenant string) *victim {
	t.Helper()
	return newVictimOf(t, bus, quick(tenant))
}

// quick is a tenant in which everything shows at once.
func quick(tenant string) sim.Options {
	return sim.Options{Tenant: tenant, Scale: 1e-6, Seed: 100}
}

func newVictimOf(t *testing.T, bus string, o sim.Options) *victim {
	t.Helper()
	v := &victim{t: t, home: t.TempDir(), bus: bus, clock: newClock(t)}
	o.Now = func() time.Time { return v.clock.now().Add(time.Duration(v.apart.Load())) }
	srv, err := sim.Start(o)
	must.Do(t, err)
	t.Cleanup(srv.Close)
	v.srv = srv
	v.uris = filepath.Join(t.TempDir(), "uris.txt")
	must.Do(t, os.WriteFile(v.uris, []byte(strings.Join(srv.Scenario().PortalURIs, "\n")), 0o600))
	return v
}

// settings is the folder in which the program keeps what it remembers.
func (v *victim) settings() string { return filepath.Join(v.home, "ssowizard") }

// unheard reports whether the profile holds the name of a secret of unknown fate. The
// next run waits until every server of Entra would show it.
func (v *victim) unheard() bool {
	files, _ := filepath.Glob(filepath.Join(v.settings(), "*.json"))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err == nil && (bytes.Contains(raw, []byte(`"pending": {`)) || bytes.Contains(raw, []byte(`"lost": [`))) {
			return true
		}
	}
	return false
}

// setup is the command line of the whole setup without a person.
func (v *victim) setup() []string {
	return []string{"setup", "--plain", "--no-input", "--yes", "--tenant", "contoso.com", "--name", "bvoip SSO", "--redirect-uris", v.uris}
}

func (v *victim) command(args ...string) *exec.Cmd {
	cmd := program(v.t, args...)
	cmd.Env = append(cmd.Env, clockFile+"="+v.clock.file, "HOME="+v.home, "XDG_CONFIG_HOME="+v.home, "DBUS_SESSION_BUS_ADDRESS="+v.bus, envLogin+"="+v.srv.LoginURL(), envGraph+"="+v.srv.GraphURL())
	return cmd
}

// run runs the program to its end, entering each device code as the
// administrator would, and returns the exit code; -1 when it was killed.
func (v *victim) run(args ...string) (code int, out string) {
	return v.watched(nil, args...)
}

// watched is run with the program's effects under a test's control.
func (v *victim) watched(decide func(effect) answer, args ...string) (code int, out string) {
	v.t.Helper()
	return v.play(v.command(args...), decide)
}

func (v *victim) play(cmd *exec.Cmd, decide func(effect) answer) (code int, out string) {
	v.t.Helper()
	if decide == nil {
		return v.playFrom(cmd, func() {})
	}
	return v.playFrom(cmd, watchEffects(v.t, cmd, v.home, decide))
}

// playFrom plays a command; started is called as soon as it was started.
func (v *victim) playFrom(cmd *exec.Cmd, started func()) (code int, out string) {
	v.t.Helper()
	var answers, talk bytes.Buffer
	cmd.Stdout = &answers
	said, err := cmd.StderrPipe()
	must.Do(v.t, err)
	must.Do(v.t, cmd.Start())
	started()
	v.running.Store(cmd.Process)
	lines := bufio.NewScanner(io.TeeReader(said, &talk))
	for lines.Scan() {
		if typed, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "Enter "); ok {
			_ = v.srv.ApproveDevice(strings.TrimSpace(typed), "") // a code that was let go of is no matter
		}
	}
	_ = cmd.Wait()
	v.talk = talk.String()
	return cmd.ProcessState.ExitCode(), answers.String()
}

// atRequestLet does something when the n-th request to the service at a root
// arrives, lets it pass, and returns how many have.
func (v *victim) atRequestLet(root string, n int, do func()) *atomic.Int32 {
	var seen atomic.Int32
	v.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.RemoteAddr != "" && "http://"+r.Host == root && int(seen.Add(1)) == n {
			do()
		}
		return sim.Fault{}
	})
	return &seen
}

// atSecret does something when the n-th secret was made, and loses the answer.
func (v *victim) atSecret(n int, do func()) {
	var seen atomic.Int32
	v.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "/addPassword") || int(seen.Add(1)) != n {
			return sim.Fault{}
		}
		do()
		return sim.Fault{Drop: true, After: true}
	})
}

// atRequest does something when the n-th request arrives and returns how many
// have. lose: its answer is lost, after it took effect.
func (v *victim) atRequest(n int, lose bool, do func()) *atomic.Int32 {
	var seen atomic.Int32
	v.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.RemoteAddr == "" || int(seen.Add(1)) != n { // an item of a batch comes from nowhere
			return sim.Fault{}
		}
		do()
		if lose {
			return sim.Fault{Drop: true, After: true}
		}
		return sim.Fault{Drop: true}
	})
	return &seen
}
