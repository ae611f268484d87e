package tasks

import (
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// TestARenewalClaimsNothingThatWasNotSeen: its headline says what was read or said.
func TestARenewalClaimsNothingThatWasNotSeen(t *testing.T) {
	t.Parallel()
	st := steps.State{SignedIn: true}
	st.Snapshot.App.Why.Text = "Entra gave no answer"
	if got := renewHeadline(st)[0].(steps.Mark); got.Sign != steps.SignUnsure ||
		!strings.HasPrefix(got.Text, "The registration could not be read: Entra gave no answer") {
		t.Errorf("of an unread registration it says %+v", got)
	}
	r := change.Renewal{Phases: []change.RenewPhase{{ID: "hand-over", Title: "Enter it in the MTP portal",
		Status: setup.StatusSkipped}}}
	if got := allDone(r)[0].(steps.Mark); strings.Contains(got.Text, "All five parts") ||
		!strings.Contains(got.Text, "\"Enter it in the MTP portal\" was skipped") {
		t.Errorf("of a skipped part it says %+v", got)
	}
}
