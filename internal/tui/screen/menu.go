package screen

import (
	"cmp"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// Choice is one line of a menu.
type Choice struct {
	ID     string // of the page's choice; "" in a box, whose titles stay
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

// Rows are the choices as a list draws them.
func Rows(items []Choice) []ui.Row {
	out := make([]ui.Row, len(items))
	for i, c := range items {
		out[i] = ui.Row{ID: cmp.Or(c.ID, c.Title), Title: c.Title, Detail: c.Detail, Off: c.Off,
			Letter: c.Letter, Word: c.Word}
	}
	return out
}

// Menu is a list of choices with a cursor: arrows or Tab move, Enter takes.
type Menu struct{ List ui.List }

// Put is where the page itself puts the cursor.
func (m *Menu) Put(at int) { m.List.Put(at) }

// Cursor is the choice that Enter takes, -1 while there is none.
func (m *Menu) Cursor(items []Choice) int { return m.List.Cursor(Rows(items)) }

// Unchosen is said for Enter where nothing is chosen yet.
const Unchosen = "Nothing is chosen yet: move to a line, or press its letter."

// The keys that move a cursor, take a choice, and lead back.
var (
	KeyUp      = Bind("↑↓", "choose", "up", "shift+tab")
	KeyDown    = Bind("", "", "down", "tab")
	KeyBack    = Bind("esc", "back", "esc")
	KeyEnter   = Bind("enter", "do it", "enter")
	keyTab     = Bind("tab", "next choice", "tab")
	keyTabBack = Bind("", "", "shift+tab")
	KeyRow     = Bind("↑↓", "choose", "up", "down", "pgup", "pgdown", "home", "end")
)

// Keys are the menu's own keys, then the letters of its choices. The letters
// stand in the menu itself, so the footer does not repeat them.
func (m *Menu) Keys(items []Choice) []key.Binding {
	out := []key.Binding{KeyEnter}
	if m.Cursor(items) < 0 {
		out = []key.Binding{Bind("", "", "enter")} // it takes nothing, and says so
	}
	if len(items) > 1 {
		out = append(out, KeyUp, KeyDown)
	}
	for _, c := range items {
		if c.Letter != "" {
			out = append(out, letterOf(c))
		}
	}
	return out
}

func letterOf(c Choice) key.Binding { return Bind("", strings.ToLower(c.Title), c.Letter) }

// Update moves the cursor or takes a choice. The second result says whether a
// choice was taken; one that is off only says why.
func (m *Menu) Update(msg tea.Msg, items []Choice) (tea.Cmd, bool) {
	return m.answer(msg, items, m.Cursor(items), KeyUp, KeyDown)
}

func (m *Menu) answer(msg tea.Msg, items []Choice, at int, back, on key.Binding) (tea.Cmd, bool) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || len(items) == 0 {
		return nil, false
	}
	switch {
	case key.Matches(k, back):
		m.List.To(Rows(items), max(at, 0)-1)
	case key.Matches(k, on):
		m.List.To(Rows(items), at+1)
	case key.Matches(k, KeyEnter) && at < 0:
		return Notice(Unchosen), false
	case key.Matches(k, KeyEnter):
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

func take(c Choice) (tea.Cmd, bool) {
	if c.Off != "" {
		return Notice(c.Off), false
	}
	return c.Do(), true
}

// View draws the choices one below the other.
func (m *Menu) View(f views.Frame, items []Choice) string { return m.List.Column(f.Frame, Rows(items)) }

// A menu in one line, for pages whose arrows move through a list: Tab goes from choice to
// choice, Enter takes, and the letters work as elsewhere.

// BarKeys are the keys of such a menu.
func BarKeys(items []Choice) []key.Binding {
	out := []key.Binding{KeyEnter}
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

// Along moves along the bar or takes a choice.
func (m *Menu) Along(k tea.KeyPressMsg, items []Choice) tea.Cmd {
	cmd, _ := m.answer(k, items, m.List.At(Rows(items)), keyTabBack, keyTab)
	return cmd
}
