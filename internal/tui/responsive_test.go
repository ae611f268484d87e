package tui

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/measured"
	"ssowizard/internal/sim"
)

// busyGoal is how long a key may take to change the screen, and busyWith how
// many requests are on their way meanwhile.
const (
	busyGoal = 50 * time.Millisecond
	busyWith = 20
)

// painted tells when the program last wrote to its terminal.
type painted chan time.Time

func (p painted) Write(b []byte) (int, error) {
	select {
	case p <- time.Now():
	default:
	}
	return len(b), nil
}

// held lets requests arrive and answers none of them until it is let go.
type held struct {
	arrived atomic.Int32
	letGo   chan struct{}
}

func (h *held) fault(r *http.Request) sim.Fault {
	if strings.HasPrefix(r.URL.Path, "/v1.0/applications") {
		h.arrived.Add(1)
		<-h.letGo
	}
	return sim.Fault{}
}

// TestAKeyIsAnsweredWhileManyRequestsAreOnTheirWay runs the real program, with
// its renderer, and measures from the key to what it writes to the terminal.
func TestAKeyIsAnsweredWhileManyRequestsAreOnTheirWay(t *testing.T) {
	g := newRig(t, "large")
	d := g.start(80, 24)
	d.beginCheck()
	d.Press("n")
	d.Sees("first 25 of 2000")
	h := &held{letGo: make(chan struct{})}
	g.srv.SetFault(h.fault)
	ctx, stop := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for range busyWith {
		asking.Go(func() { _, _ = d.m.deps.engine.SearchRegistrations(ctx, "fleet") }) // ended by stop: what came of it is not looked at
	}
	for late := time.After(driverLimit); h.arrived.Load() < busyWith; {
		select {
		case <-late:
			t.Fatalf("%d requests on their way, want %d", h.arrived.Load(), busyWith)
		case <-time.After(time.Millisecond):
		}
	}
	took := pressed(t, d.m, 40)
	if n := h.arrived.Load(); n < busyWith {
		t.Errorf("%d requests were on their way", n)
	}
	stop()
	close(h.letGo)
	asking.Wait()
	slices.Sort(took)
	half := took[len(took)/2]
	measured.Figure(t, "%d keys with %d requests on their way: half within %v, all within %v", len(took), busyWith, half, took[len(took)-1])
	if half > busyGoal {
		t.Errorf("half of the keys took longer than %v, want %v", half, busyGoal)
	}
}

// pressed runs the program on a model and measures so many presses of keys that
// move the cursor.
func pressed(t *testing.T, m tea.Model, times int) []time.Duration {
	t.Helper()
	in, keys := io.Pipe()
	out := make(painted, 1)
	p := tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler(),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	ended := make(chan error, 1)
	go func() { _, err := p.Run(); ended <- err }()
	quiet := func() {
		for {
			select {
			case <-out:
			case <-time.After(150 * time.Millisecond):
				return
			}
		}
	}
	quiet()
	var took []time.Duration
	for i := range times {
		began := time.Now()
		if _, err := io.WriteString(keys, []string{"\x1b[B", "\x1b[A"}[i%2]); err != nil {
			t.Fatal(err)
		}
		select {
		case at := <-out:
			took = append(took, at.Sub(began))
		case <-time.After(driverLimit):
			t.Fatalf("key %d was never answered", i)
		}
		quiet()
	}
	p.Kill()
	if err := <-ended; err != nil && !errors.Is(err, tea.ErrProgramKilled) {
		t.Error(err)
	}
	_ = keys.Close() // nobody reads it any more
	return took
}
