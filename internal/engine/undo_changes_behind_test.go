package engine_test

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// TestTheLastOfTwoChangesTakenBackIsWaitedFor: two changes of one registration are
// taken back, the earlier one last. A server that does not know of that yet shows
// nobody's doing.
func TestTheLastOfTwoChangesTakenBackIsWaitedFor(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	w.pasteURIs()
	w.do("12-14", "15-20")
	must.Do(t, w.clock.Sleep(t.Context(), 2*time.Minute))
	w.takeBack() // the declared permissions
	w.observe()
	must.Do(t, w.clock.Sleep(t.Context(), time.Second))
	between := w.clock.Now()
	must.Do(t, w.clock.Sleep(t.Context(), time.Second))
	w.takeBack() // the redirect URIs
	w.behind(between)
	if s := w.observe(); s.Behind == "" || s.App.Known {
		t.Errorf("the redirect URIs that were taken back are shown, and believed: %q", s.Behind)
	}
	for _, i := range w.r.Undoable() {
		if strings.Contains(i.Why, "Somebody") {
			t.Errorf("%s: %s", i.Receipt.Summary, i.Why)
		}
	}
	w.srv.SetFault(nil)
	w.observe()
	w.takeBack()
	w.observe()
	w.takeBack()
	if st := w.srv.State(); len(st.Applications) != len(w.sc.Applications) {
		t.Errorf("%d registrations are left", len(st.Applications)-len(w.sc.Applications))
	}
}

// TestARemovedSecretThatIsStillShownIsNoRefusal: somebody has just removed the
// secret, and the servers that answer do not know of that yet. Entra's refusal to
// remove it once more is none of the right to do so.
func TestARemovedSecretThatIsStillShownIsNoRefusal(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.whole(t.Context()))
	must.Do(t, w.clock.Sleep(t.Context(), 20*time.Minute))
	shown := w.clock.Now()
	must.Do(t, w.clock.Sleep(t.Context(), time.Second))
	must.Do(t, w.somebody().RemovePassword(t.Context(), w.r.Snapshot().App.Value.ID, w.r.Profile().Secret.KeyID))
	w.behind(shown)
	w.observe()
	plan, err := w.r.PlanUndo(w.r.Undoable()[0].Index)
	must.Do(t, err)
	_, err = w.r.Apply(t.Context(), plan, func(change.Note) {})
	if a := advice.Advise(err); err == nil || !strings.Contains(a.What, "still shows it") {
		t.Errorf("%v: %+v", err, a)
	}
	w.srv.SetFault(nil)
	w.observe()
	w.takeBack()
	if p := w.r.Profile(); p.Secret.KeyID != "" {
		t.Errorf("the secret is still in the profile: %+v", p.Secret)
	}
}
