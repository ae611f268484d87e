package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The choices of a page while something is watched, and after it was found.
func waiting() []choice {
	do := func() tea.Cmd { return nil }
	return []choice{{Title: "Wait here", Do: do}, {Title: "It worked", Letter: "y", Word: true, Do: do}, {Title: "It was refused", Letter: "e", Do: do}, {Title: "Show me", Letter: "p", Do: do}}
}

func found() []choice {
	do := func() tea.Cmd { return nil }
	return []choice{{Title: "Go on", Do: do}, {Title: "Show me", Letter: "p", Do: do}, {Title: "It was refused", Letter: "e", Do: do}}
}

func (m *menu) typed(keys string, items []choice) {
	for _, r := range keys {
		k := tea.KeyPressMsg{Code: r, Text: string(r)}
		switch r {
		case '↓':
			k = tea.KeyPressMsg{Code: tea.KeyDown}
		case '↑':
			k = tea.KeyPressMsg{Code: tea.KeyUp}
		}
		m.update(k, items)
	}
}

// TestAChoiceNeverMovesUnderTheFinger: a letter takes its choice and leaves the cursor on what leads on; a cursor that
// was moved stays on its choice when the page changes by itself, and leads on once that is gone.
func TestAChoiceNeverMovesUnderTheFinger(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys          string
		before, after []choice
		want          string
	}{
		{"e", waiting(), found(), "Go on"},
		{"p", waiting(), found(), "Go on"},
		{"↑", waiting(), found(), "Show me"},
		{"↓↓", waiting(), found(), "It was refused"},
		{"↓↓", waiting(), found()[:2], "Go on"},
		{"↓", waiting(), found(), "Go on"},
		{"↓", found(), waiting(), "Show me"},
		{"↓", waiting(), waiting(), "It worked"},
		{"↓", []choice{{Title: "A"}, {Title: "Keep them", Letter: "n"}}, []choice{{Title: "A"}, {Title: "C"}, {Title: "Replace them", Letter: "n"}}, "Replace them"},
		{"", waiting(), []choice{{Title: "It worked", Word: true}}, ""},
	} {
		var m menu
		m.typed(c.keys, c.before)
		got := ""
		if at := m.cursor(c.after); at >= 0 {
			got = c.after[at].Title
		}
		if got != c.want {
			t.Errorf("after %q Enter takes %q, want %q", c.keys, got, c.want)
		}
	}
}

// TestStepOneOfWhoIsSignedInLeadsOn, whichever way they came in by.
func TestStepOneOfWhoIsSignedInLeadsOn(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.Press("enter", "enter", "b")
	d.At("S01c")
	d.Press("d", "a")
	d.Await("your own company?")
	d.Press("esc")
	d.At("S01a")
	d.Sees("▸ Go on")
	d.Press("enter")
	d.At("S01e")
}
