package ui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Row is one line of a list that can be taken.
type Row struct {
	ID     string // which row it is, whatever its words are
	Title  string
	Detail string // beside the title: what it does, what it costs
	Off    string // why it cannot be taken now; it is shown in the detail's place
	Letter string // a key of its own; "" for none
	Word   bool   // a person's word: the cursor is on it only where they moved it there
}

// List is a cursor over rows that are given anew each time, because they follow from the
// state. A cursor that a person moved stays on its row wherever that goes, and once the
// row is gone it is where the page began: on what leads on.
//
// It is no list of bubbles': that one holds its items, and its cursor is a number.
type List struct {
	at            int    // where the page puts the cursor
	moved, letter string // the row to which a person moved it; "" for none
}

// Put is where the page itself puts the cursor.
func (l *List) Put(at int) { *l = List{at: at} }

// At is the row of the cursor.
func (l *List) At(rows []Row) int {
	if l.moved == "" {
		return min(l.at, len(rows)-1)
	}
	at := slices.IndexFunc(rows, func(r Row) bool { return r.ID == l.moved })
	if at < 0 && l.letter != "" { // its words follow the state
		at = slices.IndexFunc(rows, func(r Row) bool { return r.Letter == l.letter })
	}
	return max(at, 0)
}

// Cursor is the row that Enter takes, -1 while that would be a person's word which they
// have not gone to themselves.
func (l *List) Cursor(rows []Row) int {
	at := l.At(rows)
	if at >= 0 && rows[at].Word && rows[at].ID != l.moved {
		return -1
	}
	return at
}

// To moves the cursor by a person's key; behind the last row comes the first.
func (l *List) To(rows []Row, at int) {
	r := rows[(at+len(rows))%len(rows)]
	l.moved, l.letter = r.ID, r.Letter
}

// Mark is what stands before a row, and its style.
func (f Frame) Mark(here bool) (mark string, st lipgloss.Style) {
	if here {
		return f.Theme.Accent.Render("▸ "), f.Theme.Accent
	}
	return "  ", f.Theme.Text
}

// row is the mark and the style of a row, and what is said of it.
func (f Frame) row(r Row, here bool) (mark string, st lipgloss.Style, detail string) {
	mark, st = f.Mark(here)
	if r.Off == "" {
		return mark, st, r.Detail
	}
	if !here {
		st = f.Theme.Muted
	}
	return mark, st, r.Off
}

// Column draws the rows one below the other, in two columns; where they do not fit side
// by side, the detail stands below its title.
func (l *List) Column(f Frame, rows []Row) string {
	col := 0
	for _, r := range rows {
		col = max(col, ansi.StringWidth(f.Safe(r.Title)))
	}
	col = min(col, max(f.Width*2/5, 24))
	lettered := slices.ContainsFunc(rows, func(r Row) bool { return r.Letter != "" })
	var out []string
	at, first := l.Cursor(rows), 0 // line of the cursor
	for i, r := range rows {
		if i == at {
			first = len(out)
		}
		out = append(out, Split(f.line(r, i == at, lettered, col))...)
	}
	room := max(f.Height-4, 6) // of the page something stays in view
	if len(out) > room {
		out = f.Theme.Window(out, first-room/2, -1, room-1)
	}
	return strings.Join(out, "\n")
}

func (f Frame) line(r Row, here, lettered bool, col int) string {
	mark, st, detail := f.row(r, here)
	if lettered {
		mark += f.Theme.Key.Render(Pad(r.Letter, 1)) + "  "
	}
	title := f.Safe(r.Title)
	switch {
	case detail == "":
		return f.Hang(mark, st, title)
	case ansi.StringWidth(title) <= col && f.Width-col-8 >= 24:
		return f.Hang(mark+st.Render(Pad(title, col))+"   ", f.Theme.Muted, detail)
	}
	return Lines(f.Hang(mark, st, title), f.Para(f.Theme.Muted, detail, 7))
}

// Bar draws the rows side by side, in several lines where they do not fit, and below
// them what the chosen one does.
func (l *List) Bar(f Frame, rows []Row) string {
	if len(rows) == 0 {
		return ""
	}
	at := l.At(rows)
	line, out := "", []string{}
	for i, r := range rows {
		mark, st, _ := f.row(r, i == at)
		if r.Letter != "" {
			mark += f.Theme.Key.Render(r.Letter) + " "
		}
		cell := mark + st.Render(f.Safe(r.Title))
		if line != "" && ansi.StringWidth(line)+ansi.StringWidth(cell)+2 > f.Width {
			out, line = append(out, line), ""
		}
		if line != "" {
			line += "  "
		}
		line += cell
	}
	out = append(out, line)
	if _, _, detail := f.row(rows[at], true); detail != "" {
		out = append(out, f.Para(f.Theme.Muted, detail, 2))
	}
	return strings.Join(out, "\n")
}
