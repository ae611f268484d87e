package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// The whole walks: each from the first page to the summary in the shell, key by
// key, with what a person sees on the way and what the tenant holds at the end.

// wantSummary leaves and fails unless the shell then says these words.
func (d *driver) wantSummary(words ...string) {
	d.t.Helper()
	d.Press("q")
	if v := d.view(); v.AltScreen || !d.quit {
		d.t.Fatal("q did not leave the summary in the shell")
	}
	d.Sees(words...)
}

// yes answers the plan that is shown and goes on from what was read back.
func (d *driver) yes() {
	d.t.Helper()
	d.At("W")
	d.Sees("This is what will change", "▸ n No, go back")
	d.Press("y")
	d.Sees("written and read back", "holds")
	d.Press("enter")
}

// fromSecretToEnd walks from steps 23–27 to the last page; log tells whether the
// sign-in log can be read.
func (d *driver) fromSecretToEnd(log bool) {
	d.t.Helper()
	d.At("S23")
	d.Sees("Lifetime", "Kept in")
	d.Press("enter")
	d.yes()
	d.At("S28")
	d.Tick(tickEvery)
	d.Await("Proven at")
	d.Sees("3 in a row", "12 of 12")
	d.Press("enter")
	d.At("S29")
	d.Sees("Client Secret", "••••", "\"Save changes\"", "▸ Copy the secret")
	d.Press("enter", "enter") // the second Enter copies once more, and is no word
	d.At("S29")
	d.Sees("▸ Copy the secret sent to the clipboard; if pasting gives something else, v shows it")
	d.Press("y")
	d.At("SA1")
	d.Press("y")
	d.At("SS1")
	if log {
		d.Sees("▸ w Wait for it here")
		d.Press("a")
		d.Await("signed in at")
		d.Press("enter")
	} else {
		d.Await("The sign-in log cannot be read here.")
		d.Sees("y It worked")
		d.SeesNot("▸ y It worked")
		d.Press("y")
	}
	d.At("SN1")
	d.Press("y")
	d.At("S99")
	d.Sees("The client secret ends on", "12 under SPA, byte for byte", "a token with it carries User.Read.All")
	d.SeesNot("Left for you")
}

func TestWholeWalkOfANewSetup(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	before := g.srv.State()
	d := g.start(80, 24)
	d.Sees("What brings you here?", "PRACTICE")
	d.Press("enter") // set it up
	d.Sees("contoso.com")
	d.Press("enter") // this company
	d.Sees("Sign in with a code", "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18")
	d.Press("enter")
	d.Sees("Only enter this code if you started this program yourself", "the code lasts")
	d.Press("a")
	d.Await("your own company?")
	d.Press("y")
	d.Sees("Nothing that was found will stop a later step", "Global Administrator: active")
	d.Press("enter")
	d.Sees("No registration here has the MTP portal's redirect URI")
	d.Press("enter")
	d.Sees("Name of the registration (step 4)")
	d.Press("enter")
	d.At("S03")
	g.wroteNothing(0, "before the first yes")
	d.Press("enter")
	d.Sees("https://mtp.bvoip.net/users", "Accounts in any organizational directory")
	d.yes()
	d.At("S10")
	d.Sees("Configure MTP portal account", g.srv.State().Application(d.m.state.Profile.App.AppID)["appId"].(string))
	d.Press("v")
	d.Paste("Redirect URIs\n" + numbered(g.srv.Scenario().PortalURIs))
	d.Sees("12 of 12 addresses read", "\"Redirect URIs\"") // what was left out
	d.Press("enter", "y")
	d.At("S12")
	d.Sees("1 registered · 11 missing")
	d.Press("a")
	d.yes()
	d.At("S15")
	d.Press("enter")
	d.Sees("User.Read.All (application permission)")
	d.yes()
	d.At("S21")
	d.Press("enter")
	d.Sees("without anybody signed in")
	d.yes()
	d.Sees("24 months, as the procedure asks.")
	d.fromSecretToEnd(true)
	d.Sees("Microsoft 365 single sign-on is set up for Contoso (practice)")
	t.Logf("%d key presses for the whole new setup, pastes not counted; the aim is 40 at most", d.presses)
	if d.presses > 40 {
		t.Errorf("%d key presses", d.presses)
	}
	g.wantWorking(d, before, 1)
	a := g.held(d)
	if a.DisplayName != "Contoso Voice SSO" || len(a.SPA.RedirectURIs) != 12 || len(a.Web.RedirectURIs) != 0 || len(a.PasswordCredentials) != 1 {
		t.Errorf("the registration is %+v", a)
	}
	if left := a.PasswordCredentials[0].EndDateTime.Sub(d.clock()).Hours() / 24; left < 729 || left > 732 {
		t.Errorf("the secret lives %.1f days, want 24 months", left)
	}
	d.wantSummary("practice with Contoso (practice) ended", "nothing real was touched")
}

func TestWholeWalkOfAnAdoptedRegistration(t *testing.T) {
	t.Parallel()
	g := newRig(t, "adopt")
	before := g.srv.State()
	d := g.start(120, 36)
	d.Press("enter", "enter", "enter", "a")
	d.Await("your own company?")
	d.Press("y", "enter")
	d.Sees("One registration could already be it", "Use \"Contoso Voice SSO\"", "it has https://mtp.bvoip.net/users under SPA")
	d.Press("enter")
	d.At("S10")
	d.Press("v")
	d.Paste(strings.Join(g.srv.Scenario().PortalURIs, "\n") + "\n")
	d.Press("enter", "y")
	d.At("S12")
	d.Sees("9 registered · 1 under Web · 1 nearly the same · 1 missing", "kept, not ours", "extra \"/\" at the end")
	g.wroteNothing(0, "before the first yes")
	d.Sees("1 to add, 1 to move to SPA, 1 nearly the same (you are asked)")
	d.Press("a", "y") // replace what is nearly the same
	d.Sees("+ https://mtp.bvoip.net/example-billing", "- https://mtp.bvoip.net/example-billing", "kept http://localhost:3000/")
	d.yes()
	d.At("S15")
	d.Sees("The name is right, the kind is wrong.")
	d.Press("enter")
	d.Sees("kept User.Read.All (delegated permission)")
	d.yes()
	d.At("S21")
	d.Press("enter")
	d.yes()
	d.fromSecretToEnd(true)
	g.wantWorking(d, before, 0)
	a := g.held(d)
	if !a.declares(readAllTwin, "Scope") {
		t.Error("the delegated twin, which the wizard did not add, is gone")
	}
	if !slices.Contains(a.SPA.RedirectURIs, "http://localhost:3000/") || len(a.SPA.RedirectURIs) != 13 || len(a.Web.RedirectURIs) != 0 {
		t.Errorf("SPA holds %v, Web %v", a.SPA.RedirectURIs, a.Web.RedirectURIs)
	}
	d.wantSummary("nothing real was touched")
}

func TestWholeWalkHandedToASecondAdmin(t *testing.T) {
	t.Parallel()
	g := newRig(t, "hand-over")
	before := g.srv.State()
	d := g.start(80, 24)
	d.Press("enter", "enter", "enter", "a")
	d.Await("your own company?")
	d.Press("y")
	d.Sees("1 thing would stop a later step", "Application Administrator", "steps 21–22 can be handed to a colleague", "could not check")
	d.Press("enter", "enter", "enter", "enter")
	d.yes()
	d.At("S10")
	d.Press("enter", "enter", "enter", "y")
	d.At("S12")
	d.Press("a")
	d.yes()
	d.Press("enter")
	d.yes()
	d.At("S21")
	d.Sees("▸ a Ask a colleague to grant")
	d.Press("enter")
	d.At("S21c")
	app := d.m.state.Profile.App.AppID
	d.Sees("Send this to somebody who has the role", "application permission User.Read.All", app, "Waiting for User.Read.All to be granted")
	d.Press("c", "k")
	for i, want := range []string{"Grant admin consent for Contoso (practice)", "/adminconsent?client_id=" + app} {
		if len(d.copied) != 2 || !strings.Contains(d.copied[i], want) {
			t.Fatalf("copied %q, want %q", d.copied, want)
		}
	}

	// The program ends; the colleague does something else, then another program
	// goes on waiting.
	d.Press("q")
	wrong := g.grantSomethingElse(app)
	list, err := g.store.List()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d profiles, %v", len(list), err)
	}
	d = newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list}, 80, 24)
	d.Sees("▸ Go on with Contoso (practice)")
	d.Press("enter", "enter", "a")
	d.Await("Before the first write")
	d.Press("enter")
	d.At("S21")
	d.Sees("▸ a Go on waiting for it", "declared, not granted")
	d.Press("enter")
	d.At("S21c")
	d.Tick(time.Minute)
	d.Sees("Waiting for User.Read.All to be granted · 1:0") // the other grant is not taken for this one
	if err := g.srv.ApproveConsent(app, g.srv.Scenario().Colleague); err != nil {
		t.Fatal(err)
	}
	d.Await("Granted, and read back from Entra.")
	d.Press("enter")
	d.Sees("24 months, as the procedure asks. A policy that could not be read may refuse that")
	d.fromSecretToEnd(false)
	d.Sees("Microsoft 365 single sign-on is set up for Contoso (practice)")
	if r := g.roles(d); !slices.Contains(r, readAllUsers) || !slices.Contains(r, wrong) || len(r) != 2 {
		t.Errorf("granted: %v", r)
	}
	if st := g.srv.State(); len(st.Applications)-len(before.Applications) != 1 || len(st.Secrets) != 1 {
		t.Errorf("%d registrations, %d secrets", len(st.Applications), len(st.Secrets))
	}
	d.wantSummary("nothing real was touched")
}

func TestWholeWalkWhereCodesAreBlocked(t *testing.T) {
	t.Parallel()
	for _, tenant := range []string{"code-blocked", "code-blocked-browser"} {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			g := newRig(t, tenant)
			before := g.srv.State()
			d := g.start(80, 24)
			d.Press("enter", "enter", "enter")
			d.Sees("Many companies block codes: b signs in without one")
			d.Press("a")
			if tenant == "code-blocked" { // the refusal comes to the program
				d.Await("AADSTS53003")
				d.Sees("▸ b Sign in with the browser", "What to do")
				d.Press("enter")
			} else { // it comes to the browser only, and the program goes on waiting
				d.Sees("The browser shows: \"You don't have access to this\"", "Sign in with the browser of this computer instead", "▸ Sign in with the browser")
				d.Press("esc") // the box belongs to practice; for real only the page says it
				d.Sees("Waiting for you in the browser", "w says what to do")
				d.Press("b")
			}
			d.At("S01c")
			d.Sees("Waiting for the browser", "Open this address in the browser of this computer")
			d.Press("a")
			d.Await("your own company?")
			d.Press("y", "enter", "enter", "enter", "enter")
			d.yes()
			d.Press("enter", "enter", "enter", "y")
			d.At("S12")
			d.Press("a")
			d.yes()
			for _, id := range []string{"S15", "S21"} {
				d.At(id)
				d.Press("enter")
				d.yes()
			}
			d.fromSecretToEnd(true)
			g.wantWorking(d, before, 1)
			d.wantSummary("nothing real was touched")
		})
	}
}

func TestWholeWalkWhereSecretsAreForbidden(t *testing.T) {
	t.Parallel()
	g := newRig(t, "secrets-forbidden")
	before := g.srv.State()
	d := g.start(80, 24)
	d.Press("enter", "enter", "enter", "a")
	d.Await("your own company?")
	d.Press("y")
	d.Sees("Nothing stops you; one thing has to be allowed on the way.", "A policy of your tenant forbids new client secrets", "the wizard can allow it for this one registration", "▸ Go on")
	g.wroteNothing(0, "before that was said")
	d.Press("enter", "enter", "enter", "enter")
	d.yes()
	d.Press("enter", "enter", "enter", "y", "a")
	d.yes()
	for _, id := range []string{"S15", "S21"} {
		d.At(id)
		d.Press("enter")
		d.yes()
	}
	d.At("S23")
	d.Sees("A policy of your tenant forbids new client secrets", "▸ Allow it, and make it for me", "Ask a colleague to allow it")
	d.SeesNot("24 months, as the procedure asks.")
	d.goTo("23")
	d.Press("k")
	d.Type("asked security")
	d.Press("enter")
	d.At("SA1") // 28 and 29 wait for what was skipped
	d.Press("k", "enter")
	d.At("SS1")
	d.Press("k", "enter")
	d.At("SN1")
	d.Press("y")
	d.At("S99")
	d.Sees("Left for you", "asked security")
	d.SeesNot("single sign-on is set up for")
	d.goTo("23")
	d.Sees("– skipped", "asked security")
	if st := g.srv.State(); len(st.Secrets) != len(before.Secrets) || len(st.Applications)-len(before.Applications) != 1 {
		t.Errorf("%d secrets, %d registrations", len(st.Secrets), len(st.Applications))
	}
	if a := g.held(d); len(a.PasswordCredentials) != 0 || !slices.Equal(g.roles(d), []string{readAllUsers}) {
		t.Errorf("the registration is %+v", a)
	}
	if v := d.m.deps.Session.Verdict(judge.Walking).Phase(secretPhase); v.Status != setup.StatusSkipped {
		t.Errorf("23–27 is %s", v.Status)
	}
	d.Press("q")
	d.Sees("Leave practice?")
	d.wantSummary("nothing real was touched")
}
