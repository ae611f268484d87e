package setup

import (
	"math"
	"time"
)

// DaysLeft is how many days are left until an end, rounded to the nearest whole
// day, so that what was made to last ten days lasts ten a moment later; negative
// once it ended half a day ago or more. It goes by hours and not by dates, so that
// it is the same in every time zone.
func DaysLeft(now, end time.Time) int {
	return int(math.Round(end.Sub(now).Hours() / 24))
}
