package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// The headline of a renewal claims nothing that was not read or said.
func TestARenewalClaimsNothingThatWasNotSeen(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Renew the client secret")
	d.Press("enter", "a")
	d.Await("five parts")
	f := newFrame(100, 30, d.m.theme)
	f.Now, f.State = d.clock(), d.m.state
	page := newRenewal(d.m.deps)
	f.State.Snapshot.App.Known, f.State.Snapshot.App.Value = false, nil
	f.State.Snapshot.App.Why.Text = "Entra gave no answer"
	if got := ansi.Strip(page.headline(f, change.Renewal{})); !strings.HasPrefix(got, "? The registration could not be read: Entra gave no answer") {
		t.Errorf("of an unread registration it says %q", got)
	}
	r := change.Renewal{Phases: []change.RenewPhase{{ID: "hand-over", Title: "Enter it in the MTP portal", Status: setup.StatusSkipped}}}
	if got := ansi.Strip(allDone(f, r)); strings.Contains(got, "All five parts") || !strings.Contains(got, "\"Enter it in the MTP portal\" was skipped") {
		t.Errorf("of a skipped part it says %q", got)
	}
}
