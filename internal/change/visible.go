package change

import (
	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
)

// SettledToPlan refuses to plan from an answer that does not show yet what was
// written: what it seems to lack would be made twice.
func SettledToPlan(s setup.Snapshot) error {
	if s.Behind == "" {
		return nil
	}
	return &advice.BlockedError{By: "Entra has to show what was written: " + s.Behind}
}
