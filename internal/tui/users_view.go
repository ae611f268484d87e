package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/tui/ui"
)

func (s *users) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Phase(usersPhase)
	sso, _ := mtp.FieldByID(mtp.FieldUsers)
	n := func(s string) string { return t.Accent.Render(ui.Pad(s, 2)) + "  " }
	how := lines(
		f.Hang(n("A1"), t.Text, "In the MTP portal, open "+sso.Place+" and press \""+sso.Name+"\" (o opens it)."),
		f.Hang(n("A2"), t.Text,
			"Choose those who administer phone systems. Begin with one or two. Keep one administrator who signs in "+
				"with a password until one sign-in has worked."))
	if s.typing && f.Height < 20 {
		how = "" // what is found needs the room
	}
	head := s.searchLine(f)
	text := stack(whyAbove(f, r), how, noted(f, r), lines(head, s.list(f)))
	focus := -1
	if s.typing { // what is typed stays in view
		focus = strings.Count(text[:strings.Index(text, head)], "\n") + 2
	}
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: focus}
}

// searchLine is the field, and what of the tenant is shown below it.
func (s *users) searchLine(f frame) string {
	t := f.Theme
	title := "People in your tenant, to compare with"
	if !s.d.session.SignedIn() {
		return f.Hang(t.Strong.Render(title)+" ", t.Muted, "· sign in to see them here (g, then 1)")
	}
	right := s.shown(f)
	head := f.Line(t.Strong.Render(title), t.Muted.Render(right))
	if !s.typing {
		text := "press / and type the beginning of a name or an address"
		st := t.Muted
		if v := s.search.Text(); v != "" {
			text, st = v, t.Strong
		}
		return lines(head, f.Hang("  "+t.Key.Render("/")+" search  ", st, text))
	}
	return lines(head, s.input(f))
}

func (s *users) list(f frame) string {
	t := f.Theme
	switch {
	case !s.d.session.SignedIn():
		return ""
	case s.advice != nil:
		return lines(f.Hang("  "+t.Unsure.Render("? "), t.Text, "Could not look: "+s.advice.What),
			f.Para(t.Muted, s.advice.Means+" The list in the MTP portal counts.", 4))
	case !s.loaded:
		return ""
	case len(s.rows) == 0:
		return f.Para(t.Muted,
			"Nobody whose name or address has a word that begins like this. People made in the last minutes "+
				"may be missing.", 2)
	}
	col := 0
	for _, u := range s.rows {
		col = max(col, ansi.StringWidth(u.DisplayName))
	}
	col = min(col, max(f.Width/3, 16))
	var rows []string
	for _, u := range s.rows {
		rows = append(rows, userRow(f, u, col))
	}
	switch {
	case s.mayMore():
		rows = append(rows, f.Hang("  "+t.Key.Render("m")+" ", t.Muted, "reads more"))
	case s.page.More():
		rows = append(rows, f.Para(t.Muted, "No more than "+itoa(rowsHeld)+" are listed. Search for the others.",
			2))
	}
	return strings.Join(rows, "\n")
}

// userRow is a name and the address under which the person signs in.
func userRow(f frame, u graph.User, col int) string {
	t := f.Theme
	address := u.UserPrincipalName
	if u.Mail != "" && !strings.EqualFold(u.Mail, u.UserPrincipalName) {
		address += "  (" + u.Mail + ")"
	}
	name := f.Safe(u.DisplayName)
	if ansi.StringWidth(name) > col {
		return lines(f.Hang("  ", t.Text, name), f.Para(t.Muted, address, 4))
	}
	return f.Hang("  "+t.Text.Render(ui.Pad(name, col))+"  ", t.Muted, address)
}
