package engine

import (
	"time"

	"ssowizard/internal/setup"
)

// Patience is how long this run waits for either.
func (r *Session) Patience() time.Duration {
	if r.cfg.Unattended {
		return setup.UnattendedWait
	}
	return setup.AttendedWait
}
