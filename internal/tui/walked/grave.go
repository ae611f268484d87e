package walked

import (
	"time"

	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// grace is how long the keyboard must have been quiet once before a question
// that has just appeared takes an answer. A key meant for the page below, one
// that is held down and one of a paste cannot say yes to a write.
const grace = 400 * time.Millisecond

// unread is how many lines of a text were never in view above its actions.
func unread(f views.Frame, text, actions string) int {
	all := ui.Split(text)
	return max(0, len(all)-f.Low-ui.Room(all, ui.Split(actions), f.Height))
}
