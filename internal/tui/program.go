package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/vault"
)

// Config is what a run of the screen begins with.
type Config = screen.Config

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
	d := &screen.Deps{Practice: c.Practice, Config: c, Now: time.Now, File: vault.File, Tick: tea.Tick}
	var w screen.Worker
	if c.Session != nil {
		d.Session, w = screen.Know(c.Session), c.Session
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
	if e := m.deps.Session; e != nil {
		res.Verdict, res.Begun = m.deps.Verdict(), e.SignedIn() || m.deps.OnFoot
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
		go p.Send(screen.LeaveMsg{Interrupted: true}) // blocks once the program has ended
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
		return screen.LeaveMsg{Interrupted: true}
	}
	return msg
}
