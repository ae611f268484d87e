package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/setup"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// helpBox names every key that works on the page or in the box below, and what
// the signs mean. It is made from the same key map as the footer.
type helpBox struct {
	below    screen.Screen
	boxed    bool // below is a box: what leaves the page waits until it is closed
	global   []key.Binding
	practice bool
}

func newHelp(below screen.Screen, boxed bool, global []key.Binding, practice bool) *helpBox {
	return &helpBox{below, boxed, global, practice}
}

func (h *helpBox) ID() string          { return "H" }
func (h *helpBox) Heading() string     { return "Help · " + h.below.ID() }
func (h *helpBox) Keys() []key.Binding { return nil }
func (h *helpBox) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	if screen.Press(msg, screen.KeyEnter) {
		return nil, nil
	}
	return h, nil
}

func (h *helpBox) Body(f views.Frame) screen.Drawn {
	title := "Everywhere"
	if h.boxed {
		title = "In every box"
	}
	here := f.Theme.KeyTable("On this page", inFull(ui.Enabled(h.below.Keys())))
	return screen.Drawn{Text: ui.Stack(here, f.Theme.KeyTable(title, inFull(h.everywhere())), signs(f)),
		Focus: -1}
}

// everywhere are the keys of every page; where text is typed, only those that
// are not text there.
func (h *helpBox) everywhere() []key.Binding {
	back, help, now := screen.Bind("esc", "one step back; nothing is lost", "esc"),
		screen.Bind("F1", "this help, also while typing", "f1"),
		screen.Bind("ctrl+c", "leave at once, from anywhere", "ctrl+c")
	if stoppable { // on the same line, so that the signs stay in view
		now.SetHelp("ctrl+c", "leave at once, from anywhere; ctrl+z pauses, fg goes on")
	}
	if typing(h.below) {
		return []key.Binding{back, help, now}
	}
	letter := screen.Bind("letter", "takes the choice it stands beside", "a")
	if h.boxed {
		back = screen.Bind("esc", "back to the page; nothing is lost", "esc")
		return append(append([]key.Binding(nil), h.global...), letter, keyScroll, back, help, now)
	}
	leave := screen.Bind("q", "leave; go on any time later", "q")
	if h.practice {
		leave = screen.Bind("q", "leave; practice is forgotten then", "q")
	}
	return append(append([]key.Binding(nil), h.global...), letter, keyScroll, back, help, leave, now)
}

// signs explains the glyphs. Each stands with its word wherever there is room.
func signs(f views.Frame) string {
	t := f.Theme
	list := []setup.Status{setup.StatusOK, setup.StatusConfirmed, setup.StatusTodo, setup.StatusBlocked,
		setup.StatusWarn, setup.StatusFail, setup.StatusUnknown, setup.StatusSkipped}
	words := []string{t.Now().String(), t.Unseen().String()}
	for _, s := range list {
		words = append(words, t.Status(s).String())
	}
	rows, row := []string{}, ""
	for _, w := range words {
		if row != "" && ansi.StringWidth(row)+3+ansi.StringWidth(w) > f.Width-2 {
			rows, row = append(rows, "  "+row), ""
		}
		if row != "" {
			row += "   "
		}
		row += w
	}
	return t.Strong.Render("Signs") + "\n" + strings.Join(append(rows, "  "+row), "\n")
}

// inFull are bindings by all that they answer to: the letter beside Enter, and Tab,
// which moves wherever the arrows do.
func inFull(keys []key.Binding) []key.Binding {
	out := slices.Clone(keys)
	for i, k := range out {
		shown := k.Help().Key
		switch all := k.Keys(); {
		case shown == "enter" && len(all) == 2:
			shown += ", " + all[1]
		case slices.Contains(all, "up") && slices.Contains(all, "shift+tab"):
			shown += " Tab"
		}
		out[i].SetHelp(shown, k.Help().Desc)
	}
	return out
}
