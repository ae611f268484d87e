package ui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// Field is one line of text to be typed or pasted, with what is wrong with it.
// The text typed so far is kept whatever happens.
type Field struct {
	label string
	hint  string
	in    textinput.Model
	Wrong string
	veil  func(string) string // what is shown of the text; nil: all of it
}

// fieldMost is how many characters a field without a limit of its own takes:
// more than any address or message that belongs into one line.
const fieldMost = 32 << 10

// NewField makes a focused field. A limit of 0 means fieldMost.
func NewField(label, hint, value string, limit int) *Field {
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
	return &Field{label: label, hint: hint, in: in}
}

// Hidden makes it show dots instead of what is typed.
func (t *Field) Hidden() *Field {
	t.in.EchoMode = textinput.EchoPassword
	t.in.EchoCharacter = '•'
	return t
}

// Behind makes it show only what a veil lets through of what is typed.
func (t *Field) Behind(veil func(string) string) *Field {
	t.Hidden()
	t.veil = veil
	return t
}

// Text is what was typed.
func (t *Field) Text() string { return t.in.Value() }

// Update takes keys and pastes. Newlines and what surrounds a pasted value are
// dropped: they are never an answer.
func (t *Field) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		line := strings.Join(strings.Fields(msg.Content), " ")
		if line == "" {
			return nil
		}
		t.Wrong = ""
		var cmd tea.Cmd
		t.in, cmd = t.in.Update(tea.PasteMsg{Content: line})
		t.tidy()
		return cmd
	case tea.KeyPressMsg:
		t.Wrong = ""
		var cmd tea.Cmd
		t.in, cmd = t.in.Update(msg)
		t.tidy()
		return cmd
	}
	return nil
}

// tidy takes out what cannot be seen, wherever it came in: it would be sent, and
// it would steer the terminal. What is typed unseen is kept as it is.
func (t *Field) tidy() {
	value := t.in.Value()
	clean := text.Visible(value)
	if clean == value || t.in.EchoMode != textinput.EchoNormal {
		return
	}
	before := text.Visible(string([]rune(value)[:t.in.Position()]))
	t.in.SetValue(clean)
	t.in.SetCursor(utf8.RuneCountInString(before))
}

// input draws what is typed, in so many columns, with the mark of the cursor. The text
// is scrolled so that the cursor is in view, which only its drawing tells.
func (t *Field) input(f Frame, width int) string {
	in := t.in
	look := f.Theme.input()
	look.Cursor.Color = nil
	in.SetStyles(look)
	in.SetWidth(width)
	in.CursorEnd() // only now is it known how much of it can be seen: the part with the cursor
	in.SetCursor(t.in.Position())
	before, _, _ := strings.Cut(in.View(), "\x1b[7m") // the drawn cursor, which is reversed
	in.SetVirtualCursor(false)
	shown, at := in.View(), ansi.StringWidth(before)
	if t.veil != nil {
		shown = ansi.Truncate(t.veil(t.Text()), width, "…")
		at = ansi.StringWidth(shown)
	}
	if f.Mask.On { // what is being typed is nobody else's business either
		shown = ansi.Truncate(Bullets(t.Text()), width, "…")
		at = min(at, ansi.StringWidth(shown))
	}
	if !in.Focused() {
		return shown
	}
	return marked(shown, at)
}

// Line draws the text alone, behind a lead.
func (t *Field) Line(f Frame, lead string) string {
	return lead + t.input(f, max(f.Width-ansi.StringWidth(lead)-4, 10))
}

// View draws the label, the text and what is wrong with it.
func (t *Field) View(f Frame) string {
	mark, _ := f.Mark(t.in.Focused())
	rows := []string{
		f.Para(f.Theme.Muted, t.label, 2),
		"  " + mark + t.input(f, max(f.Width-6, 10)),
		"  " + f.Theme.Rule.Render(strings.Repeat("─", max(f.Width-4, 8))),
	}
	switch {
	case t.Wrong != "":
		rows = append(rows, f.Hang("  "+f.Theme.Bad.Render("✗ "), f.Theme.Text, t.Wrong))
	case t.hint != "":
		rows = append(rows, f.Para(f.Theme.Muted, t.hint, 2))
	}
	return strings.Join(rows, "\n")
}

// Set replaces the text.
func (t *Field) Set(text string) {
	t.in.SetValue(text)
	t.in.CursorEnd()
}

// Focus gives the field the cursor, or takes it.
func (t *Field) Focus(on bool) {
	if t.in.Blur(); on {
		t.in.Focus()
	}
}
