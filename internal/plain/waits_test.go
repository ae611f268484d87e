package plain_test

import (
	"errors"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestAGrantThatNotAllServersKnowIsUnchecked: what is granted and refused all the same
// while a run waits is no problem of the setup. It could not be checked, and the end
// says when to come back.
func TestAGrantThatNotAllServersKnowIsUnchecked(t *testing.T) {
	for name, d := range map[string]func(*sim.Delays){
		"an unknown caller": func(d *sim.Delays) { d.Newborn = sim.Span(100 * time.Hour) },
		"an unknown grant":  func(d *sim.Delays) { d.GrantUse = sim.Span(100 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			sc, err := sim.LoadScenario("new")
			if err != nil {
				t.Fatal(err)
			}
			d(&sc.Delays)
			r := newRoomIn(t, sim.Options{Scenario: &sc})
			whole := r.kit.Config()
			whole.Sleep = r.kit.Clock.Sleep // minutes as they are: the run's patience is over soon
			r.eng = engine.NewSession(whole)
			err = r.run(r.alone())
			var doubt *outcome.Unchecked
			if !errors.As(err, &doubt) || len(doubt.Findings) != 1 || doubt.Findings[0].Code != setup.CodeGrantNotEverywhere {
				t.Fatalf("ended with %v: %+v", err, doubt)
			}
			r.wantSaid("Made a client secret", "not all of Microsoft's servers know it yet", "Come back in an hour")
			if n := len(r.srv.State().Secrets); n != 1 {
				t.Errorf("%d secrets", n)
			}
		})
	}
}
