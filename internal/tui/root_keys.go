package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// The keys that work everywhere. A screen that binds one of the letters itself
// gets it.
var (
	keyHelp   = screen.Bind("?", "help", "?", "f1")
	keyQuit   = screen.Bind("q", "leave", "q")
	keyGoTo   = screen.Bind("g", "go to step", "g")
	keyLog    = screen.Bind("l", "requests", "l")
	keySafe   = screen.Bind("s", "share-safe", "s")
	keyPlain  = screen.Bind("x", "print values", "x")
	keyScroll = screen.Bind("PgUp PgDn", "scroll; in a list by five, Home and End to its ends", "pgup",
		"pgdown")
)

// key is the way of every key press.
func (m *root) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() == "ctrl+c" {
		return m.interrupt()
	}
	if k.String() == "ctrl+z" {
		return m.suspend()
	}
	m.note = "" // read, or not wanted
	l := m.front()
	if l == nil || m.tooSmall() {
		return nil
	}
	m.burst.press(k, m.deps.Now())
	if m.keeping != nil {
		return m.whileKeeping(l, k)
	}
	typing := typing(l.s)
	switch {
	case typing && k.String() == "enter" && m.burst.surely():
		return m.toFront(tea.PasteMsg{Content: "\n"})
	case !typing && m.burst.likely() && (k.Text != "" || k.String() == "enter"):
		return m.say(notPasted)
	case k.String() == "f1", !typing && key.Matches(k, keyHelp):
		return m.toggleHelp()
	case key.Matches(k, screen.KeyBack):
		if keepsEsc(l.s) {
			return m.toFront(k)
		}
		return m.goBack()
	case typing:
		return m.toFront(k)
	case m.scroll(l, k):
		return nil
	case m.shareSafe && reveals(l.s, k):
		return m.say("Share-safe is on, so the value stays hidden.", keySafe)
	case owns(l.s, k):
		return m.toFront(k)
	case len(m.boxes) == 0:
		if cmd, ok := m.globalKey(k); ok {
			return cmd
		}
	}
	return m.stray(k)
}

// stray offers the front a key that it does not name, and says so where nothing
// came of it: a key without any answer leaves a person guessing. Of the letters
// that work everywhere, those that lead away from the page wait until its box
// is closed. The box is told of the others too, since it may count the time
// since the last key.
func (m *root) stray(k tea.KeyPressMsg) tea.Cmd {
	id := m.front().id
	cmd := m.toFront(k)
	if l := m.front(); cmd != nil || l == nil || l.id != id {
		return cmd
	}
	boxed := len(m.boxes) > 0
	if boxed && key.Matches(k, boxKeys...) {
		cmd, _ = m.globalKey(k)
		return cmd
	}
	name := text.Clean(k.String())
	switch {
	case name == "" || k.Text == "" && name != "enter":
		return nil
	case boxed:
		return m.say("\""+name+"\" does nothing here.", screen.KeyBack)
	}
	return m.say("\""+name+"\" does nothing on this page.", keyHelp)
}

// boxKeys are the letters of every page that work in a box as well: they change
// nothing of what the box asks.
var boxKeys = []key.Binding{keyLog, keySafe}

// globalKey answers the letters that work on every page.
func (m *root) globalKey(k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case key.Matches(k, keyQuit):
		return m.mayLeave(false, m.atStake()), true
	case key.Matches(k, keyGoTo) && m.mayGoTo():
		return m.overlay(walked.New(m.deps, steps.PageGoTo, phases.GoToFrom(m.phaseShown()))), true
	case key.Matches(k, keyGoTo) && m.inWalk():
		return nil, false
	case key.Matches(k, keyGoTo):
		return m.say("Steps can be gone to once your company is named."), true
	case key.Matches(k, keyLog):
		return m.overlay(newLogBox(m.deps.Calls())), true
	case key.Matches(k, keySafe):
		return m.switchShareSafe(), true
	case key.Matches(k, keyPlain):
		return m.plain(), true
	}
	return nil, false
}

// switchShareSafe hides a value that is shown either way: switching the mode off
// is no wish to see it.
func (m *root) switchShareSafe() tea.Cmd {
	m.shareSafe = !m.shareSafe
	for _, l := range m.pages {
		if c, ok := l.s.(screen.Concealer); ok {
			c.Conceal()
		}
	}
	if m.shareSafe {
		return m.say("Share-safe: names, ids and addresses are hidden.", keySafe)
	}
	return m.say("Names, ids and addresses are shown again.")
}

func (m *root) plain() tea.Cmd {
	h, ok := m.page().s.(screen.Holder)
	if !ok || len(h.Values()) == 0 {
		return m.say("There is no value to copy on this page.")
	}
	return m.plainly(h.Values())
}

// plainly shows values outside the frame, where share-safe mode hides none.
func (m *root) plainly(values []screen.Value) tea.Cmd {
	if m.shareSafe {
		return m.say("Share-safe is on, so values stay hidden.", keySafe)
	}
	return printPlainly(values)
}

// notPasted is said where a paste is not wanted, marked as one or not.
const notPasted = "Nothing can be pasted on this page, so nothing was done with it."

// paste goes whole to a screen that takes text; elsewhere it says that it was
// not wanted, instead of playing the letters as keys.
func (m *root) paste(p tea.PasteMsg) tea.Cmd {
	l := m.front()
	if l == nil {
		return nil
	}
	m.burst.pasted(m.deps.Now())
	if !typing(l.s) {
		return m.say(notPasted)
	}
	return m.toFront(p)
}

// owns tells whether a screen has bound the key itself.
func owns(s screen.Screen, k tea.KeyPressMsg) bool { return key.Matches(k, s.Keys()...) }

func reveals(s screen.Screen, k tea.KeyPressMsg) bool {
	c, ok := s.(screen.Concealer)
	return ok && c.Reveals(k)
}

func typing(s screen.Screen) bool {
	t, ok := s.(screen.Typist)
	return ok && t.Typing()
}

// scroll moves the text of a layer. The arrows scroll only where the screen
// does not use them.
func (m *root) scroll(l *layer, k tea.KeyPressMsg) bool {
	var step int
	switch k.String() {
	case "pgdown":
		step = max(m.height/2, 5)
	case "pgup":
		step = -max(m.height/2, 5)
	case "down":
		step = 1
	case "up":
		step = -1
	default:
		return false
	}
	if owns(l.s, k) {
		return false
	}
	l.top = max(0, l.top+step) // the view keeps it inside the text
	l.top = min(l.top, m.lastTop(l))
	l.low = max(l.low, l.top)
	return true
}

func (m *root) toggleHelp() tea.Cmd {
	if n := len(m.boxes); n > 0 {
		if _, open := m.boxes[n-1].s.(*helpBox); open {
			m.drop(&m.boxes, 1)
			return nil
		}
	}
	below, boxed := m.front().s, len(m.boxes) > 0
	global := m.globals()
	if boxed {
		global = slices.DeleteFunc(slices.Clone(boxKeys),
			func(b key.Binding) bool { return owns(below, letter(b)) })
	}
	return m.overlay(newHelp(below, boxed, global, m.deps.Practice != nil))
}

// letter is the press of a binding's first key, which is a letter.
func letter(b key.Binding) tea.KeyPressMsg {
	return tea.KeyPressMsg{Code: []rune(b.Keys()[0])[0], Text: b.Keys()[0]}
}

// globals are the keys that work on the present page, for footer and help.
func (m *root) globals() []key.Binding {
	out := []key.Binding{}
	if m.mayGoTo() {
		out = append(out, keyGoTo)
	}
	if h, ok := m.page().s.(screen.Holder); ok && len(h.Values()) > 0 {
		out = append(out, keyPlain)
	}
	if m.inWalk() {
		out = append(out, keyLog)
	}
	return append(out, keySafe)
}

// mayGoTo tells whether the steps can be gone to: a tenant is known, and the run is
// about all of them; a check only from its report on.
func (m *root) mayGoTo() bool { return m.inWalk() && m.deps.Task.MayGoTo() }

// inWalk tells whether the walk has begun: a tenant is known.
func (m *root) inWalk() bool {
	return m.state.Snapshot.Tenant.ID != "" || m.state.Profile.Tenant.ID != ""
}

// stageShown is the phase whose page is shown, "" for none.
func (m *root) phaseShown() string {
	if p := m.page(); p != nil {
		if b, ok := p.s.(screen.Bound); ok {
			return strings.TrimSpace(b.PhaseID())
		}
	}
	return ""
}
