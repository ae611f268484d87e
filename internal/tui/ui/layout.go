package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Pad makes a line exactly so many columns wide.
func Pad(s string, width int) string {
	return lipgloss.PlaceHorizontal(width, lipgloss.Left, ansi.Truncate(s, width, "…"))
}

// Fit makes a block exactly so many lines high, no line wider than width.
func Fit(rows []string, width, height int) []string {
	out := make([]string, height)
	for i := range min(len(rows), height) {
		out[i] = ansi.Truncate(rows[i], width, "…")
	}
	return out
}

// Columns sets two blocks side by side, a rule as high as the right one between them.
func (t Theme) Columns(left, right []string, width int) []string {
	rule := strings.TrimSuffix(strings.Repeat(t.Rule.Render("│")+"\n", len(right)), "\n")
	side := make([]string, len(right))
	for i := range side {
		if side[i] = strings.Repeat(" ", width); i < len(left) {
			side[i] = Pad(left[i], width)
		}
	}
	return Split(lipgloss.JoinHorizontal(lipgloss.Top,
		strings.Join(side, "\n"), rule, strings.Join(right, "\n")))
}

// Box frames lines, each made exactly so many columns wide, the title in the upper edge.
func (t Theme) Box(title string, style lipgloss.Style, rows []string, width int) string {
	edge, b := t.Rule, lipgloss.NormalBorder()
	for i, row := range rows {
		rows[i] = Pad(row, width)
	}
	framed := lipgloss.NewStyle().Border(b, false, true, true).BorderForeground(edge.GetForeground()).
		Padding(0, 1).Render(strings.Join(rows, "\n"))
	title = ansi.Truncate(title, width-2, "…")
	rest := strings.Repeat(b.Top, max(0, width-ansi.StringWidth(title)))
	return edge.Render(b.TopLeft+" ") + style.Render(title) + edge.Render(" "+rest+b.TopRight) + "\n" + framed
}

// Split takes a block apart into its lines; the empty one has none.
func Split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
