package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

func (s *board) Body(f frame) page {
	b := judge.BoardOf(f.State.Snapshot, f.State.Profile)
	head := s.head(f, b)
	if word := noted(f, f.State.Verdict.Phase(boardPhase)); word != "" {
		head = lines(word, head)
	}
	if len(b.Rows) == 0 {
		return page{Text: stack(head, findings(f, f.State.Verdict.Phase(boardPhase).Findings())),
			Actions: s.bar.view(f, s.choices()), Focus: -1}
	}
	v := newBoardView(f, b)
	table, focus := v.draw(min(s.at, len(b.Rows)-1))
	text := lines(head, table)
	if focus >= 0 {
		focus += len(split(head))
	}
	if w := s.warnings(f); w != "" {
		text = stack(text, w)
	}
	return page{Text: text, Actions: s.bar.view(f, s.choices()), Focus: focus}
}

// head is the count of each state; before the registration was read it says so,
// because an unread list is not an empty one.
func (s *board) head(f frame, b mtp.Board) string {
	t := f.Theme
	snap := f.State.Snapshot
	if len(f.State.Profile.Wanted.URIs) == 0 {
		return f.Hang(t.Unsure.Render("? "), t.Text,
			"The MTP portal's list is not known here yet, so there is nothing to compare with.")
	}
	if snap.App.Value == nil {
		why := "The registration is not made yet (steps 3–8)."
		if !snap.App.Known {
			why = "Entra's list could not be read: " + snap.App.Why.Text
		}
		return f.Hang(t.Unsure.Render("? "), t.Text, why)
	}
	g := t.Status(f.State.Verdict.Phase(boardPhase).Status)
	if b.Complete() {
		return f.Hang(g.Dot()+" ", t.Strong,
			itoa(b.Count(mtp.StatusRegistered))+" of "+itoa(len(f.State.Profile.Wanted.URIs))+" registered under "+
				"SPA, byte for byte")
	}
	return f.Hang(g.Dot()+" ", t.Strong, b.Summary())
}

// warnings say what Entra might refuse about the order that would be written.
func (s *board) warnings(f frame) string {
	if f.State.Snapshot.App.Value == nil {
		return ""
	}
	var out []string
	for _, p := range s.arrangement().Problems() {
		g := f.Theme.Look.Render("! ")
		if p.Level == mtp.Fail {
			g = f.Theme.Bad.Render("✗ ")
		}
		out = append(out, f.Hang(g, f.Theme.Text, p.Text), f.Para(f.Theme.Muted, p.Remedy, 2))
	}
	return strings.Join(out, "\n")
}

// boardView draws the two lists. Side by side where both addresses of a row
// fit; a row that does not fit is stacked, never cut. It is no table of lipgloss': that
// one cuts the end of a cell, where the addresses differ, and has no place for the mark
// under the letter that differs.
type boardView struct {
	f       frame
	groups  []rowGroup
	unread  bool // Entra's side was not read
	left    int  // columns of the portal's address
	right   int  // columns of Entra's
	stacked bool
	begun   bool // something was put in order before; what is missing is a fault
}

const (
	boardLead   = 4  // cursor and glyph
	boardStatus = 10 // the status in a word
	boardKind   = 4  // SPA, Web
	boardLeast  = 16 // below this an address column is not worth having
)

func newBoardView(f frame, b mtp.Board) *boardView {
	v := &boardView{f: f, groups: boardGroups(b), unread: f.State.Snapshot.App.Value == nil,
		begun: f.State.Verdict.Phase(boardPhase).Status == setup.StatusFail}
	room := f.Width - boardLead - boardStatus - boardKind - 4
	for _, g := range v.groups {
		for _, r := range g.rows {
			if g.origin == "" {
				continue // foreign ones have a line of their own
			}
			v.left = max(v.left, ansi.StringWidth(pathOf(r.Want, g.origin)))
			if n := ansi.StringWidth(v.foundText(r, g.origin)); n <= room/2 {
				v.right = max(v.right, n)
			}
		}
	}
	v.right = max(v.right, boardLeast)
	v.stacked = v.left+v.right > room
	return v
}

// draw gives all lines and the one the cursor is on.
func (v *boardView) draw(at int) (text string, focus int) {
	t := v.f.Theme
	var rows []string
	if !v.stacked {
		rows = append(rows, t.Muted.Render(ui.Pad("", boardLead)+ui.Pad("MTP portal", v.left)+"  "+"Entra"))
	}
	n := 0
	for _, g := range v.groups {
		if g.origin == "" {
			rows = append(rows, t.Muted.Render("  not in the MTP portal's list"))
		} else {
			rows = append(rows, v.f.Hang("  ", t.Strong, g.origin))
		}
		for _, r := range g.rows {
			drawn := split(v.row(r, g.origin, n == at))
			if n == at {
				focus = len(rows) + len(drawn) - 1
			}
			rows = append(rows, drawn...)
			n++
		}
	}
	return strings.Join(rows, "\n"), focus
}

// state is a row's glyph and its one word.
func (v *boardView) state(r mtp.Row) glyph {
	t := v.f.Theme
	switch r.Status {
	case mtp.StatusRegistered:
		return glyph{"✓", "registered", t.Good}
	case mtp.StatusMissing:
		if v.unread {
			return glyph{"?", "not read", t.Unsure}
		}
		if !v.begun {
			return glyph{"○", "missing", t.Text}
		}
		return glyph{"✗", "missing", t.Bad}
	case mtp.StatusWrongPlatform:
		return glyph{"✗", "under " + r.Platform.String(), t.Bad}
	case mtp.StatusNearMiss:
		return glyph{"!", "nearly", t.Look}
	}
	return glyph{"·", "not ours", t.Muted}
}

// foundText is Entra's address as the row shows it: without the common
// beginning where it has the same, else whole.
func (v *boardView) foundText(r mtp.Row, origin string) string {
	if r.Found == "" {
		return "–"
	}
	if rest, ok := strings.CutPrefix(r.Found, origin); ok && rest != "" &&
		(r.DiffAt < 0 || r.DiffAt >= len([]rune(origin))) {
		return rest
	}
	return r.Found
}

func (v *boardView) row(r mtp.Row, origin string, here bool) string {
	t := v.f.Theme
	g := v.state(r)
	mark, st := v.f.Mark(here)
	lead := mark + g.Dot() + " "
	if origin == "" {
		return v.foreign(r, lead, st)
	}
	want, found := pathOf(r.Want, origin), v.foundText(r, origin)
	fits := !v.stacked && ansi.StringWidth(found) <= v.right
	if !fits {
		return v.stackedRow(r, lead, st, want, found)
	}
	kind := ""
	if r.Found != "" {
		kind = r.Platform.String()
	}
	line := lead + st.Render(v.f.Safe(ui.Pad(want, v.left))) + "  " +
		t.Muted.Render(ui.Pad(kind, boardKind)) + st.Render(v.f.Safe(ui.Pad(found, v.right))) + "  " +
		g.Style.Render(g.Word)
	if r.Status != mtp.StatusNearMiss {
		return line
	}
	return lines(line, v.caret(r, found, boardLead+v.left+2+boardKind))
}

// caret marks the differing character under the address that begins in the
// given column, and says the difference.
func (v *boardView) caret(r mtp.Row, found string, column int) string {
	t := v.f.Theme
	cut := len([]rune(r.Found)) - len([]rune(found))
	shown := []rune(found)
	at := column + ansi.StringWidth(string(shown[:min(max(r.DiffAt-cut, 0), len(shown))]))
	mark := t.Look.Render("▲")
	words := " " + r.Differs
	if at+1+ansi.StringWidth(words) <= v.f.Width {
		return strings.Repeat(" ", at) + mark + t.Look.Render(words)
	}
	if n := ansi.StringWidth(words) + 1; n <= at {
		return strings.Repeat(" ", at-n) + t.Look.Render(r.Differs) + "  " + mark
	}
	return lines(strings.Repeat(" ", min(at, v.f.Width-1))+mark, v.f.Para(t.Look, r.Differs, boardLead+2))
}

// stackedRow sets Entra's address below the portal's, where it differs.
func (v *boardView) stackedRow(r mtp.Row, lead string, st lipgloss.Style, want, found string) string {
	t := v.f.Theme
	g := v.state(r)
	room := v.f.Width - boardLead - boardStatus - 2
	var line string
	if ansi.StringWidth(want) <= room {
		line = lead + st.Render(v.f.Safe(ui.Pad(want, room))) + "  " + g.Style.Render(g.Word)
	} else {
		line = lines(lead+g.Style.Render(g.Word), v.f.Whole(st, want, boardLead))
	}
	if r.Status == mtp.StatusRegistered || r.Status == mtp.StatusMissing {
		return line
	}
	in := strings.Repeat(" ", boardLead)
	has := in + t.Muted.Render("Entra  "+ui.Pad(r.Platform.String(), boardKind))
	column := boardLead + 7 + boardKind
	if ansi.StringWidth(found) > v.f.Width-column {
		line = lines(line, has, v.f.Whole(t.Text, found, boardLead))
		if r.Status == mtp.StatusNearMiss {
			line = lines(line, v.f.Para(t.Look, "▲ "+r.Differs, boardLead))
		}
		return line
	}
	line = lines(line, has+t.Text.Render(v.f.Safe(found)))
	if r.Status == mtp.StatusNearMiss {
		line = lines(line, v.caret(r, found, column))
	}
	return line
}

// foreign is a row of something that the MTP portal does not name.
func (v *boardView) foreign(r mtp.Row, lead string, st lipgloss.Style) string {
	t := v.f.Theme
	word := "kept, not ours"
	kind := t.Muted.Render(ui.Pad(r.Platform.String(), boardKind))
	if ansi.StringWidth(r.Found)+boardLead+boardKind+2+len(word) <= v.f.Width {
		gap := v.f.Width - boardLead - boardKind - ansi.StringWidth(r.Found) - len(word)
		if !v.stacked {
			gap = min(gap, max(2, v.left+2+v.right+2-ansi.StringWidth(r.Found)))
		}
		return lead + kind + st.Render(v.f.Safe(r.Found)) + strings.Repeat(" ", gap) + t.Muted.Render(word)
	}
	return lines(lead+kind+t.Muted.Render(word), v.f.Whole(st, r.Found, boardLead+boardKind))
}
