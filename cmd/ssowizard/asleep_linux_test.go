package main

import (
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/campaign"
	"ssowizard/internal/measured"
	"ssowizard/internal/realring"
	"ssowizard/internal/sim"
)

// slept is a victim whose tenant's clock can go on while the program stands still,
// as on a laptop that sleeps: the program's timers do not run meanwhile.
func slept(t *testing.T, bus string) (v *victim, sleep func(time.Duration)) {
	t.Helper()
	var gone atomic.Int64
	v = newVictimOf(t, bus, sim.Options{Tenant: "new", Scale: 1e-6, Seed: 100, Now: func() time.Time { return time.Now().Add(time.Duration(gone.Load())) }})
	return v, func(d time.Duration) {
		p := v.running.Load()
		_ = p.Signal(syscall.SIGSTOP)
		gone.Add(int64(d))
		time.Sleep(20 * time.Millisecond)
		_ = p.Signal(syscall.SIGCONT)
	}
}

// TestAsleepInTheMiddleOfTheCode: the code is past its time when the laptop wakes.
func TestAsleepInTheMiddleOfTheCode(t *testing.T) {
	v, sleep := slept(t, realring.Unlocked(t))
	cmd, code, rest := v.waiting()
	v.running.Store(cmd.Process)
	sleep(time.Hour)
	if err := v.srv.ApproveDevice(code, ""); err == nil {
		t.Fatal("the code still counts")
	}
	talk, _ := io.ReadAll(rest)
	_ = cmd.Wait()
	if ended := cmd.ProcessState.ExitCode(); ended != exitSignIn || !strings.Contains(string(talk), "The code has expired.") || !strings.Contains(string(talk), "Get a new one.") {
		t.Errorf("ended with %d:\n%s", ended, talk)
	}
	if code, _ := v.run(v.setup()...); code != exitGood {
		t.Errorf("the next run ended with %d:\n%s", code, v.talk)
	}
}

// TestAsleepAtAnyRequest: the sign-in ended while the laptop slept, at whichever
// request of the whole setup. The same run signs in again and goes on, and what it
// leaves is what an undisturbed one leaves.
func TestAsleepAtAnyRequest(t *testing.T) {
	rings, k := manyRings(t, campaign.AtLeast(6, 3)), theJobs()[0]
	requests := 0
	for _, p := range k.undisturbed(t, rings) {
		if p.where == killedArrived {
			requests = p.n
		}
	}
	var again atomic.Int32
	var all sync.WaitGroup
	played := campaign.Indexes(requests, 3)
	for _, n := range played {
		bus := <-rings
		all.Go(func() {
			defer func() { rings <- bus }()
			v, sleep := slept(t, bus)
			v.atRequestLet(n+1, func() { sleep(2 * time.Hour) })
			code, _ := v.run(k.args(v)...)
			if code == exitSignIn && strings.Contains(v.talk, "The code has expired.") {
				code, _ = v.run(k.args(v)...)
			}
			again.Add(int32(strings.Count(v.talk, "Signing in again; nothing is lost.")))
			left, wrong := v.outcome()
			for _, w := range append(wrong, left.against(k.want)...) {
				t.Errorf("asleep at request %d: %s", n+1, w)
			}
			if code != exitGood {
				t.Errorf("asleep at request %d: ended with %d:\n%s", n+1, code, v.talk)
			}
		})
	}
	all.Wait()
	if again.Load() == 0 {
		t.Error("nobody was ever asked to sign in again")
	}
	measured.Figure(t, "asleep for two hours at each of %d requests: %d runs asked for a new sign-in and went on, all left the same", len(played), again.Load())
}
