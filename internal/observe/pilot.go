package observe

import (
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
)

// BestSignIn picks a success if there is one, else the newest real refusal.
func BestSignIn(entries []graph.SignIn) *graph.SignIn {
	var refused *graph.SignIn
	for i := range entries {
		e := &entries[i]
		if e.ErrorCode == 0 {
			return e
		}
		if x, _ := entra.Explain(e.ErrorCode); !x.AsksBack &&
			(refused == nil || e.CreatedDateTime.After(refused.CreatedDateTime)) {
			refused = e
		}
	}
	return refused
}
