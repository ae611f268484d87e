package change

import (
	"context"
	"time"

	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// Env is the session that an operation runs in.
type Env interface {
	// What is known, and who can be asked.
	Snapshot() setup.Snapshot
	Profile() setup.Profile
	Both() (setup.Snapshot, setup.Profile)
	Observe(context.Context) (setup.Snapshot, error)
	GoneUnder(context.Context) error // why a write found no registration; nil where it may be new

	// The journal. What cannot be saved is not built on.
	Update(func(*setup.Profile)) error
	Stamp(setup.Receipt) setup.Receipt // who wrote, when, in which action
	StoppedHere() bool                 // an earlier run was stopped at the write under way
	Room() error                       // whether the disk has room for what will be saved
	ForgetConsent()                    // what the sign-ins of this run left is gone

	// Principal is the id of the registration's service principal, as the last look or
	// an earlier write of the same plan told it.
	Principal() (string, error)
	MadePrincipal(id string)

	Clock
	Keeper
}

// Clock is the time of the run.
type Clock interface {
	Now() time.Time
	Sleep(context.Context, time.Duration) error
	Patience() time.Duration // how long this run waits for what was written to be shown
}

// Keeper is where secrets are kept.
type Keeper interface {
	Kept() vault.Keychain // nil where a secret is shown once
	Store(context.Context, vault.Key, secret.Value) (keeper string, err error)
	Forget(ctx context.Context, keyID string) error
}
