package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// killing is one job of the program that is killed everywhere.
type killing struct {
	job     string
	tenant  string
	prepare func(*victim)          // brings the victim to where the job begins; nil: it begins with nothing
	args    func(*victim) []string // of the run that is killed, and of the next one
	end     int                    // exit code of the undisturbed run
	want    outcome                // what the undisturbed run leaves
	// named are sentences of the next run, each for what it explains of that which
	// is left differently.
	named []naming
}

type naming struct{ said, explains string }

// places in a run at which the program is killed.
const (
	before     = "before effect"     // on the disk, in the keychain or on the network; which is after the one before
	arrived    = "request"           // when it arrived, before it was looked at
	lostAnswer = "answer to request" // after it took effect, its answer on the way
)

type place struct {
	where string
	n     int
}

// kept tells whether a killed program could leave an effect undone differently
// from done. To have a file's bytes put to the disk changes nothing that another
// process can see.
func (e effect) kept() bool { return !strings.HasPrefix(e.what, "sync ") }

// fate is what came of one killing.
type fate struct {
	place
	reached bool     // the program was killed before it ended by itself
	wrong   []string // what no run may end with
	unnamed []string // what is left differently and was not said
	named   []string // what was said of that which is left differently
}

func (k *killing) victim(t *testing.T, bus string) *victim {
	v := newVictim(t, bus, k.tenant)
	if k.prepare != nil {
		k.prepare(v)
	}
	return v
}

// undisturbed runs the job once and tells all the places in it.
func (k *killing) undisturbed(t *testing.T, bus string) (all []place) {
	v := k.victim(t, bus)
	requests := v.atRequest(0, false, nil)
	kinds := map[string]int{}
	code, _ := v.watched(func(e effect) answer {
		if e.kept() {
			kinds[e.kind]++
			all = append(all, place{before, len(all) + 1})
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
		all = append(all, place{arrived, i + 1}, place{lostAnswer, i + 1})
	}
	t.Logf("%s undisturbed: %d writes to the disk, %d messages to the keychain, %d writes to the network, %d requests",
		k.job, kinds[onDisk], kinds[onKeychain], kinds[onNetwork], requests.Load())
	return all
}

// kill kills the job at one place, runs it again, and compares what is left with
// what an undisturbed run leaves.
func (k *killing) kill(t *testing.T, bus string, p place) fate {
	v, f := k.victim(t, bus), fate{place: p}
	n := 0
	decide := func(e effect) answer {
		if p.where == before && e.kept() {
			n++
		}
		return answer{kill: n > 0 && n == p.n}
	}
	if p.where != before {
		v.atRequest(p.n, p.where == lostAnswer, func() { _ = v.running.Load().Kill() })
	}
	code, _ := v.watched(decide, k.args(v)...)
	f.reached = code == -1
	v.srv.SetFault(nil)
	if f.reached {
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

func (k *killing) saidOf(difference, talk string) string {
	for _, x := range k.named {
		if strings.Contains(difference, x.explains) && strings.Contains(talk, x.said) {
			return x.said
		}
	}
	return ""
}

// everywhere kills the job at all its places, each in a home and a tenant of its
// own, and prints how many.
func (k *killing) everywhere(t *testing.T, rings chan string) {
	bus := <-rings
	places := k.undisturbed(t, bus)
	rings <- bus
	began := time.Now()
	var mu sync.Mutex
	var fates []fate
	var all sync.WaitGroup
	for _, p := range places {
		bus := <-rings
		all.Go(func() {
			f := k.kill(t, bus, p)
			rings <- bus
			mu.Lock()
			defer mu.Unlock()
			fates = append(fates, f)
		})
	}
	all.Wait()
	k.judge(t, fates, time.Since(began))
}

func (k *killing) judge(t *testing.T, fates []fate, took time.Duration) {
	killed, equal, named, names := 0, 0, 0, map[string]int{}
	for _, f := range fates {
		for _, w := range append(f.wrong, f.unnamed...) {
			t.Errorf("%s, killed at %s %d: %s", k.job, f.where, f.n, w)
		}
		switch {
		case !f.reached:
		case len(f.wrong)+len(f.unnamed) > 0:
			killed++
		case len(f.named) > 0:
			killed, named = killed+1, named+1
			for _, s := range f.named {
				names[s]++
			}
		default:
			killed, equal = killed+1, equal+1
		}
	}
	// The order of what runs beside each other differs from run to run, and with it
	// which effect is the last one.
	if killed < len(fates)-3 {
		t.Errorf("%s: only %d of %d places were reached", k.job, killed, len(fates))
	}
	t.Logf("%s: killed with SIGKILL %d times; the next run left the same %d times, and %d times something else that it named; %v", k.job, killed, equal, named, took.Round(time.Second))
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
		rings <- keyring(t)
	}
	return rings
}

// TestKilledAnywhere kills the real process with SIGKILL before and after each
// effect that it has on the world: each write to the disk, each message to a real
// keyring, each request, when it arrives and when its answer is on the way. The
// next run has to make it whole.
func TestKilledAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs the program hundreds of times")
	}
	rings := manyRings(t, 10)
	(&killing{job: "setup", tenant: "new", args: (*victim).setup, named: []naming{
		{"Took back the secret of an interrupted run", "receipt Took back the secret of an interrupted run"},
		{"Took up the secret of the interrupted run", "receipt Took up the secret of the interrupted run"},
		{"Took up the secret of the interrupted run", "receipt Made a client secret"},
	}}).everywhere(t, rings)
}
