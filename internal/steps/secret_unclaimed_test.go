package steps_test

import (
	"errors"
	"testing"
	"time"

	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
)

// TestASecretThatNoReceiptKnowsIsNamedAndRemovedAfterAYes: it carries this program's mark. A check of a computer with a
// secret of its own names it and offers to remove it; nothing else removes it, and a computer that has none only notes it.
func TestASecretThatNoReceiptKnowsIsNamedAndRemovedAfterAYes(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must(t, w.whole(t.Context()))
	own := w.r.Profile().Secret.KeyID
	stray, err := w.somebody().AddPassword(t.Context(), w.r.Profile().App.ObjectID, "bvoip MTP portal, 2026-01-02 abcdef", w.clock.Now().AddDate(1, 0, 0))
	must(t, err)
	must(t, w.clock.Sleep(t.Context(), time.Minute))
	w.observe()
	of := func(level steps.Level) bool {
		for _, f := range w.r.Verdict(steps.Checking).Stage("23-27").Findings() {
			if f.Code == steps.CodeSecretUnclaimed && f.Level == level && f.Subject == stray.KeyID {
				return true
			}
		}
		return false
	}
	v := w.r.Verdict(steps.Checking)
	if !of(steps.LevelWarn) || len(v.Repairs()) != 1 || v.Repairs()[0].ID != steps.RepairUnclaimed || len(v.RepairsTogether()) != 0 {
		t.Fatalf("%+v, repairs %v", v.Stage("23-27").Findings(), len(v.Repairs()))
	}
	if steps.AskDropUnclaimed.Default(w.r.Snapshot()) != steps.AnswerNo {
		t.Error("Enter alone removes it")
	}
	if _, err := w.r.Plan("23-27"); !errors.Is(err, steps.ErrNothingToDo) {
		t.Errorf("it would be removed without a yes: %v", err)
	}
	if _, err := w.r.PlanWhole(); !errors.Is(err, steps.ErrNothingToDo) {
		t.Errorf("a rerun would do something: %v", err)
	}
	w.r.SetDropUnclaimed(true)
	w.do("23-27")
	w.r.SetDropUnclaimed(false)
	if s := w.srv.State().Secrets; len(s) != 1 || s[own] == "" || of(steps.LevelWarn) {
		t.Errorf("left are %d secrets", len(s))
	}

	other := newWalkAtSame(w)
	other.signIn(other.sc.Admin)
	must(t, other.r.ChooseExisting(w.r.Profile().App.AppID))
	other.observe()
	noted := false
	for _, f := range other.r.Verdict(steps.Checking).Stage("23-27").Findings() {
		noted = noted || f.Code == steps.CodeSecretUnclaimed && f.Level == steps.LevelNote && f.Subject == own
	}
	if !noted || len(other.r.Verdict(steps.Checking).Repairs()) > 0 {
		t.Errorf("another computer: %+v", other.r.Verdict(steps.Checking).Stage("23-27").Findings())
	}
}

// newWalkAtSame is another computer in the same tenant.
func newWalkAtSame(w *walk) *walk {
	other := *w
	other.store = steps.MemoryStore()
	other.restart()
	return &other
}
