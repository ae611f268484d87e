package screen

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// typed presses keys on the menu.
func (m *Menu) typed(keys string, items []Choice) {
	for _, r := range keys {
		k := tea.KeyPressMsg{Code: r, Text: string(r)}
		switch r {
		case '↓':
			k = tea.KeyPressMsg{Code: tea.KeyDown}
		case '↑':
			k = tea.KeyPressMsg{Code: tea.KeyUp}
		}
		m.Update(k, items)
	}
}

// The choices of a page while something is watched, and after it was found.
func waiting() []Choice {
	do := func() tea.Cmd { return nil }
	return []Choice{{Title: "Wait here", Do: do}, {Title: "It worked", Letter: "y", Word: true, Do: do}, {Title: "It was refused", Letter: "e", Do: do}, {Title: "Show me", Letter: "p", Do: do}}
}

func found() []Choice {
	do := func() tea.Cmd { return nil }
	return []Choice{{Title: "Go on", Do: do}, {Title: "Show me", Letter: "p", Do: do}, {Title: "It was refused", Letter: "e", Do: do}}
}

// TestAChoiceNeverMovesUnderTheFinger: a letter takes its choice and leaves the cursor on what leads on; a cursor that
// was moved stays on its choice when the page changes by itself, and leads on once that is gone.
func TestAChoiceNeverMovesUnderTheFinger(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys          string
		before, after []Choice
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
		{"↓", []Choice{{Title: "A"}, {Title: "Keep them", Letter: "n"}}, []Choice{{Title: "A"}, {Title: "C"}, {Title: "Replace them", Letter: "n"}}, "Replace them"},
		{"", waiting(), []Choice{{Title: "It worked", Word: true}}, ""},
	} {
		var m Menu
		m.typed(c.keys, c.before)
		got := ""
		if at := m.Cursor(c.after); at >= 0 {
			got = c.after[at].Title
		}
		if got != c.want {
			t.Errorf("after %q Enter takes %q, want %q", c.keys, got, c.want)
		}
	}
}
