package engine_test

import (
	"testing"

	"ssowizard/internal/must"
)

// TestUndoTakesWhatWasBroughtBackWithIt: somebody deletes the registration, a setup brings it back, and undo deletes it. That
// it was once brought back is listed no longer, and nothing is said to be missing that undo itself deleted.
func TestUndoTakesWhatWasBroughtBackWithIt(t *testing.T) {
	for name, twice := range map[string]bool{"at once": false, "after the undo was left half way": true} {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t, "new")
			before := len(w.srv.State().Applications)
			must.Do(t, w.whole(t.Context()))
			w.later()
			w.observe()
			for _, i := range w.r.Undoable() {
				if plan, err := w.r.PlanUndo(i.Index); twice && i.Receipt.Object != "application" {
					w.apply(plan, err)
				}
			}
			must.Do(t, w.somebody().DeleteApplication(t.Context(), w.r.Profile().App.ObjectID))
			w.later()
			w.restart()
			must.Do(t, w.whole(t.Context()))
			brought := 0
			for _, i := range w.r.Undoable() {
				if i.Receipt.Object == "deletedItem" {
					brought++
				}
			}
			if brought == 0 {
				t.Fatal("nothing was brought back")
			}
			must.Do(t, w.takeAllBack(t.Context()))
			if n := len(w.srv.State().Applications); n != before {
				t.Fatalf("%d registrations are left of it", n-before)
			}
			for _, i := range w.r.Undoable() {
				t.Errorf("still listed: %s: %s", i.Receipt.Summary, i.Why)
			}
		})
	}
}
