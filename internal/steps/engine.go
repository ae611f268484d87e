package steps

import (
	"context"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// Known is the engine as pages may ask it: what is known, and plans made of it.
// Nothing here waits for a disk, a keychain or a service.
type Known interface {
	Snapshot() setup.Snapshot
	Profile() setup.Profile
	Verdict(judge.As) judge.Verdict

	Patience() time.Duration

	SignedIn() bool
	May(change.Plan) bool
	MayWrite() bool
	LockedFile() (path string, locked bool)
	StepUp(scopes []string)
	Preflight() []judge.PreflightItem
	FilePath() string
	ShownOnce()
	SignOut()
	SignInFor(change.Purpose)
	SignInAgain()
	SignInClientName() string
	Scopes() []string
	WaysAfter(refused error, tried engine.WayOnID) []engine.WayOn
	StuckHint(tried engine.WayOnID) []string
	WhoSignsIn() string
	SignInWays() []engine.WayOn
	UseAzureCLI()
	BrowserPages() []engine.BrowserPage
	WayOn(engine.WayOnID) (engine.WayOn, bool)
	RoleSeen() (engine.RoleSeen, bool)

	SetReplaceNear(bool)
	SetOpenToAll(bool)
	SetDropUnclaimed(bool)
	SetAllowing(setup.Allowing)

	Links() judge.Links
	Left() []string
	PlanSecretLater() (change.Plan, error)
	Plan(phase string) (change.Plan, error)
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

// Worker is the engine as work may use it: a disk, a keychain or a service answers.
type Worker interface {
	Known

	As(judge.As) judge.As
	Log() *wire.Log
	UseProfile(name string) error
	SignInDevice(context.Context) (*entra.DeviceCode, error)
	AwaitDevice(context.Context, *entra.DeviceCode, func(entra.DeviceNote)) error
	SignInBrowser(context.Context) (*entra.Browser, error)
	AwaitBrowser(context.Context, *entra.Browser) error
	Resolve(ctx context.Context, domain string) (entra.Tenant, error)
	ConfirmOwnTenant() error
	SetName(name string) error
	ChooseNew(name string) error
	ChooseExisting(appID string) error
	ChooseNone() error
	SetURIs(uris []string) ([]mtp.Problem, error)
	SetSecretMonths(n int) error
	ProbeKeychain(context.Context) error
	UseKeychain(vault.Keychain)
	OpenFile(context.Context, vault.Keychain) error
	BeginPilot() error
	AwaitPilot(context.Context, func(change.Note)) (setup.Snapshot, error)
	Confirm(phase, note string) error
	Unconfirm(phase string) error // takes a skip back as well
	Skip(phase, note string) error
	HandOver() (change.HandOver, error)
	HandOverSecret() (engine.SecretHandOver, error)
	AwaitConsent(context.Context, func(change.Note)) (setup.Snapshot, error)
	AwaitSecret(context.Context, change.Plan, func(change.Note)) (setup.Snapshot, error)
	KeepByHand(ctx context.Context, typed string) error
	Prove(context.Context, func(setup.Proof)) (setup.Proof, error)

	Observe(context.Context) (setup.Snapshot, error)
	ObserveMade(context.Context, func(change.Note)) (setup.Snapshot, error)
	TryKept(context.Context) error
	TrySecret(context.Context) (setup.Proof, error)
	SearchUsers(ctx context.Context, text string) (engine.Listed[engine.Person], error)
	SearchRegistrations(ctx context.Context, text string) (engine.Listed[engine.Registration], error)
	Apply(context.Context, change.Plan, func(change.Note)) (setup.Snapshot, error)
	EndRenewal(context.Context) (left string, err error)
	ConsentLeft(context.Context) (engine.ConsentLeft, error)
}

var _ Worker = (*engine.Session)(nil)
