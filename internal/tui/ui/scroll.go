package ui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/viewport"

	"ssowizard/internal/text"
)

// Room is how many lines of text can be seen: all of them, or what is left beside the
// actions and the line that says there is more.
func Room(text, actions []string, height int) int {
	room := height
	if len(actions) > 0 {
		room -= len(actions) + 1
	}
	if len(text) <= room {
		return len(text)
	}
	return max(room-1, 1)
}

// Window is so many lines of a text from the given one on, moved so far that the line
// that is wanted is in view (-1: none is), and then how much is above and below. A text
// that is no longer than that stays as it is.
func (t Theme) Window(rows []string, top, wanted, room int) []string {
	if len(rows) <= room {
		return rows
	}
	v := viewport.New(viewport.WithHeight(room))
	v.SetContentLines(rows)
	v.SetYOffset(top)
	if wanted >= v.YOffset()+room {
		v.SetYOffset(wanted - room + 1)
	} else if wanted >= 0 {
		v.EnsureVisible(wanted, 0, 0)
	}
	top = v.YOffset()
	return append(slices.Clone(rows[top:top+room]), t.Muted.Render(more(top, len(rows)-top-room)))
}

func more(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf("▲ %d above, ▼ %s below · PgUp PgDn", above, text.Count(below, "more line"))
	case below > 0:
		return fmt.Sprintf("▼ %s below · PgDn", text.Count(below, "more line"))
	}
	return fmt.Sprintf("▲ %s above · PgUp", text.Count(above, "line"))
}
