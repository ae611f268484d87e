package tui

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/tui/walked"
)

// The walks over pages that stop a sign-in, over what a colleague has to allow, and
// over what somebody does by hand.

// visitStuck meets each page that Microsoft may show, and every way on from the one
// that an eligible administrator sees.
func visitStuck(d *driver, at stop) {
	d.Press("enter", "enter", "enter", "w")
	at("S01w", "pages listed")
	for i := range d.m.deps.Session.BrowserPages() {
		for range i {
			d.Press("down")
		}
		d.Press("enter")
		at("S01w", "page "+strconv.Itoa(i+1))
		d.Press("esc")
	}
	d.Press("esc", "a")
	d.Meanwhile("The browser shows:")
	at("S01w", "page told")
	for i, w := range d.m.front().s.(*walked.Page).Page().Choices {
		if w.Through != engine.OnApprove && w.Through != engine.OnHandOver && w.Through != engine.OnAzureCLI {
			continue
		}
		for range i {
			d.Press("down")
		}
		d.Press("enter")
		at("S01y", "way on "+strconv.Itoa(i+1))
		d.Press("esc", "a")
		d.Meanwhile("The browser shows:")
	}
	d.Press("enter")
	at("S01b", "sign-in with the name alone")
	d.Press("a")
	d.Await("Why the sign-in was stopped")
	at("S01x", "why")
	d.Press("enter")
	at("S01y", "activate")
	d.Press("a")
	d.Await("sign in again now")
	at("S01y", "activated")
}

// visitRoleSeen is somebody with a role that is not enough.
func visitRoleSeen(d *driver, at stop) {
	d.Press("enter", "enter", "enter", "a")
	d.Meanwhile("The browser shows:")
	d.Press("enter", "a")
	d.Await("Why the sign-in was stopped")
	at("S01x", "a reader's role")
}

// visitOtherClient goes over to another application to sign in with.
func visitOtherClient(d *driver, at stop) {
	d.Press("enter", "enter", "enter", "a")
	d.Meanwhile("The browser shows:")
	at("S01w", "a page with a number")
	d.Press("enter")
	at("S01y", "another client")
	d.Press("c")
	at("S01b", "code of another client")
}

func visitAwaitSecret(d *driver, at stop) {
	d.toTheSecret()
	d.Press("enter", "y")
	d.Await("forbids client secrets")
	at("S23w", "secrets are forbidden")
	d.goTo("23")
	at("S23", "what leads on")
	d.Press("a")
	at("S23c", "message to a colleague")
	d.Press("enter")
	at("W", "secret of later")
	d.Press("y")
	at("S23c", "waiting for a colleague")
	d.Tick(time.Minute)
	at("S23c", "waiting on")
}

// visitNear repairs an address that is nearly the right one.
func visitNear(d *driver, at stop) {
	d.check()
	d.Press("a")
	at("V05", "repairs")
	d.Press("enter")
	at("V01e", "own company")
	d.Press("y")
	at("V07", "nearly the same")
	d.Press("n")
	at("W", "plan beside it")
}

// visitGood has nothing to mend: reminders, and what the sign-in left.
func visitGood(d *driver, at stop) {
	d.check()
	d.Press("t")
	at("K", "calendar file")
	d.Press("enter")
	at("K", "calendar file, written")
	d.Press("enter")
	d.Press("c")
	at("S99c", "consent left")
	d.Press("t")
	at("V01b", "sign-in to take it back")
	d.Press("a")
	d.Await("may act for you with")
	at("S99c", "consent left, read")
	d.Press("t")
	at("W", "plan to take it back")
	d.Press("y")
	d.Await("It is gone.")
	at("S99w", "taken back")
	d.Press("enter")
	at("S99c", "nothing left")
}

// strayName is a secret's name as this program makes them.
const strayName = "bvoip MTP portal, 2026-01-02 abcdef"

// strayIn puts a secret there that carries this program's mark.
func strayIn(sc *sim.Scenario) {
	for _, o := range sc.Applications {
		if o["appId"] == judgedApp {
			list, _ := o["passwordCredentials"].([]any)
			o["passwordCredentials"] = append(list, map[string]any{"keyId": "11111111-2222-4333-8444-555555555556", "displayName": strayName,
				"hint": "xY7", "startDateTime": "now-10d", "endDateTime": "now+300d"})
		}
	}
}

// ownIn is a computer that knows the tenant's other secret as its own.
func ownIn(g *rig, c *Config) {
	sc := g.srv.Scenario()
	p := setup.Profile{Version: 2, Practice: true, Name: sc.Tenant.ID, Tenant: setup.ProfileTenant{ID: sc.Tenant.ID, Domain: sc.Tenant.Domains[0].Name},
		App:    setup.ProfileApp{AppID: judgedApp, ObjectID: "d1e5f9a3-3b7c-4268-9e04-7a2c6d8b5f91", Adopted: true},
		Secret: setup.ProfileSecret{KeyID: "6f1d8b3a-92c4-4e07-b5a8-3d7e0c9f4b26", Keeper: "this computer's keychain"}}
	if err := g.store.Save(p); err != nil {
		g.t.Fatal(err)
	}
	c.Profiles = []setup.Profile{p}
}

func visitUnclaimed(d *driver, at stop) {
	d.choose("Check an existing setup")
	d.Press("enter")
	d.PressBriefly("w", "Nobody signs in, so only")
	at("V01n", "without a sign-in")
	d.Await("What sign-in stands on")
	d.Press("r", "enter", "a")
	d.Await("redirect URIs")
	d.Press("enter", "enter")
	d.Await("keeps sign-in from working")
	at("V04", "report with a secret of nobody's")
	d.Press("enter")
	at("V09", "whose secret")
}

// withoutBrowser begins without a sign-in, on a computer where no browser opens.
func withoutBrowser(_ *rig, c *Config) {
	c.SignIn, c.Start = "none", "setup"
	c.Open = func(string) error { return errors.New("no browser") }
}

// visitByHand pastes what the portal shows, and a value that somebody made there.
func visitByHand(d *driver, at stop) {
	d.Press("enter")
	at("S01p", "by hand")
	d.Press("o")
	at("H", "a real page")
	d.Press("o")
	at("A", "address")
	d.Press("esc")
	d.goTo("9")
	d.Press("i")
	d.Paste(judgedApp)
	d.Press("enter")
	d.goTo("28")
	at("S28", "no secret here")
	d.Press("v")
	at("S28v", "value")
	for _, bad := range injecttest.Texts[:3] {
		d.Paste(bad)
	}
	at("S28v", "value, pasted")
	d.Paste(strings.Repeat("long ", 90))
	d.Press("enter")
	at("S28v", "value, refused")
}
