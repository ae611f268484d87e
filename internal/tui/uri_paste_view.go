package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"ssowizard/internal/mtp"
	"ssowizard/internal/paste"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

func (s *uriPaste) Body(f frame) page {
	t := f.Theme
	switch {
	case s.edit != nil:
		rows, at := s.edit.View(f.Frame, f.Width-4)
		return page{Text: pasteArea(f, "edit here", rows), Focus: at + 1,
			Actions: stack(s.misplaced(f), s.tally(f))}
	case s.raw == "":
		return page{Text: stack(f.Para(t.Text,
			"In the MTP portal, copy the whole list from the tab "+quoted(mtp.FieldRedirectURIs)+
				". Then paste it here as you paste in this terminal: a right click, Ctrl+Shift+V or Cmd+V.", 0),
			pasteArea(f, "paste here", []string{ui.CursorMark, "", ""}), s.misplaced(f), s.waitingHint(f)), Focus: -1}
	}
	text, actions := s.review(f), s.verdict(f)
	return page{Text: text, Actions: actions, Focus: s.focus(f, text, actions)}
}

// review is all that is said about the list. What has to be looked at before it is
// taken comes first.
func (s *uriPaste) review(f frame) string {
	first := []string{s.misplaced(f), s.listProblems(f), s.mended(f), s.dropped(f, true)}
	kept, rest := s.kept(f), s.dropped(f, false)
	if !s.good() && len(s.looks()) > 0 {
		kept, rest = rest, kept // what was left out may be what is missing
	}
	return stack(append(first, kept, rest)...)
}

// focus is the last line that is in view when the text is scrolled to s.top.
// The page takes every key, so it scrolls by itself.
func (s *uriPaste) focus(f frame, text, actions string) int {
	all, room := len(split(text)), f.Height-len(split(actions))-1
	if all <= room {
		return -1
	}
	room-- // the line that says there is more
	return min(s.top, all-room) + room - 1
}

// scroll moves by so many lines. How far the text goes is known to the page
// that draws it; the narrowest page has the most lines.
func (s *uriPaste) scroll(by int) {
	most := len(split(s.review(newFrame(minWidth-2, minHeight, theme{}))))
	s.top = max(0, min(s.top+by, most-4))
}

// pasteArea frames the lines of the paste area.
func pasteArea(f frame, title string, rows []string) string {
	return f.Frame.Theme.Box(title, f.Theme.Rule, rows, f.Width-4)
}

func (s *uriPaste) waitingHint(f frame) string {
	t := f.Theme
	hint := f.Para(t.Muted,
		"Lines, numbered lists, tables, quotes and HTML are all read. Piece by piece works too: each paste adds "+
			"to the list. Nothing happens before you take the list with Enter.", 0)
	if s.d.practice == nil {
		return hint
	}
	return lines(hint, "", f.Hang(t.Accent.Render("enter  "), t.Text,
		"In practice: puts in "+itoa(len(s.d.practice.URIs))+" addresses made up for it, marked as examples."))
}

// tally is the count in one line, while the text is edited too.
func (s *uriPaste) tally(f frame) string {
	t := f.Theme
	n := len(s.parsed.URIs)
	parts := []string{itoa(n) + " of " + itoa(mtp.URICount) + " addresses read"}
	if s.parsed.Duplicates > 0 {
		parts = append(parts, itoa(s.parsed.Duplicates)+" came twice")
	}
	if k := len(s.looks()); k > 0 {
		parts = append(parts, text.Count(k, "piece")+" left out")
	}
	if s.examples {
		parts = append(parts, "examples, for practice only")
	}
	g := t.Good.Render("✓ ")
	switch {
	case !s.good():
		g = t.Bad.Render("✗ ")
	case s.warned():
		g = t.Look.Render("! ")
	}
	return f.Hang(g, t.Strong, strings.Join(parts, " · "))
}

// warned tells whether something has to be looked at before the list is taken.
func (s *uriPaste) warned() bool { return len(s.parsed.Doubts()) > 0 }

// verdict is the tally and what Enter does now.
func (s *uriPaste) verdict(f frame) string {
	t := f.Theme
	what := "Paste what is missing, or e to edit the text. Enter takes the list once nothing is marked ✗."
	then := "."
	if s.d.task != nil {
		then = " and compares it with Entra. Nothing is written."
	}
	switch {
	case s.good() && s.warned():
		what = "▸ Enter takes the list as it was read, with what is marked ! above" + then
	case s.good():
		what = "▸ Enter takes the list" + then
	}
	st := t.Muted
	if s.good() {
		st = t.Accent
	}
	return lines(s.tally(f), f.Para(st, what, 0))
}

func (s *uriPaste) misplaced(f frame) string {
	if s.wrong.Text == "" {
		return ""
	}
	return s.problem(f, s.wrong, "") + "\n" + f.Para(f.Theme.Muted, "It was not kept.", 2)
}

// listProblems are those of the whole list, and of single addresses by their names.
func (s *uriPaste) listProblems(f frame) string {
	var out []string
	if len(s.parsed.URIs) == 0 {
		out = append(out, f.Hang(f.Theme.Bad.Render("✗ "), f.Theme.Text, "No address was found in this text."),
			f.Para(f.Theme.Muted,
				"An address begins with https://. Copy the list from the tab "+quoted(mtp.FieldRedirectURIs)+".", 2))
	}
	for _, p := range s.problems {
		if p.URI != "" {
			p.Text = p.URI + ": " + p.Text
		}
		out = append(out, s.problem(f, p, ""))
	}
	return strings.Join(out, "\n")
}

func (s *uriPaste) problem(f frame, p mtp.Problem, in string) string {
	g := f.Theme.Look.Render(in + "! ")
	if p.Level == mtp.Fail {
		g = f.Theme.Bad.Render(in + "✗ ")
	}
	row := f.Hang(g, f.Theme.Text, p.Text)
	if p.Remedy != "" {
		row = lines(row, f.Para(f.Theme.Muted, p.Remedy, len(in)+2))
	}
	return row
}

// kept lists the addresses under their common beginning, each with its state:
// two groups side by side where they fit.
func (s *uriPaste) kept(f frame) string {
	groups := byOrigin(s.parsed.URIs)
	if len(groups) == 2 {
		left, right := s.group(f, groups[0]), s.group(f, groups[1])
		if lipgloss.Width(left)+3+lipgloss.Width(right) <= f.Width {
			return lipgloss.JoinHorizontal(lipgloss.Top, left, "   ", right)
		}
	}
	var rows []string
	for _, g := range groups {
		rows = append(rows, s.group(f, g))
	}
	return strings.Join(rows, "\n")
}

func (s *uriPaste) group(f frame, g originGroup) string {
	t := f.Theme
	rows := []string{f.Hang("", t.Strong, g.origin) + t.Muted.Render(" · "+itoa(len(g.uris)))}
	for _, u := range g.uris {
		mine := s.of(u)
		mark := markOf(t, mine)
		if len(mine) == 0 && s.inDoubt(u) {
			mark = t.Look.Render("! ")
		}
		rows = append(rows, "  "+mark+strings.TrimLeft(f.Whole(t.Text, pathOf(u, g.origin), 4), " "))
	}
	return strings.Join(rows, "\n")
}

// markOf is the glyph of an address with these problems.
func markOf(t theme, list []mtp.Problem) string {
	switch {
	case failing(list):
		return t.Bad.Render("✗ ")
	case len(list) > 0:
		return t.Look.Render("! ")
	}
	return t.Good.Render("✓ ")
}

func (s *uriPaste) of(uri string) []mtp.Problem {
	var out []mtp.Problem
	for _, p := range s.problems {
		if p.URI == uri {
			out = append(out, p)
		}
	}
	return out
}

// inDoubt tells an address that was mended, or beside which something was left out.
func (s *uriPaste) inDoubt(uri string) bool {
	return slices.ContainsFunc(s.parsed.Mended, func(m paste.Mended) bool { return m.URI == uri }) ||
		slices.ContainsFunc(s.parsed.Dropped, func(d paste.Dropped) bool { return d.Near == uri && d.Doubtful() })
}

// mendsNamed is how many addresses are named where they were mended alike; of more,
// the list below has the marks.
const mendsNamed = 4

// mended says what was undone, and in which addresses.
func (s *uriPaste) mended(f frame) string {
	var order []string
	alike := map[string][]string{}
	for _, m := range s.parsed.Mended {
		why := strings.Join(m.Why, ", ")
		if alike[why] == nil {
			order = append(order, why)
		}
		alike[why] = append(alike[why], m.URI)
	}
	var rows []string
	for _, why := range order {
		uris := alike[why]
		text := "1 address was mended: " + why + "."
		if len(uris) > 1 {
			text = itoa(len(uris)) + " addresses were mended, those marked ! below. Of each: " + why + "."
		}
		rows = append(rows, f.Hang(f.Theme.Look.Render("! "), f.Theme.Text, text))
		if len(uris) <= mendsNamed {
			for _, u := range uris {
				rows = append(rows, f.Whole(f.Theme.Muted, u, 4))
			}
		}
	}
	return strings.Join(rows, "\n")
}

// looks are the dropped pieces that are worth a line: not mere list marks.
func (s *uriPaste) looks() []paste.Dropped {
	var out []paste.Dropped
	for _, d := range s.parsed.Dropped {
		if !d.Kind.Noise() && d.Kind != paste.DropDuplicate {
			out = append(out, d)
		}
	}
	return out
}

// dropped says what was not taken and why: first, before the addresses, what may
// be part of one, and below them the rest.
func (s *uriPaste) dropped(f frame, doubtful bool) string {
	t := f.Theme
	var list []paste.Dropped
	marks := 0
	for _, d := range s.parsed.Dropped {
		if d.Kind.Noise() {
			marks += max(d.Count, 1)
		}
	}
	for _, d := range s.looks() {
		if d.Doubtful() == doubtful {
			list = append(list, d)
		}
	}
	bullet, rows := "  · ", []string{t.Strong.Render("Left out")}
	if doubtful {
		bullet, rows = t.Look.Render("  ! "), []string{t.Strong.Render("Left out beside an address")}
	}
	most := 8
	for i, d := range list {
		if i == most && len(list) > most+1 {
			rows = append(rows, f.Para(t.Muted, "and "+text.Count(len(list)-most, "more piece"), 2))
			break
		}
		text := d.Why()
		if d.Text != "" {
			text = "line " + itoa(d.Line) + ", \"" + d.Text + "\": " + d.Why()
		}
		rows = append(rows, f.Hang(bullet, t.Muted, text))
	}
	if !doubtful && s.parsed.Duplicates > 0 {
		rows = append(rows, f.Hang("  · ", t.Muted, "the same address again: "+itoa(s.parsed.Duplicates)))
	}
	if !doubtful && marks > 0 {
		rows = append(rows, f.Hang("  · ", t.Muted, "list marks, quotes and the like: "+itoa(marks)))
	}
	if len(rows) == 1 {
		return ""
	}
	return strings.Join(rows, "\n")
}

// originGroup is a run of addresses with the same beginning.
type originGroup struct {
	origin string
	uris   []string
}

// byOrigin gathers addresses under their scheme and host, in the order in which
// these come up. The order within each stays.
func byOrigin(uris []string) []originGroup {
	var out []originGroup
	at := map[string]int{}
	for _, u := range uris {
		o := originOf(u)
		i, ok := at[o]
		if !ok {
			i = len(out)
			at[o] = i
			out = append(out, originGroup{origin: o})
		}
		out[i].uris = append(out[i].uris, u)
	}
	return out
}

// originOf is scheme and host, as they are written.
func originOf(uri string) string {
	i := strings.Index(uri, "://")
	if i < 0 {
		return uri
	}
	if j := strings.IndexAny(uri[i+3:], "/?#"); j >= 0 {
		return uri[:i+3+j]
	}
	return uri
}

// pathOf is what follows the common beginning, every character of it.
func pathOf(uri, origin string) string {
	if p := strings.TrimPrefix(uri, origin); p != "" {
		return p
	}
	return "(nothing after the host)"
}
