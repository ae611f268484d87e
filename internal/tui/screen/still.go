package screen

// Still tells the time between two messages, in which nothing changes that a page says:
// a page is made once then, however often it is asked for while a frame is drawn.
type Still struct {
	turn int // counts those times
	on   bool
}

// Begin is the end of an answer.
func (s *Still) Begin() { s.turn, s.on = s.turn+1, true }

// End is the beginning of the next.
func (s *Still) End() { s.on = false }

// Now is the number of this time; 0 while a message is answered, and where nobody
// counts.
func (s *Still) Now() int {
	if s == nil || !s.on {
		return 0
	}
	return s.turn
}
