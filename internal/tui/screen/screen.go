package screen

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/views"
)

// Screen is one page of the program, or one overlay: both obey the same
// interface, and the shell decides whether to draw it over the whole window or
// as a box over the page below.
//
// A screen is a pointer to a struct of its own. Only Update changes it, and
// Update is never called from two goroutines. Body is pure: everything that
// varies while drawing (size, colours, clock, masking, the engine's last word)
// is in the frame.
//
// A screen does things by returning commands made by the functions in
// navigate.go (Push, Replace, Reset, ToPhase, ToNext, Over, Fail, Notice, CopyText,
// OpenURL) and by Start and KeepOr. Nothing else crosses to the shell.
type Screen interface {
	// ID is the stable short name said on the telephone: "S03".
	ID() string
	// Heading names the page: "Steps 3–8 · New registration".
	Heading() string
	// Keys are the keys of this screen as they are now, in the order of the
	// footer. A binding that is disabled is not shown; the shell adds the keys
	// that work everywhere.
	Keys() []key.Binding
	// Update answers a key press, a paste (tea.PasteMsg, whole), the answer of
	// a job this screen started, or a TickMsg while work is in flight. Returning
	// nil closes the screen, as Esc does.
	Update(msg tea.Msg) (Screen, tea.Cmd)
	// Body draws the page into the frame.
	Body(f views.Frame) Drawn
}

// Drawn is what a screen draws. Lines are never wider than the frame; the shell
// scrolls Text when it does not fit, and keeps Actions in view below it.
type Drawn struct {
	Text    string
	Actions string
	// Focus is the line of Text, from 0, that must be in view; with -1 the
	// person scrolls. A cursor that moves through Text sets it.
	Focus int
}

// The rest is optional: a screen that needs it has the method.

// Starter is told when the screen comes into view for the first time.
type Starter interface{ Start() tea.Cmd }

// Returner is told when the screen above it was closed.
type Returner interface{ Return() tea.Cmd }

// Leaver is told when the screen leaves the stack, after its job was cancelled.
// It closes what it holds (a listener); it does nothing slow.
type Leaver interface{ Leave() }

// Typist takes letters as text while Typing is true: the shell then keeps only
// Ctrl+C, F1 and Esc for itself, and the screen gets everything else.
type Typist interface{ Typing() bool }

// Holder has values that a person may have to copy: print plainly shows them
// outside the frame, unwrapped, and share-safe masks them.
type Holder interface{ Values() []Value }

// Secretive names further text that must not be seen in share-safe mode.
type Secretive interface{ Sensitive() []string }

// Concealer can show a value that is nobody else's to see. The shell hides it
// whenever share-safe mode is switched, and shows none while that is on.
type Concealer interface {
	// Reveals tells whether a key would show the value.
	Reveals(k tea.KeyPressMsg) bool
	// Conceal hides the value, also one that is still being fetched.
	Conceal()
}

// Caller is a page whose wait for a person has ended: what the window's title says
// of it, "" while there is nothing to say.
type Caller interface{ Calls() string }

// Escaper keeps Esc for itself while Escapes is true (to leave an input that
// is part of the screen, for instance).
type Escaper interface{ Escapes() bool }

// Bound is a screen of the walk that belongs to one phase; the list of steps
// is shown beside it with that phase marked.
type Bound interface{ PhaseID() string }

// Value is something to be copied, under the name it has on the page where it
// is pasted: "Application (client) ID".
type Value struct{ Label, Text string }

// Press tells whether the message is the press of one of the keys of b.
func Press(msg tea.Msg, b ...key.Binding) bool {
	k, ok := msg.(tea.KeyPressMsg)
	return ok && key.Matches(k, b...)
}

// Bind makes a binding with the help text of the footer.
func Bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

// The smallest window the pages are drawn for.
const (
	MinWidth  = 80
	MinHeight = 24
)
