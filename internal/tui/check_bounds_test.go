package tui

import (
	"slices"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// TestACheckLeadsToNoSetup: on no page of a step does a check offer a write but a repair, and
// nobody's word is taken for a secret that is not there.
func TestACheckLeadsToNoSetup(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(100, 36)
	d.check()
	w := d.m.deps.Walk()
	repairs, dos := change.Repairs(w.Verdict()), 0
	for _, r := range w.Verdict().Phases {
		if r.Phase.ID == "1" {
			continue
		}
		for _, c := range w.Page(w.PhaseFrame(r.Phase.ID)).Choices {
			if c.Way != change.WayDo && c.Way != change.WayAllow {
				continue
			}
			dos++
			if !slices.ContainsFunc(repairs, func(x change.Repair) bool { return x.ID == r.Phase.ID }) {
				t.Errorf("step %s offers %q, which is no repair", r.Phase.ID, c.Title)
			}
		}
	}
	if dos != 2 {
		t.Errorf("%d repairs are offered on the pages of their steps, want 2", dos)
	}
	d.m.deps.Session.SignOut()
	for _, r := range w.Verdict().Phases {
		if r.Phase.ID == "1" {
			continue
		}
		for _, c := range w.Page(w.PhaseFrame(r.Phase.ID)).Choices {
			if c.Way == change.WayDo {
				t.Errorf("step %s offers %q while nobody is signed in", r.Phase.ID, c.Title)
			}
		}
	}
}

// TestNoStepBeforeASignInOfACheck: a check that nobody has signed in for leads to no step, and
// step 29 takes no word of anybody while there is no secret.
func TestNoStepBeforeASignInOfACheck(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.choose("Check an existing setup")
	d.Press("g")
	d.SeesNot("Go to step")
	w := d.m.deps.Walk()
	f := w.PhaseFrame("29")
	for _, c := range w.Page(f).Choices {
		if c.Way == change.WayConfirm && c.Off == "" {
			t.Error("step 29 takes a word though there is no secret")
		}
	}
	m := w.Do(f, steps.Event{On: steps.ChoiceID(change.WayConfirm)})
	if _, said := m.Effects[0].(steps.Notice); !said {
		t.Errorf("the word was taken: %+v", m)
	}
}

// TestARepairedSecretIsProvenFromItsStepToo: not only "repair all" leads on to the proof.
func TestARepairedSecretIsProvenFromItsStepToo(t *testing.T) {
	t.Parallel()
	d := newRig(t, "secret-expired").start(100, 36)
	d.check()
	d.Press("enter")
	d.At("S23")
	d.Press("enter", "y", "y", "a")
	d.Await("written and read back")
	d.Press("enter")
	d.At("S28")
	d.Await("Proven at")
	d.Press("enter")
	d.At("V04")
	d.SeesNot("not proven yet")
}
