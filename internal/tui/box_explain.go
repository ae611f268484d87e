package tui

import (
	"regexp"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/entra"
)

// explainBox takes an AADSTS code, or a text that holds one, and says what it
// means and what to do. It needs no connection.
type explainBox struct {
	field *field
	entry *entra.Entry
}

func newExplain() *explainBox {
	return &explainBox{field: newField("The code, or the whole message", "For example AADSTS50011. The text can be pasted as it is.", "", 4000)}
}

func (b *explainBox) ID() string          { return "X" }
func (b *explainBox) Heading() string     { return "What a refusal means" }
func (b *explainBox) Typing() bool        { return true }
func (b *explainBox) Keys() []key.Binding { return []key.Binding{bind("enter", "explain", "enter")} }

var aCode = regexp.MustCompile(`(?i)(?:AADSTS\s*)?(\d{4,7})`)

func (b *explainBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	if !press(msg, keyEnter) {
		b.entry = nil
		return b, b.field.update(msg)
	}
	b.entry = nil
	m := aCode.FindStringSubmatch(b.field.text())
	if m == nil {
		b.field.wrong = "There is no code in this text. It looks like AADSTS50011."
		return b, nil
	}
	n, _ := strconv.Atoi(m[1]) // seven digits at most
	if x, ok := entra.Explain(n); ok {
		b.entry = &x
		return b, nil
	}
	b.field.wrong = "AADSTS" + m[1] + " is not in the catalogue here. Microsoft lists its codes at login.microsoftonline.com/error."
	return b, nil
}

func (b *explainBox) Body(f frame) page {
	text := b.field.view(f)
	if b.entry != nil {
		text = stack(text, lines(f.Theme.Strong.Render("  AADSTS"+strconv.Itoa(b.entry.Code)), entryView(f, *b.entry)))
	}
	return page{Text: text, Focus: -1}
}
