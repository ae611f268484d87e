package tui

// still tells the time between two messages, in which nothing changes that a page says:
// a page is made once then, however often it is asked for while a frame is drawn.
type still struct {
	turn int // counts those times
	on   bool
}

func (s *still) begin() { s.turn, s.on = s.turn+1, true }
func (s *still) end()   { s.on = false }

// now is the number of this time; 0 while a message is answered, and where nobody
// counts.
func (s *still) now() int {
	if s == nil || !s.on {
		return 0
	}
	return s.turn
}
