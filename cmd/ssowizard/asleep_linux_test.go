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
	"ssowizard/internal/keyringtest"
	"ssowizard/internal/testmetrics"
)

// slept is a victim whose tenant's clock can go on while the program stands still,
// as on a laptop that sleeps: the program's timers do not run meanwhile.
func slept(t *testing.T, bus string) (v *victim, sleep func(time.Duration)) {
	t.Helper()
	v = newVictim(t, bus, "new")
	return v, func(d time.Duration) {
		p := v.running.Load()
		_ = p.Signal(syscall.SIGSTOP)
		v.apart.Add(int64(d))
		time.Sleep(20 * time.Millisecond)
		_ = p.Signal(syscall.SIGCONT)
	}
}

// TestAsleepInTheMiddleOfTheCode: the code is past its time when the laptop wakes.
func TestAsleepInTheMiddleOfTheCode(t *testing.T) {
	v, sleep := slept(t, keyringtest.Unlocked(t))
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

// lastLook is how many of the requests to Graph only look at what was made and prove
// it. What one of them cannot read is no reason to ask for another sign-in.
const lastLook = 3

// TestAsleepAtAnyRequest: the sign-in ended while the laptop slept, at whichever
// request of the whole setup. The same run signs in again and goes on, and what it
// leaves is what an undisturbed one leaves.
func TestAsleepAtAnyRequest(t *testing.T) {
	rings, k := manyRings(t, campaign.AtLeast(6, 3)), theJobs()[0]
	k.undisturbed(t, rings)
	login, graph := k.asked(t, rings)
	type place struct {
		graph bool
		n     int
	}
	var played []place
	for _, n := range campaign.Indexes(login, 1) { // how often is asked whether the code was entered differs from run to run
		played = append(played, place{false, n + 1})
	}
	for _, n := range campaign.Indexes(graph-lastLook, 2) {
		played = append(played, place{true, n + 1})
	}
	for _, n := range campaign.Indexes(lastLook, 1) {
		played = append(played, place{true, graph - n})
	}
	var again atomic.Int32
	var all sync.WaitGroup
	for _, p := range played {
		bus := <-rings
		all.Go(func() {
			defer func() { rings <- bus }()
			v, sleep := slept(t, bus)
			root := v.srv.LoginURL()
			if p.graph {
				root = v.srv.GraphURL()
			}
			v.atRequestLet(root, p.n, func() { sleep(2 * time.Hour) })
			code, _ := v.run(k.args(v)...)
			if code == exitSignIn && strings.Contains(v.talk, "The code has expired.") {
				code, _ = v.run(k.args(v)...)
			}
			anew := strings.Count(v.talk, "Signing in again; nothing is lost.")
			again.Add(int32(anew))
			if p.graph && anew == 0 && p.n <= graph-lastLook {
				t.Errorf("asleep at request %d to Graph: nobody was asked to sign in again", p.n)
			}
			left, wrong := v.outcome()
			for _, w := range append(wrong, left.against(k.want)...) {
				t.Errorf("asleep at %+v: %s", p, w)
			}
			if code != exitGood {
				t.Errorf("asleep at %+v: ended with %d:\n%s", p, code, v.talk)
			}
		})
	}
	all.Wait()
	testmetrics.Record(t, "asleep for two hours at each of %d requests: %d runs asked for a new sign-in and went on, all left the same", len(played), again.Load())
}

// asked tells how many requests an undisturbed run makes, by service.
func (k *killing) asked(t *testing.T, rings chan string) (login, graph int) {
	t.Helper()
	bus := <-rings
	defer func() { rings <- bus }()
	v := k.victim(t, bus)
	v.run(k.args(v)...)
	v.outcome() // takes the keychain's entries out for the next one
	for _, r := range v.srv.Requests() {
		switch {
		case r.InBatch:
		case r.Root == "login":
			login++
		case r.Root == "graph":
			graph++
		}
	}
	return login, graph
}
