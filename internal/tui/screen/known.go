package screen

import (
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// known is the engine as pages have it: what it last said, as values. The shell takes
// them once before and once after each message, so that all of a frame shows the same
// state and nothing that draws, names its keys or lists its choices calls the engine.
// What is left of the engine behind it makes plans and takes settings: Update asks for
// those, and a setting takes the values anew.
type known struct {
	Session

	snapshot          setup.Snapshot
	profile           setup.Profile
	walking, checking judge.Verdict
	options           change.Options
	preflight         []judge.PreflightItem
	links             judge.Links
	log               *wire.Log
	left              []string
	patience          time.Duration
	renewal           change.Renewal
	undoable          []undo.Item

	signedIn, mayWrite bool
	scopes             []string
	whoSignsIn         string
	clientName         string
	signInWays         []engine.WayOn
	browserPages       []engine.BrowserPage
	roleSeen           engine.RoleSeen
	wasRoleSeen        bool

	consent                        engine.ConsentLeft
	mayOfferConsent, mayTakeItBack bool
	secretForbidden                bool
	mayAllow                       setup.AllowAnswer
	atStake, onItsWay, locked      bool
	filePath, lockedPath           string
}

// Know is an engine at which nobody has looked yet: whoever begins a task does.
func Know(e Session) *known { return &known{Session: e} }

// Take asks the engine for its last word.
func (k *known) Take() {
	if k == nil {
		return
	}
	e := k.Session
	k.snapshot, k.profile = e.Snapshot(), e.Profile()
	k.walking, k.checking = e.Verdict(judge.Walking), e.Verdict(judge.Checking)
	k.options = e.Options()
	k.preflight, k.links, k.log = e.Preflight(), e.Links(), e.Log()
	k.left, k.patience = e.Left(), e.Patience()
	k.renewal, k.undoable = e.Renewal(), e.Undoable()
	k.takeSignIn(e)
	k.consent, k.mayOfferConsent, k.mayTakeItBack = e.ConsentSeen(), e.MayOfferConsent(),
		e.MayTakeConsentBack()
	k.secretForbidden, k.mayAllow = e.SecretForbidden(), e.MayAllow()
	k.atStake, k.onItsWay = e.ValueAtStake(), e.ValueOnItsWay()
	k.filePath = e.FilePath()
	k.lockedPath, k.locked = e.LockedFile()
}

func (k *known) takeSignIn(e Session) {
	k.signedIn, k.mayWrite, k.scopes = e.SignedIn(), e.MayWrite(), e.Scopes()
	k.whoSignsIn, k.clientName = e.WhoSignsIn(), e.SignInClientName()
	k.signInWays, k.browserPages = e.SignInWays(), e.BrowserPages()
	k.roleSeen, k.wasRoleSeen = e.RoleSeen()
}

func (k *known) Snapshot() setup.Snapshot           { return k.snapshot }
func (k *known) Profile() setup.Profile             { return k.profile }
func (k *known) Options() change.Options            { return k.options }
func (k *known) As(as judge.As) judge.As            { return k.options.As(as) }
func (k *known) Preflight() []judge.PreflightItem   { return k.preflight }
func (k *known) Links() judge.Links                 { return k.links }
func (k *known) Log() *wire.Log                     { return k.log }
func (k *known) Left() []string                     { return k.left }
func (k *known) Patience() time.Duration            { return k.patience }
func (k *known) Renewal() change.Renewal            { return k.renewal }
func (k *known) Undoable() []undo.Item              { return k.undoable }
func (k *known) SignedIn() bool                     { return k.signedIn }
func (k *known) MayWrite() bool                     { return k.mayWrite }
func (k *known) Scopes() []string                   { return k.scopes }
func (k *known) WhoSignsIn() string                 { return k.whoSignsIn }
func (k *known) SignInClientName() string           { return k.clientName }
func (k *known) SignInWays() []engine.WayOn         { return k.signInWays }
func (k *known) BrowserPages() []engine.BrowserPage { return k.browserPages }
func (k *known) RoleSeen() (engine.RoleSeen, bool)  { return k.roleSeen, k.wasRoleSeen }
func (k *known) ConsentSeen() engine.ConsentLeft    { return k.consent }
func (k *known) MayOfferConsent() bool              { return k.mayOfferConsent }
func (k *known) MayTakeConsentBack() bool           { return k.mayTakeItBack }
func (k *known) SecretForbidden() bool              { return k.secretForbidden }
func (k *known) MayAllow() setup.AllowAnswer        { return k.mayAllow }
func (k *known) ValueAtStake() bool                 { return k.atStake }
func (k *known) ValueOnItsWay() bool                { return k.onItsWay }
func (k *known) FilePath() string                   { return k.filePath }
func (k *known) LockedFile() (string, bool)         { return k.lockedPath, k.locked }

func (k *known) Verdict(as judge.As) judge.Verdict {
	if as.Checks() {
		return k.checking
	}
	return k.walking
}

// The settings: each is followed by a look, so that the rest of the same Update reads
// what it has set.

func (k *known) UseKeychain(c vault.Keychain) { k.Session.UseKeychain(c); k.Take() }
func (k *known) ShownOnce()                   { k.Session.ShownOnce(); k.Take() }
func (k *known) SignOut()                     { k.Session.SignOut(); k.Take() }
func (k *known) SignInFor(p change.Purpose)   { k.Session.SignInFor(p); k.Take() }
func (k *known) SignInAgain()                 { k.Session.SignInAgain(); k.Take() }
func (k *known) StepUp(scopes []string)       { k.Session.StepUp(scopes); k.Take() }
func (k *known) UseAzureCLI()                 { k.Session.UseAzureCLI(); k.Take() }
func (k *known) SetReplaceNear(on bool)       { k.Session.SetReplaceNear(on); k.Take() }
func (k *known) SetOpenToAll(on bool)         { k.Session.SetOpenToAll(on); k.Take() }
func (k *known) SetAllowing(a setup.Allowing) { k.Session.SetAllowing(a); k.Take() }
func (k *known) SetDropUnclaimed(on bool)     { k.Session.SetDropUnclaimed(on); k.Take() }
