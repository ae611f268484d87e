package tui

import (
	"fmt"
	"io"
	"testing"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/plain"
)

// TestBothFrontsOfferTheSameWaysInTheSameOrder: a colleague is asked first where the
// role lacks, and last where it does not; both fronts take that from the walk.
func TestBothFrontsOfferTheSameWaysInTheSameOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		parityCase
		first steps.Way
	}{
		{parityCase{"hand-over", true, "none"}, steps.WayAsk},
		{parityCase{"new", true, "consent removed"}, steps.WayDo},
	} {
		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			p := newParity(t, c.parityCase)
			if err := p.prepare(); err != nil {
				t.Fatal(err)
			}
			var asked []string
			in := &impatient{}
			hands := p.g.practice()
			_ = plain.Run(t.Context(), plain.Config{Runner: p.g.runner(), Practice: hands, Domain: hands.Domain, SignIn: p.way, In: in, Out: io.Discard, Talk: io.Discard,
				Offered: func(o plain.Offer) {
					switch o.Of {
					case accountStage:
						in.say = "1" // only a person knows
					case consentStage:
						asked, in.offered = o.IDs, 2
					}
				}})
			r := p.engine()
			if _, err := r.Observe(t.Context()); err != nil {
				t.Fatal(err)
			}
			d := newDriver(t, Config{Runner: r, Practice: p.g.practice()}, 120, 40)
			var drawn []string
			for _, w := range ways(d.m.deps, d.m.deps.verdict().Stage(consentStage)) {
				drawn = append(drawn, string(w.Way))
			}
			if fmt.Sprint(asked) != fmt.Sprint(drawn) || len(drawn) == 0 || drawn[0] != string(c.first) {
				t.Errorf("line by line %v, full screen %v, want %s first", asked, drawn, c.first)
			}
		})
	}
}

// TestAGuestsTenantIsNotTakenForOnesOwn by Enter alone, on either front; everybody
// else has to say it.
func TestAGuestsTenantIsNotTakenForOnesOwn(t *testing.T) {
	t.Parallel()
	for tenant, want := range map[string]string{"guest": "no", "two-faults": ""} {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			p := newParity(t, parityCase{tenant, false, "none"})
			if err := p.prepare(); err != nil {
				t.Fatal(err)
			}
			r, line := p.engine(), "?"
			in := &impatient{}
			hands := p.g.practice()
			_ = plain.Run(t.Context(), plain.Config{Runner: p.g.runner(), Practice: hands, Domain: hands.Domain, SignIn: p.way, In: in, Out: io.Discard, Talk: io.Discard,
				Offered: func(o plain.Offer) {
					if o.Of == string(steps.AskOwnTenant) {
						line, in.offered = o.Enter, 2
					}
				}})
			d := &deps{engine: r}
			setup, repair := enterTakes(newOwn(d).choices()), enterTakes(newOwnBox(d.on(newTask(taskCheck)), nil).choices())
			if line != want || setup != want || repair != want {
				t.Errorf("Enter says %q line by line, %q in a setup and %q before a repair, want %q", line, setup, repair, want)
			}
		})
	}
}
