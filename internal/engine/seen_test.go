package engine_test

import (
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// unseen is an operation that the first looks do not show.
type unseen struct {
	change.Operation
	looks, not int
}

func (o *unseen) Seen(s setup.Snapshot) bool {
	o.looks++
	return o.looks > o.not && o.Operation.Seen(s)
}

// TestApplyLooksUntilEveryOperationIsSeen: what was written is not shown to anybody before
// each operation says that the look holds it, and the operations of each step ask for
// what they wrote.
func TestApplyLooksUntilEveryOperationIsSeen(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.pasteURIs()
	for _, phase := range []string{"3-8", "12-14", "15-20", "21-22", "23-27"} {
		plan := w.plan(phase)
		before := w.r.Snapshot()
		var waits []*unseen
		for i, o := range plan.Ops {
			if o.Seen(before) {
				t.Errorf("%s: %T is seen before it is written", phase, o)
			}
			waits = append(waits, &unseen{Operation: o, not: 2 + i})
			plan.Ops[i] = waits[i]
		}
		waited := 0
		_, err := w.r.Apply(t.Context(), plan, func(n change.Note) {
			if n.Waiting {
				waited++
			}
		})
		must.Do(t, err)
		for _, o := range waits {
			if o.looks <= o.not {
				t.Errorf("%s: %T was asked %d times, and is seen from the next on", phase, o.Operation, o.looks)
			}
		}
		if waited < 2 {
			t.Errorf("%s: %d waits were told", phase, waited)
		}
	}
}
