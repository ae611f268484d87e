package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/tui/walked"
)

// maxText is the widest a page is drawn: longer lines are hard to read.
const maxText = 108

// View draws one frame. It is pure: it reads the model, what is known of the engine and
// the clock that the model was given.
func (m *root) View() tea.View {
	v := tea.NewView("")
	v.WindowTitle = m.windowTitle()
	if m.ended {
		return v // the summary comes after the program, see Run
	}
	v.AltScreen = true
	content, cursor := m.draw()
	v.SetContent(content)
	v.Cursor, v.ProgressBar = cursor, m.progressBar()
	return v
}

// windowTitle says where one is, and that a wait has ended, for whoever looks at
// another window meanwhile. It names no company: titles are seen by everybody.
func (m *root) windowTitle() string {
	p := m.page()
	if p == nil {
		return "ssowizard"
	}
	if c, ok := p.s.(screen.Caller); ok && c.Calls() != "" {
		return "✓ " + c.Calls() + " · ssowizard"
	}
	if id := m.phaseShown(); id != "" {
		return walked.PhaseOf(id).Words() + " · ssowizard"
	}
	return "ssowizard"
}

func (m *root) tooSmall() bool { return m.width < screen.MinWidth || m.height < screen.MinHeight }

// draw is a frame as text, and where its cursor is.
func (m *root) draw() (string, *tea.Cursor) {
	if m.tooSmall() {
		return m.smallNotice(), nil
	}
	if m.page() == nil {
		return "", nil
	}
	g := m.geometry()
	rows := m.header(g)
	body := m.column(g)
	if g.side > 0 {
		body = m.theme.Columns(m.sidebar(g), body, g.side)
	}
	rows = append(rows, body...)
	rows = append(rows, m.footer(g)...)
	out, cursor := ui.Cursor(strings.Join(ui.Fit(rows, m.width, m.height), "\n"))
	if len(m.boxes) > 0 {
		out, cursor = m.withBox(out, g)
	}
	return ui.Within(m.masker().Text(out), m.width), cursor
}

// smallNotice keeps the state and says what is missing.
func (m *root) smallNotice() string {
	text := fmt.Sprintf("This window has %d columns and %d lines. ssowizard needs %d by %d. Make "+
		"it larger, or "+
		"the letters smaller: "+
		"the page is still here. Ctrl+C leaves; --plain works in any size.", m.width, m.height,
		screen.MinWidth,
		screen.MinHeight)
	if s := m.state.Snapshot.Services(); s.Foreign() {
		text = notMicrosoft + " (" + strings.Join(s.Named(), "; ") + "). " + text
	}
	rows := strings.Split(lipgloss.Wrap(text, max(m.width, 1), ""), "\n")
	return ui.Within(strings.Join(ui.Fit(rows, m.width, max(m.height, 1)), "\n"), m.width)
}

// oneHeaderLine is the width from which company and person share a line.
const oneHeaderLine = 110

// geometry is how the window is divided.
type geometry struct {
	side      int // columns of the list of steps; 0: it is not shown
	text      int // columns of the page
	head      int // lines of the header
	body      int // lines between header and footer
	foot      int // lines of the footer
	narrowBar bool
}

func (m *root) geometry() geometry {
	g := geometry{head: 2, foot: 2}
	if m.listed() {
		if m.width >= wideFrom {
			g.side = 34
		} else {
			g.narrowBar = true
		}
	}
	if m.width < oneHeaderLine {
		g.head = 3
	}
	if m.height >= 30 {
		g.foot = 3
	}
	g.head += len(m.foreign())
	room := m.width - 2
	if g.side > 0 {
		room -= g.side + 1
	}
	g.text = min(room, maxText)
	g.body = m.height - g.head - g.foot
	return g
}

// listed tells whether the list of steps belongs to the present page.
func (m *root) listed() bool { return m.phaseShown() != "" }

// column is the page with its heading, exactly body lines high.
func (m *root) column(g geometry) []string {
	l := m.page()
	rows := m.heading(g, l.s)
	f := m.frame(l, g.text, g.body-len(rows))
	rows = append(rows, m.scrolled(l, l.s.Body(f), f)...)
	for i, r := range rows {
		rows[i] = " " + r
	}
	return ui.Fit(rows, g.text+2, g.body)
}

func (m *root) heading(g geometry, s screen.Screen) []string {
	h := s.Heading()
	if h == "" {
		return []string{""}
	}
	right, count := "", ""
	if g.narrowBar || g.side > 0 {
		settled, of := m.settled()
		count, right = settled, m.theme.Muted.Render(settled+of)
	}
	h = m.theme.Strong.Render(m.masker().Text(h))
	if ansi.StringWidth(h)+ansi.StringWidth(right)+2 > g.text { // the count stays, its word gives way
		right = m.theme.Muted.Render(count)
	}
	if ansi.StringWidth(h)+ansi.StringWidth(right)+2 > g.text {
		right = ""
	}
	rows := []string{ui.Ends(h, right, g.text)}
	if g.narrowBar {
		rows = append(rows, m.progress(g.text))
	}
	return append(rows, "")
}

// frame is what a layer draws into.
func (m *root) frame(l *layer, width, height int) views.Frame {
	f := views.NewFrame(width, height, m.theme)
	f.Mask, f.Now, f.Low, f.State = m.masker(), m.deps.Now(), l.low, m.state
	if m.work != nil && m.work.owner == l.id {
		f.Work = &m.work.Running
	}
	return f
}

func (m *root) masker() ui.Masker {
	if !m.shareSafe {
		return ui.Masker{}
	}
	words := sensitive(m.state)
	for _, l := range append(append([]layer(nil), m.pages...), m.boxes...) {
		if s, ok := l.s.(screen.Secretive); ok {
			words = append(words, s.Sensitive()...)
		}
		if h, ok := l.s.(screen.Holder); ok {
			for _, v := range h.Values() {
				words = append(words, v.Text)
			}
		}
	}
	return ui.NewMasker(true, words)
}
