package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/undo"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// engine is what pages may ask at any moment: what is known, and plans made of
// it. Nothing here waits for a disk, a keychain or a service, so that a page can
// ask it while it draws or answers a key. It is *steps.Session in the program; the
// seam is here so that a page can be drawn in any state.
type session interface {
	Snapshot() setup.Snapshot
	Profile() setup.Profile
	Verdict(judge.As) judge.Verdict
	Preflight() []judge.PreflightItem
	Links() judge.Links
	Log() *wire.Log
	Summary() []string
	Left() []string
	Patience() time.Duration

	UseKeychain(vault.Keychain)
	ShownOnce()
	ValueAtStake() bool
	ValueOnItsWay() bool
	FilePath() string
	LockedFile() (path string, locked bool)

	SignOut()
	SignedIn() bool
	SignInClientName() string
	SignInFor(change.Purpose)
	WhoSignsIn() string
	SignInWays() []engine.WayOn
	WaysAfter(refused error, tried engine.WayOnID) []engine.WayOn
	StepUp(scopes []string)
	May(change.Plan) bool
	MayWrite() bool
	Scopes() []string
	SignInAgain()
	BrowserPages() []engine.BrowserPage
	BrowserPage(id string) (engine.BrowserPage, bool)
	WayOn(engine.WayOnID) (engine.WayOn, bool)
	RoleSeen() (engine.RoleSeen, bool)
	Client() entra.PublicClient
	UseClient(entra.PublicClient)

	Options() change.Options
	As(judge.As) judge.As
	SetReplaceNear(bool)
	SetOpenToAll(bool)
	SetAllowing(setup.Allowing)
	SecretForbidden() bool
	MayAllow() setup.AllowAnswer
	PlanSecretLater() (change.Plan, error)
	SetDropUnclaimed(bool)
	Plan(phaseID string) (change.Plan, error)
	PlanWhole() (change.Plan, error)
	Renewal() change.Renewal
	PlanRenew() (change.Plan, error)
	PlanRemoveOld(keyID string) (change.Plan, error)
	Undoable() []undo.Item
	PlanUndo(index int) (change.Plan, error)
	PlanConsentBack(engine.ConsentLeft) (change.Plan, error)
	ConsentSeen() engine.ConsentLeft
	MayOfferConsent() bool
	MayTakeConsentBack() bool
}

// worker is what takes time: a disk, a keychain or a service answers. Only a job
// and what is being kept are given it (job.Do, keep).
type worker interface {
	session

	ProbeKeychain(context.Context) error
	OpenFile(context.Context, vault.Keychain) error

	Resolve(ctx context.Context, domain string) (entra.Tenant, error)
	UseProfile(name string) error
	SignInDevice(context.Context) (*entra.DeviceCode, error)
	AwaitDevice(context.Context, *entra.DeviceCode, func(entra.DeviceNote)) error
	SignInBrowser(context.Context) (*entra.Browser, error)
	AwaitBrowser(context.Context, *entra.Browser) error

	ConfirmOwnTenant() error
	ChooseNew(name string) error
	ChooseExisting(appID string) error
	ChooseNone() error
	SetURIs(uris []string) ([]mtp.Problem, error)
	SetSecretMonths(n int) error
	Confirm(phaseID, note string) error
	Unconfirm(phaseID string) error // takes a skip back as well
	Skip(phaseID, note string) error

	Observe(context.Context) (setup.Snapshot, error)
	TryKept(context.Context) error
	ObserveMade(context.Context, func(change.Note)) (setup.Snapshot, error)
	TrySecret(context.Context) (setup.Proof, error)
	Apply(context.Context, change.Plan, func(change.Note)) (setup.Snapshot, error)
	HandOver() (change.HandOver, error)
	HandOverSecret() (engine.SecretHandOver, error)
	AwaitSecret(context.Context, change.Plan, func(change.Note)) (setup.Snapshot, error)
	AwaitConsent(context.Context, func(change.Note)) (setup.Snapshot, error)
	Prove(context.Context, func(setup.Proof)) (setup.Proof, error)
	Secret(context.Context) (secret.Value, error)
	KeepByHand(ctx context.Context, typed string) error
	SearchUsers(ctx context.Context, text string) (engine.Listed[engine.Person], error)
	SearchRegistrations(ctx context.Context, text string) (engine.Listed[engine.Registration], error)
	SetName(name string) error
	BeginPilot() error
	AwaitPilot(context.Context, func(change.Note)) (setup.Snapshot, error)
	EndRenewal(ctx context.Context) (left string, err error)
	ConsentLeft(context.Context) (engine.ConsentLeft, error)
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
func (d *deps) state() state {
	if d.session == nil {
		return state{}
	}
	return state{Snapshot: d.session.Snapshot(), Profile: d.session.Profile(), Verdict: d.verdict(),
		Task: d.task != nil}
}

// calls lists the requests of this run, the oldest first.
func (d *deps) calls() []wire.Call {
	if d.session == nil || d.session.Log() == nil {
		return nil
	}
	return d.session.Log().Calls()
}

// aside does something short beside the job in flight (handing an address to
// the browser, playing the colleague in practice) and says how it went.
func aside(do func() error, said string) tea.Cmd {
	return func() tea.Msg {
		if err := do(); err != nil {
			return failMsg{err: err}
		}
		if said == "" {
			return nil
		}
		return noticeMsg{text: said}
	}
}
