package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// editor is a plain text of several lines with a cursor. It exists beside the
// field because a list of addresses is edited line by line, and because a
// newline that arrives here is always a newline.
type editor struct {
	text []rune
	at   int
}

// newEditor takes a text; what cannot be seen in it is left out, so that the
// cursor always stands on something.
func newEditor(text string) *editor {
	e := &editor{}
	e.insert(text)
	return e
}

func (e *editor) String() string { return string(e.text) }

func (e *editor) insert(s string) {
	in := []rune(text.Visible(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")))
	e.text = append(e.text[:e.at:e.at], append(in, e.text[e.at:]...)...)
	e.at += len(in)
}

// update answers keys and pastes. Enter is a newline.
func (e *editor) update(msg tea.Msg) {
	switch m := msg.(type) {
	case tea.PasteMsg:
		e.insert(m.Content)
	case tea.KeyPressMsg:
		e.key(m)
	}
}

func (e *editor) key(k tea.KeyPressMsg) {
	switch k.String() {
	case "enter":
		e.insert("\n")
	case "left":
		e.at = max(0, e.at-1)
	case "right":
		e.at = min(len(e.text), e.at+1)
	case "up":
		e.vertical(-1)
	case "down":
		e.vertical(1)
	case "home":
		e.at = e.lineStart(e.at)
	case "end":
		e.at = e.lineEnd(e.at)
	case "backspace":
		if e.at > 0 {
			e.cut(e.at-1, e.at)
		}
	case "delete":
		if e.at < len(e.text) {
			e.cut(e.at, e.at+1)
		}
	case "ctrl+k":
		e.cut(e.lineStart(e.at), min(e.lineEnd(e.at)+1, len(e.text)))
	default:
		e.insert(k.Text)
	}
}

func (e *editor) cut(from, to int) {
	e.text = append(e.text[:from:from], e.text[to:]...)
	e.at = from
}

func (e *editor) lineStart(i int) int {
	for i > 0 && e.text[i-1] != '\n' {
		i--
	}
	return i
}

func (e *editor) lineEnd(i int) int {
	for i < len(e.text) && e.text[i] != '\n' {
		i++
	}
	return i
}

// vertical moves to the same column of the line above or below.
func (e *editor) vertical(by int) {
	start := e.lineStart(e.at)
	col := e.at - start
	if by < 0 {
		if start == 0 {
			return
		}
		above := e.lineStart(start - 1)
		e.at = min(above+col, start-1)
		return
	}
	end := e.lineEnd(e.at)
	if end == len(e.text) {
		return
	}
	e.at = min(end+1+col, e.lineEnd(end+1))
}

// view draws the text broken at the width, and tells on which line the cursor
// stands.
func (e *editor) view(f frame, width int) (rows []string, cursor int) {
	begin := 0
	for {
		end := e.lineEnd(begin)
		line := string(e.text[begin:end])
		if e.at < begin || e.at > end {
			rows = append(rows, strings.Split(ansi.Hardwrap(f.Safe(line), width, true), "\n")...)
		} else {
			cursor = len(rows) + ansi.StringWidth(string(e.text[begin:e.at]))/width
			rows = append(rows, e.withCursor(f, begin, end, width)...)
		}
		if end == len(e.text) {
			return rows, cursor
		}
		begin = end + 1
	}
}

func (e *editor) withCursor(f frame, begin, end, width int) []string {
	under, rest := " ", ""
	if e.at < end {
		under, rest = string(e.text[e.at]), string(e.text[e.at+1:end])
	}
	line := f.Safe(string(e.text[begin:e.at])) + f.Theme.Accent.Reverse(true).Render(f.Safe(under)) + f.Safe(rest)
	return strings.Split(ansi.Hardwrap(line, width, true), "\n")
}
