package tui

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// frame is what a screen draws into, and all that drawing may depend on.
type frame struct {
	Width, Height int // columns and lines for Text and Actions together
	Theme         theme
	Now           time.Time
	State         state
	Low           int      // the furthest line that was scrolled to the top
	Work          *working // the job of this screen in flight; nil: none
	mask          masker
}

// state is the engine's last word, taken once per update.
type state struct {
	Snapshot setup.Snapshot
	Profile  setup.Profile
	Verdict  judge.Verdict
	Task     bool   // the run is about something else than the setup
	Writing  string // the stage that is being written; Verdict is what was known before
}

// Safe leaves of a text what can be seen and masks what share-safe mode hides.
// Values from the tenant, addresses first, which are kept byte for byte until
// they are drawn, go through it (or through Para and Wrap, which call it) before
// they are cut or wrapped. The text is unstyled.
func (f frame) Safe(s string) string { return f.mask.text(text.Visible(s)) }

// Wrap breaks a text at the width left after indent columns and indents every
// line. It breaks at spaces only, so that an id stays whole; words longer than
// a line are broken, never cut. The text is unstyled.
func (f frame) Wrap(text string, indent int) string {
	pad := strings.Repeat(" ", indent)
	rows := wrapWords(f.Safe(text), max(f.Width-indent, 8))
	for i, l := range rows {
		rows[i] = strings.TrimRight(pad+l, " ")
	}
	return strings.Join(rows, "\n")
}

// Para is Wrap in a style, line by line, so that no colour leaks into padding.
func (f frame) Para(st lipgloss.Style, text string, indent int) string {
	pad := strings.Repeat(" ", indent)
	lines := strings.Split(f.Wrap(text, indent), "\n")
	for i, l := range lines {
		lines[i] = pad + st.Render(strings.TrimPrefix(l, pad))
	}
	return strings.Join(lines, "\n")
}

// Hang wraps a text behind a lead ("1  ", "Now     "), the following lines
// indented to the same column.
func (f frame) Hang(lead string, st lipgloss.Style, text string) string {
	n := ansi.StringWidth(lead)
	lines := strings.Split(f.Para(st, text, n), "\n")
	lines[0] = lead + lines[0][n:]
	return strings.Join(lines, "\n")
}

// Whole shows a value that must be copied: broken over lines where it does not
// fit, every character of it, without marks of its own.
func (f frame) Whole(st lipgloss.Style, v string, indent int) string {
	w := max(f.Width-indent, 8)
	pad := strings.Repeat(" ", indent)
	var out []string
	for _, l := range strings.Split(ansi.Hardwrap(f.Safe(v), w, true), "\n") {
		out = append(out, pad+st.Render(l))
	}
	return strings.Join(out, "\n")
}

// beside puts a second styled text behind the first, and below it, set in, where the
// line has no room for both.
func (f frame) beside(first, second string) string {
	gap := "   "
	if strings.HasSuffix(first, " ") {
		gap = ""
	}
	if row := first + gap + second; ansi.StringWidth(row) <= f.Width {
		return row
	}
	return lines(first, "    "+second)
}

// Line puts left and right text at the two ends of one line and cuts the left
// one where both do not fit. Not for values that must be copied.
func (f frame) Line(left, right string) string { return ends(left, right, f.Width) }

func ends(left, right string, width int) string {
	room := width - ansi.StringWidth(right)
	if room < 1 {
		return ansi.Truncate(right, width, "…")
	}
	if right != "" {
		room -= 2
	}
	left = ansi.Truncate(left, max(room, 0), "…")
	gap := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	return left + strings.Repeat(" ", max(gap, 0)) + right
}

// stack joins blocks with one empty line between them; empty blocks vanish.
func stack(blocks ...string) string {
	var out []string
	for _, b := range blocks {
		if b != "" {
			out = append(out, b)
		}
	}
	return strings.Join(out, "\n\n")
}

// lines joins lines, empty ones kept.
func lines(l ...string) string { return strings.Join(l, "\n") }
