package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/ui"
)

// noteBox takes one line of a person's own words: why a step is skipped, or
// what was done by hand.
type noteBox struct {
	heading, about string
	field          *ui.Field
	done           func(note string) tea.Cmd
}

func newNote(heading, about, label string, done func(string) tea.Cmd) *noteBox {
	return &noteBox{heading: heading, about: about, field: ui.NewField(label,
		"It stays on this computer and in the report. Enter without a note is fine.", "", 500), done: done}
}

func (b *noteBox) ID() string          { return "T" }
func (b *noteBox) Heading() string     { return b.heading }
func (b *noteBox) Typing() bool        { return true }
func (b *noteBox) Keys() []key.Binding { return []key.Binding{bind("enter", "keep the note", "enter")} }

func (b *noteBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	if press(msg, keyEnter) {
		return nil, b.done(b.field.Text())
	}
	return b, b.field.Update(msg)
}

func (b *noteBox) Body(f frame) page {
	return page{Text: stack(f.Para(f.Theme.Text, b.about, 0), b.field.View(f.Frame)), Focus: -1}
}
