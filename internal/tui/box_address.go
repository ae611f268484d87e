package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// addressBox shows an address that no browser of this computer opened: whole, on
// the clipboard already, and with a key of its own for copying it once more. Over
// a page on which the same key copies something else, it is this one that has it.
type addressBox struct {
	url   string
	again int // how often it was copied since
}

func newAddressBox(url string) *addressBox { return &addressBox{url: url} }

func (b *addressBox) ID() string      { return "A" }
func (b *addressBox) Heading() string { return "No browser opened here" }

var (
	keyCopyURL   = screen.Bind("c", "copy the address", "c")
	keyShowPlain = screen.Bind("x", "show it plainly", "x")
)

func (b *addressBox) Keys() []key.Binding {
	return []key.Binding{screen.Bind("enter", "close", "enter"), keyCopyURL, keyShowPlain}
}

// Start copies it at once: that is what the box is there for.
func (b *addressBox) Start() tea.Cmd { return screen.Tell(screen.CopyMsg{Text: b.url, Quiet: true}) }

// Values is the address, so that share-safe mode hides it here too.
func (b *addressBox) Values() []screen.Value { return []screen.Value{{Label: "Address", Text: b.url}} }

func (b *addressBox) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch {
	case screen.Press(msg, screen.KeyEnter):
		return nil, nil
	case screen.Press(msg, keyShowPlain):
		return b, screen.Tell(screen.PlainMsg{Values: b.Values()})
	case screen.Press(msg, keyCopyURL):
		b.again++
		return b, screen.Tell(screen.CopyMsg{Text: b.url, Quiet: true})
	}
	return b, nil
}

func (b *addressBox) Body(f views.Frame) screen.Drawn {
	t := f.Theme
	copied := "It is on your clipboard now, if your terminal allows it. " +
		"Open it on any computer that has a browser."
	if b.again > 0 {
		copied = "Copied once more. " + copied
	}
	return screen.Drawn{Text: ui.Stack(f.Whole(t.Link, b.url, 0), f.Para(t.Text, copied, 0)), Focus: -1}
}
