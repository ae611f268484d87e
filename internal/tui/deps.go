package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// engine is what pages may ask at any moment: what is known, and plans made of
// it. Nothing here waits for a disk, a keychain or a service, so that a page can
// ask it while it draws or answers a key. It is *steps.Session in the program; the
// seam is here so that a page can be drawn in any state.
type session interface {
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

// worker is what takes time: a disk, a keychain or a service answers. Only a job
// and what is being kept are given it (job.Do, keep).
type worker interface {
	session
	steps.Worker

	Secret(context.Context) (secret.Value, error)
}

var _ worker = (*engine.Session)(nil)

// deps is what every screen is given: the engine and the ways out of the
// program. It is never changed after it was made; the practice tenant, a task
// comes with deps of their own.
type deps struct {
	session  *known // nil before there is one
	still    *still
	practice *engine.Practice // nil wherever something real is touched
	task     *steps.Task      // nil in the setup
	cfg      Config
	folder   string        // where the program was started, "" where that is not known
	closed   **steps.Event // what a page of the walk brought back as it closed
	onFoot   bool          // somebody went on without a sign-in
	now      func() time.Time
	// file makes the encrypted file that stands in for a keychain.
	file func(path string, passphrase secret.Value) vault.Keychain
	// tick asks for a message after a while. The driver of the tests replaces
	// it, so that no test waits for a clock.
	tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// verdict is how the setup stands, as the task sees it: a check judges a setup that
// is to work, everything else one that is under way.
func (d *deps) verdict() judge.Verdict {
	if d.task != nil && d.task.ID == steps.TaskCheck {
		return d.session.Verdict(judge.Checking)
	}
	return d.session.Verdict(judge.Walking)
}

// state asks the engine for its last word.
func (d *deps) state() views.State {
	if d.session == nil {
		return views.State{}
	}
	return views.State{Snapshot: d.session.Snapshot(), Profile: d.session.Profile(), Verdict: d.verdict(),
		Task: d.task != nil}
}

// calls lists the requests of this run, the oldest first.
func (d *deps) calls() []wire.Call {
	if d.session == nil || d.session.Log() == nil {
		return nil
	}
	return d.session.Log().Calls()
}
