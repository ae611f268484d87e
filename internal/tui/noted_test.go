package tui

import (
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/tui/screen"
)

// Why a step was skipped is shown wherever the step is: on its page, in the
// list of steps, and at the end.
func TestASkipsNoteIsOnEveryPageOfItsStep(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter", "enter")
	d.At("S01a")
	for _, r := range d.m.state.Verdict.Phases[1:] {
		if err := d.m.works.Skip(r.Phase.ID, "because of "+r.Phase.Title); err != nil {
			t.Logf("%s cannot be skipped: %v", r.Phase.ID, err)
		}
	}
	d.send(screen.NoticeMsg{Text: ""})
	skipped := 0
	for _, r := range d.m.state.Verdict.Phases {
		if r.Word == nil {
			continue
		}
		skipped++
		for _, size := range [][2]int{{80, 24}, {120, 36}} {
			d.Resize(size[0], size[1])
			d.send(screen.PhaseMsg{ID: r.Phase.ID})
			d.Idle()
			d.Sees(ansi.Strip(d.m.theme.Status(r.Status).String()), "because of "+r.Phase.Title)
			d.Press("g")
			d.Sees("because of " + r.Phase.Title)
			d.Press("esc")
		}
	}
	if skipped < 13 {
		t.Errorf("%d steps were skipped", skipped)
	}
}

// A step that holds is not offered to be left for later: it does not stay open.
func TestAStepThatHoldsCannotBeSkipped(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	for _, step := range []string{"3", "9"} {
		d.goTo(step)
		d.Sees("✓ holds")
		d.SeesNot("Skip, with a note")
		d.Press("k")
		d.Sees("\"k\" does nothing on this page.")
	}
	d.goTo("15")
	d.Sees("Skip, with a note")
}
