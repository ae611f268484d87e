package tui

import (
	"io"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
)

// pause stops the program until the shell wakes it, as Ctrl+Z does everywhere.
// It runs like printing values does: the terminal is lent to the shell, and the
// page is drawn anew afterwards. Bubble Tea's own way waits for ever where no
// shell is there to wake the program.
type pause struct{ woken bool }

// SetStdin, SetStdout and SetStderr are of no use here: the shell has the terminal.
func (p *pause) SetStdin(io.Reader)  {}
func (p *pause) SetStdout(io.Writer) {}
func (p *pause) SetStderr(io.Writer) {}

// Run stops the program and returns when it goes on.
func (p *pause) Run() error {
	p.woken = stopUntilWoken()
	return nil
}

// suspend answers Ctrl+Z. A write is not left in the middle.
func (m *root) suspend() tea.Cmd {
	switch {
	case !stoppable:
		return nil
	case m.writing():
		return m.say("A write is on its way. Ctrl+Z works again once it is done.")
	}
	p := &pause{}
	return tea.Exec(p, func(error) tea.Msg {
		if !p.woken {
			return screen.NoticeMsg{Text: "No shell is waiting behind this program, so Ctrl+Z has nowhere " +
				"to go."}
		}
		return nil
	})
}
