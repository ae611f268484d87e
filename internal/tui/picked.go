package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// picker is a cursor in a list that is longer than the window.
type picker struct{ at int }

var keyRow = bind("↑↓", "choose", "up", "down", "pgup", "pgdown", "home", "end")

// move answers the keys that move the cursor among n rows.
func (p *picker) move(msg tea.Msg, n int) bool {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || !key.Matches(k, keyRow) {
		return false
	}
	switch k.String() {
	case "up":
		p.at--
	case "down":
		p.at++
	case "pgup":
		p.at -= 5
	case "pgdown":
		p.at += 5
	case "home":
		p.at = 0
	case "end":
		p.at = n - 1
	}
	p.at = max(0, min(p.at, n-1))
	return true
}

// block is a piece of a list: a row that can be chosen, or a heading.
type block struct {
	text string
	row  int // -1 for what cannot be chosen
}

// listed draws a list below a head that stays in view: as much of it as there
// is room for, around the chosen row, and how much is above and below.
func listed(f frame, head string, blocks []block, at, room int) string {
	var rows []string
	lead, first, last := 0, 0, 0 // the heading above the chosen row, the row, its end
	heading := -1
	for _, b := range blocks {
		l := strings.Split(b.text, "\n")
		if b.row < 0 && heading < 0 {
			heading = len(rows)
		}
		if b.row == at {
			lead, first, last = len(rows), len(rows), len(rows)+len(l)-1
			if heading >= 0 {
				lead = heading
			}
		}
		if b.row >= 0 {
			heading = -1
		}
		rows = append(rows, l...)
	}
	room -= len(split(head)) + 1
	if len(rows) <= room {
		return stack(head, strings.Join(rows, "\n"))
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
	shown := append(append([]string{}, rows[top:top+room]...), f.Theme.Muted.Render(more(top, len(rows)-top-room)))
	return stack(head, strings.Join(shown, "\n"))
}
