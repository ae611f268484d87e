package tui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/secret"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/vault"
)

// driver plays a person and the terminal: it presses keys, pastes, resizes,
// runs every command to its end, and reads the screen. Commands run in
// goroutines and their messages come back through one channel, so Update is
// never called twice at once. Ticks come only when Tick is called; the clock
// moves only when a key is pressed or Tick is called.
type driver struct {
	t    *testing.T
	m    *root
	msgs chan tea.Msg

	pending int // commands that have not answered
	ticks   []func() tea.Msg
	unknown []string // requests to the terminal, by type
	copied  []string // what was put on the clipboard
	opened  []string // addresses handed to the browser
	presses int      // keys pressed; pastes are not counted
	quit    bool
	stop    context.CancelFunc // what the end of the program does to its work
	phrase  secret.Value       // the passphrase an encrypted file was made with

	mu  sync.Mutex
	now time.Time
}

// perKey is how long a person takes for a key: longer than the grace of a
// question that has just appeared.
const perKey = 500 * time.Millisecond

type tickReady struct{ fire func() tea.Msg }

// newDriver starts the program on a config; the runner may be nil.
func newDriver(t *testing.T, c Config, width, height int) *driver {
	t.Helper()
	d := &driver{t: t, msgs: make(chan tea.Msg, 1024), now: time.Now().Truncate(time.Second)}
	if c.Open == nil {
		c.Open = func(u string) error { d.mu.Lock(); defer d.mu.Unlock(); d.opened = append(d.opened, u); return nil }
	}
	dp := &screen.Deps{Practice: c.Practice, Config: c, Now: d.clock, File: func(_ string, p secret.Value) vault.Keychain { d.phrase = p; return vault.Memory() }, Tick: func(after time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { return tickReady{func() tea.Msg { return f(d.clock()) }} }
	}}
	var w screen.Worker
	if c.Session != nil {
		dp.Session, w = screen.Know(c.Session), c.Session
	}
	ctx, stop := context.WithCancel(t.Context())
	d.stop, d.m = stop, newRoot(ctx, dp, w)
	d.run(d.m.Init())
	d.Resize(width, height)
	d.Idle()
	return d
}

func (d *driver) clock() time.Time { d.mu.Lock(); defer d.mu.Unlock(); return d.now }

func (d *driver) pass(t time.Duration) { d.mu.Lock(); defer d.mu.Unlock(); d.now = d.now.Add(t) }

func (d *driver) run(c tea.Cmd) {
	if c == nil {
		return
	}
	d.pending++
	go func() { d.msgs <- c() }()
}

// send gives a message to the program and runs what it asks for.
func (d *driver) send(msg tea.Msg) {
	_, cmd := d.m.Update(msg)
	d.run(cmd)
}

// receive takes one answer of a command.
func (d *driver) receive(msg tea.Msg) {
	d.pending--
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	case tickReady:
		d.ticks = append(d.ticks, msg.fire)
	default:
		if strings.HasSuffix(reflect.TypeOf(msg).PkgPath(), "bubbletea/v2") {
			d.request(msg)
			return
		}
		d.send(msg)
	}
}

// request records what the program asked of the terminal.
func (d *driver) request(msg tea.Msg) {
	name := fmt.Sprintf("%T", msg)
	if strings.Contains(strings.ToLower(name), "clipboard") {
		d.copied = append(d.copied, fmt.Sprint(msg))
	}
	d.unknown = append(d.unknown, name)
}

// waiting is how many commands are expected to hang: a job that waits for a
// person.
func (d *driver) waiting() int {
	if d.m.work != nil && d.m.work.Job.Waits {
		return 1
	}
	return 0
}

// driverLimit is many times what anything takes: it is there for what never ends.
const driverLimit = 2 * time.Minute

// Idle runs until nothing is in flight but a wait for a person.
func (d *driver) Idle() {
	d.t.Helper()
	limit := time.After(driverLimit)
	for d.pending > d.waiting() {
		select {
		case msg := <-d.msgs:
			d.receive(msg)
		case <-limit:
			d.t.Fatalf("%d commands still in flight; the screen is:\n%s", d.pending, d.Screen())
		}
	}
}

// Await runs until the words are on the screen and the wait that brought them has
// ended; for waits that end by themselves. A page may know what is waited for
// before the answer has come to it.
func (d *driver) Await(words string) {
	d.t.Helper()
	d.Meanwhile(words)
	for limit := time.After(driverLimit); d.pending > 0; {
		select {
		case msg := <-d.msgs:
			d.receive(msg)
		case <-limit:
			d.t.Fatalf("%q came, and a wait goes on; the screen is:\n%s", words, d.Screen())
		}
	}
}

// Meanwhile runs until the words are on the screen; the wait for a person that
// says them goes on.
func (d *driver) Meanwhile(words string) {
	d.t.Helper()
	limit := time.After(driverLimit)
	for d.Idle(); !strings.Contains(d.flat(), squash(words)); {
		if d.pending == 0 {
			d.t.Fatalf("nothing in flight, and no %q on the screen:\n%s", words, d.Screen())
		}
		select {
		case msg := <-d.msgs:
			d.receive(msg)
		case <-limit:
			d.t.Fatalf("%q never came; the screen is:\n%s", words, d.Screen())
		}
	}
	d.Idle()
}

// Press presses keys by their names: "enter", "down", "ctrl+c", "y".
func (d *driver) Press(names ...string) {
	d.t.Helper()
	for _, n := range names {
		d.pass(perKey)
		d.presses++
		d.send(keyNamed(n))
		d.Idle()
	}
}

// PressBriefly presses a key and stops at the words, of a page that goes on by itself.
func (d *driver) PressBriefly(name, words string) {
	d.t.Helper()
	d.pass(perKey)
	d.send(keyNamed(name))
	limit := time.After(driverLimit)
	for !strings.Contains(d.flat(), squash(words)) {
		select {
		case msg := <-d.msgs:
			d.receive(msg)
		case <-limit:
			d.t.Fatalf("%q never came; the screen is:\n%s", words, d.Screen())
		}
	}
}

// Type types text at a person's speed.
func (d *driver) Type(text string) {
	d.t.Helper()
	for _, r := range text {
		d.Press(string(r))
	}
}

// Burst sends text and newlines as keys without a pause, as a terminal does
// that drops the marks of a paste.
func (d *driver) Burst(text string) {
	d.t.Helper()
	d.pass(perKey)
	for _, r := range text {
		if r == '\n' {
			d.send(keyNamed("enter"))
		} else {
			d.send(keyNamed(string(r)))
		}
		d.Idle()
	}
}

// Clear empties a text field.
func (d *driver) Clear() { d.t.Helper(); d.Press("ctrl+u") }

// Paste pastes text with its marks.
func (d *driver) Paste(text string) { d.t.Helper(); d.send(tea.PasteMsg{Content: text}); d.Idle() }

// Resize changes the window.
func (d *driver) Resize(width, height int) { d.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// Tick lets time pass and fires the ticks that are due.
func (d *driver) Tick(t time.Duration) {
	d.t.Helper()
	d.pass(t)
	due := d.ticks
	d.ticks = nil
	for _, f := range due {
		d.send(f())
	}
	d.Idle()
}

// Screen is what a person sees, without colour.
func (d *driver) Screen() string {
	content := d.view().Content
	if d.m.ended {
		content = d.m.summary() // written in place of the last frame
	}
	rows := strings.Split(ansi.Strip(content), "\n")
	for i, r := range rows {
		rows[i] = strings.TrimRight(r, " ")
	}
	return strings.Join(rows, "\n")
}

// flat is the screen in one line, as a whole and again without the list of
// steps, so that words that go on in the next line are found.
func (d *driver) flat() string {
	var column []string
	for _, r := range strings.Split(d.Screen(), "\n") {
		if _, right, ok := strings.Cut(r, "│"); ok {
			r = strings.TrimSuffix(right, "│")
		}
		column = append(column, r)
	}
	return squash(d.Screen()) + " " + squash(strings.Join(column, " "))
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

// Sees fails unless all the words are on the screen, line breaks aside.
func (d *driver) Sees(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.flat(), squash(w)) {
			d.t.Errorf("no %q on the screen:\n%s", w, d.Screen())
		}
	}
}

// SeesNot fails if any of the words is on the screen.
func (d *driver) SeesNot(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if strings.Contains(d.flat(), squash(w)) {
			d.t.Errorf("%q is on the screen:\n%s", w, d.Screen())
		}
	}
}

// At fails unless the page shown has this short name.
func (d *driver) At(id string) {
	d.t.Helper()
	if l := d.m.front(); l == nil || l.s.ID() != id {
		d.t.Fatalf("not at %s; the screen is:\n%s", id, d.Screen())
	}
}

var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"tab": tea.KeyTab, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1,
}

func keyNamed(name string) tea.KeyPressMsg {
	mod := tea.KeyMod(0)
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			name, mod = rest, mod|m
		}
	}
	if code, ok := namedKeys[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	if name == "space" {
		name = " "
	}
	r := []rune(name)[0]
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return tea.KeyPressMsg{Code: r, Text: name}
}

// Tap sends a key at once and waits for nothing: the moment before an answer.
func (d *driver) Tap(name string) { d.t.Helper(); d.send(keyNamed(name)) }

// signIn drives the practice tenant from the welcome page to the question
// whose tenant it is.
func (d *driver) signIn() {
	d.t.Helper()
	d.Press("enter")
	d.At("S01")
	d.Press("enter")
	d.At("S01a")
	d.Press("enter")
	d.At("S01b")
	d.Press("a")
	d.Await("your own company?")
	d.At("S01e")
}

// register drives on to a registration that was made and read back.
func (d *driver) register() {
	d.t.Helper()
	d.signIn()
	d.Press("y")
	d.At("S01f")
	d.Press("enter")
	d.At("S02")
	d.Press("m", "enter")
	d.At("S03")
	d.Press("enter")
	d.At("W")
	d.Press("y")
	d.At("S03w")
}

// goTo goes to the phase that holds a step.
func (d *driver) goTo(number string) {
	d.t.Helper()
	d.Press("g")
	d.Type(number)
	d.Press("enter")
}

// do lets the wizard do the phase shown: the plan, the yes, the writing.
func (d *driver) do() {
	d.t.Helper()
	d.Press("enter")
	d.At("W")
	d.Press("y")
	d.Sees("written and read back")
}

// backToWelcome goes back by Esc alone, page by page, each another one.
func (d *driver) backToWelcome() {
	d.t.Helper()
	for seen := map[int]bool{}; d.m.front().s.ID() != "S00"; {
		if id := d.m.front().id; seen[id] {
			d.t.Fatalf("Esc leads nowhere from here:\n%s", d.Screen())
		} else {
			seen[id] = true
		}
		d.Press("esc")
	}
}
