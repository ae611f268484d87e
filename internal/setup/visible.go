package setup

import (
	"time"
)

// Young tells whether something is so new that a server may not know it. A clock
// that was set back by no more than clocks differ makes nothing older; of what is
// dated later than that nobody can tell when it was.
func Young(at, now time.Time) bool {
	age := now.Sub(at)
	return !at.IsZero() && age > -MaxSkew && age < VisibleWithin
}

// How long a run waits until what was written is known everywhere, and until a new
// secret has shown that it works. Seconds are usual; on bad days minutes were seen,
// and five were not always enough (microsoftgraph/msgraph-bicep-types#193). Whoever
// watches may come back later; a run that nobody watches can wait longer.
const (
	AttendedWait   = 5 * time.Minute
	UnattendedWait = 10 * time.Minute
)

// VisibleWithin is how long the absence of something new is no fact: Entra's
// servers do not agree at once.
const VisibleWithin = UnattendedWait

// MaxSkew is how far a clock may be off before tokens are refused; Entra
// allows five minutes.
const MaxSkew = 5 * time.Minute
