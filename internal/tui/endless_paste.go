package tui

import (
	"io"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
)

// pasteEndless is how long a paste may take from its beginning to its end before
// it counts as one that lost its end. It is long, because what comes later is
// taken for keys.
const pasteEndless = 10 * time.Second

// endlessPaste ends a paste whose end never comes, where no filter stands before
// the library's reader: the library takes every key for a part of it, Ctrl+C too,
// until its reader is made anew.
type endlessPaste struct {
	filtered bool // the reader's input ends a paste by itself
	begun    int  // counts the pastes; the one on its way is the last
	open     bool
}

func newEndlessPaste() endlessPaste { return endlessPaste{filtered: runtime.GOOS != "windows"} }

// pasteOverdueMsg says that a paste has had all its time.
type pasteOverdueMsg struct{ paste int }

// watch takes the messages about a paste; other messages are not its own.
func (e *endlessPaste) watch(msg tea.Msg,
	tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd) (cmd tea.Cmd, own bool) {
	switch msg := msg.(type) {
	case tea.PasteStartMsg:
		e.begun, e.open = e.begun+1, true
		if e.filtered {
			return nil, true
		}
		n := e.begun
		return tick(pasteEndless, func(time.Time) tea.Msg { return pasteOverdueMsg{n} }), true
	case tea.PasteEndMsg:
		e.open = false
		return nil, true
	case pasteOverdueMsg:
		if !e.open || msg.paste != e.begun {
			return nil, true
		}
		e.open = false
		return tea.Exec(reread{}, func(error) tea.Msg {
			return screen.NoticeMsg{Text: "A paste did not end, so it was left out. The keys work again."}
		}), true
	}
	return nil, false
}

// reread lends the terminal to nothing: when it is taken back, its reader is new.
type reread struct{}

// SetStdin, SetStdout and SetStderr are of no use: nothing is run.
func (reread) SetStdin(io.Reader)  {}
func (reread) SetStdout(io.Writer) {}
func (reread) SetStderr(io.Writer) {}

// Run does nothing.
func (reread) Run() error { return nil }
