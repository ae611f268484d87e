package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// choice is one line of a menu.
type choice struct {
	Title  string
	Detail string     // beside the title: what it does, what it costs
	Off    string     // why it cannot be chosen now; it is shown in Detail's place
	Way    change.Way // what it is to the engine; "" where it is the page's own
	// Through is what it is to the engine where it is a way to sign in, or on from a
	// sign-in; "" where it is the page's own.
	Through engine.WayOnID
	Letter  string // an extra key for those who know it; "" for none
	// Word marks what is recorded as a person's word, and a yes that only they can
	// give: the cursor never stands on it before they have moved it there.
	Word bool
	On   bool // it leads on from what is settled
	// SignIn marks what cannot be done without one.
	SignIn bool
	For    change.Purpose // the task that it begins, for the words about roles
	Do     func() tea.Cmd
}

func rows(items []choice) []ui.Row {
	out := make([]ui.Row, len(items))
	for i, c := range items {
		out[i] = ui.Row{Title: c.Title, Detail: c.Detail, Off: c.Off, Letter: c.Letter, Word: c.Word}
	}
	return out
}

// menu is a list of choices with a cursor: arrows or Tab move, Enter takes.
type menu struct{ list ui.List }

// put is where the page itself puts the cursor.
func (m *menu) put(at int) { m.list.Put(at) }

// cursor is the choice that Enter takes, -1 while there is none.
func (m *menu) cursor(items []choice) int { return m.list.Cursor(rows(items)) }

// unchosen is said for Enter where nothing is chosen yet.
const unchosen = "Nothing is chosen yet: move to a line, or press its letter."

var (
	keyUp      = bind("↑↓", "choose", "up", "shift+tab")
	keyDown    = bind("", "", "down", "tab")
	keyEnter   = bind("enter", "do it", "enter")
	keyTab     = bind("tab", "next choice", "tab")
	keyTabBack = bind("", "", "shift+tab")
	keyRow     = bind("↑↓", "choose", "up", "down", "pgup", "pgdown", "home", "end")
)

// keys are the menu's own keys, then the letters of its choices. The letters
// stand in the menu itself, so the footer does not repeat them.
func (m *menu) keys(items []choice) []key.Binding {
	out := []key.Binding{keyEnter}
	if m.cursor(items) < 0 {
		out = []key.Binding{bind("", "", "enter")} // it takes nothing, and says so
	}
	if len(items) > 1 {
		out = append(out, keyUp, keyDown)
	}
	for _, c := range items {
		if c.Letter != "" {
			out = append(out, letterOf(c))
		}
	}
	return out
}

func letterOf(c choice) key.Binding { return bind("", strings.ToLower(c.Title), c.Letter) }

// update moves the cursor or takes a choice. The second result says whether a
// choice was taken; one that is off only says why.
func (m *menu) update(msg tea.Msg, items []choice) (tea.Cmd, bool) {
	return m.answer(msg, items, m.cursor(items), keyUp, keyDown)
}

func (m *menu) answer(msg tea.Msg, items []choice, at int, back, on key.Binding) (tea.Cmd, bool) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || len(items) == 0 {
		return nil, false
	}
	switch {
	case key.Matches(k, back):
		m.list.To(rows(items), max(at, 0)-1)
	case key.Matches(k, on):
		m.list.To(rows(items), at+1)
	case key.Matches(k, keyEnter) && at < 0:
		return notice(unchosen), false
	case key.Matches(k, keyEnter):
		return take(items[at])
	default:
		for _, c := range items { // the cursor stays: Enter does not take this one again
			if c.Letter != "" && k.String() == c.Letter {
				return take(c)
			}
		}
	}
	return nil, false
}

func take(c choice) (tea.Cmd, bool) {
	if c.Off != "" {
		return notice(c.Off), false
	}
	return c.Do(), true
}

func (m *menu) view(f views.Frame, items []choice) string { return m.list.Column(f.Frame, rows(items)) }

// A menu in one line, for pages whose arrows move through a list: Tab goes from choice to
// choice, Enter takes, and the letters work as elsewhere.

func barKeys(items []choice) []key.Binding {
	out := []key.Binding{keyEnter}
	if len(items) > 1 {
		out = append(out, keyTab, keyTabBack)
	}
	for _, c := range items {
		if c.Letter != "" && c.Off == "" {
			out = append(out, letterOf(c)) // it stands in the bar itself
		}
	}
	return out
}

// along moves along the bar or takes a choice.
func (m *menu) along(k tea.KeyPressMsg, items []choice) tea.Cmd {
	cmd, _ := m.answer(k, items, m.list.At(rows(items)), keyTabBack, keyTab)
	return cmd
}
