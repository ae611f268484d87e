package tui

import (
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/tui/walked"
)

// forgotten is a computer on which an earlier run set everything up and took its
// consent back, so that all consent is of the run that comes.
func forgotten(t *testing.T) (*rig, []setup.Profile) {
	t.Helper()
	g, list := finished(t)
	list[0].Consent = nil
	if err := g.store.Save(list[0]); err != nil {
		t.Fatal(err)
	}
	return g, list
}

// takeConsentBack plays the page to its end, from where it is offered.
func (d *driver) takeConsentBack(again bool) {
	d.t.Helper()
	d.At("S99c")
	d.Sees("Signing in left consent in your tenant", "▸   Leave it")
	d.Press("t")
	if again {
		d.Sees("this sign-in asks for that right", "to grant permissions")
		d.Press("a")
		d.Await("may act for you with")
		d.At("S99c")
		d.Press("t")
	}
	d.Sees("This is what will change", "User consent")
	d.Press("y")
	d.Await("It is gone.")
	d.Press("enter")
	d.Sees("Nothing of this run.")
	d.Press("enter")
}

// TestTheEndOfARenewalTellsWhatSigningInLeft, once it is over, and takes it back.
func TestTheEndOfARenewalTellsWhatSigningInLeft(t *testing.T) {
	t.Parallel()
	g := newRig(t, "secret-ending")
	g.real = true // practice asks for a setup's rights, because it may have to set up first
	d := g.start(100, 36)
	d.choose("Renew the client secret")
	d.Press("enter", "enter", "a")
	d.Await("which registration")
	d.Press("enter", "enter", "y", "y", "enter", "2")
	d.Await("Proven at")
	d.Press("enter", "enter", "enter", "y", "enter")
	d.At(walked.PhaseOf(pilotPhase).Screen())
	d.Press("y")
	d.At("R03")
	d.SeesNot("What signing in left") // the renewal may need the sign-in once more
	d.Press("e")
	d.Sees("The renewal is over", "What signing in left")
	d.Press("c")
	d.takeConsentBack(true)
	d.At("R03")
	d.Sees("The renewal is over")
	d.SeesNot("What signing in left")
	if left := g.srv.State().Consents; len(left) != 0 {
		t.Errorf("still there: %v", left)
	}
}

// TestTheEndOfAnUndoTellsWhatSigningInLeft: with one more sign-in, or none where the
// receipts took that right anyway.
func TestTheEndOfAnUndoTellsWhatSigningInLeft(t *testing.T) {
	t.Parallel()
	g, list := forgotten(t)
	d := g.again(list)
	d.choose("Take back what the wizard wrote")
	d.Press("enter", "a")
	d.Await("newest first")
	d.At("U02")
	d.Sees("Consent that signing in left: see it, take it back.")
	d.Press("c")
	d.takeConsentBack(!d.m.deps.Session.MayTakeConsentBack())
	d.At("U02")
	d.SeesNot("Consent that signing in left")
}

// TestConsentIsLeftByChoiceAndByARefusal: Enter alone leaves it, and a write that Entra
// refuses is a card with a way on; the page still says what is there.
func TestConsentIsLeftByChoiceAndByARefusal(t *testing.T) {
	t.Parallel()
	g, list := forgotten(t)
	g.srv.SetFault(func(q *http.Request) sim.Fault {
		if !strings.Contains(q.URL.Path, "/oauth2PermissionGrants/") || q.Method == http.MethodGet {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}},
			Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}`}
	})
	d := g.again(list)
	d.choose("Take back what the wizard wrote")
	d.Press("enter", "a")
	d.Await("Consent that signing in left")
	d.Press("c", "enter")
	d.At("U02")
	before := len(g.srv.State().Consents)
	d.Press("c", "t")
	if !d.m.deps.Session.MayTakeConsentBack() {
		d.Press("a")
		d.Await("may act")
		d.Press("t")
	}
	d.Press("y")
	d.Await("Entra refused")
	for i := 0; i < 4 && !strings.Contains(d.flat(), "newest first"); i++ {
		d.Press("esc")
	}
	d.At("U02")
	d.Sees("Consent that signing in left: see it, take it back.")
	if left := g.srv.State().Consents; len(left) == 0 || len(left) < before {
		t.Errorf("left %v", left)
	}
}
