package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/keyringtest"
	"ssowizard/internal/sim"
	"ssowizard/internal/testmetrics"
)

// killing is one job of the program to which something befalls everywhere.
type killing struct {
	command string
	tenant  string
	most    time.Duration          // by which the tenant's servers are behind each other at the most; 0: there is one
	prepare func(*victim)          // brings the victim to where the job begins; nil: it begins with nothing
	args    func(*victim) []string // of the run that is killed, and of the next one
	end     int                    // exit code of the undisturbed run
	want    leavings               // what the undisturbed run leaves
	writes  int                    // of the undisturbed run that need room on the disk
	// named are sentences of the next run, each for what it explains of that which
	// is left differently.
	named []naming
}

type naming struct{ said, explains string }

// What befalls a run, and where.
const (
	killedBefore  = "killed before effect"    // on the disk, in the keychain or on the network; which is after the one before
	killedArrived = "killed at request"       // when it arrived, before it was looked at
	killedAnswer  = "killed at the answer to" // request n took effect, its answer is on the way
	killedSecret  = "killed at the answer with secret"
	signalled     = "told to end at effect"    // by the keyboard, the system or the terminal that goes away
	diskFull      = "disk full from its write" // each later one fails as well
)

type place struct {
	where string
	n     int
}

// kept reports whether a killed program could leave an effect undone differently
// from done. To have a file's bytes put to the disk changes nothing that another
// process can see.
func (e effect) kept() bool { return !strings.HasPrefix(e.what, "sync ") }

// stores reports whether an effect can meet a full disk.
func (e effect) stores() bool { return e.kind == onDisk && !strings.HasPrefix(e.what, "remove ") }

// fate is what came of one such thing.
type fate struct {
	place
	reached bool     // it befell the program before it ended by itself
	wrong   []string // what no run may end with
	unnamed []string // what is left differently and was not said
	named   []string // what was said of that which is left differently
}

func (k *killing) victim(t *testing.T, bus string) *victim {
	v := newVictimOf(t, bus, k.options(t))
	if k.prepare != nil {
		k.prepare(v)
	}
	return v
}

// lagScale is that of a tenant whose servers disagree: a poll for the code each
// second.
const lagScale = 0.2

func (k *killing) options(t *testing.T) sim.Options {
	t.Helper()
	if k.most == 0 {
		return quick(k.tenant)
	}
	sc, err := sim.LoadScenario(k.tenant)
	if err != nil {
		t.Fatal(err)
	}
	unscaled := func(d time.Duration) sim.Span { return sim.Span(float64(d) / lagScale) }
	sc.Delays, sc.Replicas = sim.Delays{}, sim.Replicas{Count: 3, Least: unscaled(5 * time.Second), Most: unscaled(k.most)}
	return sim.Options{Scenario: &sc, Scale: lagScale, Seed: 100}
}

// undisturbed runs the job once and tells all the places in it.
func (k *killing) undisturbed(t *testing.T, rings chan string) (all []place) {
	t.Helper()
	bus := <-rings
	defer func() { rings <- bus }()
	v := k.victim(t, bus)
	requests := v.atRequest(0, false, nil)
	kinds := map[string]int{}
	code, _ := v.watched(func(e effect) answer {
		if e.stores() {
			k.writes++
		}
		if e.kept() {
			kinds[e.kind]++
			all = append(all, place{killedBefore, len(all) + 1})
		}
		return answer{}
	}, k.args(v)...)
	if code != k.end {
		t.Fatalf("the undisturbed run ended with %d:\n%s", code, v.talk)
	}
	var wrong []string
	if k.want, wrong = v.outcome(); len(wrong) > 0 {
		t.Fatalf("the undisturbed run left: %v", wrong)
	}
	for i := range int(requests.Load()) {
		all = append(all, place{killedArrived, i + 1}, place{killedAnswer, i + 1})
	}
	t.Logf("%s undisturbed: %d writes to the disk, %d messages to the keychain, %d writes to the network, %d requests",
		k.command, kinds[onDisk], kinds[onKeychain], kinds[onNetwork], requests.Load())
	return all
}

// befall lets one thing befall the job at one place, runs it again, and compares
// what is left with what an undisturbed run leaves.
func (k *killing) befall(t *testing.T, bus string, p place) fate {
	v, f := k.victim(t, bus), fate{place: p}
	n := 0
	code, _ := v.watched(v.decision(p, &n), k.args(v)...)
	v.srv.SetFault(nil)
	f.first(v, code, n)
	if f.reached {
		if v.unheard() {
			v.clock.pass(time.Hour) // the next run comes when every server would show it
		}
		if code, _ = v.run(k.args(v)...); code != k.end {
			f.wrong = append(f.wrong, fmt.Sprintf("the next run ended with %d:\n%s", code, v.talk))
		}
	}
	left, wrong := v.outcome()
	f.wrong = append(f.wrong, wrong...)
	for _, d := range left.against(k.want) {
		said := k.saidOf(d, v.talk)
		if said == "" {
			f.unnamed = append(f.unnamed, d)
		} else if !slices.Contains(f.named, said) {
			f.named = append(f.named, said)
		}
	}
	return f
}

var tellToEnd = []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}

// decision is what becomes of each effect so that the thing befalls the program
// at its place; n counts.
func (v *victim) decision(p place, n *int) func(effect) answer {
	switch p.where {
	case killedArrived, killedAnswer:
		v.atRequest(p.n, p.where == killedAnswer, func() { _ = v.running.Load().Kill() })
		return func(effect) answer { return answer{} }
	case killedSecret:
		v.atSecret(p.n, func() { _ = v.running.Load().Kill() })
		return func(effect) answer { return answer{} }
	case diskFull:
		return func(e effect) answer {
			if !e.stores() {
				return answer{}
			}
			if *n++; *n < p.n {
				return answer{}
			}
			return answer{refuse: syscall.ENOSPC}
		}
	}
	return func(e effect) answer {
		if !e.kept() {
			return answer{}
		}
		switch *n++; {
		case *n != p.n:
			return answer{}
		case p.where == signalled:
			return answer{signal: tellToEnd[p.n%len(tellToEnd)]}
		}
		return answer{kill: true}
	}
}

// first judges how the disturbed run ended.
func (f *fate) first(v *victim, code, n int) {
	expect := func(ok bool, what string) {
		if !ok {
			f.wrong = append(f.wrong, fmt.Sprintf("%s (code %d):\n%s", what, code, v.talk))
		}
	}
	switch f.where {
	case signalled:
		f.reached = code == exitInterrupted
		lines := strings.Split(strings.TrimSpace(v.talk), "\n")
		last := lines[len(lines)-1]
		expect(!f.reached || strings.HasPrefix(last, "Interrupted. ") && (strings.Contains(last, "Go on with: ssowizard ") || strings.Contains(last, "nothing was changed")),
			"no last line with the command that goes on")
	case diskFull:
		f.reached = n >= f.n
		talk := strings.ToLower(v.talk)
		named := strings.Contains(talk, "free the disk") || strings.Contains(talk, "the free space")
		expect(!f.reached || code == exitFailure && named || n == f.n && code == exitGood, "a full disk is not named")
		expect(len(v.srv.State().Secrets) <= len(entries(v.t, v.bus, false)), "a secret was made and lost")
	default:
		f.reached = code == -1
	}
}

func (k *killing) saidOf(difference, talk string) string {
	for _, x := range k.named {
		if strings.Contains(difference, x.explains) && strings.Contains(talk, x.said) {
			return x.said
		}
	}
	return ""
}

// everywhere lets something befall the job at all the places, each in a home and a
// tenant of its own, and prints how often.
func (k *killing) everywhere(t *testing.T, rings chan string, what string, places []place) {
	t.Helper()
	began := time.Now()
	var mu sync.Mutex
	var fates []fate
	var all sync.WaitGroup
	for _, p := range places {
		bus := <-rings
		all.Go(func() {
			f := k.befall(t, bus, p)
			rings <- bus
			mu.Lock()
			defer mu.Unlock()
			fates = append(fates, f)
		})
	}
	all.Wait()
	k.judge(t, fates, what, time.Since(began))
}

func (k *killing) judge(t *testing.T, fates []fate, what string, took time.Duration) {
	t.Helper()
	tried, equal, named, names := 0, 0, 0, map[string]int{}
	for _, f := range fates {
		for _, w := range append(f.wrong, f.unnamed...) {
			t.Errorf("%s, %s %d: %s", k.command, f.where, f.n, w)
		}
		switch {
		case !f.reached:
		case len(f.wrong)+len(f.unnamed) > 0:
			tried++
		case len(f.named) > 0:
			tried, named = tried+1, named+1
			for _, s := range f.named {
				names[s]++
			}
		default:
			tried, equal = tried+1, equal+1
		}
	}
	// The order of what runs beside each other differs from run to run, and with it
	// which effect is the last one.
	if tried < len(fates)-min(3, len(fates)/4) {
		t.Errorf("%s: only %d of %d places were reached", k.command, tried, len(fates))
	}
	testmetrics.Record(t, "%s %s %d times; the next run left the same %d times, and %d times something else that it named; %v", k.command, what, tried, equal, named, took.Round(time.Second))
	for _, s := range slices.Sorted(maps.Keys(names)) {
		t.Logf("  named %d times: %s", names[s], s)
	}
}

// manyRings starts keyrings for programs that run beside each other; each has one
// of its own, so that what it keeps there can be compared.
func manyRings(t *testing.T, n int) chan string {
	t.Helper()
	rings := make(chan string, n)
	for range n {
		rings <- keyringtest.Unlocked(t)
	}
	return rings
}
