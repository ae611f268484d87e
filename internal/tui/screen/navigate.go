package screen

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
)

// The messages by which screens ask the shell for something. They are made by the functions
// below, and the shell alone handles them.

type (
	// PushMsg shows a screen and keeps the present one below it.
	PushMsg struct{ Screen Screen }
	// ReplaceMsg shows a screen instead of the present one.
	ReplaceMsg struct {
		Screen Screen
		Both   bool // and of the one below it
	}
	// StopAndBackMsg closes the page although a write is on its way.
	StopAndBackMsg struct{}
	// ResetMsg forgets the stack and begins with a screen.
	ResetMsg struct{ Screen Screen }
	// OverMsg draws a screen as a box over the page.
	OverMsg struct{ Screen Screen }
	// PhaseMsg goes to the page of a phase; "" is the end of the walk.
	PhaseMsg struct{ ID string }
	// NextMsg goes to the first open phase after the one shown.
	NextMsg struct{}
	// NoticeMsg shows a sentence and the keys that lead on from it.
	NoticeMsg struct {
		Text  string
		Keys  []key.Binding
		Holds func() bool // whether it is still so when it arrives; nil: it is
	}
	// CopyMsg puts a text on the clipboard.
	CopyMsg struct {
		Label, Text string
		Quiet       bool // the page says it itself
	}
	// OpenMsg opens an address in the browser.
	OpenMsg struct {
		URL  string
		Real bool // in practice: a person knows that the page is a real one
	}
	// PlainMsg shows values outside of every frame.
	PlainMsg struct{ Values []Value }
	// LeaveMsg ends the program.
	LeaveMsg struct{ Interrupted bool }
	// FailMsg shows an error as a card, with "try again" where Again is not nil.
	FailMsg struct {
		Err   error
		Again tea.Cmd
	}
)

// Tell makes a command of a message.
func Tell(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Push shows a screen and keeps the present one below it, for Esc.
func Push(s Screen) tea.Cmd { return Tell(PushMsg{s}) }

// Replace shows a screen in the place of the present one.
func Replace(s Screen) tea.Cmd { return Tell(ReplaceMsg{Screen: s}) }

// ReplaceBoth shows a screen in the place of the present one and of the one that
// it was opened from.
func ReplaceBoth(s Screen) tea.Cmd { return Tell(ReplaceMsg{s, true}) }

// Reset begins a new stack: nothing lies below the screen.
func Reset(s Screen) tea.Cmd { return Tell(ResetMsg{s}) }

// GoUp closes the page shown, as Esc does; the page below goes on.
func GoUp() tea.Cmd { return Tell(StopAndBackMsg{}) }

// Over draws a screen as a box over the page; it gets the keys until it closes.
func Over(s Screen) tea.Cmd { return Tell(OverMsg{s}) }

// ToPhase goes to the screen of one phase of the walk.
func ToPhase(id string) tea.Cmd { return Tell(PhaseMsg{ID: id}) }

// ToNext goes to the first open phase after the one shown, or to the end.
func ToNext() tea.Cmd { return Tell(NextMsg{}) }

// CopyText puts a value on the clipboard, natively and through the terminal.
// The label says what was copied; the value is never repeated in the notice.
func CopyText(label, text string) tea.Cmd { return Tell(CopyMsg{Label: label, Text: text}) }

// OpenURL opens an address in the browser.
func OpenURL(url string) tea.Cmd { return Tell(OpenMsg{URL: url}) }

// Fail shows what is advised about an error, with "try again" where
// again is not nil. A cancelled job fails silently.
func Fail(err error, again tea.Cmd) tea.Cmd { return Tell(FailMsg{err, again}) }

// Notice asks the shell for one short sentence above the footer.
func Notice(text string, keys ...key.Binding) tea.Cmd { return Tell(NoticeMsg{Text: text, Keys: keys}) }

// NoticeWhile is Notice for what may be over by the time that it is shown.
func NoticeWhile(holds func() bool, text string) tea.Cmd {
	return Tell(NoticeMsg{Text: text, Holds: holds})
}

// TaskMsg goes over to a task; nil is the setup. Open makes its first page, where there is
// one to open.
type TaskMsg struct {
	Task *steps.Task
	Open func(*Deps) Screen
}

// HomeMsg goes to the task's home page.
type HomeMsg struct{}

// ToHome goes there.
func ToHome() tea.Cmd { return Tell(HomeMsg{}) }

// PracticeMsg brings the practice tenant; the shell goes on in it.
type PracticeMsg struct {
	Runner   *engine.Session
	Practice *engine.Practice
	Err      error
}
