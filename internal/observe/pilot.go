package observe

import (
	"ssowizard/internal/graph"
)

// interrupted are codes that the log records on the way to a success: Entra
// asked something back (Microsoft's list of authentication error codes).
var interrupted = map[int]bool{50058: true, 50055: true, 50072: true, 50074: true, 50076: true, 50079: true, 50097: true, 50125: true, 50127: true, 50129: true, 50140: true, 50199: true, 65001: true, 16000: true, 51006: true}

// BestSignIn picks a success if there is one, else the newest real refusal.
func BestSignIn(entries []graph.SignIn) *graph.SignIn {
	var refused *graph.SignIn
	for i := range entries {
		e := &entries[i]
		if e.ErrorCode == 0 {
			return e
		}
		if !interrupted[e.ErrorCode] && (refused == nil || e.CreatedDateTime.After(refused.CreatedDateTime)) {
			refused = e
		}
	}
	return refused
}
