package steps

import (
	"fmt"
	"strings"
	"time"
)

// Times are this computer's, and name their zone.

// ClockTime is a time of this day, to the second.
func ClockTime(t time.Time) string { return t.Local().Format("15:04:05 MST") }

// DayAndTime is a day with its time, to the minute.
func DayAndTime(t time.Time) string { return t.Local().Format("2 January 2006, 15:04 MST") }

// LongDay is a day with its year.
func LongDay(t time.Time) string { return t.Local().Format("2 January 2006") }

// Ago says how long since, in the largest fitting unit.
func Ago(d time.Duration) string {
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

// WithHosts gives an address and its host, which holds the partner's subdomain.
func WithHosts(uri string) []string {
	if _, rest, some := strings.Cut(uri, "://"); some {
		host, _, _ := strings.Cut(rest, "/")
		return []string{uri, host}
	}
	return []string{uri}
}
