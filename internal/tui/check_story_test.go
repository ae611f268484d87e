package tui

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/advice"
)

const judgedApp = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"

// beginCheck drives from the welcome page to the page that asks which
// registration, or to the list where one was found.
func (d *driver) beginCheck() {
	d.t.Helper()
	d.Press("down")
	d.Sees("▸ Check an existing setup")
	d.Press("enter")
	d.At("V01")
	d.Press("enter")
	d.At("V01a")
	d.Sees("rights to read only")
	d.SeesNot("Go on without signing in")
	d.Press("enter")
	d.At("V01b")
	d.Sees("asks to read your directory, and for nothing that could write")
	d.Press("a")
	d.Await("which registration")
	d.At("V02")
}

// check drives to the report of a practice tenant.
func (d *driver) check() {
	d.t.Helper()
	d.beginCheck()
	d.Press("i")
	d.Type(judgedApp)
	d.Press("enter")
	d.At("V03")
	d.Sees("k No list at hand?")
	d.Press("enter", "enter")
	d.At("V04")
}

func TestCheckOfAGoodSetupWritesNothing(t *testing.T) {
	t.Parallel()
	g := newRig(t, "good")
	d := g.start(80, 24)
	d.check()
	d.Sees("✓ All that can be read in Entra is as it has to be", "with a sign-in that asked to read")
	d.SeesNot("Repair all", "The cause")
	g.wroteNothing(0, "in a check")
	d.backToWelcome()
}

func TestCheckFindsCandidatesWithTheReason(t *testing.T) {
	t.Parallel()
	d := newRig(t, "adopt").start(80, 24)
	d.beginCheck()
	d.Sees("\"Contoso Voice SSO\"", "https://mtp.bvoip.net/users")
	d.Press("enter")
	d.At("V03")
	d.Press("k")
	d.At("V04")
	d.Sees("keep sign-in from working", "The first cause", "Repair all")
	d.Press("v") // the list after all
	d.At("V03")
	d.Press("enter", "enter")
	d.At("V04")
	d.Press("f")
	d.At("V02")
	d.Sees("the one you chose")
	d.Press("esc")
	d.At("V04")
}

// TestDetailsOpenInView: also for whoever stands far below them.
func TestDetailsOpenInView(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(80, 24)
	d.check()
	d.Press("end")
	d.SeesNot("What to do")
	d.Press("d")
	d.Sees("What to do", "Wanted", "Found")
}

func TestCheckWithoutTheListSaysWhatStaysOpen(t *testing.T) {
	t.Parallel()
	d := newRig(t, "good").start(80, 24)
	d.beginCheck()
	d.Press("i")
	d.Type(judgedApp)
	d.Press("enter", "k")
	d.At("V04")
	d.Sees("No problem was found, but 1 thing could not be checked", "What could not be checked", "list was not given")
	d.Press("enter") // the finding leads to what would settle it
	d.At("V03")
}

// A setup is not worse for the role of whoever looks at it; a check without a
// screen says so too.
func TestTheRoleOfWhoeverLooksIsANote(t *testing.T) {
	t.Parallel()
	d := newRig(t, "judged-pim").start(120, 50)
	d.beginCheck()
	d.Press("i")
	d.Type(judgedApp)
	d.Press("enter", "enter", "enter")
	d.At("V04")
	d.Sees("No problem was found, but 2 things could not be checked", "What was noticed besides", "it is not switched on")
	d.SeesNot("What is wrong", "need a look")
}

// One repair: the step-up comes after the yes, says why, and then what was
// shown is written by itself.
func TestARepairStepsUpWritesAndReadsBack(t *testing.T) {
	t.Parallel()
	g := newRig(t, "no-consent")
	d := g.start(80, 24)
	d.check()
	d.Sees("✗ 1 thing keeps sign-in from working", "The cause Admin consent", "▸ ✗ 21–22 User.Read.All was never granted", "What to do")
	d.Press("enter")
	d.At("S21")
	d.Press("enter")
	d.At("V01e")
	d.Press("y")
	d.At("W")
	if n := len(g.srv.State().Grants); n != 0 {
		t.Fatalf("%d grants before a yes", n)
	}
	d.Press("y")
	d.At("V01b")
	d.Sees("So far you signed in to read", "exactly what you just confirmed is written by itself", "read your directory and to grant permissions")
	g.wroteNothing(0, "before the sign-in")
	d.Press("a")
	d.Await("written and read back")
	if n := len(g.srv.State().Grants); n != 1 {
		t.Errorf("%d grants, want the one that was shown", n)
	}
	d.Sees("back to the report")
	d.Press("enter")
	d.At("V04")
	d.Sees("All that can be read in Entra is as it has to be")
	d.SeesNot("read only")
	if r := d.m.state.Profile.Receipts; len(r) == 0 || r[0].Object != "appRoleAssignment" {
		t.Errorf("receipts: %+v", r)
	}
}

func TestRepairAllGoesInTheOrderOfTheWalk(t *testing.T) {
	t.Parallel()
	g := newRig(t, "two-faults")
	d := g.start(100, 36)
	d.check()
	d.Sees("2 things keep sign-in from working", "The first cause Redirect URIs", "What sign-in stands on, the lowest first", "Repair all: steps 12–14, then 23–27")
	d.Press("a")
	d.At("V05")
	d.Sees("in this order", "Begin with steps 12–14", "○ Steps 23–27")
	d.Press("enter", "y")
	d.At("W")
	d.Sees("example-billing")
	d.Press("y")
	d.At("V01b")
	d.Press("a")
	d.Await("Repair 1 of 2 · steps 12–14 · written and read back")
	d.Sees("next: Steps 23–27")
	d.Press("enter")
	d.At("W") // the next one is shown by itself, and not written
	d.Sees("Client secret")
	secrets := len(g.srv.State().Secrets)
	d.Press("n")
	d.At("V05")
	d.Sees("✓ Steps 12–14", "written and read back", "Go on with steps 23–27")
	d.Press("enter", "y")
	d.Await("Repair 2 of 2")
	d.Press("enter")
	d.At("S28") // the new secret is proven before the report
	d.Await("Proven at")
	d.Press("enter")
	d.At("V04")
	d.Sees("Still to do with the new secret", "step 29")
	d.SeesNot("Repair all")
	if n := len(g.srv.State().Secrets); n != secrets+1 {
		t.Errorf("%d secrets, want one more than %d", n, secrets)
	}
	app := g.srv.State().Application(judgedApp)
	if !strings.Contains(strings.Join(uris(app["spa"]), " "), "example-billing") {
		t.Errorf("SPA holds %v", app["spa"])
	}
	d.Press("p")
	d.At("S28")
	d.Sees("Proven at")
	d.Press("enter")
	d.At("V04")
}

// What was repaired in this run can be taken back in it.
func TestARepairCanBeTakenBackFromTheWelcomePage(t *testing.T) {
	t.Parallel()
	g := newRig(t, "web-platform")
	d := g.start(80, 24)
	before := g.srv.State().Application(judgedApp)["web"]
	d.check()
	d.Sees("The cause Redirect URIs", "Registered under Web instead of SPA")
	d.Press("a", "enter", "y", "y", "a")
	d.Await("Repair 1 of 1")
	d.Press("enter")
	d.At("V04")
	d.backToWelcome()
	d.At("S00")
	d.Sees("Take back what the wizard wrote", "1 write, one by one")
	d.choose("Take back what the wizard wrote")
	d.At("U01a")
	d.Press("enter")
	d.At("U02")
	d.Sees("The lists become what they were before")
	d.Press("enter")
	d.At("W")
	d.Press("y")
	d.Await("It is taken back")
	if after := g.srv.State().Application(judgedApp)["web"]; len(uris(after)) != len(uris(before)) {
		t.Errorf("Web holds %v, was %v", after, before)
	}
}

func TestADeletedRegistrationIsNamedAndComesBack(t *testing.T) {
	t.Parallel()
	g := newRig(t, "deleted")
	d := g.start(100, 36)
	d.check()
	d.Sees("The cause", "deleted", "Contoso Voice SSO", "follows from: Registration")
	d.Press("a", "enter", "y")
	d.At("W")
	d.Press("y", "a")
	d.Await("Repair 1 of 1")
	d.Press("enter")
	if d.m.state.Snapshot.App.Value == nil || g.srv.State().Application(judgedApp) == nil {
		t.Fatalf("it did not come back:\n%s", d.Screen())
	}
	d.Press("y") // the consent that went with it, shown by itself
	d.Await("Repair 2 of 2")
	d.Press("enter")
	d.At("V04")
	d.Sees("✓ All that can be read in Entra is as it has to be")
}

// TestADeletedRegistrationIsAmongThoseFound: nobody needs its id to find it.
func TestADeletedRegistrationIsAmongThoseFound(t *testing.T) {
	t.Parallel()
	d := newRig(t, "deleted").start(100, 36)
	d.beginCheck()
	d.Sees("\"Contoso Voice SSO\"", "deleted on", "can be restored until")
	d.Press("enter")
	d.At("V03")
	d.Press("k")
	d.At("V04")
	d.Sees("The cause", "deleted", "follows from: Registration")
}

func TestAssignmentIsAskedAboutFirst(t *testing.T) {
	t.Parallel()
	g := newRig(t, "assignment-required")
	d := g.start(80, 24)
	d.check()
	d.Sees("Nothing keeps sign-in from working; 1 thing needs a look")
	d.SeesNot("Repair all")
	d.Press("enter")
	d.At("V06")
	d.Press("y", "y")
	d.At("W")
	d.Press("y", "a")
	d.Await("written and read back")
	if sp := g.srv.State().ServicePrincipal(judgedApp); sp["appRoleAssignmentRequired"] != false {
		t.Errorf("assignment required: %v", sp["appRoleAssignmentRequired"])
	}
}

// TestADecisionHoldsForItsOwnPlanAlone: whoever says yes to it and no to the plan has
// widened nothing for the next plan of the same phase.
func TestADecisionHoldsForItsOwnPlanAlone(t *testing.T) {
	t.Parallel()
	d := newRig(t, "assignment-required").start(80, 24)
	d.check()
	d.Press("enter", "y", "y")
	d.At("W")
	d.Sees("everybody in the company may sign in")
	d.Press("n")
	d.At("V04")
	if plan, err := d.m.deps.Session.Plan("3-8"); !errors.Is(err, advice.ErrNothingToDo) {
		t.Errorf("planned all the same: %+v, %v", plan.Changes, err)
	}
}

func TestAPolicyIsNotOfferedForRepair(t *testing.T) {
	t.Parallel()
	d := newRig(t, "judged-no-secrets").start(80, 24)
	d.check()
	d.Sees("forbids new client secrets")
	d.SeesNot("Repair all")
}

// Whoever says that it is a customer's tenant writes nothing there.
func TestACustomersTenantIsNotWritten(t *testing.T) {
	t.Parallel()
	g := newRig(t, "web-platform")
	d := g.start(80, 24)
	d.check()
	d.Press("a", "enter")
	d.At("V01e")
	d.Press("n")
	d.At("V05")
	g.wroteNothing(0, "went out")
	d.Press("esc")
	d.At("V04")
}

// Coming back to the setup, the sign-in asks for the rights to write again.
func TestTheSetupAfterACheckMayWrite(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("down", "enter", "esc")
	d.At("S00")
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	d.Sees("to write app registrations")
}

func TestStartOptionsBeginWithTheirTask(t *testing.T) {
	t.Parallel()
	for start, id := range map[string]string{"validate": "V01", "renew": "R01", "undo": "U01"} {
		g := newRig(t, "good")
		d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Start: start}, 80, 24)
		d.At(id)
		d.Press("enter")
		d.At(id + "a")
	}
}

func uris(platform any) []string {
	m, _ := platform.(map[string]any)
	list, _ := m["redirectUris"].([]any)
	var out []string
	for _, u := range list {
		out = append(out, u.(string))
	}
	if s, ok := m["redirectUris"].([]string); ok {
		out = append(out, s...)
	}
	return out
}
