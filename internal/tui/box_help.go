package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/setup"
)

// helpBox names every key that works on the page or in the box below, and what
// the signs mean. It is made from the same key map as the footer.
type helpBox struct {
	below    screen
	boxed    bool // below is a box: what leaves the page waits until it is closed
	global   []key.Binding
	practice bool
}

func newHelp(below screen, boxed bool, global []key.Binding, practice bool) *helpBox {
	return &helpBox{below, boxed, global, practice}
}

func (h *helpBox) ID() string          { return "H" }
func (h *helpBox) Heading() string     { return "Help · " + h.below.ID() }
func (h *helpBox) Keys() []key.Binding { return nil }
func (h *helpBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	if press(msg, keyEnter) {
		return nil, nil
	}
	return h, nil
}

func (h *helpBox) Body(f frame) page {
	t := f.Theme
	here := t.Strong.Render("On this page") + "\n" + keyTable(f, enabled(h.below.Keys()))
	if len(enabled(h.below.Keys())) == 0 {
		here = ""
	}
	title := "Everywhere"
	if h.boxed {
		title = "In every box"
	}
	everywhere := t.Strong.Render(title) + "\n" + keyTable(f, h.everywhere())
	return page{Text: stack(here, everywhere, signs(f)), Focus: -1}
}

// everywhere are the keys of every page; where text is typed, only those that
// are not text there.
func (h *helpBox) everywhere() []key.Binding {
	back, help, now := bind("esc", "one step back; nothing is lost", "esc"), bind("F1", "this help, also while typing", "f1"), bind("ctrl+c", "leave at once, from anywhere", "ctrl+c")
	if stoppable { // on the same line, so that the signs stay in view
		now.SetHelp("ctrl+c", "leave at once, from anywhere; ctrl+z pauses, fg goes on")
	}
	if typing(h.below) {
		return []key.Binding{back, help, now}
	}
	letter := bind("letter", "takes the choice it stands beside", "a")
	if h.boxed {
		back = bind("esc", "back to the page; nothing is lost", "esc")
		return append(append([]key.Binding(nil), h.global...), letter, keyScroll, back, help, now)
	}
	leave := bind("q", "leave; go on any time later", "q")
	if h.practice {
		leave = bind("q", "leave; practice is forgotten then", "q")
	}
	return append(append([]key.Binding(nil), h.global...), letter, keyScroll, back, help, leave, now)
}

// signs explains the glyphs. Each stands with its word wherever there is room.
func signs(f frame) string {
	t := f.Theme
	list := []setup.Status{setup.StatusOK, setup.StatusConfirmed, setup.StatusTodo, setup.StatusBlocked, setup.StatusWarn, setup.StatusFail, setup.StatusUnknown, setup.StatusSkipped}
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

// allOf names what else a binding answers to: the letter beside Enter, and Tab,
// which moves wherever the arrows do.
func allOf(k key.Binding) string {
	shown := k.Help().Key
	switch keys := k.Keys(); {
	case shown == "enter" && len(keys) == 2:
		return shown + ", " + keys[1]
	case slices.Contains(keys, "up") && slices.Contains(keys, "shift+tab"):
		return shown + " Tab"
	}
	return shown
}

// keyTable is one key a line: what is pressed, what it does.
func keyTable(f frame, keys []key.Binding) string {
	var rows []string
	for _, k := range keys {
		name := allOf(k)
		rows = append(rows, f.Hang("  "+f.Theme.Key.Render(pad(name, max(10, ansi.StringWidth(name))))+" ", f.Theme.Text, k.Help().Desc))
	}
	return strings.Join(rows, "\n")
}
