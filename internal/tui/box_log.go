package tui

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/wire"
)

// logBox lists the requests of this run: the method, the place, the answer. It
// never had tokens, secrets or bodies to show.
type logBox struct{ calls []wire.Call }

func newLogBox(calls []wire.Call) *logBox { return &logBox{calls} }

func (b *logBox) ID() string { return "Q" }
func (b *logBox) Heading() string {
	return fmt.Sprintf("Requests of this run: %d, newest first", len(b.calls))
}
func (b *logBox) Keys() []key.Binding { return nil }
func (b *logBox) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	if screen.Press(msg, keyLog, screen.KeyEnter) {
		return nil, nil
	}
	return b, nil
}

func (b *logBox) Body(f views.Frame) screen.Drawn {
	if len(b.calls) == 0 {
		return screen.Drawn{Text: f.Para(f.Theme.Text, "Nothing was asked or sent yet.", 0), Focus: -1}
	}
	zone := b.calls[0].Start.Local().Format("MST") // once, for all lines
	rows := []string{f.Para(f.Theme.Muted, "Times in "+zone+".", 0)}
	for i := len(b.calls) - 1; i >= 0; i-- {
		rows = append(rows, callView(f, b.calls[i]))
	}
	return screen.Drawn{Text: strings.Join(rows, "\n"), Focus: -1}
}

var selected = text.Pattern(`\$select=[^&]*`)

// legible undoes the escapes of an address and leaves out the list of
// properties, which tells nobody anything. What the escapes hid is cleaned.
func legible(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		address = text.Clean(plain)
	}
	return selected().ReplaceAllString(address, "$$select=…")
}

// spent is how long a call took. An answer on the same machine takes less than
// what is worth a number.
func spent(d time.Duration) string {
	if d < time.Millisecond {
		return "under 1ms"
	}
	return d.Round(time.Millisecond).String()
}

func callView(f views.Frame, c wire.Call) string {
	t := f.Theme
	status, st := fmt.Sprint(c.Status), t.Good
	switch {
	case c.Status == 0:
		status, st = "–––", t.Bad
	case c.Status >= 400:
		st = t.Look
	}
	lead := t.Muted.Render(c.Start.Local().Format("15:04:05")) + " " + st.Render(status) + " " +
		ui.Pad(c.Method, 6) + " "
	row := f.Hang(lead, t.Text, c.Host+legible(c.Path)+"  "+spent(c.Duration))
	for _, item := range c.Items {
		row = ui.Lines(row, f.Hang("      · ", t.Muted, legible(item)))
	}
	if c.Err != "" {
		row = ui.Lines(row, f.Hang("      "+t.Bad.Render("✗ "), t.Text, c.Err))
	}
	if c.Status >= 400 && c.RequestID != "" {
		row = ui.Lines(row, f.Hang("      ", t.Muted, "request "+c.RequestID))
	}
	return row
}
