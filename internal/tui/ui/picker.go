package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Picker is a cursor in a list that is longer than the window.
type Picker struct{ At int }

// Move answers the keys that move the cursor among n rows.
func (p *Picker) Move(msg tea.Msg, keys key.Binding, n int) bool {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || !key.Matches(k, keys) {
		return false
	}
	by := map[string]int{"up": -1, "down": 1, "pgup": -5, "pgdown": 5, "home": -n, "end": n}[k.String()]
	p.At = max(0, min(p.At+by, n-1))
	return true
}

// Block is a piece of a list: a row that can be chosen, or a heading.
type Block struct {
	Text string
	Row  int // -1 for what cannot be chosen
}

// Listed draws a list below a head that stays in view: as much of it as there is room
// for, around the chosen row, and how much is above and below.
func (f Frame) Listed(head string, blocks []Block, at, room int) string {
	var rows []string
	lead, first, last := 0, 0, 0 // the heading above the chosen row, the row, its end
	heading := -1
	for _, b := range blocks {
		l := strings.Split(b.Text, "\n")
		if b.Row < 0 && heading < 0 {
			heading = len(rows)
		}
		if b.Row == at {
			lead, first, last = len(rows), len(rows), len(rows)+len(l)-1
			if heading >= 0 {
				lead = heading
			}
		}
		if b.Row >= 0 {
			heading = -1
		}
		rows = append(rows, l...)
	}
	room -= len(Split(head)) + 1
	if len(rows) <= room {
		return Stack(head, strings.Join(rows, "\n"))
	}
	room = max(room-1, 3)
	top := 0
	if last >= room {
		top = max(first-room/3, last-room+1)
		top = max(0, min(top, first, len(rows)-room))
	}
	if lead < top && last-lead < room { // a row is not parted from its heading
		top = lead
	}
	return Stack(head, strings.Join(f.Theme.Window(rows, top, -1, room), "\n"))
}
