package plain_test

import (
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/outcome"
	"ssowizard/internal/sim"
)

// toTheStages is the way of a person to the first phase: company, sign-in by
// the browser, own tenant.
func toThePhases() []act {
	return []act{enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), typed("Is this your own partner tenant?", "yes")}
}

func TestWholeWalkWithAPerson(t *testing.T) {
	r := newRoom(t, "new")
	r.refuseNewSecret()
	err := r.play(r.config(), append(toThePhases(),
		pickAt("Step 2 ·", "Make a new registration"), typed("Name of the registration", "Contoso SSO"),
		pickAt("Steps 3–8", "Register it for me"), pick("Yes, write it"),
		pickAt("Steps 10–11", "Paste the 12 redirect URIs"), pick("Paste them here"), pasted(r.sc.PortalURIs, "\n"), pickAt("12 of 12 addresses read", "Yes, type and both ids are entered"),
		pickAt("Steps 12–14", "("), pick("Yes, write it"),
		pickAt("Steps 15–20", "("), pick("See the request"), pickAt("PATCH /v1.0/applications", "Yes, write it"),
		pickAt("Steps 21–22", "Grant it for me"), pick("Yes, write it"),
		pickAt("Steps 23–27", "Make it for me"), pick("Yes, write it"),
		pickAt("Client Secret: kept in", "I pasted it"),
		pickAt("Steps A1–A2", "Look people up"), pick("The beginning of a name"), typed("The beginning of a name", "ada"),
		pickAt("1 person", "Back"), pickAt("Steps A1–A2", "I have chosen"),
		pickAt("Steps S1–S2", "Play the person"), pick("Wait for it here"),
		pickAt("Steps N1–N2", "I know where"))...)
	if err != nil {
		t.Fatal(err)
	}
	r.wantSaid("ada@contoso.com signed in at", "The end (practice)")
	r.wantNoSecret()
	p := r.eng.Profile()
	if got := r.registered(p.App.AppID, "spa"); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(r.sc.PortalURIs))) {
		t.Errorf("registered %v", got)
	}
	if r.registration(p.App.AppID)["displayName"] != "Contoso SSO" {
		t.Error("another name was given")
	}
	if next := r.eng.Verdict(judge.Walking).Next(); next != "" {
		t.Errorf("steps %s are not settled", next)
	}
	if !strings.Contains(r.out.String(), "Microsoft 365 single sign-on is set up for") {
		t.Errorf("the end says:\n%s", r.out)
	}
}

// TestEnterAloneWritesNothing: a paste of several lines answers the questions
// after the one it was meant for, and its empty lines must not say yes to a write.
func TestEnterAloneWritesNothing(t *testing.T) {
	r := newRoom(t, "new")
	err := r.play(r.config(), append(toThePhases(),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Register it for me"), enter("This is what will change"),
		pickAt("Steps 3–8", "Leave"))...)
	if err != nil {
		t.Fatal(err)
	}
	r.wantWrites(0)
}

func TestWhatWasRefusedIsNotOffered(t *testing.T) {
	r := newRoom(t, "new")
	long := strings.Repeat("x", 130)
	err := r.play(r.config(),
		typed("Your company's domain", "contoso"), typed("a domain has a dot", "nobody-has-this.example"), typed("by the name", "contoso.com"),
		pickAt("How will you sign in?", "Sign in with the browser"), typed("Is this your own partner tenant?", "perhaps"), typed("is none of the choices", "y"),
		typed("Step 2 ·", "99"), typed("none of the choices", "?"), pickAt("practice is forgotten then", "Make a new registration"),
		typed("Name of the registration", long), typed("130 characters", "Short"),
		pickAt("Steps 3–8", "Leave"))
	if err != nil {
		t.Fatalf("leaving by choice ended with %v", err)
	}
	r.wantSaid("company's domain [contoso.com]: contoso\n", "\"contoso\" cannot be one: a domain has a dot in it.", "Type the domain your people sign in with",
		"company's domain [contoso.com]: nobody-has-this.example\n", "Microsoft knows no company", "company's domain [contoso.com]: contoso.com\n",
		"perhaps", judge.Catalogue()[1].Why+"\nType one of the numbers 1 to", "130 characters", "Name of the registration (step 4) ["+engine.DefaultName+"]: Short", "ssowizard:")
	if strings.Contains(r.talk.String(), "Type the part after @") {
		t.Error("the same advice stands twice")
	}
	r.wantWrites(0)
	if name := r.eng.Profile().Wanted.Name; name != "Short" {
		t.Errorf("the name is %q", name)
	}
}

// TestWhatNobodyAnsweredIsOfferedAgain: the name may be right, and only the
// service was silent.
func TestWhatNobodyAnsweredIsOfferedAgain(t *testing.T) {
	r := newRoom(t, "new")
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if strings.Contains(q.URL.Path, "openid-configuration") && !strings.Contains(r.talk.String(), "[contoso.onmicrosoft.com]") {
			return sim.Fault{Status: http.StatusServiceUnavailable}
		}
		return sim.Fault{}
	})
	err := r.play(r.config(), typed("Your company's domain", "contoso.onmicrosoft.com"), enter("[contoso.onmicrosoft.com]"), pickAt("How will you sign in?", "Leave"))
	if err != nil {
		t.Fatal(err)
	}
}

func TestPasteInPiecesAndWithFaults(t *testing.T) {
	r := newRoom(t, "new")
	u := r.sc.PortalURIs
	to := append(toThePhases(), pickAt("Step 2 ·", "Go to another step"), pick("Steps 10–11"))
	err := r.play(r.config(), append(to,
		pickAt("Steps 10–11", "Paste the 12 redirect URIs"), pick("Paste them here"),
		pasted(u[:4], "\n"), // an empty line within: a paste, not the end
		typed("4 of 12 read", "1. "+u[4]+"\n2. \""+u[5]+"\"\n."),
		pickAt("6 of 12 addresses read", "Paste more"),
		typed("Paste the list now", strings.Join(u[6:11], ",\n")+"\nhttp://mtp.bvoip.net/wrong\n."),
		pickAt("http://mtp.bvoip.net/wrong", "Start over"), pick("Paste them here"),
		typed("Paste the list now", "| "+strings.Join(u, " |\n| ")+" |\n"),
		pick("Not yet, just keep the list"), pickAt("12 URIs kept", "Leave"))...)
	if err != nil {
		t.Fatalf("leaving by choice ended with %v", err)
	}
	if got := r.eng.Profile().Wanted.URIs; !slices.Equal(got, u) {
		t.Errorf("kept %v", got)
	}
	r.wantWrites(0)
}

func TestAdoptingWithAPerson(t *testing.T) {
	r := newRoom(t, "adopt")
	const id = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	err := r.play(r.config(), append(toThePhases(),
		pickAt("Step 2 ·", "Use \"Contoso Voice SSO\""),
		pickAt("Steps 10–11", "Paste the 12 redirect URIs"), pick("Use the practice tenant's example"), pickAt("12 of 12 addresses read", "Take the list"), pick("Yes, type and both ids are entered"),
		pickAt("nearly the same", "("), pick("Replace them"), pick("Yes, write it"),
		pickAt("delegated", "("), pick("Yes, write it"),
		pickAt("Steps 21–22", "Leave"))...)
	if stop := (*outcome.Stopped)(nil); !errors.As(err, &stop) {
		t.Errorf("an adopted registration without consent has a problem, got %v", err)
	}
	spa, web := r.registered(id, "spa"), r.registered(id, "web")
	for _, u := range r.sc.PortalURIs {
		if !slices.Contains(spa, u) || slices.Contains(web, u) {
			t.Errorf("%s is not under SPA only", u)
		}
	}
	if len(spa) != mtp.URICount+1 || !slices.Contains(spa, "http://localhost:3000/") {
		t.Errorf("under SPA: %v", spa)
	}
}

func TestHandingConsentToAColleague(t *testing.T) { handsConsentOver(t, "hand-over") }

// TestAnApplicationDeveloperGetsToTheSecret although users may not register, and
// although only an owner may go on.
func TestAnApplicationDeveloperGetsToTheSecret(t *testing.T) {
	handsConsentOver(t, "application-developer")
}

func handsConsentOver(t *testing.T, tenant string) {
	t.Helper()
	r := newRoom(t, tenant)
	c := r.config()
	c.URIs = r.sc.PortalURIs
	err := r.play(c, append(toThePhases(),
		pickAt("would stop a later step", "Go on (steps 21–22 can be handed to a colleague)"),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Register it for me"), pick("Yes, write it"),
		pickAt("Steps 10–11", "Type and ids are in"),
		pickAt("Steps 12–14", "("), pick("Yes, write it"),
		pickAt("Steps 15–20", "("), pick("Yes, write it"),
		pickAt("Steps 21–22", "Ask a colleague"), pickAt("If that shows \"This site can't be reached\"", "Play the colleague"), pick("Wait for it here"),
		pickAt("Steps 23–27", "("), pick("Yes, write it"),
		pickAt("Step 28", "Leave"))...)
	if err != nil {
		t.Fatalf("leaving by choice ended with %v", err)
	}
	if n := len(r.srv.State().Grants); n != 1 {
		t.Errorf("%d grants", n)
	}
	if n := len(r.srv.State().Secrets); n != 1 {
		t.Errorf("%d secrets", n)
	}
}

func TestBlockedCodeLeadsToTheBrowser(t *testing.T) {
	r := newRoom(t, "code-blocked")
	err := r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with a code"),
		pickAt("Nobody from bvoip will ever ask you", "Have the code entered"),
		pickAt("AADSTS53003", "Sign in with the browser"), typed("Is this your own partner tenant?", "y"), pickAt("Step 2 ·", "Leave"))
	if err != nil {
		t.Fatal(err)
	}
	r.wantSaid("Sign in by browser instead", "Signed in as ada@contoso.com")
}

// While a code is waited for at a terminal, the person can change their mind.
func TestChangingTheWayWhileACodeIsWaitedFor(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.Live = true
	err := r.play(c, enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with a code"), pick("Enter it on the practice page"),
		typed("While this waits", "what"), typed("Still waiting", "n"),
		pickAt("Only enter this code", "Enter it on the practice page"), typed("While this waits", "b"),
		typed("paste it here", "https://example.com/"))
	if !errors.Is(err, outcome.ErrInputEnded) {
		t.Errorf("ended with %v", err)
	}
	r.wantSaid("Still waiting", "Enter ", "Enter ", "/authorize?", "Signed in as ada@contoso.com")
}

// withoutKeychain is a walk up to a secret that lives in the process only.
func withoutKeychain() []act {
	return []act{enter("Your company's domain"),
		pickAt("A place for the secret", "Show it once"),
		pickAt("How will you sign in?", "Sign in with the browser"),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Register it for me"),
		pickAt("Steps 10–11", "Go to another step"), pick("Steps 15–20"), pickAt("Steps 15–20", "Declare it for me"),
		pickAt("Steps 21–22", "Grant it for me"),
		pickAt("Steps 23–27", "Make it for me")}
}

func TestSecretIsNotShownToWhoDoesNotAsk(t *testing.T) {
	r := newRoom(t, "new")
	r.refuseNewSecret()
	r.keychain = noKeychain{}
	r.restart()
	c := r.config()
	c.Yes, c.JSON = true, true // agreeing to writes is not agreeing to show a secret
	if err := r.play(c, append(withoutKeychain(), pickAt("Step 29", "Show the value"), typed("Show it now?", ""), pick("Leave"))...); errors.Is(err, outcome.ErrInputEnded) {
		t.Fatal(err)
	}
	r.wantSaid("Write it? Yes (--yes).")
	r.wantNoSecret()
}

// TestAValueThatEndsWithTheRunIsNotSaidToBeSafe: it is kept nowhere, and whoever leaves before the MTP portal has it is told
// beforehand and afterwards.
func TestAValueThatEndsWithTheRunIsNotSaidToBeSafe(t *testing.T) {
	r := newRoom(t, "new")
	r.keychain = noKeychain{}
	r.restart()
	c := r.config()
	c.Yes, c.Practice = true, nil
	c.Open = func(u string) error {
		go func() { _ = r.srv.OpenBrowser(u, "") }()
		return nil
	}
	way := withoutKeychain()
	way[0] = typed("Your company's domain", "contoso.com")
	if err := r.play(c, append(way, pickAt("Step 29", "Leave; the secret's value is lost then"))...); errors.Is(err, outcome.ErrInputEnded) {
		t.Fatal(err)
	}
	r.wantSaid(engine.ValueLost)
	if strings.Contains(r.talk.String(), "Nothing is lost") {
		t.Error("it says that nothing is lost")
	}
}

func TestSecretIsShownToWhoAsks(t *testing.T) {
	r := newRoom(t, "new")
	r.refuseNewSecret()
	r.keychain = noKeychain{}
	r.restart()
	c := r.config()
	c.Yes, c.JSON = true, true
	if err := r.play(c, append(withoutKeychain(), pickAt("Step 29", "Show the value"), typed("Show it now?", "yes"), pickAt("Client Secret: ", "Leave"))...); errors.Is(err, outcome.ErrInputEnded) {
		t.Fatal(err)
	}
	for _, secret := range r.srv.State().Secrets {
		if strings.Count(r.talk.String(), secret) != 1 || strings.Contains(r.out.String(), secret) {
			t.Error("the secret has to stand in the talk once, and never in the answer")
		}
	}
}

func TestPassphraseFile(t *testing.T) {
	r := newRoom(t, "new")
	r.keychain = noKeychain{}
	r.restart()
	err := r.play(r.config(), enter("Your company's domain"),
		pickAt("A place for the secret", "An encrypted file"),
		typed("Passphrase", "short"), typed("fewer than 12", "correct horse battery"), typed("The same again", "battery staple"),
		typed("not the same", "correct horse battery"),
		pickAt("The encrypted file works", "Leave"))
	if err != nil {
		t.Fatalf("leaving by choice ended with %v", err)
	}
	if strings.Contains(r.talk.String(), "correct horse battery") {
		t.Error("the passphrase was written")
	}
	if left, err := filepath.Glob(filepath.Join(r.dir, "*", "*")); err != nil || len(left) > 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWholeWalkByHand(t *testing.T) {
	r := newRoom(t, "new")
	script := []act{enter("Your company's domain"), pickAt("How will you sign in?", "Go on without signing in"),
		pickAt("Step 1 ·", "I have done this"),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration")}
	for _, st := range []string{"Steps 3–8"} {
		script = append(script, pickAt(st, "Show me in the portal"), pickAt("Register an application", "I have done this"))
	}
	script = append(script, pickAt("Step 9", "I have done this"),
		pickAt("Steps 10–11", "Skip, with a note"), typed("Why, for the next person", "the portal is down"),
		pickAt("Steps 12–14", "Leave"))
	if un := (*outcome.Unchecked)(nil); !errors.As(r.play(r.config(), script...), &un) {
		t.Error("what nobody could check was not said")
	}
	r.wantWrites(0)
	p := r.eng.Profile()
	if p.Skipped["10-11"].Note != "the portal is down" || p.Confirmed["3-8"].At.IsZero() {
		t.Errorf("remembered %+v %+v", p.Skipped, p.Confirmed)
	}
}

func TestNotOurOwnTenantWritesNothing(t *testing.T) {
	r := newRoom(t, "new")
	err := r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), typed("Is this your own partner tenant?", "no"),
		enter("Your company's domain"), pickAt("How will you sign in?", "Leave"))
	if err != nil && errors.Is(err, outcome.ErrInterrupted) {
		t.Error(err)
	}
	if r.eng.Profile().Own || r.eng.SignedIn() {
		t.Error("the tenant was taken for the person's own")
	}
}

func TestInputThatEndsNamesTheFlags(t *testing.T) {
	for name, in := range map[string]io.Reader{"empty": strings.NewReader(""), "a folder": iotest.ErrReader(syscall.EISDIR)} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, "new")
			c := r.config()
			c.Practice, c.In = nil, in
			if err := r.run(c); !errors.Is(err, outcome.ErrInputEnded) {
				t.Fatalf("got %v", err)
			}
			r.wantSaid("The input ended", "--tenant", "--name", "--redirect-uris")
		})
	}
}

func TestSecondRunGoesOnWhereTheFirstWasLeft(t *testing.T) {
	r := newRoom(t, "new")
	if err := r.play(r.config(), append(toThePhases(), pickAt("Step 2 ·", "Make a new"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Register it for me"), pick("Yes, write it"), pickAt("Steps 10–11", "Leave"))...); err != nil {
		t.Fatal(err)
	}
	writes := len(r.srv.Writes())
	r.restart()
	if err := r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), pickAt("Steps 10–11", "Leave")); err != nil {
		t.Fatal(err)
	}
	r.wantWrites(writes)
	if r.eng.Profile().App.AppID == "" || engine.DefaultName != r.eng.Profile().App.Name {
		t.Errorf("went on with %+v", r.eng.Profile().App)
	}
}
