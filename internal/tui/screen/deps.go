package screen

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/table"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// Session is what pages may ask at any moment: what is known, and plans made of
// it. Nothing here waits for a disk, a keychain or a service, so that a page can
// ask it while it draws or answers a key. It is *engine.Session in the program; the
// seam is here so that a page can be drawn in any state.
type Session interface {
	steps.Known

	Log() *wire.Log
	Summary() []string
	UseKeychain(vault.Keychain)
	ValueAtStake() bool
	ValueOnItsWay() bool
	Options() change.Options
	As(judge.As) judge.As
	SecretForbidden() bool
	MayAllow() setup.AllowAnswer
}

// Worker is what takes time: a disk, a keychain or a service answers. Only a job
// and what is being kept are given it (Job.Do, KeepOr).
type Worker interface {
	Session
	steps.Worker

	Secret(context.Context) (secret.Value, error)
}

var _ Worker = (*engine.Session)(nil)

// Deps is what every screen is given: the engine and the ways out of the
// program. It is never changed after it was made; the practice tenant, a task
// comes with deps of their own.
type Deps struct {
	Session  *known // nil before there is one
	Still    *Still
	Practice *engine.Practice // nil wherever something real is touched
	Task     *steps.Task      // nil in the setup
	Config   Config
	Folder   string        // where the program was started, "" where that is not known
	Closed   **steps.Event // what a page of the walk brought back as it closed
	OnFoot   bool          // somebody went on without a sign-in
	Now      func() time.Time
	// File makes the encrypted file that stands in for a keychain.
	File func(path string, passphrase secret.Value) vault.Keychain
	// Tick asks for a message after a while. The driver of the tests replaces
	// it, so that no test waits for a clock.
	Tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// Verdict is how the setup stands, as the task sees it: a check judges a setup that
// is to work, everything else one that is under way.
func (d *Deps) Verdict() judge.Verdict {
	if d.Task != nil && d.Task.ID == steps.TaskCheck {
		return d.Session.Verdict(judge.Checking)
	}
	return d.Session.Verdict(judge.Walking)
}

// State asks the engine for its last word.
func (d *Deps) State() views.State {
	if d.Session == nil {
		return views.State{}
	}
	return views.State{Snapshot: d.Session.Snapshot(), Profile: d.Session.Profile(), Verdict: d.Verdict(),
		Task: d.Task != nil}
}

// Calls lists the requests of this run, the oldest first.
func (d *Deps) Calls() []wire.Call {
	if d.Session == nil || d.Session.Log() == nil {
		return nil
	}
	return d.Session.Log().Calls()
}

// On gives what the screens of a task work with. The next sign-in asks for what
// the task needs.
func (d *Deps) On(t *steps.Task) *Deps {
	out := *d
	out.Task = t
	if out.Session == nil {
		return &out
	}
	out.Session.SignInFor(t.Purpose())
	return &out
}

// ByHand tells whether the walk goes without a sign-in.
func (d *Deps) ByHand() bool { return d.Task == nil && d.Session != nil && !d.Session.SignedIn() }

// Walk is the machine of the task in hand.
func (d *Deps) Walk() *steps.Walk {
	w := table.New(d.Session, d.Practice, d.Task, d.Now).Named(d.Config.Name)
	w.File, w.Way = d.File, arrival.Way(d.Config.SignIn)
	w.List = text.Or(d.Config.List, strings.Join(d.Config.URIs, "\n"))
	w.Files = steps.Files{Folder: d.Folder, Report: d.Config.SaveReport, Calendar: d.Config.Calendar}
	return w
}
