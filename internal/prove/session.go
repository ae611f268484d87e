package prove

import (
	"context"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
)

// Session is what a proof asks of the session that it runs in.
type Session interface {
	Both() (setup.Snapshot, setup.Profile) // what was read last, and what is remembered
	Profile() setup.Profile

	Now() time.Time
	Sleep(context.Context, time.Duration) error
	Patience() time.Duration // how long this run waits for something new

	// AppToken asks for a token with the secret, and AppClient makes a client for
	// Microsoft Graph that asks with such tokens.
	AppToken(context.Context, setup.Profile, secret.Value) (entra.AppToken, error)
	AppClient(token func(context.Context) (string, error)) (*graph.Client, error)
	AppNow(context.Context) (graph.Application, error) // the registration, read just now
	// The directory was read after the last write, and holds no grant.
	SurelyNotGranted() bool
}
