package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/tui/ui"
)

// boxRoom is the inside of a box: text columns, lines.
func (m *root) boxRoom(geometry) (width, height int) {
	height = m.height - 6
	if m.airy() {
		height -= 2
	}
	return min(m.width-8, 92), height
}

// airy windows are high enough for an empty line inside a box, above and below.
func (m *root) airy() bool { return m.height >= 30 }

// faint takes the colours off the page below a box, so that the eye rests on
// the box. The first line, which says whether this is practice, and the last
// ones, with the keys, stay as they are.
func (m *root) faint(page string) string {
	rows := strings.Split(page, "\n")
	for i := 1; i < len(rows)-2; i++ {
		rows[i] = m.theme.Rule.Render(ansi.Strip(rows[i]))
	}
	return strings.Join(rows, "\n")
}

// withBox draws the topmost box over the page, and says where its cursor is. The page
// below stays as it was.
func (m *root) withBox(below string, g geometry) (string, *tea.Cursor) {
	l := &m.boxes[len(m.boxes)-1]
	w, h := m.boxRoom(g)
	f := m.frame(l, w, h)
	rows := m.scrolled(l, l.s.Body(f), f)
	if m.airy() {
		rows = append(append([]string{""}, rows...), "")
		h += 2
	}
	box, cursor := ui.Cursor(m.theme.Box(m.masker().Text(l.s.Heading()), m.theme.Strong,
		ui.Fit(rows, w, min(len(rows), h)), w))
	x := (m.width - lipgloss.Width(box)) / 2
	y := max(1, (m.height-lipgloss.Height(box))/2)
	// The footer below names the keys of the box; it stays in view.
	if y+lipgloss.Height(box) > m.height-1 {
		y = max(0, m.height-1-lipgloss.Height(box))
	}
	if x < sliver {
		below = blanked(below, y, lipgloss.Height(box))
	}
	if cursor != nil {
		cursor.X, cursor.Y = cursor.X+x, cursor.Y+y
	}
	return lipgloss.NewCompositor(lipgloss.NewLayer(m.faint(below)),
		lipgloss.NewLayer(box).X(x).Y(y).Z(1)).Render(), cursor
}

// sliver is how many columns of the page must be left beside a box for them to be
// shown: fewer hold single letters, which read as broken text.
const sliver = 4

// blanked empties so many lines of a page.
func blanked(page string, from, lines int) string {
	rows := strings.Split(page, "\n")
	for i := from; i < min(from+lines, len(rows)); i++ {
		rows[i] = ""
	}
	return strings.Join(rows, "\n")
}
