package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// TestGrantsOfEveryFirstCharacterAreTakenBack sets everything up, ends the process, and takes everything back from the
// profile, with ids of grants that begin with each of the characters of base64url.
func TestGrantsOfEveryFirstCharacterAreTakenBack(t *testing.T) {
	t.Parallel()
	first := map[string]bool{}
	for _, seed := range append([]int64{62, 63}, campaign.Some(seeds(62), 3)...) { // "_" and "-" come first
		w, _ := walkAt(t, "new", func(sc *sim.Scenario) { sc.Seed, sc.Delays = seed, sim.Delays{} })
		must.Do(t, w.whole(t.Context()))
		st := w.srv.State()
		first[fmt.Sprint(st.Grants[0]["id"])[:1]], first[fmt.Sprint(st.DelegatedGrants[0]["id"])[:1]] = true, true
		w.restart()
		w.signIn(w.sc.Admin)
		for items := w.r.Undoable(); len(items) > 0; items = w.r.Undoable() {
			plan, err := w.r.PlanUndo(items[0].Index)
			w.apply(plan, err)
		}
		if got := w.made(); got != strings.ReplaceAll(madeOnce, "1", "0") {
			t.Errorf("seed %d: left are %s", seed, got)
		}
	}
	for _, c := range []string{"_", "-"} {
		if !first[c] {
			t.Errorf("no grant's id began with %q: %v", c, first)
		}
	}
	t.Logf("%d first characters", len(first))
}

func seeds(n int64) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i) + 64 // 0 would be another one each time
	}
	return out
}
