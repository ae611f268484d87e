package views

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
)

// boardTable draws the two lists. Side by side where both addresses of a row
// fit; a row that does not fit is stacked, never cut. It is no table of lipgloss': that
// one cuts the end of a cell, where the addresses differ, and has no place for the mark
// under the letter that differs.
type boardTable struct {
	f       Frame
	rows    []steps.Row
	left    int // columns of the portal's address
	right   int // columns of Entra's
	stacked bool
}

const (
	boardLead   = 4  // cursor and glyph
	boardStatus = 10 // the status in a word
	boardKind   = 4  // SPA, Web
	boardLeast  = 16 // below this an address column is not worth having
)

// NewBoardTable lays the columns out for a window.
func NewBoardTable(f Frame, list []steps.Row) *boardTable {
	v := &boardTable{f: f, rows: list}
	room := f.Width - boardLead - boardStatus - boardKind - 4
	for _, r := range list {
		if r.Pair.Want == "" {
			continue // foreign ones have a line of their own
		}
		v.left = max(v.left, ansi.StringWidth(Path(r.Pair.Want, r.Section)))
		if n := ansi.StringWidth(v.foundText(r)); n <= room/2 {
			v.right = max(v.right, n)
		}
	}
	v.right = max(v.right, boardLeast)
	v.stacked = v.left+v.right > room
	return v
}

// Draw gives all lines and the one the cursor is on.
func (v *boardTable) Draw(at int) (text string, focus int) {
	t := v.f.Theme
	var out []string
	if !v.stacked {
		out = append(out, t.Muted.Render(ui.Pad("", boardLead)+ui.Pad("MTP portal", v.left)+"  "+"Entra"))
	}
	for i, r := range v.rows {
		if i == 0 || v.rows[i-1].Section != r.Section {
			st := t.Strong
			if r.Pair.Want == "" {
				st = t.Muted
			}
			out = append(out, v.f.Hang("  ", st, r.Section))
		}
		out = append(out, ui.Split(v.row(r, i == at))...)
		if i == at {
			focus = len(out) - 1
		}
	}
	return strings.Join(out, "\n"), focus
}

// foundText is Entra's address as the row shows it: without the common
// beginning where it has the same, else whole.
func (v *boardTable) foundText(r steps.Row) string {
	pair := r.Pair
	if pair.Found == "" {
		return "–"
	}
	if rest, ok := strings.CutPrefix(pair.Found, r.Section); ok && rest != "" &&
		(pair.DiffAt < 0 || pair.DiffAt >= len([]rune(r.Section))) {
		return rest
	}
	return pair.Found
}

func (v *boardTable) row(row steps.Row, here bool) string {
	t, r := v.f.Theme, *row.Pair
	g := t.Glyph(row.Sign)
	g.Word = row.Label
	mark, st := v.f.Mark(here)
	lead := mark + g.Dot() + " "
	if r.Want == "" {
		return v.foreign(r, lead, st, g.Word)
	}
	want, found := Path(r.Want, row.Section), v.foundText(row)
	fits := !v.stacked && ansi.StringWidth(found) <= v.right
	if !fits {
		return v.stackedRow(r, lead, st, g, want, found)
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
	return ui.Lines(line, v.caret(r, found, boardLead+v.left+2+boardKind))
}

// caret marks the differing character under the address that begins in the
// given column, and says the difference.
func (v *boardTable) caret(r mtp.Row, found string, column int) string {
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
	return ui.Lines(strings.Repeat(" ", min(at, v.f.Width-1))+mark, v.f.Para(t.Look, r.Differs, boardLead+2))
}

// stackedRow sets Entra's address below the portal's, where it differs.
func (v *boardTable) stackedRow(r mtp.Row, lead string, st lipgloss.Style, g Glyph, want,
	found string) string {
	t := v.f.Theme
	room := v.f.Width - boardLead - boardStatus - 2
	var line string
	if ansi.StringWidth(want) <= room {
		line = lead + st.Render(v.f.Safe(ui.Pad(want, room))) + "  " + g.Style.Render(g.Word)
	} else {
		line = ui.Lines(lead+g.Style.Render(g.Word), v.f.Whole(st, want, boardLead))
	}
	if r.Status == mtp.StatusRegistered || r.Status == mtp.StatusMissing {
		return line
	}
	in := strings.Repeat(" ", boardLead)
	has := in + t.Muted.Render("Entra  "+ui.Pad(r.Platform.String(), boardKind))
	column := boardLead + 7 + boardKind
	if ansi.StringWidth(found) > v.f.Width-column {
		line = ui.Lines(line, has, v.f.Whole(t.Text, found, boardLead))
		if r.Status == mtp.StatusNearMiss {
			line = ui.Lines(line, v.f.Para(t.Look, "▲ "+r.Differs, boardLead))
		}
		return line
	}
	line = ui.Lines(line, has+t.Text.Render(v.f.Safe(found)))
	if r.Status == mtp.StatusNearMiss {
		line = ui.Lines(line, v.caret(r, found, column))
	}
	return line
}

// foreign is a row of something that the MTP portal does not name.
func (v *boardTable) foreign(r mtp.Row, lead string, st lipgloss.Style, word string) string {
	t := v.f.Theme
	kind := t.Muted.Render(ui.Pad(r.Platform.String(), boardKind))
	if ansi.StringWidth(r.Found)+boardLead+boardKind+2+len(word) <= v.f.Width {
		gap := v.f.Width - boardLead - boardKind - ansi.StringWidth(r.Found) - len(word)
		if !v.stacked {
			gap = min(gap, max(2, v.left+2+v.right+2-ansi.StringWidth(r.Found)))
		}
		return lead + kind + st.Render(v.f.Safe(r.Found)) + strings.Repeat(" ", gap) + t.Muted.Render(word)
	}
	return ui.Lines(lead+kind+t.Muted.Render(word), v.f.Whole(st, r.Found, boardLead+boardKind))
}
