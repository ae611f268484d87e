package setup

import (
	"math"
	"time"

	"ssowizard/internal/text"
)

// DaysLeft is how many days are left until an end, rounded to the nearest whole
// day, so that what was made to last ten days lasts ten a moment later; negative
// once it ended half a day ago or more. It goes by hours and not by dates, so that
// it is the same in every time zone.
func DaysLeft(now, end time.Time) int {
	return int(math.Round(end.Sub(now).Hours() / 24))
}

// EndsIn says how long a secret still works.
func EndsIn(now, end time.Time) string {
	days := DaysLeft(now, end)
	switch {
	case !end.After(now):
		return "it has ended"
	case days == 0:
		return "ends within a day"
	}
	return "ends in " + text.Count(days, "day")
}
