package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// Body draws a page of the walk from what it says.
func (s *walked) Body(f frame) page {
	p := s.page()
	if s.own != nil {
		return s.own.body(s, f, p)
	}
	items := s.menuChoices(p)
	f.reveal = &s.reveal.onShow
	body := f.blocks(p.Blocks)
	below := f.blocks(p.Below)
	var actions []string
	quiet := ui.Lines(quietLines(f, p)...)
	if p.Waits() { // it stays in view
		quiet, below = strings.TrimSuffix(ui.Lines(below, quiet), "\n"), ""
	}
	if quiet != "" {
		actions = append(actions, quiet)
	}
	if p.Grave {
		if n := unread(f, body, s.menu.view(f, items)); n > 0 {
			items[1].Detail = "this and the " + text.Count(n, "line") + " below · PgDn shows them"
		}
	}
	if len(items) > 0 {
		actions = append(actions, s.menu.view(f, items))
	}
	out := page{Actions: ui.Stack(actions...), Focus: -1}
	if s.entry != nil && p.Input.Live {
		body = ui.Stack(body, s.liveView(f, p.Input))
	} else if s.entry != nil {
		body = ui.Stack(body, s.entry.field.View(f.Frame))
	}
	if s.Typing() { // what is typed stays in view
		before, _, _ := strings.Cut(body, ui.CursorMark)
		out.Focus = strings.Count(before, "\n")
	}
	if s.reveal.shown(f.Now) {
		before, _, _ := strings.Cut(body, hidesIn)
		out.Focus = strings.Count(before, "\n")
	}
	if slices.ContainsFunc(p.Choices, func(c steps.Choice) bool { return c.Sign != "" }) {
		return page{Text: ui.Stack(body, f.parts(p.Choices, s.menu.cursor(items)), below), Focus: -1}
	}
	rows, some := s.rows(f, p)
	if !some { // all of it is to be read
		var read []string
		for _, r := range rows {
			read = append(read, r.Text)
		}
		out.Text = ui.Stack(body, ui.Lines(read...), below)
		return out
	}
	if below != "" {
		rows = append(rows, blockOf("\n"+below, -1))
	}
	if quiet := quietLines(f, p); f.Height < lowList && len(quiet) > 1 && len(items) == 0 { // the list needs the room
		rows, out.Actions = append(rows, blockOf("\n"+ui.Lines(quiet[1:]...), -1)), quiet[0]
	}
	room := f.Height
	if out.Actions != "" {
		room -= len(ui.Split(out.Actions)) + 1
	}
	out.Text = f.Listed(body, rows, s.pick.At, room)
	return out
}

// parts are choices that are parts of something, with how far each is, the cursor among
// them and below the chosen one what Enter does; then what else can be done.
func (f frame) parts(choices []steps.Choice, at int) string {
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
		rows = append(rows, f.Hang(mark+t.sign(c.Sign).Dot()+" "+key+st.Render(ui.Pad(c.Title, 28))+" ", t.Muted,
			c.State))
		if here {
			rows = append(rows, f.Para(t.Text, text.Or(c.Off, "Enter: "+c.Detail), 7))
		}
	}
	return strings.Join(rows, "\n")
}

// blocks draws blocks with one empty line between them.
func (f frame) blocks(list []steps.Block) string {
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
func (f frame) line(l steps.Line, label int) string {
	t := f.Theme
	switch l := l.(type) {
	case steps.Para:
		return f.Para(t.weight(l.Weight), l.Text, l.In)
	case steps.Mark:
		if l.Sign == steps.SignNow && f.Work != nil && f.Work.Quiet {
			l.Text += " " + clock(f.Now.Sub(f.Work.Started)) + " · esc stops it"
		}
		if l.Word != "" {
			l.Text = l.Word + ": " + l.Text
		}
		return f.Hang(t.sign(l.Sign).Dot()+" ", t.weight(l.Weight), l.Text)
	case steps.Fact:
		if l.Sign != steps.SignNone {
			return f.standsAt(l, label)
		}
		if l.Low != "" && f.Height < lowList {
			l.Text = l.Low
		}
		return f.Hang(t.Muted.Render(ui.Pad(l.Label, label)+"   "), t.weight(l.Weight), l.Text)
	case steps.Sight:
		g := t.sign(l.Sign)
		return f.Hang(t.Muted.Render(ui.Pad(l.Label, label)+"   ")+g.Dot()+" ", g.Style, l.Word)
	case steps.Code:
		return codeBox(f, t.Muted.Render(ui.Pad(l.Label, label)+"   "), l.Text)
	case steps.Address:
		row := f.Whole(t.Link, l.URL, 2)
		if l.Real {
			row = ui.Lines(row, f.Para(t.Look, realMark, 2))
		}
		return row
	case steps.Hand:
		return handStep(f, l)
	case steps.Waiting:
		return waitView(f, l)
	case steps.Item:
		return f.item(l)
	case steps.Field:
		return f.field(l)
	case steps.Finding:
		return findings(f, []setup.Finding{l.Finding})
	case steps.Advice:
		return adviceView(f, l.Advice)
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
func (f frame) standsAt(l steps.Fact, label int) string {
	lead, st := f.Theme.sign(l.Sign).Dot()+" ", f.Theme.weight(l.Weight)
	if f.Width < 70 {
		return ui.Lines(f.Hang(lead, f.Theme.Text, l.Label), f.Para(st, l.Text, 4))
	}
	return f.Hang(lead+ui.Pad(l.Label, label)+" ", st, l.Text)
}

func (t theme) weight(w steps.Weight) lipgloss.Style {
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

// sign is the glyph of a sign: those of a status, what is going on, and a note.
func (t theme) sign(s steps.Sign) glyph {
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
