package plain_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// refuseUntil answers Graph's reads with a fault until the flag is set.
func (r *room) refuseUntil(done *atomic.Bool, f sim.Fault) {
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if done.Load() || !strings.Contains(q.URL.Path, "/v1.0/") {
			return sim.Fault{}
		}
		return f
	})
}

// secondSignIn sets the flag once somebody has signed in twice.
func secondSignIn(c *plain.Config, done *atomic.Bool) {
	browse, times := c.Practice.Browse, 0
	c.Practice.Browse = func(u string) error {
		if times++; times > 1 {
			done.Store(true)
		}
		return browse(u)
	}
}

func TestAnEndedSessionLeadsToANewSignIn(t *testing.T) {
	r := newRoom(t, "new")
	var done atomic.Bool
	r.refuseUntil(&done, sim.Fault{Status: http.StatusUnauthorized, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed."}}`})
	c := r.alone()
	c.SignIn = "browser"
	secondSignIn(&c, &done)
	if err := r.run(c); err != nil {
		t.Fatal(err)
	}
	r.wantSaid("Signing in again; nothing is lost.", "Holds: One user read with it")
}

func TestAClaimsChallengeLeadsToANewSignIn(t *testing.T) {
	r := newRoom(t, "new")
	var done atomic.Bool
	h := http.Header{"Www-Authenticate": {`Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="`}}
	r.refuseUntil(&done, sim.Fault{Status: http.StatusUnauthorized, Header: h, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge."}}`})
	c := r.config()
	secondSignIn(&c, &done)
	err := r.play(c, append(toThePhases()[:2], pickAt("one more proof", "Sign in with the browser"), typed("Is this your own partner tenant?", "y"), pickAt("Step 2 ·", "Leave"))...)
	if err != nil {
		t.Fatal(err)
	}
}

// A challenge that comes between the writes finds half a setup. The run goes on
// from there after the new sign-in, and makes nothing twice.
func TestAChallengeBetweenTheWritesIsNoError(t *testing.T) {
	h := http.Header{"Www-Authenticate": {`Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="`}}
	for _, where := range []string{"/servicePrincipals", "/appRoleAssignedTo", "/oauth2PermissionGrants", "/addPassword"} {
		for _, all := range []bool{false, true} { // whether reading is refused from then on as well
			t.Run(fmt.Sprintf("%s, everything from there %v", where[1:], all), func(t *testing.T) {
				r := newRoom(t, "new")
				var began, done atomic.Bool
				r.srv.SetFault(func(q *http.Request) sim.Fault {
					hit := q.Method != http.MethodGet && strings.HasSuffix(q.URL.Path, where)
					if hit {
						began.Store(true)
					}
					if done.Load() || !strings.Contains(q.URL.Path, "/v1.0/") || !hit && (!all || !began.Load()) {
						return sim.Fault{}
					}
					return sim.Fault{Status: http.StatusUnauthorized, Header: h, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge."}}`}
				})
				c := r.alone()
				c.SignIn = "browser"
				secondSignIn(&c, &done)
				if err := r.run(c); err != nil {
					t.Fatal(err)
				}
				r.wantSaid("Signing in again; nothing is lost.", "Holds: One user read with it")
				r.wantMadeOnce()
			})
		}
	}
}

// wantMadeOnce fails unless the tenant holds one more of everything.
func (r *room) wantMadeOnce() {
	r.t.Helper()
	st, sc := r.srv.State(), r.sc
	made := []int{len(st.Applications) - len(sc.Applications), len(st.ServicePrincipals) - len(sc.ServicePrincipals),
		len(st.Grants) - len(sc.AppRoleAssignments), len(st.DelegatedGrants), len(st.Secrets) - len(sc.Secrets)}
	if !slices.Equal(made, []int{1, 1, 1, 1, 1}) {
		r.t.Errorf("made %v registrations, service principals, grants, delegated grants, secrets", made)
	}
}

// A run that goes on right after the registration was made meets servers that
// do not know it yet. That is no registration that has gone.
func TestARegistrationNotCopiedYetIsWaitedFor(t *testing.T) {
	r := newRoom(t, "new")
	var stop, slow atomic.Int32
	slow.Store(3)
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		switch {
		case q.Method != http.MethodGet && strings.HasSuffix(q.URL.Path, "/servicePrincipals") && stop.Add(1) == 1:
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}`}
		case stop.Load() > 0 && q.Method == http.MethodGet && strings.HasPrefix(q.URL.Path, "/v1.0/applications(appId=") && slow.Add(-1) >= 0:
			return sim.Fault{Status: http.StatusNotFound, Body: `{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}}`}
		}
		return sim.Fault{}
	})
	c := r.alone()
	c.SignIn = "browser"
	if err := r.run(c); !errors.Is(err, graph.ErrDenied) {
		t.Fatalf("got %v", err)
	}
	slow.Store(3)
	r.restart()
	c = r.alone()
	c.SignIn = "browser"
	if err := r.run(c); err != nil {
		t.Fatal(err)
	}
	r.wantSaid("Entra does not show yet what was written: Registered")
	r.wantMadeOnce()
}

// TestABusyServiceIsWaitedForInWords: nobody is there to wonder, and the log of
// the run shows why it took that long.
func TestABusyServiceIsWaitedForInWords(t *testing.T) {
	r := newRoom(t, "new")
	var busy atomic.Int32
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if strings.HasSuffix(q.URL.Path, "/$batch") && busy.Add(1) <= 2 {
			return sim.Fault{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"3600"}}, Body: `{"error":{"code":"TooManyRequests","message":"Later."}}`}
		}
		return sim.Fault{}
	})
	if err := r.run(r.alone()); err != nil {
		t.Fatal(err)
	}
	r.wantSaid("Signed in as", "Waiting: Microsoft Graph is busy and asked to wait. Trying again in 60 seconds", "This is what will change")
}

func TestARefusedReadingCanBeTriedAgain(t *testing.T) {
	r := newRoom(t, "new")
	var done atomic.Bool
	r.refuseUntil(&done, sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}`})
	c := r.config()
	err := r.play(c, append(toThePhases()[:2], pickAt("Entra refused", "Read again"), pickAt("Entra refused", "Leave"))...)
	if errors.Is(err, outcome.ErrInputEnded) {
		t.Fatal(err)
	}
	r.wantWrites(0)
}

func TestDocumentOfARefusal(t *testing.T) {
	r := newRoom(t, "code-blocked")
	c := r.alone()
	c.JSON = true
	if no := (*outcome.NotSignedIn)(nil); !errors.As(r.run(c), &no) {
		t.Fatal("it was let in")
	}
	var d document.Setup
	if err := json.Unmarshal([]byte(r.out.String()), &d); err != nil {
		t.Fatal(err)
	}
	if e := d.Exit.Error; e == nil || e.Code != "AADSTS53003" || e.Do == "" || e.RequestID == "" {
		t.Errorf("got %+v", d.Exit)
	}
}

func TestAWriteThatIsRefusedSaysHowFarItGot(t *testing.T) {
	r := newRoom(t, "new")
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if strings.HasSuffix(q.URL.Path, "/appRoleAssignedTo") || strings.HasSuffix(q.URL.Path, "/appRoleAssignments") && q.Method == http.MethodPost {
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}`}
		}
		return sim.Fault{}
	})
	c := r.alone()
	c.SignIn = "browser"
	if err := r.run(c); !errors.Is(err, graph.ErrDenied) {
		t.Fatalf("got %v", err)
	}
	r.wantSaid("Written before that:", "Registered", "Added its service principal")
	if n := len(r.srv.State().Secrets); n != 0 {
		t.Errorf("%d secrets were made after the refusal", n)
	}
	r.srv.SetFault(nil)
	r.restart()
	c = r.alone()
	c.SignIn = "browser"
	if err := r.run(c); err != nil {
		t.Errorf("the next run: %v", err)
	}
}

func TestASecondOneOfTheSameNameIsAPersonsChoice(t *testing.T) {
	r := newRoom(t, "adopt")
	err := r.play(r.config(), append(toThePhases(), pickAt("Step 2 ·", "Make a new registration"), typed("Name of the registration", "Contoso Voice SSO"),
		pickAt("There is a registration of that name already", "Choose another name"), typed("Name of the registration", "Another"),
		pickAt("Steps 3–8", "Leave"))...)
	if err != nil {
		t.Fatal(err)
	}
	if p := r.eng.Profile(); !p.Wanted.New || p.Wanted.Name != "Another" {
		t.Errorf("chose %+v", p.Wanted)
	}
}

func TestUnknownApplicationIDByAPerson(t *testing.T) {
	r := newRoom(t, "new")
	err := r.play(r.config(), append(toThePhases(), pickAt("Step 2 ·", "by its id"), typed("Application (client) ID", "not-an-id"),
		typed("An id has 36 characters", "00000000-0000-4000-8000-00000000beef"),
		pickAt("There is no registration with this", "Make a new registration"), enter("Name of the registration"), pickAt("Steps 3–8", "Leave"))...)
	if err != nil {
		t.Fatal(err)
	}
}

func TestPassphraseIsReadHidden(t *testing.T) {
	r := newRoom(t, "new")
	r.keychain = noKeychain{}
	r.restart()
	c := r.config()
	c.Hidden = func(context.Context) (string, error) { return "correct horse battery", nil }
	if err := r.play(c, enter("Your company's domain"), pickAt("A place for the secret", "An encrypted file"), pickAt("The encrypted file works", "Leave")); err != nil {
		t.Fatal(err)
	}
}

func TestByHandTheIdsCanBeTyped(t *testing.T) {
	r := newRoom(t, "new")
	const id = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	_ = r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Go on without signing in"),
		pickAt("Step 1 ·", "Go to another step"), pick("Step 9"), pickAt("Step 9", "Give the client ID"), typed("Application (client) ID", id),
		pickAt("", "Leave"))
	if p := r.eng.Profile(); p.App.AppID != id || p.Confirmed["9"].At.IsZero() {
		t.Errorf("remembered %+v", p.App)
	}
	r.wantSaid("Application (client) ID: " + id)
	if r.eng.Verdict(judge.Walking).Phase("9").Status != setup.StatusConfirmed {
		t.Errorf("step 9 is %s", r.eng.Verdict(judge.Walking).Phase("9").Status)
	}
}
