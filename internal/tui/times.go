package tui

import (
	"fmt"
	"time"
)

// Times on the screen are this computer's. Each names its zone: the support line,
// the plain front and Entra's own pages count in UTC.

// clockTime is a time of today, to the second.
func clockTime(t time.Time) string { return t.Local().Format("15:04:05 MST") }

// ago says how long since, in the largest fitting unit.
func ago(d time.Duration) string {
	for _, u := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / u.size); n == 1 {
			return "1 " + u.name + " ago"
		} else if n > 1 {
			return fmt.Sprintf("%d %ss ago", n, u.name)
		}
	}
	return "just now"
}
