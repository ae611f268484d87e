package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/views"
)

// screen is one page of the program, or one overlay: both obey the same
// interface, and the root decides whether to draw it over the whole window or
// as a box over the page below.
//
// A screen is a pointer to a struct of its own. Only Update changes it, and
// Update is never called from two goroutines. Body is pure: everything that
// varies while drawing (size, colours, clock, masking, the engine's last word)
// is in the frame.
//
// A screen does things by returning commands made by the functions in
// navigate.go (push, replace, reset, toStage, toNext, over, fail, notice,
// copyText, openURL) and start (job.go). Nothing else crosses to the root.
type screen interface {
	// ID is the stable short name said on the telephone: "S03".
	ID() string
	// Heading names the page: "Steps 3–8 · New registration".
	Heading() string
	// Keys are the keys of this screen as they are now, in the order of the
	// footer. A binding that is disabled is not shown; the root adds the keys
	// that work everywhere.
	Keys() []key.Binding
	// Update answers a key press, a paste (tea.PasteMsg, whole), the answer of
	// a job this screen started, or a tickMsg while work is in flight. Returning
	// nil closes the screen, as Esc does.
	Update(msg tea.Msg) (screen, tea.Cmd)
	// Body draws the page into the frame.
	Body(f views.Frame) page
}

// page is what a screen draws. Lines are never wider than the frame; the root
// scrolls Text when it does not fit, and keeps Actions in view below it.
type page struct {
	Text    string
	Actions string
	// Focus is the line of Text, from 0, that must be in view; with -1 the
	// person scrolls. A cursor that moves through Text sets it.
	Focus int
}

// The rest is optional: a screen that needs it has the method.

// starter is told when the screen comes into view for the first time.
type starter interface{ Start() tea.Cmd }

// returner is told when the screen above it was closed.
type returner interface{ Return() tea.Cmd }

// leaver is told when the screen leaves the stack, after its job was cancelled.
// It closes what it holds (a listener); it does nothing slow.
type leaver interface{ Leave() }

// typist takes letters as text while Typing is true: the root then keeps only
// Ctrl+C, F1 and Esc for itself, and the screen gets everything else.
type typist interface{ Typing() bool }

// holder has values that a person may have to copy: print plainly shows them
// outside the frame, unwrapped, and share-safe masks them.
type holder interface{ Values() []value }

// secretive names further text that must not be seen in share-safe mode.
type secretive interface{ Sensitive() []string }

// concealer can show a value that is nobody else's to see. The root hides it
// whenever share-safe mode is switched, and shows none while that is on.
type concealer interface {
	// Reveals tells whether a key would show the value.
	Reveals(k tea.KeyPressMsg) bool
	// Conceal hides the value, also one that is still being fetched.
	Conceal()
}

// caller is a page whose wait for a person has ended: what the window's title says
// of it, "" while there is nothing to say.
type caller interface{ Calls() string }

// escaper keeps Esc for itself while Escapes is true (to leave an input that
// is part of the screen, for instance).
type escaper interface{ Escapes() bool }

// bound is a screen of the walk that belongs to one phase; the list of steps
// is shown beside it with that phase marked.
type bound interface{ PhaseID() string }

// value is something to be copied, under the name it has on the page where it
// is pasted: "Application (client) ID".
type value struct{ Label, Text string }

// press tells whether the message is the press of one of the keys of b.
func press(msg tea.Msg, b ...key.Binding) bool {
	k, ok := msg.(tea.KeyPressMsg)
	return ok && key.Matches(k, b...)
}

// bind makes a binding with the help text of the footer.
func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}
