package tui

import (
	"context"
	"os"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// The smallest window the pages are drawn for, and the width from which the
// list of steps stands beside them.
const (
	minWidth  = 80
	minHeight = 24
	wideFrom  = 100
)

// noticeTime is how long a short message stays.
const noticeTime = 6 * time.Second

// layer is one screen on the stack, with what the root remembers of it.
type layer struct {
	id   int // never used twice; jobs know their owner by it
	s    screen
	top  int  // first visible line of its text
	low  int  // the furthest that was in that place
	walk bool // opened as a phase of the walk
}

// root is the only Bubble Tea model. Everything shared by screens is here.
type root struct {
	ctx   context.Context
	deps  *deps
	works worker // for jobs alone; pages have deps
	theme views.Theme
	// reported: the terminal has said which background it has.
	reported bool
	showsBar bool // the terminal shows a progress bar
	state    views.State

	width, height int
	pages         []layer // the last one is shown
	boxes         []layer // overlays; the last one has the keys
	lastLayer     int

	work    *working // the one job in flight
	lastJob int
	ticking bool
	// cutShort is a write that was not waited for: once it has come to its end,
	// what took effect is read.
	cutShort int

	keeping *time.Time // since when something is being kept; nil: nothing is

	note      string
	noteKeys  []key.Binding // what leads on from it
	noteUntil time.Time
	shareSafe bool
	burst     burst
	endless   endlessPaste

	ended       bool // the summary is shown, the program ends
	interrupted bool
}

func newRoot(ctx context.Context, d *deps, w worker) *root {
	d = d.on(steps.NewTask(steps.TaskID(d.cfg.Start)))
	d.folder, _ = os.Getwd() // once: a page waits for no disk
	d.closed, d.still = new(*steps.Event), new(still)
	d.cfg.Session = nil // pages have no way to what takes time
	m := &root{ctx: ctx, deps: d, works: w, theme: views.NewTheme(ui.BackdropUnknown), state: d.state(),
		endless: newEndlessPaste()}
	m.width, m.height = minWidth, minHeight
	return m
}

// Init asks for the background's colour and begins with the first page.
func (m *root) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.open(firstScreen(m.deps), false))
}

// Update hands each message to the part that knows it, then takes the engine's
// last word once, so that all of a frame shows the same state.
func (m *root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.ended {
		return m, nil
	}
	if ofTerminal(msg) {
		return m, m.handle(msg)
	}
	m.deps.still.end()
	defer m.deps.still.begin()
	m.deps.session.take()
	cmd := m.handle(msg)
	if _, tick := msg.(tickMsg); !tick {
		m.look()
	}
	return m, cmd
}

// ofTerminal tells what a terminal says of itself, which the engine has no part in: it
// comes before the first frame, and with each resize.
func ofTerminal(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.WindowSizeMsg, tea.EnvMsg, tea.BackgroundColorMsg, tea.ColorProfileMsg,
		tea.KeyboardEnhancementsMsg, tea.ModeReportMsg:
		return true
	}
	return false
}

// look takes the engine's last word. While something is written nothing of the
// tenant is known for a moment: the list of steps then stays as it was known last,
// with what is being written marked.
func (m *root) look() {
	before := m.state.Verdict
	m.deps.session.take()
	m.state = m.deps.state()
	if m.writing() && len(before.Phases) > 0 {
		m.state.Verdict, m.state.Writing = before, m.phaseShown()
	}
}

func (m *root) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return nil
	case tea.EnvMsg:
		m.showsBar = knowsProgress(msg.Getenv)
		if !m.reported { // the order of the two is not promised; the terminal knows best
			m.theme = views.NewTheme(ui.BackdropByEnv(msg.Getenv("COLORFGBG")))
		}
		return nil
	case tea.BackgroundColorMsg:
		m.reported, m.theme = true, views.NewTheme(ui.BackdropOf(msg.IsDark()))
		return nil
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		return m.paste(msg)
	case startMsg:
		return m.startJob(msg.j)
	case doneMsg:
		return m.jobDone(msg)
	case keepMsg:
		return m.keepNow(msg)
	case keptMsg:
		return m.kept(msg)
	case tickMsg:
		return m.tick(msg)
	case practiceMsg:
		return m.enterPractice(msg)
	case besideMsg:
		return m.toFrame(msg)
	}
	if cmd, ok := m.endless.watch(msg, m.deps.tick); ok {
		return cmd
	}
	if cmd, ok := m.navigate(msg); ok {
		return cmd
	}
	return m.toFront(msg)
}

// front is the layer that has the keys.
func (m *root) front() *layer {
	if n := len(m.boxes); n > 0 {
		return &m.boxes[n-1]
	}
	return m.page()
}

// page is the page shown, under whatever boxes there are.
func (m *root) page() *layer {
	if n := len(m.pages); n > 0 {
		return &m.pages[n-1]
	}
	return nil
}

// toFront gives a message to the screen that has the keys.
func (m *root) toFront(msg tea.Msg) tea.Cmd {
	l := m.front()
	if l == nil {
		return nil
	}
	return m.to(l.id, msg)
}

// toFrame tells the page that has asked, wherever it is, how what was played has ended.
func (m *root) toFrame(msg besideMsg) tea.Cmd {
	for _, l := range append(m.boxes[:len(m.boxes):len(m.boxes)], m.pages...) {
		if w, of := l.s.(*walked); of && w.frame == msg.of {
			return m.to(l.id, msg)
		}
	}
	return nil
}

// to gives a message to one layer, wherever it is; nil from Update closes it.
func (m *root) to(id int, msg tea.Msg) tea.Cmd {
	for _, set := range []*[]layer{&m.boxes, &m.pages} {
		for i := range *set {
			l := &(*set)[i]
			if l.id != id {
				continue
			}
			next, cmd := l.s.Update(msg)
			if next == nil {
				return tea.Batch(cmd, m.close(id))
			}
			l.s = next
			return cmd
		}
	}
	return nil
}
