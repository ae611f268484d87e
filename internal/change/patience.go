package change

import (
	"fmt"
	"time"

	"ssowizard/internal/setup"
)

// LongWait says beside a wait that is longer than usual how long it may get; "" before.
func LongWait(r Env, waited time.Duration) string {
	if waited < setup.LookMost {
		return ""
	}
	return fmt.Sprintf(". On some days this takes minutes; this run waits %d of them",
		int(r.Patience()/time.Minute))
}
