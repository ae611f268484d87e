package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// Within cuts every line that a terminal might draw wider than the window. There
// are two ways to count columns, by letters with their marks and by code points,
// and they differ in some scripts: a page is laid out by the first, and most
// terminals, and the renderer with them, go by the second. A line keeps to the
// window by both.
func Within(page string, width int) string {
	rows := strings.Split(page, "\n")
	for i, r := range rows {
		for w := width; w >= 0 && text.Columns(rows[i]) > width; w-- {
			rows[i] = ansi.TruncateWc(ansi.Truncate(r, w, "…"), w, "…")
		}
	}
	return strings.Join(rows, "\n")
}
