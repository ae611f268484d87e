package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
)

// Config is what a run of the screen begins with.
type Config struct {
	Session  *engine.Session
	Practice *engine.Practice // nil wherever something real is touched
	// Open hands an address to the browser; nil where none can be opened.
	Open func(url string) error
	// Clipboard is the computer's own clipboard; nil leaves it to the terminal.
	Clipboard func(string) error
	Domain    string   // --tenant
	URIs      []string // --redirect-uris, parsed
	List      string   // its text, which shows what was mended and left out
	Name      string   // --name
	SignIn    string   // "device", "browser", "none" or ""
	Version   string
	Start     string          // "welcome", "setup", "validate", "renew" or "undo"
	Profiles  []setup.Profile // walks that can be resumed, newest first
	// SaveReport writes a report for support into a new file and names it; nil
	// leaves that to the command line.
	SaveReport func(steps.Worker) (path string, err error)
	// Calendar writes the reminders of the profile's secret into a new file; nil
	// leaves them out. Its error is a sentence for the person.
	Calendar func(path string, p setup.Profile) error
	// StartPractice brings up the practice tenant for "Practice first"; nil
	// leaves that choice out.
	StartPractice func(context.Context) (*engine.Session, *engine.Practice, error)

	// For tests; nil means the terminal.
	Input   io.Reader
	Output  io.Writer
	Environ []string
}

// Result says how a run of the screen ended.
type Result struct {
	// Interrupted: by Ctrl+C or a signal; the exit code is 130.
	Interrupted bool
	// Verdict is the last judgement, for the exit code.
	Verdict judge.Verdict
	// Begun tells whether somebody signed in, or went on without: what is asked for
	// then is how the setup stands.
	Begun bool
}

// Run shows the screen until the person leaves. The summary is in the shell's
// scrollback afterwards. An error means that no terminal could be had, or that
// the program itself failed.
func Run(ctx context.Context, c Config) (Result, error) {
	d := &deps{practice: c.Practice, cfg: c, now: time.Now, file: vault.File, tick: tea.Tick}
	var w worker
	if c.Session != nil {
		d.session, w = know(c.Session), c.Session
	}
	m := newRoot(ctx, d, w)
	p := tea.NewProgram(&guarded{m}, options(c)...)
	defer endWith(ctx, p)()
	_, err := p.Run()
	if m.ended {
		_, _ = io.WriteString(output(c), m.summary()) // a terminal that is gone is told nothing
	}
	res := m.result(c)
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		res.Interrupted, err = true, nil
	}
	return res, err
}

// result is how the setup stands when the screen closes.
func (m *root) result(c Config) Result {
	res := Result{Interrupted: m.interrupted}
	if e := m.deps.session; e != nil {
		res.Verdict, res.Begun = m.deps.verdict(), e.SignedIn() || m.deps.onFoot
		if steps.TaskID(c.Start) == steps.TaskCheck { // also where the run ends in a renewal that it led to
			res.Verdict = e.Verdict(judge.Checking)
		}
	}
	return res
}

func output(c Config) io.Writer {
	if c.Output != nil {
		return c.Output
	}
	return os.Stdout
}

// lastWords is how long the program has for its summary after it was told to
// end from outside.
const lastWords = 2 * time.Second

// endWith leaves the program, with its summary, when ctx ends: a program that is
// killed by its own context leaves nothing behind. It returns how to stop
// watching.
func endWith(ctx context.Context, p *tea.Program) (stop func()) {
	over := make(chan struct{})
	go func() {
		select {
		case <-over:
			return
		case <-ctx.Done():
		}
		go p.Send(leaveMsg{interrupted: true}) // blocks once the program has ended
		select {
		case <-over:
		case <-time.After(lastWords):
			p.Kill()
		}
	}()
	return func() { close(over) }
}

// framesASecond is the most that the library takes.
const framesASecond = 120

func options(c Config) []tea.ProgramOption {
	in := c.Input
	if in == nil {
		in = newInput(os.Stdin)
	}
	// A frame is drawn only where something changed: the rate is how soon a key is seen.
	opts := []tea.ProgramOption{tea.WithFilter(signals), tea.WithInput(in), tea.WithFPS(framesASecond)}
	if c.Output != nil {
		opts = append(opts, tea.WithOutput(c.Output))
	}
	if c.Environ != nil {
		opts = append(opts, tea.WithEnvironment(c.Environ))
	}
	return opts
}

// signals turns what would end the program at once into something the root can
// answer, so that a signal leaves the summary as well. A signal that comes while
// the summary is on its way, as the same one does that ended the run's context,
// would leave the library without a last frame.
func signals(model tea.Model, msg tea.Msg) tea.Msg {
	m, ok := model.(*guarded)
	if !ok {
		return msg
	}
	_, interrupted := msg.(tea.InterruptMsg)
	_, quit := msg.(tea.QuitMsg)
	switch {
	case m.ended && interrupted:
		return tea.QuitMsg{}
	case !m.ended && (interrupted || quit):
		return leaveMsg{interrupted: true}
	}
	return msg
}

func itoa(n int) string { return strconv.Itoa(n) }
