package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// Area is a text of several lines. It exists beside the field because a list of
// addresses is edited line by line, and because a newline that arrives here is always a
// newline.
type Area struct{ in textarea.Model }

// NewArea takes a text; what cannot be seen in it is left out, so that the cursor always
// stands on something.
func NewArea(value string) *Area {
	in := textarea.New()
	in.Prompt, in.ShowLineNumbers, in.DynamicHeight = "", false, true
	in.MaxHeight, in.MaxWidth, in.CharLimit = 0, 0, 0
	in.SetWidth(unbroken)
	in.SetVirtualCursor(false)
	in.KeyMap.Paste.SetEnabled(false) // the terminal's paste comes by itself
	in.KeyMap.DeleteAfterCursor.SetEnabled(false)
	in.Focus()
	a := &Area{in}
	a.in.SetValue(readable(value))
	return a
}

// unbroken is wider than any line: up and down move by lines, as they were typed.
const unbroken = 1 << 16

func readable(s string) string {
	return text.Visible(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// String is the text.
func (a *Area) String() string { return a.in.Value() }

// CutLine is the key that removes the line of the cursor.
var CutLine = key.NewBinding(key.WithKeys("ctrl+k"), key.WithHelp("ctrl+k", "remove the line"))

// Update answers keys and pastes. Enter is a newline.
func (a *Area) Update(msg tea.Msg) {
	switch m := msg.(type) {
	case tea.PasteMsg:
		msg = tea.PasteMsg{Content: readable(m.Content)}
	case tea.KeyPressMsg:
		if key.Matches(m, CutLine) {
			a.cutLine()
			return
		}
		// An Update draws the whole text; a paste that the terminal does not mark comes as
		// hundreds of keys, so what is typed is only put in. View draws it.
		if m.Text != "" {
			a.in.InsertString(text.Visible(m.Text))
			return
		}
		if m.String() == "enter" {
			a.in.InsertString("\n")
			return
		}
	}
	a.in, _ = a.in.Update(msg)
}

func (a *Area) cutLine() {
	rows, at := strings.Split(a.in.Value(), "\n"), a.in.Line()
	rest := append(rows[:at:at], rows[at+1:]...)
	a.in.SetValue(strings.Join(rest, "\n"))
	a.in.MoveToBegin()
	for range min(at, len(rest)-1) {
		a.in.CursorDown()
	}
}

// View draws the text broken at the width, and tells on which line the cursor stands.
func (a *Area) View(f Frame, width int) (rows []string, cursor int) {
	in := a.in
	if f.Mask.On { // before it is broken over lines, in each of which a part would be seen
		in = NewArea(f.Mask.Text(a.String())).in
		in.MoveToBegin()
		for range a.in.Line() {
			in.CursorDown()
		}
		in.SetCursorColumn(a.in.Column())
	}
	in.SetWidth(width)
	c := in.Cursor()
	rows = strings.Split(in.View(), "\n")
	for i, r := range rows {
		rows[i] = strings.TrimRight(ansi.Strip(r), " ")
	}
	rows[c.Y] = marked(rows[c.Y], c.X)
	return rows, c.Y
}
