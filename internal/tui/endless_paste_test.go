package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestAPasteWithoutAnEndGivesTheKeysBack holds it where no filter stands before the
// library's reader: the reader is made anew once the paste has had its time, and
// only then.
func TestAPasteWithoutAnEndGivesTheKeysBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after    []tea.Msg
		filtered bool
		asks     bool
	}{
		"no end":               {nil, false, true},
		"an end":               {[]tea.Msg{tea.PasteMsg{Content: "contoso"}, tea.PasteEndMsg{}}, false, false},
		"the next one, ended":  {[]tea.Msg{tea.PasteEndMsg{}, tea.PasteStartMsg{}, tea.PasteEndMsg{}}, false, false},
		"filtered before that": {nil, true, false},
	} {
		d := newDriver(t, Config{Session: newRig(t, "new").runner()}, 80, 24)
		d.m.endless.filtered = c.filtered
		d.ticks, d.unknown = nil, nil
		d.send(tea.PasteStartMsg{})
		d.Idle()
		overdue := d.ticks
		for _, m := range c.after {
			d.send(m)
		}
		d.Idle()
		if c.filtered != (len(overdue) == 0) {
			t.Fatalf("%s: %d ticks", name, len(overdue))
		}
		for _, fire := range overdue {
			d.send(fire())
		}
		d.Idle()
		if asked := strings.Contains(strings.Join(d.unknown, " "), "exec"); asked != c.asks {
			t.Errorf("%s: asked of the terminal: %v", name, d.unknown)
		}
	}
}
