package tui

func (s *walked) choices() []choice { return s.menuChoices(s.page()) }
