package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// The messages by which screens ask the root for something. They are made by
// the functions below and handled in root.go only.
type (
	pushMsg    struct{ s screen } // show s, keep the present one below
	replaceMsg struct {           // show s instead of the present one
		s    screen
		both bool // and of the one below it
	}
	// stopAndBackMsg closes the page although a write is on its way.
	stopAndBackMsg struct{}
	resetMsg       struct{ s screen } // forget the stack and begin with s
	overMsg        struct{ s screen } // draw s as a box over the page
	phaseMsg       struct {
		id string
	}
	nextMsg   struct{}
	noticeMsg struct {
		text  string
		keys  []key.Binding
		holds func() bool // whether it is still so when it arrives; nil: it is
	}
	copyMsg struct {
		label, text string
		quiet       bool // the page says it itself
	}
	openMsg struct {
		url  string
		real bool // in practice: a person knows that the page is a real one
	}
	plainMsg struct{ values []value }
	leaveMsg struct{ interrupted bool } // end the program
	failMsg  struct {
		err   error
		again tea.Cmd
	}
)

// tell makes a command of a message.
func tell(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// push shows a screen and keeps the present one below it, for Esc.
func push(s screen) tea.Cmd { return tell(pushMsg{s}) }

// replace shows a screen in the place of the present one.
func replace(s screen) tea.Cmd { return tell(replaceMsg{s: s}) }

// replaceBoth shows a screen in the place of the present one and of the one that
// it was opened from.
func replaceBoth(s screen) tea.Cmd { return tell(replaceMsg{s, true}) }

// reset begins a new stack: nothing lies below the screen.
func reset(s screen) tea.Cmd { return tell(resetMsg{s}) }

// goUp closes the page shown, as Esc does; the page below goes on.
func goUp() tea.Cmd { return tell(stopAndBackMsg{}) }

// over draws a screen as a box over the page; it gets the keys until it closes.
func over(s screen) tea.Cmd { return tell(overMsg{s}) }

// toStage goes to the screen of one phase of the walk.
func toPhase(id string) tea.Cmd { return tell(phaseMsg{id: id}) }

// toNext goes to the first open phase after the one shown, or to the end.
func toNext() tea.Cmd { return tell(nextMsg{}) }

// copyText puts a value on the clipboard, natively and through the terminal.
// The label says what was copied; the value is never repeated in the notice.
func copyText(label, text string) tea.Cmd { return tell(copyMsg{label: label, text: text}) }

// openURL opens an address in the browser.
func openURL(url string) tea.Cmd { return tell(openMsg{url: url}) }

// fail shows what steps.Advise says about an error, with "try again" where
// again is not nil. A cancelled job fails silently.
func fail(err error, again tea.Cmd) tea.Cmd { return tell(failMsg{err, again}) }
