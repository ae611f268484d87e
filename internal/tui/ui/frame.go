package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// Frame is the room that a part draws into.
type Frame struct {
	Width, Height int // columns and lines
	Theme         Theme
	Mask          Masker
}

// Safe leaves of a text what can be seen and masks what share-safe mode hides.
// Values from the tenant, addresses first, which are kept byte for byte until
// they are drawn, go through it (or through Para and Wrap, which call it) before
// they are cut or wrapped. The text is unstyled.
func (f Frame) Safe(s string) string { return f.Mask.Text(text.Visible(s)) }

// Wrap breaks a text at the width left after indent columns and indents every
// line. It breaks at spaces only, so that an id stays whole; words longer than
// a line are broken, never cut. The text is unstyled.
func (f Frame) Wrap(words string, indent int) string {
	pad := strings.Repeat(" ", indent)
	rows := text.Fill(f.Safe(words), max(f.Width-indent, 8))
	for i, l := range rows {
		rows[i] = strings.TrimRight(pad+l, " ")
	}
	return strings.Join(rows, "\n")
}

// Para is Wrap in a style, line by line, so that no colour leaks into padding.
func (f Frame) Para(st lipgloss.Style, text string, indent int) string {
	pad := strings.Repeat(" ", indent)
	lines := strings.Split(f.Wrap(text, indent), "\n")
	for i, l := range lines {
		lines[i] = pad + st.Render(strings.TrimPrefix(l, pad))
	}
	return strings.Join(lines, "\n")
}

// Hang wraps a text behind a lead ("1  ", "Now     "), the following lines
// indented to the same column.
func (f Frame) Hang(lead string, st lipgloss.Style, text string) string {
	n := ansi.StringWidth(lead)
	lines := strings.Split(f.Para(st, text, n), "\n")
	lines[0] = lead + lines[0][n:]
	return strings.Join(lines, "\n")
}

// Whole shows a value that must be copied: broken over lines where it does not
// fit, every character of it, without marks of its own.
func (f Frame) Whole(st lipgloss.Style, v string, indent int) string {
	w := max(f.Width-indent, 8)
	pad := strings.Repeat(" ", indent)
	var out []string
	for _, l := range strings.Split(ansi.Hardwrap(f.Safe(v), w, true), "\n") {
		out = append(out, pad+st.Render(l))
	}
	return strings.Join(out, "\n")
}

// Beside puts a second styled text behind the first, and below it, set in, where the
// line has no room for both.
func (f Frame) Beside(first, second string) string {
	gap := "   "
	if strings.HasSuffix(first, " ") {
		gap = ""
	}
	if row := first + gap + second; ansi.StringWidth(row) <= f.Width {
		return row
	}
	return Lines(first, "    "+second)
}

// Line puts left and right text at the two ends of one line and cuts the left
// one where both do not fit. Not for values that must be copied.
func (f Frame) Line(left, right string) string { return Ends(left, right, f.Width) }

// Ends is Line in any width.
func Ends(left, right string, width int) string {
	room := width - ansi.StringWidth(right)
	if room < 1 {
		return ansi.Truncate(right, width, "…")
	}
	if right != "" {
		room -= 2
	}
	left = ansi.Truncate(left, max(room, 0), "…")
	return left + lipgloss.PlaceHorizontal(width-ansi.StringWidth(left), lipgloss.Right, right)
}

// Stack joins blocks with one empty line between them; empty blocks vanish.
func Stack(blocks ...string) string {
	var out []string
	for _, b := range blocks {
		if b != "" {
			out = append(out, b)
		}
	}
	return strings.Join(out, "\n\n")
}

// Lines joins lines, empty ones kept.
func Lines(l ...string) string { return strings.Join(l, "\n") }
