package walked

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

func (v *pasteView) body(_ *Page, f views.Frame, p steps.Page) screen.Drawn {
	wrong := ""
	if p.Input.Wrong != "" {
		wrong = f.Hang(f.Theme.Bad.Render("✗ "), f.Theme.Text, p.Input.Wrong)
	}
	switch {
	case v.edit != nil:
		rows, at := v.edit.View(f.Frame, f.Width-4)
		return screen.Drawn{Text: pasteArea(f, "edit here", rows), Focus: at + 1,
			Actions: ui.Stack(wrong, v.tally(f, p))}
	case p.Input.Value == "":
		return screen.Drawn{Text: ui.Stack(f.Blocks(p.Blocks), pasteArea(f, "paste here",
			[]string{ui.CursorMark, "", ""}), wrong, f.Blocks(p.Below)), Actions: v.choices(f, p), Focus: -1}
	}
	text, actions := ui.Stack(wrong, v.review(f, p)), ui.Lines(v.tally(f, p), v.verdict(f, p))
	return screen.Drawn{Text: text, Actions: actions, Focus: v.focus(f, text, actions)}
}

// review is all that is said about the list: what has to be looked at before it is taken,
// the addresses, and the rest.
func (v *pasteView) review(f views.Frame, p steps.Page) string {
	return ui.Stack(f.Blocks(p.Blocks), addresses(f, p.Rows), f.Blocks(p.Below[:len(p.Below)-1]))
}

// tally is the last block below, the count in one line. An empty text has none.
func (v *pasteView) tally(f views.Frame, p steps.Page) string {
	if p.Input.Value == "" {
		return ""
	}
	return f.Blocks(p.Below[len(p.Below)-1:])
}

// verdict is what Enter does now, or what is in its way.
func (v *pasteView) verdict(f views.Frame, p steps.Page) string {
	c, _ := entered(p)
	if c.Off != "" {
		return f.Para(f.Theme.Muted, c.Off, 0)
	}
	what := "▸ Enter: " + lower(c.Title)
	if c.Detail != "" {
		what += ", " + c.Detail
	}
	return f.Para(f.Theme.Accent, what+".", 0)
}

// choices are what can be done where nothing was pasted yet.
func (v *pasteView) choices(f views.Frame, p steps.Page) string {
	var out []string
	for _, c := range p.Choices {
		lead := f.Theme.Key.Render(c.Key + "  ")
		if c.Enter != "" {
			lead = f.Theme.Accent.Render("enter  ")
		}
		out = append(out, f.Hang(lead, f.Theme.Text, c.Detail+"."))
	}
	return strings.Join(out, "\n")
}

// focus is the last line that is in view when the text is scrolled to v.top.
// The page takes every key, so it scrolls by itself.
func (v *pasteView) focus(f views.Frame, text, actions string) int {
	all, room := len(ui.Split(text)), f.Height-len(ui.Split(actions))-1
	if all <= room {
		return -1
	}
	room-- // the line that says there is more
	return min(v.top, all-room) + room - 1
}

// scroll moves by so many lines. How far the text goes is known to the page
// that draws it; the narrowest page has the most lines.
func (v *pasteView) scroll(p steps.Page, by int) {
	most := 0
	if p.Input.Value != "" {
		most = len(ui.Split(v.review(views.NewFrame(screen.MinWidth-2, screen.MinHeight, views.Theme{}), p)))
	}
	v.top = max(0, min(v.top+by, most-4))
}

// pasteArea frames the lines of the paste area.
func pasteArea(f views.Frame, title string, rows []string) string {
	return f.Frame.Theme.Box(title, f.Theme.Rule, rows, f.Width-4)
}

// addresses lists them under their common beginnings, each with its state: two groups
// side by side where they fit.
func addresses(f views.Frame, list []steps.Row) string {
	var groups []string
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Section == list[0].Section {
			n++
		}
		groups = append(groups, originGroup(f, list[:n]))
		list = list[n:]
	}
	if len(groups) == 2 && lipgloss.Width(groups[0])+3+lipgloss.Width(groups[1]) <= f.Width {
		return lipgloss.JoinHorizontal(lipgloss.Top, groups[0], "   ", groups[1])
	}
	return strings.Join(groups, "\n")
}

func originGroup(f views.Frame, list []steps.Row) string {
	t, origin := f.Theme, list[0].Section
	out := []string{f.Hang("", t.Strong, origin) + t.Muted.Render(" · "+strconv.Itoa(len(list)))}
	for _, r := range list {
		out = append(out, "  "+t.Glyph(r.Sign).Dot()+" "+
			strings.TrimLeft(f.Whole(t.Text, views.Path(r.Title, origin), 4), " "))
	}
	return strings.Join(out, "\n")
}
