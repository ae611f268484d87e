package observe

import (
	"context"

	"ssowizard/internal/entra"
	"ssowizard/internal/prove"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
)

// Session is what a look asks of the session that it runs in.
type Session interface {
	prove.Session
	Identity() entra.Identity
	Secret(context.Context) (secret.Value, error)
	// UnsureOf is the application of whose consent it is open whether it was there
	// before; "" where nothing is.
	UnsureOf() string
	// Weigh sets a quick trial against the last whole proof of the same secret; nil
	// leaves that proof as it is.
	Weigh(setup.Profile, setup.Part[setup.Proof]) *setup.Part[setup.Proof]
}
