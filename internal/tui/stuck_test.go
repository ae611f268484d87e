package tui

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/tui/walked"
)

// TestAnEligibleAdministratorGetsThrough plays the tenant pim: the page is told, the reason is found by a sign-in with
// the name alone, the role is activated, and the sign-in passes.
func TestAnEligibleAdministratorGetsThrough(t *testing.T) {
	t.Parallel()
	g := newRig(t, "pim")
	d := g.start(80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	d.Sees("w says what to do")
	d.Press("a")
	d.Meanwhile("The browser shows: \"Need admin approval\"")
	d.Sees("Find out why", "Either no administrator's role is active", "Global Reader")
	d.Press("enter")
	d.At("S01b")
	d.Sees("asks to know your name, and for nothing that could write")
	d.Press("a")
	d.Await("Why the sign-in was stopped")
	d.Sees("ada@contoso.com", "Active roles  none", "Whether one can be activated is not shown")
	d.Press("enter")
	d.At("S01y")
	d.Press("a")
	d.Await("activated the role")
	d.Sees("✓ activated; sign in again now", "▸ Sign in again") // Enter leads on from here
	d.Press("enter")
	d.At("S01b")
	d.Sees("to write app registrations")
	d.Press("a")
	d.Await("your own company?")
	if r := d.m.deps.Session.Snapshot().Role; !r.Known || r.Value.Consent != setup.RoleActive {
		t.Errorf("role %+v", r)
	}
}

// TestTheWaitGoesOnBehindTheQuestion: asking what the browser shows stops nothing.
func TestTheWaitGoesOnBehindTheQuestion(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	code := d.value("Code")
	d.Press("w")
	d.Sees("What does the browser show?", "Need admin approval", "You can't get there from here", "Pick an account", "AADSTS", "paste the page", "Nothing happens")
	d.Press("down", "down", "down", "enter")
	d.Sees("Pick an account", "Back to waiting")
	d.Press("enter")
	d.Sees("Waiting for you in the browser", "w says what to do")
	d.Press("w")
	if err := g.srv.ApproveDevice(code, ""); err != nil {
		t.Fatal(err)
	}
	d.Await("your own company?")
}

// TestAnotherAppOfMicrosofts: the card says what it means, Enter on it changes nothing, and the sign-in as Azure CLI
// passes where the usual app is switched off.
func TestAnotherAppOfMicrosofts(t *testing.T) {
	t.Parallel()
	g := newRig(t, "client-disabled")
	d := g.start(100, 36)
	d.Press("enter", "enter", "enter", "a")
	d.Meanwhile("The browser shows: AADSTS50105")
	d.Press("enter")
	d.At("S01y")
	d.Sees("Its token is broad", "sign-in log will say \"Microsoft Azure CLI\"", "▸   Back")
	d.Press("enter")
	d.At("S01b")
	d.Press("a")
	d.Meanwhile("The browser shows: AADSTS50105")
	d.Press("enter", "c")
	d.At("S01b")
	d.Sees("Microsoft names the app \"Microsoft Azure CLI\"")
	d.Press("a")
	d.Await("your own company?")
	if left := g.srv.State().Consents; len(left) != 0 {
		t.Errorf("left in the tenant: %v", left)
	}
}

// TestAnAdministratorApprovesTheApp: the link lets a Global Reader check.
func TestAnAdministratorApprovesTheApp(t *testing.T) {
	t.Parallel()
	d := newRig(t, "pim").start(100, 36)
	d.Press("enter", "enter", "enter", "a")
	d.Meanwhile("Need admin approval")
	d.Press("down", "down", "enter")
	d.At("S01y")
	link := d.m.page().s.(*walked.Page).Values()[0].Text
	if !strings.Contains(link, "/v2.0/adminconsent?client_id=14d82eec-204b-4c2f-b7e8-296a70dab67e") || !strings.Contains(link, "Application.ReadWrite.All") {
		t.Fatalf("the link is %s", link)
	}
	d.Sees("Nobody gets more than their own roles allow")
	d.Press("esc")
	d.At("S01b")
}

// TestARoleActivatedUnderTheSignInIsTold: the sign-in with the name alone is older than the role, and the page says so.
func TestARoleActivatedUnderTheSignInIsTold(t *testing.T) {
	t.Parallel()
	g := newRig(t, "pim")
	g.srv.SetFault(activatedAtMe(g.srv))
	d := g.start(80, 24)
	d.Press("enter", "enter", "enter", "a")
	d.Meanwhile("The browser shows: \"Need admin approval\"")
	d.Press("enter", "a")
	d.Await("More roles are active for you now than this sign-in carries")
	d.Sees("Active roles  none", "so that the sign-in carries it", "▸   Sign in again")
	d.Press("enter")
	d.At("S01b")
	d.Press("a")
	d.Await("your own company?")
}

// activatedAtMe activates the role after the token was issued, before the directory is asked for the roles.
func activatedAtMe(srv *sim.Server) func(*http.Request) sim.Fault {
	return func(r *http.Request) sim.Fault {
		if strings.HasSuffix(r.URL.Path, "/$batch") {
			_ = srv.ActivateRole("", "Global Administrator")
		}
		return sim.Fault{}
	}
}

// TestARoleThatCannotBeActivatedLeadsToTheOtherWays: where the page of roles lists none, that is said in a card, and
// behind it stand the ways, not the same key again.
func TestARoleThatCannotBeActivatedLeadsToTheOtherWays(t *testing.T) {
	t.Parallel()
	g := newRig(t, "reader")
	c := g.config()
	c.Practice.Activate = func() error { return advice.ErrNoEligibleRole }
	d := newDriver(t, c, 80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	d.Press("a")
	d.Meanwhile("The browser shows: \"Need admin approval\"")
	d.Press("enter")
	d.At("S01b")
	d.Press("a")
	d.Await("Why the sign-in was stopped")
	d.Sees("Active roles  Global Reader")
	d.Press("enter")
	d.At("S01y")
	d.Press("a")
	d.Await("No role of this account can be activated")
	d.Sees("Have an administrator approve the app")
	d.Press("esc")
	d.Sees("Why the sign-in was stopped", "approve the app")
}

// TestEnterTwicePlaysTheAdministratorOnce: a code that was used would be refused.
func TestEnterTwicePlaysTheAdministratorOnce(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"enter", "b"} {
		c := newRig(t, "new").config()
		var played atomic.Int32
		counted := func(do func(string) error) func(string) error {
			return func(at string) error { played.Add(1); return do(at) }
		}
		c.Practice.Approve, c.Practice.Browse = counted(c.Practice.Approve), counted(c.Practice.Browse)
		d := newDriver(t, c, 80, 24)
		d.Press("enter", "enter", way)
		d.Tap("enter")
		d.Tap("enter")
		d.Await("your own company?")
		d.At("S01e")
		if n := played.Load(); n != 1 {
			t.Errorf("%s: the administrator was played %d times", way, n)
		}
	}
}
