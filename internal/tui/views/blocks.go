package views

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// Parts are choices that are parts of something, with how far each is, the cursor among
// them and below the chosen one what Enter does; then what else can be done.
func (f Frame) Parts(choices []steps.Choice, at int) string {
	t := f.Theme
	var rows []string
	for _, c := range choices {
		if c.Quiet {
			continue
		}
		here := at == 0
		at--
		mark, st := f.Mark(here)
		key := t.Key.Render(ui.Pad(c.Key, 1)) + "  "
		if c.Sign == steps.SignNone {
			rows = append(rows, "", f.Hang(mark+key+st.Render(ui.Pad(c.Title, 30))+" ", t.Muted, c.Detail))
			continue
		}
		rows = append(rows, f.Hang(mark+t.Glyph(c.Sign).Dot()+" "+key+st.Render(ui.Pad(c.Title, 28))+" ",
			t.Muted, c.State))
		if here {
			rows = append(rows, f.Para(t.Text, text.Or(c.Off, "Enter: "+c.Detail), 7))
		}
	}
	return strings.Join(rows, "\n")
}

// Blocks draws blocks with one empty line between them.
func (f Frame) Blocks(list []steps.Block) string {
	var out []string
	for _, b := range list {
		var rows []string
		label := 0
		for _, l := range b {
			switch l := l.(type) {
			case steps.Fact:
				label = max(label, ansi.StringWidth(l.Label))
			case steps.Code:
				label = max(label, ansi.StringWidth(l.Label))
			case steps.Sight:
				label = max(label, ansi.StringWidth(l.Label))
			}
		}
		for _, l := range b {
			if para, some := l.(steps.Para); some && f.Height < para.Spare {
				continue
			}
			if row := f.line(l, label); row != "" {
				rows = append(rows, row)
			}
		}
		out = append(out, strings.Join(rows, "\n"))
	}
	return ui.Stack(out...)
}

// line draws one piece of a block; label is as wide as its widest label.
func (f Frame) line(l steps.Line, label int) string {
	t := f.Theme
	switch l := l.(type) {
	case steps.Para:
		return f.Para(t.weight(l.Weight), l.Text, l.In)
	case steps.Mark:
		if l.Sign == steps.SignNow && f.Work != nil && f.Work.Quiet {
			l.Text += " " + Clock(f.Now.Sub(f.Work.Started)) + " · esc stops it"
		}
		if l.Word != "" {
			l.Text = l.Word + ": " + l.Text
		}
		return f.Hang(t.Glyph(l.Sign).Dot()+" ", t.weight(l.Weight), l.Text)
	case steps.Fact:
		if l.Sign != steps.SignNone {
			return f.standsAt(l, label)
		}
		if l.Low != "" && f.Height < LowList {
			l.Text = l.Low
		}
		return f.Hang(t.Muted.Render(ui.Pad(l.Label, label)+"   "), t.weight(l.Weight), l.Text)
	case steps.Sight:
		g := t.Glyph(l.Sign)
		return f.Hang(t.Muted.Render(ui.Pad(l.Label, label)+"   ")+g.Dot()+" ", g.Style, l.Word)
	case steps.Code:
		return codeBox(f, t.Muted.Render(ui.Pad(l.Label, label)+"   "), l.Text)
	case steps.Address:
		row := f.Whole(t.Link, l.URL, 2)
		if l.Real {
			row = ui.Lines(row, f.Para(t.Look, RealMark, 2))
		}
		return row
	case steps.Hand:
		return Hand(f, l)
	case steps.Waiting:
		return waitView(f, l)
	case steps.Item:
		return f.item(l)
	case steps.Field:
		return f.field(l)
	case steps.Finding:
		return findings(f, []setup.Finding{l.Finding})
	case steps.Advice:
		return Advice(f, l.Advice)
	case steps.Changes:
		if l.Requests {
			return requestsView(f, l.Plan)
		}
		return changesView(f, l.Plan)
	case steps.Progress:
		return progressView(f, l.Title, l.Notes)
	case steps.Standing:
		return standing(f, l.Report, l.Took)
	}
	return ""
}

// standsAt draws a fact with how it stands; in a narrow window what it is stands below.
func (f Frame) standsAt(l steps.Fact, label int) string {
	lead, st := f.Theme.Glyph(l.Sign).Dot()+" ", f.Theme.weight(l.Weight)
	if f.Width < 70 {
		return ui.Lines(f.Hang(lead, f.Theme.Text, l.Label), f.Para(st, l.Text, 4))
	}
	return f.Hang(lead+ui.Pad(l.Label, label)+" ", st, l.Text)
}

func (t Theme) weight(w steps.Weight) lipgloss.Style {
	switch w {
	case steps.Quiet:
		return t.Muted
	case steps.Strong:
		return t.Strong
	case steps.Warning:
		return t.Look
	case steps.Body:
	}
	return t.Text
}

// Glyph is the glyph of a sign: those of a status, what is going on, and a note.
func (t Theme) Glyph(s steps.Sign) Glyph {
	switch s {
	case steps.SignNow:
		return t.Now()
	case steps.SignUnseen:
		return t.Unseen()
	case steps.SignNote:
		return t.Level(setup.LevelNote)
	}
	return t.Status(setup.Status(s))
}
