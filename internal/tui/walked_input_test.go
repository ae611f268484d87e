package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/walked"
)

// A page of the walk that asks for a text takes letters as text, shows the terminal's
// cursor there, says what is wrong with the text, and keeps it until it is good.
func TestAPageTakesWhatIsTyped(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(100, 30)
	given := ""
	d.send(walked.Ask(d.m.deps, steps.PageNote, phases.Note{Heading: "A note", About: "Why it is so.", Label: "Why"},
		func(note any) tea.Cmd {
			given = note.(string)
			return nil
		})())
	d.At("T")
	d.Type("quiet hours")
	if got := before(d); !strings.HasSuffix(got, "▸ quiet hours") {
		t.Errorf("the cursor stands behind %q", got)
	}
	d.Sees("keep the note")
	d.Press("enter")
	if given != "quiet hours" {
		t.Errorf("the note is %q", given)
	}
	d.SeesNot("Why it is so.")
}
