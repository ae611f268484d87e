package tui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// field is one line of text to be typed or pasted, with what is wrong with it.
// The text typed so far is kept whatever happens.
type field struct {
	label string
	hint  string
	in    textinput.Model
	wrong string
	veil  func(string) string // what is shown of the text; nil: all of it
}

// fieldMost is how many characters a field without a limit of its own takes:
// more than any address or message that belongs into one line.
const fieldMost = 32 << 10

// newField makes a focused field. A limit of 0 means fieldMost.
func newField(label, hint, value string, limit int) *field {
	in := textinput.New()
	in.Prompt = ""
	if in.CharLimit = limit; limit == 0 {
		in.CharLimit = fieldMost
	}
	still := textinput.DefaultDarkStyles() // colours come when it is drawn
	still.Cursor.Blink = false             // nothing blinks, and an idle program idles
	in.SetStyles(still)
	in.SetValue(text.Visible(value))
	in.CursorEnd()
	in.Focus()
	return &field{label: label, hint: hint, in: in}
}

// hidden makes it show dots instead of what is typed.
func (t *field) hidden() *field {
	t.in.EchoMode = textinput.EchoPassword
	t.in.EchoCharacter = '•'
	return t
}

// behind makes it show only what a veil lets through of what is typed.
func (t *field) behind(veil func(string) string) *field {
	t.hidden()
	t.veil = veil
	return t
}

func (t *field) text() string { return t.in.Value() }

// update takes keys and pastes. Newlines and what surrounds a pasted value are
// dropped: they are never an answer.
func (t *field) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		text := strings.Join(strings.Fields(msg.Content), " ")
		if text == "" {
			return nil
		}
		t.wrong = ""
		var cmd tea.Cmd
		t.in, cmd = t.in.Update(tea.PasteMsg{Content: text})
		t.tidy()
		return cmd
	case tea.KeyPressMsg:
		t.wrong = ""
		var cmd tea.Cmd
		t.in, cmd = t.in.Update(msg)
		t.tidy()
		return cmd
	}
	return nil
}

// tidy takes out what cannot be seen, wherever it came in: it would be sent, and
// it would steer the terminal. What is typed unseen is kept as it is.
func (t *field) tidy() {
	value := t.in.Value()
	clean := text.Visible(value)
	if clean == value || t.in.EchoMode != textinput.EchoNormal {
		return
	}
	before := text.Visible(string([]rune(value)[:t.in.Position()]))
	t.in.SetValue(clean)
	t.in.SetCursor(utf8.RuneCountInString(before))
}

// view draws the label, the text and what is wrong with it.
func (t *field) view(f frame) string {
	in := t.in
	in.SetStyles(f.Theme.input())
	in.SetWidth(max(f.Width-6, 10))
	in.CursorEnd() // only now is it known how much of it can be seen: the part with the cursor
	in.SetCursor(t.in.Position())
	shown := in.View()
	if t.veil != nil {
		shown = ansi.Truncate(t.veil(t.text()), f.Width-6, "…")
	}
	if f.mask.on { // what is being typed is nobody else's business either
		shown = ansi.Truncate(bullets(t.text()), f.Width-6, "…")
	}
	mark := "  "
	if in.Focused() {
		mark = f.Theme.Accent.Render("▸ ")
	}
	rows := []string{
		f.Para(f.Theme.Muted, t.label, 2),
		"  " + mark + shown,
		"  " + f.Theme.Rule.Render(strings.Repeat("─", max(f.Width-4, 8))),
	}
	switch {
	case t.wrong != "":
		rows = append(rows, f.Hang("  "+f.Theme.Bad.Render("✗ "), f.Theme.Text, t.wrong))
	case t.hint != "":
		rows = append(rows, f.Para(f.Theme.Muted, t.hint, 2))
	}
	return strings.Join(rows, "\n")
}
