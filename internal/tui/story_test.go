package tui

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

func TestNewSetupUpToTheRegistration(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	before := g.srv.State()
	d := g.start(80, 24)
	d.Sees("What brings you here?", "PRACTICE")
	d.Press("enter", "enter")
	d.Sees("c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18", "Sign in with a code", "Go on without signing in")
	d.Press("enter")
	d.Sees("Microsoft Graph Command Line Tools", "Only enter this code if you started this program yourself", "Nobody from bvoip will ever ask", "the code lasts")
	d.Press("a")
	d.Await("your own company?")
	d.Sees("Contoso (practice)", "contoso.onmicrosoft.com", "ada@contoso.com")
	d.Press("y")
	d.Sees("Nothing that was found will stop a later step", "Global Administrator: active", "allowed, for 24 months")
	d.Press("enter", "m", "enter")
	d.Sees("Steps 3–8 · New registration", "○ to do", "Register it for me")
	if n := len(g.srv.Writes()); n != 0 {
		t.Fatalf("%d writes before anything was confirmed", n)
	}
	d.Press("enter")
	d.Sees("This is what will change", "https://mtp.bvoip.net/users", "▸ n No, go back")
	d.Press("enter") // no is chosen at first
	d.At("S03")
	d.Press("enter", "y")
	d.Sees("written and read back", "✓ holds")
	st := g.srv.State()
	if a, p := len(st.Applications)-len(before.Applications), len(st.ServicePrincipals)-len(before.ServicePrincipals); a != 1 || p != 1 {
		t.Fatalf("%d new registrations, %d new service principals, want one of each", a, p)
	}
	d.Press("enter")
	d.Sees("Steps 10–11")
	t.Logf("%d key presses up to a registration that was read back", d.presses)
}

func TestPermissionAndConsent(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(120, 36)
	d.register()
	d.goTo("15")
	d.Sees("Steps 15–20", "User.Read.All")
	d.do()
	d.goTo("21")
	d.do()
	if got := g.srv.State().Grants; len(got) != 1 {
		t.Fatalf("%d grants, want exactly one", len(got))
	}
}

func TestBlockedCodeOffersTheBrowserByName(t *testing.T) {
	t.Parallel()
	d := newRig(t, "code-blocked").start(80, 24)
	d.Press("enter", "enter", "enter", "a")
	d.Await("53003")
	d.Sees("▸ b Sign in with the browser", "What to do")
	d.Press("enter")
	d.At("S01c")
	d.Press("a")
	d.Await("your own company?")
}

func TestBrowserSignInPasteBack(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(120, 36)
	d.Press("enter", "enter", "b")
	d.At("S01c")
	d.Sees("paste the address that it ends up at", "Waiting for the browser")
	d.Press("p")
	d.Paste("http://localhost:1/?code=abc&state=wrong\n")
	d.At("S01c")
	d.Sees("http://localhost:1/ code=•••• state=••••")
	d.Press("enter")
	d.Sees("✗")
	d.Press("esc", "d")
	d.At("S01b")
	d.Press("b", "a")
	d.Await("your own company?")
}

func TestExpiredAndDeclinedCodes(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*sim.Server, string) error{
		"expired":  (*sim.Server).ExpireDevice,
		"declined": (*sim.Server).DeclineDevice,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newRig(t, "new")
			d := g.start(80, 24)
			d.Press("enter", "enter", "enter")
			code := d.value("Code")
			if err := end(g.srv, code); err != nil {
				t.Fatal(err)
			}
			d.Await("New code")
			d.Press("enter", "a")
			d.Await("your own company?")
		})
	}
}

func TestHandOverWaitsForExactlyThisGrant(t *testing.T) {
	t.Parallel()
	g := newRig(t, "hand-over")
	d := g.start(80, 24)
	d.signIn()
	d.Press("y")
	d.Sees("would stop a later step", "Application Administrator", "steps 21–22 can be handed to a colleague")
	d.Press("enter", "m", "enter")
	d.do()
	d.goTo("15")
	d.do()
	d.goTo("21")
	d.Sees("Ask a colleague to grant")
	d.Press("a")
	d.Sees("Send this to somebody who has the role", "Waiting for User.Read.All")
	d.Press("pgdown", "pgdown")
	d.Sees("own addresses, as a rule in the MTP portal", "\"This site can't be reached\"", "is a refusal: ssowizard explain NUMBER", "Waiting for User.Read.All")
	d.Press("c")
	if len(d.copied) != 1 || !strings.Contains(d.copied[0], "User.Read.All") {
		t.Errorf("copied %q, want the message", d.copied)
	}
	d.Press("esc")
	d.At("S21")
	d.Sees("Go on waiting for it", "Entra will refuse unless your role allows it")
	d.Press("a", "a")
	d.Await("Granted, and read back from Entra.")
	d.At("S21c") // whoever was away has not seen it arrive: the page stays until Enter
	if rang := strings.Count(strings.Join(d.unknown, " "), "RawMsg"); rang != 1 {
		t.Errorf("the bell rang %d times", rang)
	}
	if title := d.view().WindowTitle; !strings.Contains(title, "✓ granted") {
		t.Errorf("the window is titled %q", title)
	}
	d.Press("enter")
	d.At("S23")
	if st := d.m.state.Verdict.Phase("21-22").Status; st != setup.StatusOK {
		t.Errorf("steps 21–22 are %s", st)
	}
}

func TestPreflightSaysWhatStops(t *testing.T) {
	t.Parallel()
	for tenant, words := range map[string][]string{
		"secrets-forbidden":      {"Nothing stops you; one thing has to be allowed on the way", "forbidden by a policy; you may allow one"}, // as Global Administrator
		"multi-tenant-forbidden": {"1 thing would stop a later step", "forbid"},
		"pim-approved":           {"eligible", "Privileged Identity Management"},
		"secrets-capped":         {"Nothing that was found will stop", "at most"},
	} {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			d := newRig(t, tenant).start(120, 36)
			d.signIn()
			d.Press("y")
			d.Sees(words...)
		})
	}
}

func TestAWrongClockIsSaidAndDoesNotStop(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		off   time.Duration
		words []string
	}{
		"behind": {7 * time.Minute, []string{"7 minutes behind", "Nothing that was found will stop"}},
		"ahead":  {-9 * time.Minute, []string{"9 minutes ahead", "Nothing that was found will stop"}},
		"right":  {4 * time.Minute, []string{"right to within five minutes"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sc, err := sim.LoadScenario("new")
			if err != nil {
				t.Fatal(err)
			}
			sc.ClockOffset = sim.Span(c.off)
			d := newRigOn(t, sim.Options{Scenario: &sc}).start(120, 40)
			d.signIn()
			d.Press("y")
			d.Sees(c.words...)
		})
	}
}

func TestGuestIsToldBeforeTheOwnTenantQuestion(t *testing.T) {
	t.Parallel()
	d := newRig(t, "guest").start(120, 36)
	d.signIn()
	d.Sees("This account is a guest here", "▸ n No, a customer's")
}

func TestACustomersTenantLeadsBackToTheStart(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.signIn()
	d.Press("n")
	d.At("S01")
	if d.m.deps.Session.SignedIn() || d.m.state.Profile.Own {
		t.Error("the sign-in or the word survived a no")
	}
}

func TestNoKeychainAsksBeforeTheFirstWrite(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.keys = absent{}
	g.dir = t.TempDir()
	d := g.start(80, 24)
	d.signIn()
	d.Press("y")
	d.Sees("where shall the client secret be kept?", "An encrypted file", "Show it once", "Try the keychain again")
	d.Press("f")
	d.At("S01g")
	d.Type("short")
	d.Press("enter")
	d.Sees("It has fewer than 12 characters.")
	d.Paste("er than four words")
	d.Press("enter")
	d.Type("another one")
	d.Press("enter")
	d.Sees("The two are not the same")
	d.SeesNot("shorter than", "another one")
	d.Clear()
	d.Paste("shorter than four words\n")
	d.Press("enter")
	d.At("S01f")
	d.Sees("Nothing that was found will stop a later step")
	if !d.phrase.Equal(secret.New("shorter than four words")) {
		t.Error("the file was not locked with what was typed twice")
	}
}

func TestAnErrorIsACardWithAWayOn(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(120, 36)
	d.register()
	d.goTo("15")
	g.srv.SetFault(func(r *http.Request) sim.Fault {
		if strings.HasSuffix(r.URL.Path, "$batch") {
			return sim.Fault{Status: 403, Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}`,
				Header: http.Header{"Content-Type": {"application/json"}, "Request-Id": {"5a5a5a5a-0000-4000-8000-000000000001"}}}
		}
		return sim.Fault{}
	})
	d.Press("r")
	d.At("E")
	d.Sees("That did not work", "What it means", "What to do", "Authorization_RequestDenied", "5a5a5a5a-0000-4000-8000-000000000001", "Try again")
	g.srv.SetFault(nil)
	d.Press("r")
	d.At("S15")
	d.Sees("Read again at")
}

func TestAClaimsChallengeLeadsToANewSignIn(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.goTo("15")
	g.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "$batch") {
			return sim.Fault{}
		}
		// The claims are {"access_token":{"nbf":{"essential":true}}}.
		return sim.Fault{Status: 401, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge."}}`,
			Header: http.Header{"Www-Authenticate": {`Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="`}}}
	})
	d.Press("r")
	d.At("E")
	d.Sees("Your company wants one more proof from you.", "▸ Sign in again", "Sign in with the browser")
	g.srv.SetFault(nil)
	d.Press("enter")
	d.At("S01b")
	d.Press("b")
	d.At("S01c")
	if u := d.value("Address to open"); !strings.Contains(u, "claims=%7B%22access_token%22%3A%7B%22nbf%22") {
		t.Errorf("the new sign-in does not carry the challenge: %s", u)
	}
	d.Press("a")
	d.Await("Steps 15–20 · User.Read.All")
	d.do() // nothing is lost
}

func TestWithoutSigningInTheWholeWalkIsThere(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.Press("enter", "enter", "w")
	d.At("S01p") // step 1 is shown too
	d.Press("y")
	d.At("S02")
	d.Press("p")
	d.Sees("by hand", "All applications")
	d.Press("esc")
	d.goTo("5")
	d.Sees("▸ p Show me in the portal", "needs a sign-in")
	d.Press("p")
	d.Sees("▸ 3 Start a new registration", "5 Choose the account types", "enter next step")
	d.Press("enter", "enter", "enter", "enter")
	d.Sees("▸ 7", "https://mtp.bvoip.net/users")
	d.Press("c")
	if len(d.copied) != 1 || d.copied[0] != "https://mtp.bvoip.net/users" {
		t.Errorf("copied %q", d.copied)
	}
	d.Press("enter", "enter")
	if _, said := d.m.state.Profile.Confirmed["3-8"]; said {
		t.Error("Enter, which leads through the steps, said that they are done")
	}
	d.Press("y")
	if st := d.m.state.Verdict.Phase("3-8").Status; st != setup.StatusConfirmed {
		t.Errorf("steps 3–8 are %s, want confirmed", st)
	}
	d.At("S09") // onward, not back to the sign-in that was declined
	if n := len(g.srv.Writes()); n != 0 {
		t.Errorf("%d writes", n)
	}
}

func TestSkipKeepsTheNoteAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	d.goTo("15")
	d.Press("k")
	d.Type("q?s ") // letters are text here
	d.Paste("waits for Grace\n")
	d.At("T")
	d.Press("enter")
	d.goTo("15")
	d.Sees("– skipped", "q?s waits for Grace")
	d.Press("u")
	d.Sees("○ to do")
}

func TestAdoptingOneThatIsThere(t *testing.T) {
	t.Parallel()
	g := newRig(t, "adopt")
	d := g.start(120, 36)
	d.signIn()
	d.Press("y", "enter")
	d.Sees("Use \"Contoso Voice SSO\"")
	d.Press("enter")
	if !d.m.state.Profile.App.Adopted {
		t.Fatalf("not adopted; the screen is:\n%s", d.Screen())
	}
	if n := len(g.srv.Writes()); n != 0 {
		t.Errorf("adopting wrote %d times", n)
	}
	d.goTo("2")
	d.Sees("Go on")
}

// absent is a keychain that does not answer.
type absent struct{}

func (absent) Name() string  { return "no keychain" }
func (absent) Lasting() bool { return true }
func (absent) Put(context.Context, vault.Key, secret.Value) error {
	return &vault.Unavailable{Reason: "no Secret Service answers on this computer", Remedy: "Start one, such as gnome-keyring."}
}
func (absent) Get(context.Context, vault.Key) (secret.Value, error) {
	return secret.Value{}, vault.ErrNotFound
}
func (absent) Delete(context.Context, vault.Key) error { return nil }
