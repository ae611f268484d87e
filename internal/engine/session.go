package engine

import (
	"context"
	"sync"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// Config is what a runner works with. Everything that touches the world outside
// comes in here.
type Config struct {
	Entra    *entra.Client
	Cloud    entra.Cloud
	NewGraph func(token func(context.Context) (string, error), onRetry func(graph.RetryNote)) (
		*graph.Client, error)
	Keychain vault.Keychain
	Store    profile.Store
	Now      func() time.Time                           // nil: the system's clock
	Sleep    func(context.Context, time.Duration) error // nil: real time
	Practice bool
	// Holds is the registration that a practice tenant has from the start; "" where
	// everything is set up before there is something to renew.
	Holds string
	// Roots are service roots that the environment named instead of the cloud's own;
	// nil: none. Practice has none that would have to be said.
	Roots *entra.Roots
	// Unattended: nobody watches this run, so that it waits longer. See Patience.
	Unattended bool
	// SecretMonths is how long new secrets are to live; 0: as the profile says.
	SecretMonths int
	Log          *wire.Log
	Dir          string // folder for the encrypted file, where a person chooses one
	Portal       string // address of the MTP portal; "" means the real one
}

// Session is the only place that observes, plans, applies, waits and records.
// The screen, the plain front and the machine output are its users. It is safe
// for concurrent use; no lock is held while a service is asked.
type Session struct {
	cfg Config

	mu      sync.Mutex
	profile setup.Profile
	options change.Options
	before  *setup.Profile // as it was before the last ChooseExisting
	tenant  entra.Tenant
	session *entra.Session
	client  *graph.Client
	// Microsoft Graph's permissions, read once a session: they fill hundreds of KB
	offered   setup.Part[graph.ServicePrincipal]
	claims    string // a claims challenge to be answered at the next sign-in
	seen      *seen  // the last look; nil: nothing was read in this session
	keychain  vault.Keychain
	keyState  setup.Part[setup.KeychainState]
	keyNever  bool // no keychain can answer in this session
	proof     setup.Part[setup.Proof]
	proofOf   string // key id of the secret that proof is about
	stored    setup.Part[bool]
	storedOf  string // key id of the secret that stored is about
	pilot     setup.Part[*graph.SignIn]
	pilotOf   time.Time     // from when on it was looked for
	pilotSeen *graph.SignIn // the entry that was known before the wait began
	took      setup.Took
	inMemory  map[string]secret.Value // secrets of this run, for "shown once"
	note      func(change.Note)       // where waiting inside a request is told
	release   func()                  // lets other programs have the profile; nil: none is held

	task         change.Purpose       // what the run is for
	purpose      change.Purpose       // of the next sign-in: the task, or ForName
	more         []string             // rights that it asks for beyond that
	asked        []string             // rights that the session in hand was asked for with
	signedInWith entra.PublicClient   // of the session in hand
	signedIns    signIns              // what the tokens of this run carried
	firstAsked   map[string]time.Time // when this run first asked for a sign-in, by client id
	roleSeen     RoleSeen             // what a sign-in for the name has shown

	writes  int  // how many were answered; counted, since a coarse clock gives a write and a look one time
	writing bool // a plan is being applied: what was read before it is what it goes by

	done []string // what this run wrote, in words

	filing   sync.Mutex // one change of the profile at a time; held while it is saved, before mu
	applying sync.Mutex // one writer at a time
	action   string     // of the plan that is being applied; the writer's own
	resumed  bool       // an earlier run was stopped at the write under way; the writer's own
	made     made       // by the plan that is being applied; the writer's own
}

// NewSession makes a runner. Nothing is read or sent before it is asked to.
func NewSession(c Config) *Session {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = wire.Sleep
	}
	if c.Store == nil {
		c.Store = profile.MemoryStore()
	}
	if c.Practice {
		c.Roots = nil
	}
	r := &Session{cfg: c, keychain: c.Keychain, inMemory: map[string]secret.Value{}}
	r.keyState = setup.Unknown[setup.KeychainState](setup.Reason{Text: "the keychain was not tried yet"})
	return r
}

// Snapshot returns what was observed last, with what is known beside Graph now.
func (r *Session) Snapshot() setup.Snapshot {
	s, _ := r.Both()
	return s
}

// Profile returns a copy of what this computer remembers of the walk.
func (r *Session) Profile() setup.Profile {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.profile.Clone()
}

// Verdict judges the last snapshot. What was read before the last write is not
// known any more: the profile is ahead of it, and a registration made a moment
// ago would be judged as gone.
func (r *Session) Verdict(as judge.As) judge.Verdict {
	s, p := r.judged()
	return judge.Judge(s, p, r.As(as))
}

// Preflight judges the last snapshot for what would stop a later step.
func (r *Session) Preflight() []judge.PreflightItem {
	s, p := r.Both()
	return judge.Preflight(s, p, r.As(judge.Walking))
}

// Links makes the addresses of the walk's pages.
func (r *Session) Links() judge.Links {
	s, p := r.Both()
	return judge.LinksFor(r.cfg.Cloud, s, p, r.cfg.Portal)
}

// Practice tells whether this runner works on a simulated tenant.
func (r *Session) Practice() bool { return r.cfg.Practice }

// Log is the record of all calls of this run.
func (r *Session) Log() *wire.Log { return r.cfg.Log }

// Now is the runner's clock.
func (r *Session) Now() time.Time { return r.cfg.Now() }

// Sleep waits by that clock.
func (r *Session) Sleep(ctx context.Context, d time.Duration) error { return r.cfg.Sleep(ctx, d) }

// Update changes the profile and saves it before anybody can build on it. A
// profile that cannot be saved changes nothing. What was saved last can be read
// while a slow disk takes the new one.
func (r *Session) Update(change func(*setup.Profile)) error {
	r.filing.Lock()
	defer r.filing.Unlock()
	p := r.changed(change)
	if p.Name != "" { // without a tenant there is nothing to file it under yet
		if err := r.cfg.Store.Save(p); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.profile = p
	return nil
}

// changed is the profile as a change would leave it.
func (r *Session) changed(change func(*setup.Profile)) setup.Profile {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.profile.Clone()
	change(&p)
	p.Version, p.Practice, p.Updated = setup.ProfileVersion, r.cfg.Practice, r.Now().UTC()
	return p
}

// tell passes a note to whoever is watching the running work.
func (r *Session) tell(n change.Note) {
	r.mu.Lock()
	f := r.note
	r.mu.Unlock()
	if f != nil {
		f(n)
	}
}

func (r *Session) watch(f func(change.Note)) (stop func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.note = f
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.note = nil
	}
}

// GraphClient asks Graph in the name of who is signed in; ErrNotSignedIn for nobody.
func (r *Session) GraphClient() (*graph.Client, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client == nil {
		return nil, advice.ErrNotSignedIn
	}
	return r.client, nil
}
