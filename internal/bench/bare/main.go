// Command bare is the smallest Bubble Tea program: it draws one line and ends
// on q. Its duty is to be the yardstick for the first frame of ssowizard, so it
// does what every program of this kind does and refuses to do anything else.
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

// line is all that is drawn.
type line struct{}

// Init begins nothing.
func (line) Init() tea.Cmd { return nil }

// Update ends the program on q.
func (l line) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "q" {
		return l, tea.Quit
	}
	return l, nil
}

// View is the line, on a screen of its own as the wizard's pages are.
func (line) View() tea.View {
	v := tea.NewView("One line. q ends it.")
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(line{}).Run(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
