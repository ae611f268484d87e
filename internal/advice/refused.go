package advice

import (
	"errors"

	"ssowizard/internal/graph"
)

// SecretsForbidden tells whether a policy of the tenant lets nobody make a client secret.
func SecretsForbidden(err error) bool { return errors.Is(err, graph.ErrSecretsForbidden) }

// Denied tells whether the account, or the sign-in, lacks the right to a write.
func Denied(err error) bool { return errors.Is(err, graph.ErrDenied) }
