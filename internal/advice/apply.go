package advice

import (
	"fmt"
	"time"
)

// ApplyError says how far a plan got. What was written before the failure
// stays, is in the receipts, and is seen at the next observation.
type ApplyError struct {
	Written []string // what was written of this plan, in words
	Earlier []string // what this run wrote before it
	Open    string   // a sentence: what may have been written as well; "" where nothing is in doubt
	Failed  string   // what was being written
	Cause   error
}

func (e *ApplyError) Error() string { return e.Failed + ": " + e.Cause.Error() }

// Unwrap gives the refusal itself.
func (e *ApplyError) Unwrap() error { return e.Cause }

// NotVisibleError says that a write was accepted and cannot be read back yet.
type NotVisibleError struct {
	Plan   string
	Waited time.Duration
}

func (e *NotVisibleError) Error() string {
	return fmt.Sprintf("%s: applied, but not visible after %s", e.Plan, e.Waited.Round(time.Second))
}
