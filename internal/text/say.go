package text

import (
	"strconv"
	"time"
)

// Or is s, or the other text if s is empty.
func Or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// Count is a number with its noun: "no secret", "1 secret", "2 secrets".
func Count(n int, noun string) string {
	if n == 0 {
		return "no " + noun
	}
	return Plural(n, noun, noun+"s")
}

// Plural is a number with the form of its words that fits: "1 setup has", "2 setups have".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Day is a date as it stands in a sentence, in the zone of the time itself.
func Day(t time.Time) string { return t.Format("2 January 2006") }

// DayAndTime is a moment in this computer's zone, to the minute. It names the
// zone, since it is read beside times of other clocks.
func DayAndTime(t time.Time) string { return t.Local().Format("2 January 2006, 15:04 MST") }
