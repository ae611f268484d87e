package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/explain"
	"ssowizard/internal/tui/ui"
)

// explainBox takes a code, an id, or a whole message or page as it was copied,
// and says what it means, which cause is so here, and what to do. It goes by
// what was read of Entra last and by what this computer remembers; it asks
// nobody for anything. What was pasted may hold a secret and is never shown.
type explainBox struct {
	d     *deps
	field *ui.Field
	said  *explain.Explanation // nil: nothing was given yet, or nothing was recognised
}

// explainMost bounds what is taken, in bytes; a saved error page has some 100 KiB.
const explainMost = 512 << 10

func newExplain(d *deps) *explainBox {
	return &explainBox{d: d, field: ui.NewField("A code, an id, or the whole message",
		"For example AADSTS50011. A whole error page can be pasted; it is explained at once and "+
			"not shown again.", "", 0)}
}

func (b *explainBox) ID() string      { return "X" }
func (b *explainBox) Heading() string { return "What a refusal means" }

// Typing ends with an explanation, so that its text can be scrolled.
func (b *explainBox) Typing() bool { return b.said == nil }

func (b *explainBox) Keys() []key.Binding {
	if b.said != nil {
		return []key.Binding{bind("enter", "explain another", "enter")}
	}
	return []key.Binding{bind("enter", "explain", "enter")}
}

// Sensitive are the names in the message, which may be another company's.
func (b *explainBox) Sensitive() []string {
	if b.said == nil {
		return nil
	}
	out := append(withHost(b.said.Message.RedirectURI, b.said.Message.Origin), b.said.Message.Tenant)
	for _, v := range b.said.Values {
		out = append(out, v.Text)
	}
	return out
}

func (b *explainBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(tea.PasteMsg); ok {
		b.paste(m)
		return b, nil
	}
	switch enter := press(msg, keyEnter); {
	case b.said != nil && enter:
		b.said = nil
		b.field.Set("")
		return b, nil
	case b.said != nil:
		return b, nil
	case enter:
		b.explain(b.field.Text())
		return b, nil
	}
	return b, b.field.Update(msg)
}

// paste explains what was pasted behind what was typed. A newline alone comes
// from a terminal that plays a paste as keys: the text goes on behind it.
func (b *explainBox) paste(m tea.PasteMsg) {
	if b.said != nil {
		return
	}
	if strings.TrimSpace(m.Content) == "" {
		if b.field.Text() != "" {
			b.field.Set(b.field.Text() + " ")
		}
		return
	}
	text := b.field.Text() + m.Content
	b.field.Set("")
	b.explain(text)
}

// explain asks the same engine as the command explain.
func (b *explainBox) explain(text string) {
	b.field.Wrong = ""
	switch {
	case strings.TrimSpace(text) == "":
		b.field.Wrong = "There is nothing to explain yet. Type a code such as AADSTS50011, or paste the message."
		return
	case len(text) > explainMost:
		b.field.Wrong = "This is far longer than an error page, so it was not read. Paste the message alone."
		return
	}
	e := explain.Explain(text, b.d.session.Snapshot(), b.d.session.Profile())
	if !e.Recognised() {
		b.field.Wrong = "Nothing in this text was recognized. It takes an AADSTS code, a whole message or page, " +
			"an id, or one of the wizard's codes."
		return
	}
	b.said = here(e)
	b.field.Set("") // it may be a secret
}

func (b *explainBox) Body(f frame) page {
	if b.said == nil {
		return page{Text: b.field.View(f.Frame), Focus: -1}
	}
	e := *b.said
	return page{Text: stack(topicsView(f, e), causesView(f, e.Causes), usualView(f, e),
		valuesView(f, e.Values), explainFoot(f, e)), Focus: -1}
}
