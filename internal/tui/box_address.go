package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

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
	keyCopyURL   = bind("c", "copy the address", "c")
	keyShowPlain = bind("x", "show it plainly", "x")
)

func (b *addressBox) Keys() []key.Binding {
	return []key.Binding{bind("enter", "close", "enter"), keyCopyURL, keyShowPlain}
}

// Start copies it at once: that is what the box is there for.
func (b *addressBox) Start() tea.Cmd { return tell(copyMsg{text: b.url, quiet: true}) }

// Values is the address, so that share-safe mode hides it here too.
func (b *addressBox) Values() []value { return []value{{"Address", b.url}} }

func (b *addressBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch {
	case press(msg, keyEnter):
		return nil, nil
	case press(msg, keyShowPlain):
		return b, tell(plainMsg{b.Values()})
	case press(msg, keyCopyURL):
		b.again++
		return b, tell(copyMsg{text: b.url, quiet: true})
	}
	return b, nil
}

func (b *addressBox) Body(f views.Frame) page {
	t := f.Theme
	copied := "It is on your clipboard now, if your terminal allows it. " +
		"Open it on any computer that has a browser."
	if b.again > 0 {
		copied = "Copied once more. " + copied
	}
	return page{Text: stack(f.Whole(t.Link, b.url, 0), f.Para(t.Text, copied, 0)), Focus: -1}
}
