package undo

import (
	"time"

	"ssowizard/internal/setup"
)

// Fresh tells whether the registration was made or restored so lately that a server
// may not know it.
func Fresh(p setup.Profile, now time.Time) bool {
	for _, rec := range lately(p, now) {
		if kindOf(rec).appears {
			return true
		}
	}
	return p.Begun != nil && setup.Young(p.Begun.At, now) && kindOf(*p.Begun).appears
}
