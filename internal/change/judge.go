package change

import (
	"ssowizard/internal/judge"
)

// Checkable tells whether what a person did in the portal for a stage can be looked at,
// so that nobody's word is needed for it.
func Checkable(v judge.Verdict, stage string) bool {
	return v.Snapshot.SignedIn && (ActionOf(stage) != nil || stage == judge.NeedChoice.Stage)
}
