package tui

import (
	"strings"
	"testing"
)

// graphCalls counts the requests to Microsoft Graph so far.
func (d *driver) graphCalls() int {
	n := 0
	for _, c := range d.m.deps.Calls() {
		if strings.HasPrefix(c.Path, "/v1.0/") || strings.HasPrefix(c.Path, "/beta/") {
			n++
		}
	}
	return n
}

// TestPickingFromALargeTenant: 100,000 people and 2,000 registrations are never
// read whole. The first rows come with one request, and so does each search.
func TestPickingFromALargeTenant(t *testing.T) {
	t.Parallel()
	d := newRig(t, "large").start(80, 24)
	d.beginCheck()
	before := d.graphCalls()
	d.Press("n")
	d.At("V02n")
	d.Sees("first 25 of 2000", "Badge printing Aarhus", "Names are not unique in Entra")
	if n := d.graphCalls() - before; n != 1 {
		t.Errorf("%d requests for the first rows, want 1", n)
	}
	d.send(keyNamed("end"))
	d.Press("enter") // "More"
	d.Sees("first 50 of 2000")
	for _, r := range "leet" {
		d.send(keyNamed(string(r)))
	}
	d.Tap("enter")
	d.Idle()
	d.Sees("none found", "a deleted one is found by its id")
	d.SeesNot("Still looking") // what was waited for is there
	d.send(keyNamed("x"))
	d.SeesNot("No registration has a word") // not said of a name nobody looked for yet
	d.send(keyNamed("backspace"))
	d.Idle()
	d.Press("enter")
	d.At("V02n")
	d.Sees("There is nothing to take")
	d.Clear()
	d.Type("fleet kra")
	d.Sees("Fleet tracking Kraków", "enter take it", "9 registrations")
	d.Press("down", "enter")
	d.At("V03")
	app := d.m.state.Snapshot.App.Value
	if app == nil || !strings.HasPrefix(app.DisplayName, "Fleet tracking Kraków") {
		t.Errorf("the registration is %+v", app)
	}
}

func TestARegistrationIsPickedForTheSetupToo(t *testing.T) {
	t.Parallel()
	d := newRig(t, "large").start(120, 36)
	d.signIn()
	d.Press("y", "enter")
	d.At("S02")
	d.Press("n")
	d.At("S02n")
	d.Paste("  payroll \n export ")
	d.Sees("1 registration")
	d.Press("esc")
	d.At("S02")
	d.Press("n")
	d.Type("payroll")
	d.Press("enter")
	if p := d.m.state.Profile; p.App.Name != "Payroll export" || !p.App.Adopted {
		t.Errorf("the walk is about %+v", p.App)
	}
	before := d.graphCalls()
	d.goTo("A1")
	d.Press("/")
	d.Sees("first 25", "Ada Lindqvist")
	if n := d.graphCalls() - before; n != 1 {
		t.Errorf("%d requests for the first people, want 1", n)
	}
}

// TestNothingIsTakenWhileASearchIsOnItsWay: the row under the cursor would be
// another one a moment later.
func TestNothingIsTakenWhileASearchIsOnItsWay(t *testing.T) {
	t.Parallel()
	d := newRig(t, "large").start(80, 24)
	d.beginCheck()
	d.Press("n")
	d.send(keyNamed("x")) // asked, not answered yet
	d.send(keyNamed("enter"))
	d.At("V02n")
	d.Idle()
	d.At("V02n")
	if id := d.m.deps.Session.Profile().App.AppID; id != "" {
		t.Errorf("%s was taken from rows that are no longer asked for", id)
	}
	d.send(keyNamed("backspace"))
	d.Idle()
	d.m.shareSafe = true
	d.SeesNot("Badge printing Aarhus")
}
