package plain_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/sim"
)

// TestAnEligibleAdministratorGetsThroughLineByLine: the page is told, the reason found, the role activated, and the
// same sign-in passes.
func TestAnEligibleAdministratorGetsThroughLineByLine(t *testing.T) {
	r := newRoom(t, "pim")
	c := r.config()
	c.In = strings.NewReader("contoso.com\n1\n1\n" + // by code, entered from inside
		"1\n1\n" + // find out why, entered from inside
		"1\n1\n\n1\n" + // activate, in practice from here; Enter signs in again; entered from inside
		"yes\n")
	err := r.run(c)
	if !errors.Is(err, outcome.ErrInputEnded) {
		t.Fatalf("ended with %v", err)
	}
	r.wantSaid("stopped on Microsoft's page: \"Need admin approval\"", "asks to know your name, and for nothing that could write",
		"Active roles: none", "(a real page, no part of practice)", "in practice from here", "The simulated administrator activated the role.", "✓ activated; sign in again now", "Global Administrator: active")
}

// TestTheHintComesWhereNobodyCanBeAsked names the pages that are not told to the program.
func TestTheHintComesWhereNobodyCanBeAsked(t *testing.T) {
	r := newRoom(t, "security-defaults")
	c := r.alone()
	c.SignIn, c.Hint = "device", time.Millisecond
	c.Practice.Approve = nil
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		for !strings.Contains(r.talk.String(), "AADSTS: ssowizard explain") {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if err := plain.Run(ctx, c); !errors.Is(err, outcome.ErrInterrupted) {
		t.Fatalf("ended with %v", err)
	}
	r.wantSaid("\"Need admin approval\": your administrator's role is not active, or yours may not agree", "--client azure-cli", "--sign-in browser")
	r.wantWrites(0)
}

// TestTheHintNamesTheOtherWay: whoever waits for the browser is not told to try the browser.
func TestTheHintNamesTheOtherWay(t *testing.T) {
	for _, tried := range []struct{ way, other, not string }{{"browser", "--sign-in device", "--sign-in browser"}, {"device", "--sign-in browser", "--sign-in device"}} {
		t.Run(tried.way, func(t *testing.T) {
			r := newRoom(t, "security-defaults")
			c := r.alone()
			c.SignIn, c.Hint = tried.way, time.Millisecond
			c.Practice.Approve, c.Practice.Browse = nil, nil
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			c.Talk = tripwire{r.talk, "--sign-in none", cancel}
			if err := plain.Run(ctx, c); !errors.Is(err, outcome.ErrInterrupted) {
				t.Fatalf("ended with %v", err)
			}
			r.wantSaid("Still waiting.", "ssowizard explain NUMBER", tried.other, "--sign-in none")
			if _, hint, _ := strings.Cut(r.talk.String(), "Still waiting."); strings.Contains(hint, tried.not) {
				t.Errorf("the way that is waited for is named as another:\n%s", hint)
			}
		})
	}
}

// TestAPageThatRefusesThePracticeBrowserEndsTheWait, and the ways on are offered, or named by flags.
func TestAPageThatRefusesThePracticeBrowserEndsTheWait(t *testing.T) {
	t.Run("attended", func(t *testing.T) {
		r := newRoom(t, "client-disabled")
		err := r.play(r.config(), enter("Your company's domain"), pick("Sign in with the browser"),
			pickAt("Have the app assigned to you or switched on", "Sign in as Microsoft Azure CLI"), pickAt("Its token is broad", "Sign in with a code (as Microsoft Azure CLI)"),
			pick("Have the code entered"), typed("Is this your own partner tenant?", "yes"), pickAt("Step 2", "Leave"))
		if err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	t.Run("unattended", func(t *testing.T) {
		r := newRoom(t, "client-disabled")
		c := r.alone()
		c.SignIn = "browser"
		var no *outcome.NotSignedIn
		if err := r.run(c); !errors.As(err, &no) {
			t.Fatalf("ended with %v", err)
		}
		r.wantSaid("7000112", "--client azure-cli", "--sign-in none")
		r.wantWrites(0)
	})
}

// tripwire acts once something was said.
type tripwire struct {
	io.Writer
	at  string
	act func()
}

func (w tripwire) Write(b []byte) (int, error) {
	defer func() {
		if strings.Contains(string(b), w.at) {
			w.act()
		}
	}()
	return w.Writer.Write(b)
}

// TestAnUnattendedRunThatIsStoppedLeadsOn: it ends as a sign-in that was refused, names the ways on by flags, and has
// written nothing; with the client that needs no consent it passes.
func TestAnUnattendedRunThatIsStoppedLeadsOn(t *testing.T) {
	r := newRoom(t, "pim")
	err := r.run(r.alone())
	var no *outcome.NotSignedIn
	if !errors.As(err, &no) {
		t.Fatalf("ended with %v", err)
	}
	r.wantSaid("\"Need admin approval\"", "/c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18#view/Microsoft_Azure_PIMCommon", "/v2.0/adminconsent?client_id=", "--client azure-cli", "--sign-in none")
	r.wantWrites(0)
}

// TestARoleActivatedUnderTheSignInIsToldLineByLine: the sign-in with the name alone is older than the role.
func TestARoleActivatedUnderTheSignInIsToldLineByLine(t *testing.T) {
	r := newRoom(t, "pim")
	r.srv.SetFault(func(req *http.Request) sim.Fault {
		if strings.HasSuffix(req.URL.Path, "/$batch") { // after the token was issued
			_ = r.srv.ActivateRole("", "Global Administrator")
		}
		return sim.Fault{}
	})
	c := r.config()
	c.In = strings.NewReader("contoso.com\n1\n1\n" + "1\n1\n" + "1\n1\n" + "yes\n")
	if err := r.run(c); !errors.Is(err, outcome.ErrInputEnded) {
		t.Fatalf("ended with %v", err)
	}
	r.wantSaid("Active roles: none", "More roles are active for you now than this sign-in carries", "so that the sign-in carries it", "Global Administrator: active")
}

// TestAWayThatLedNowhereIsNotTheNextOne: where no role can be activated, that is said, Enter takes the next way, and
// leads out.
func TestAWayThatLedNowhereIsNotTheNextOne(t *testing.T) {
	r := newRoom(t, "reader")
	c := r.config()
	c.Practice.Activate = func() error { return advice.ErrNoEligibleRole }
	c.In = strings.NewReader("contoso.com\n1\n1\n" + // by code, entered from inside
		"1\n1\n" + // find out why, entered from inside
		"\n\n" + // Enter activates in vain
		"\n\n\n1\n" + // Enter has it approved, and signs in again; entered from inside
		"yes\n")
	if err := r.run(c); !errors.Is(err, outcome.ErrInputEnded) {
		t.Fatalf("ended with %v", err)
	}
	r.wantSaid("No role of this account can be activated", "Have an administrator approve the app, or let a colleague do it.",
		"The simulated administrator approved it.", "Is this your own partner tenant?")
	if strings.Contains(r.talk.String(), "beyond its words") {
		t.Error("what is known is told as unknown")
	}
}
