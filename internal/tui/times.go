package tui

import (
	"time"
)

// Times on the screen are this computer's. Each names its zone: the support line,
// the plain front and Entra's own pages count in UTC.

// clockTime is a time of today, to the second.
func clockTime(t time.Time) string { return t.Local().Format("15:04:05 MST") }
