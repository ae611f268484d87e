package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// CursorMark stands where the terminal's own cursor belongs. A page is laid out by the
// columns of its text, of which the mark has none, so it moves with what it stands in;
// nothing that is typed or read holds one, because control codes are taken out of both.
const CursorMark = "\x1b_cursor\x1b\\"

// marked puts the mark behind so many columns of a styled line.
func marked(s string, column int) string {
	w := ansi.StringWidth(s)
	return ansi.Cut(s, 0, column) + CursorMark + ansi.Cut(s, column, max(w, column))
}

// Cursor takes the mark out of a drawn page and says where it stood; nil without one.
// Input methods and screen readers follow it.
func Cursor(drawn string) (string, *tea.Cursor) {
	before, after, ok := strings.Cut(drawn, CursorMark)
	if !ok {
		return drawn, nil
	}
	line := before[strings.LastIndex(before, "\n")+1:]
	c := tea.NewCursor(ansi.StringWidth(line), strings.Count(before, "\n"))
	c.Blink = false // nothing blinks, and an idle program idles
	return before + strings.ReplaceAll(after, CursorMark, ""), c
}
