package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
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

// menu is a list of choices with a cursor: arrows or Tab move, Enter takes. The
// choices are given anew each time, because they follow from the state. A cursor that
// a person moved stays on its choice wherever that goes, and once the choice is gone
// it is where the page began: on what leads on.
type menu struct {
	at            int    // where the page puts the cursor
	moved, letter string // the choice to which a person moved it; "" for none
}

// put is where the page itself puts the cursor.
func (m *menu) put(at int) { *m = menu{at: at} }

// cursor is the choice that Enter takes, -1 while that would be a person's word
// which they have not gone to themselves.
func (m *menu) cursor(items []choice) int {
	at := min(m.at, len(items)-1)
	if m.moved != "" {
		at = m.followed(items)
	}
	if at >= 0 && items[at].Word && items[at].Title != m.moved {
		return -1
	}
	return at
}

// followed is where the choice is now to which a person moved the cursor: under its
// title, or its letter where its words follow the state. 0 where it is gone.
func (m *menu) followed(items []choice) int {
	at := slices.IndexFunc(items, func(c choice) bool { return c.Title == m.moved })
	if at < 0 && m.letter != "" {
		at = slices.IndexFunc(items, func(c choice) bool { return c.Letter == m.letter })
	}
	return max(at, 0)
}

// to moves the cursor by a person's key.
func (m *menu) to(items []choice, at int) {
	c := items[(at+len(items))%len(items)]
	m.moved, m.letter = c.Title, c.Letter
}

// unchosen is said for Enter where nothing is chosen yet.
const unchosen = "Nothing is chosen yet: move to a line, or press its letter."

var (
	keyUp    = bind("↑↓", "choose", "up", "shift+tab")
	keyDown  = bind("", "", "down", "tab")
	keyEnter = bind("enter", "do it", "enter")
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
			out = append(out, bind("", strings.ToLower(c.Title), c.Letter))
		}
	}
	return out
}

// update moves the cursor or takes a choice. The second result says whether a
// choice was taken; one that is off only says why.
func (m *menu) update(msg tea.Msg, items []choice) (tea.Cmd, bool) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || len(items) == 0 {
		return nil, false
	}
	at := m.cursor(items)
	switch {
	case key.Matches(k, keyUp):
		m.to(items, max(at, 0)-1)
	case key.Matches(k, keyDown):
		m.to(items, at+1)
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

// view draws the choices in two columns; where they do not fit side by side,
// the detail stands below its title.
func (m *menu) view(f frame, items []choice) string {
	col := 0
	for _, c := range items {
		col = max(col, ansi.StringWidth(f.Safe(c.Title)))
	}
	col = min(col, max(f.Width*2/5, 24))
	var out []string
	lettered := slices.ContainsFunc(items, func(c choice) bool { return c.Letter != "" })
	at := m.cursor(items)
	first := 0 // line of the cursor
	for i, c := range items {
		if i == at {
			first = len(out)
		}
		out = append(out, split(m.line(f, c, i == at, lettered, col))...)
	}
	room := max(f.Height-4, 6) // of the page something stays in view
	if len(out) <= room {
		return strings.Join(out, "\n")
	}
	top := windowTop(max(0, first-room/2), -1, len(out), room-1)
	return strings.Join(append(out[top:top+room-1], f.Theme.Muted.Render(more(top, len(out)-top-room+1))), "\n")
}

func (m *menu) line(f frame, c choice, here, lettered bool, col int) string {
	mark, st := "  ", f.Theme.Text
	if c.Off != "" {
		st = f.Theme.Muted
	}
	if here {
		mark, st = f.Theme.Accent.Render("▸ "), f.Theme.Accent
	}
	if lettered {
		mark += f.Theme.Key.Render(pad(c.Letter, 1)) + "  "
	}
	detail := c.Detail
	if c.Off != "" {
		detail = c.Off
	}
	title := f.Safe(c.Title)
	if detail == "" {
		return f.Hang(mark, st, title)
	}
	if ansi.StringWidth(title) <= col && f.Width-col-8 >= 24 {
		return f.Hang(mark+st.Render(pad(title, col))+"   ", f.Theme.Muted, detail)
	}
	return lines(f.Hang(mark, st, title), f.Para(f.Theme.Muted, detail, 7))
}
