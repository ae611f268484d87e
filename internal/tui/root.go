package tui

import (
	"context"
	"os"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/tui/walked"
)

// wideFrom is the width from which the list of steps stands beside the pages.
const wideFrom = 100

// noticeTime is how long a short message stays.
const noticeTime = 6 * time.Second

// layer is one screen on the stack, with what the root remembers of it.
type layer struct {
	id   int // never used twice; jobs know their owner by it
	s    screen.Screen
	top  int  // first visible line of its text
	low  int  // the furthest that was in that place
	walk bool // opened as a phase of the walk
}

// root is the only Bubble Tea model. Everything shared by screens is here.
type root struct {
	ctx   context.Context
	deps  *screen.Deps
	works screen.Worker // for jobs alone; pages have deps
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

func newRoot(ctx context.Context, d *screen.Deps, w screen.Worker) *root {
	d = d.On(steps.NewTask(steps.TaskID(d.Config.Start)))
	d.Folder, _ = os.Getwd() // once: a page waits for no disk
	d.Closed, d.Still = new(*steps.Event), new(screen.Still)
	d.Config.Session = nil // pages have no way to what takes time
	m := &root{ctx: ctx, deps: d, works: w, theme: views.NewTheme(ui.BackdropUnknown), state: d.State(),
		endless: newEndlessPaste()}
	m.width, m.height = screen.MinWidth, screen.MinHeight
	return m
}

// Init asks for the background's colour and begins with the first page.
func (m *root) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.open(walked.FirstScreen(m.deps), false))
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
	m.deps.Still.End()
	defer m.deps.Still.Begin()
	m.deps.Session.Take()
	cmd := m.handle(msg)
	if _, tick := msg.(screen.TickMsg); !tick {
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
	m.deps.Session.Take()
	m.state = m.deps.State()
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
	case screen.StartMsg:
		return m.startJob(msg.Job)
	case doneMsg:
		return m.jobDone(msg)
	case screen.KeepMsg:
		return m.keepNow(msg)
	case keptMsg:
		return m.kept(msg)
	case screen.TickMsg:
		return m.tick(msg)
	case screen.PracticeMsg:
		return m.enterPractice(msg)
	case walked.BesideMsg:
		return m.toFrame(msg)
	}
	if cmd, ok := m.endless.watch(msg, m.deps.Tick); ok {
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
func (m *root) toFrame(msg walked.BesideMsg) tea.Cmd {
	for _, l := range append(m.boxes[:len(m.boxes):len(m.boxes)], m.pages...) {
		if w, of := l.s.(*walked.Page); of && w.Frame == msg.Of {
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
