package plain_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

func TestWholeRunWithoutAQuestion(t *testing.T) {
	r := newRoom(t, "new")
	had := len(r.srv.State().Applications)
	must.Do(t, r.run(r.alone()))
	r.wantSaid("(practice)", "Only enter this code if you started this program yourself", "run it again with --sign-in browser", "Before the first write:", "This is what will change",
		"adds https://contoso.bvoip.example/example-support", "Holds: One user read with it")
	r.wantNoSecret()
	st := r.srv.State()
	if len(st.Applications) != had+1 || len(st.Grants) != 1 || len(st.Secrets) != 1 {
		t.Errorf("the tenant holds %d registrations, %d grants, %d secrets", len(st.Applications), len(st.Grants), len(st.Secrets))
	}
	appID := r.eng.Profile().App.AppID
	if got := r.registered(appID, "spa"); len(got) != mtp.URICount {
		t.Errorf("registered %v", got)
	}
	for _, want := range []string{"Application (client) ID: " + appID, "All that ssowizard does for ", " is done. Left for you: steps 10–11, 29, A1–A2, S1–S2, N1–N2.\n", "Left for you:", "Save changes", "Proof: a token with it carries User.Read.All"} {
		if !strings.Contains(r.out.String(), want) {
			t.Errorf("the answer lacks %q:\n%s", want, r.out)
		}
	}
}

func TestSecondRunChangesNothing(t *testing.T) {
	r := newRoom(t, "new")
	must.Do(t, r.run(r.alone()))
	before := len(r.srv.Writes())
	r.restart()
	must.Do(t, r.run(r.alone()))
	r.wantWrites(before)
	r.wantSaid("Going on with the registration", "There is nothing to write")
}

func TestSavedProfileGivesWhatIsMissing(t *testing.T) {
	r := newRoom(t, "new")
	must.Do(t, r.run(r.alone()))
	saved, err := r.store.List()
	must.Do(t, err)
	r.restart()
	c := r.alone()
	c.Practice = nil // nothing is assumed; somebody else enters the code
	c.Saved, c.Domain, c.SignIn = saved, "contoso.com", "browser"
	c.Open = func(u string) error {
		go func() { _ = r.srv.OpenBrowser(u, "") }()
		return nil
	}
	must.Do(t, r.run(c))
	r.wantSaid("Going on with the registration")
}

// stops are runs that have to end before the first write.
func TestWhatWouldStopALaterStepStopsBeforeTheFirstWrite(t *testing.T) {
	for tenant, said := range map[string]string{
		"secrets-forbidden":      "--allow-secret-exemption",
		"multi-tenant-forbidden": "accounts of other organizations",
		"hand-over":              "which this account does not have",
		"pim-approved":           "it is not switched on",
		"adopt":                  "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60",
	} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			c := r.alone()
			c.SignIn = "browser"
			err := r.run(c)
			var stop *outcome.Stopped
			if !errors.As(err, &stop) || stop.Written {
				t.Fatalf("got %v", err)
			}
			r.wantSaid(said, "Nothing was written.")
			r.wantWrites(0)
		})
	}
}

func TestNoKeychainStopsBeforeSigningIn(t *testing.T) {
	r := newRoom(t, "new")
	r.keychain = noKeychain{}
	r.restart()
	err := r.run(r.alone())
	var stop *outcome.Stopped
	if !errors.As(err, &stop) || stop.Findings[0].Code != setup.CodeKeychainMissing {
		t.Fatalf("got %v", err)
	}
	r.wantSaid("No keychain answers", "without --no-input")
	r.wantWrites(0)
	if r.eng.SignedIn() {
		t.Error("somebody was made to sign in for nothing")
	}
}

func TestCappedLifetimeIsSaidAndDoesNotStop(t *testing.T) {
	r := newRoom(t, "secrets-capped")
	c := r.alone()
	c.SignIn = "browser"
	must.Do(t, r.run(c))
	r.wantSaid("allowed, until", "at most 180 days")
}

func TestRefusedSignIn(t *testing.T) {
	for _, tenant := range []string{"code-blocked", "code-blocked-browser"} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			c := r.alone()
			c.Practice.Approve = func(code string) error {
				if err := r.srv.ApproveDevice(code, ""); err != nil {
					return &entra.SignInError{Op: "Entering the code", Codes: []int{53003}}
				}
				return nil
			}
			err := r.run(c)
			if no := (*outcome.NotSignedIn)(nil); !errors.As(err, &no) {
				t.Fatalf("got %v", err)
			}
			r.wantSaid("AADSTS53003", "--sign-in browser")
			r.restart()
			c = r.alone()
			c.SignIn = "browser"
			if err := r.run(c); err != nil {
				t.Fatalf("by browser: %v", err)
			}
		})
	}
}

func TestCandidates(t *testing.T) {
	const existing = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	r := newRoom(t, "adopt")
	had := len(r.srv.State().Applications)
	c := r.alone()
	c.SignIn, c.Name = "browser", "An entirely new one"
	if stop := (*outcome.Stopped)(nil); !errors.As(r.run(c), &stop) || stop.Findings[0].Subject != existing {
		t.Error("a second registration was made although one carries the first redirect URI")
	}
	r.wantWrites(0)
	r.restart()
	c = r.alone()
	c.SignIn, c.Name, c.AppID = "browser", "", existing
	err := r.run(c)
	if n := len(r.srv.State().Applications); n != had {
		t.Errorf("%d registrations, %d before", n, had)
	}
	spa := r.registered(existing, "spa")
	for _, u := range r.sc.PortalURIs {
		if !slices.Contains(spa, u) {
			t.Errorf("%s is not registered", u)
		}
	}
	if !slices.Contains(spa, "http://localhost:3000/") {
		t.Errorf("a foreign URI was taken away: %v", spa)
	}
	if err != nil {
		t.Errorf("adopting: %v", err)
	}
}

func TestNameOfAnotherRegistrationIsNoNewOne(t *testing.T) {
	r := newRoom(t, "adopt")
	c := r.alone()
	c.SignIn, c.Name = "browser", "contoso voice sso"
	if stop := (*outcome.Stopped)(nil); !errors.As(r.run(c), &stop) {
		t.Error("a second registration of the same name was made")
	}
	r.wantWrites(0)
}

func TestMissingValuesAreListedAtOnce(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.Practice, c.NoInput = nil, true
	err := r.run(c)
	var missing *outcome.Missing
	if !errors.As(err, &missing) || len(missing.Lacks) != 4 {
		t.Fatalf("got %v", err)
	}
	r.wantSaid("--tenant", "--name", "--app-id", "--redirect-uris", "--yes", "Nothing was sent")
}

func TestRefusedValues(t *testing.T) {
	uris := uriLines(12)
	for name, c := range map[string]struct {
		domain string
		uris   []string
		app    string
		flag   string
		said   string
	}{
		"domain without a dot": {"contoso", uris, "", "--tenant", "a domain has a dot"},
		"domain of nobody":     {"nobody-has-this.example", uris, "", "--tenant", "nobody-has-this.example"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, "new")
			cfg := r.alone()
			cfg.Domain, cfg.URIs = c.domain, c.uris
			err := r.run(cfg)
			var refused *outcome.Refused
			if !errors.As(err, &refused) || refused.Flag != c.flag {
				t.Fatalf("got %v", err)
			}
			r.wantSaid(c.said)
			r.wantWrites(0)
		})
	}
}

func TestUnknownRegistrationIsAProblem(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.SignIn, c.AppID, c.Name = "browser", "00000000-0000-4000-8000-00000000beef", ""
	err := r.run(c)
	if err == nil {
		t.Fatal("a registration that is not there was taken for one")
	}
	r.wantWrites(0)
}

func TestAWrongIDCostsTheNextRunNothing(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.SignIn = "browser"
	must.Do(t, r.run(c))
	writes, before := len(r.srv.Writes()), r.eng.Profile()
	r.restart()
	c = r.alone()
	c.SignIn, c.AppID, c.Name = "browser", "00000000-0000-4000-8000-00000000beef", ""
	var refused *outcome.Refused
	if err := r.run(c); !errors.As(err, &refused) || refused.Flag != "--app-id" {
		t.Fatalf("got %v", err)
	}
	r.wantSaid("No registration of this tenant has", "Overview")
	r.wantWrites(writes)
	r.restart()
	c = r.alone()
	c.SignIn = "browser"
	must.Do(t, r.run(c))
	r.wantWrites(writes)
	if p := r.eng.Profile(); p.Secret.KeyID != before.Secret.KeyID || p.App != before.App {
		t.Errorf("goes on with %+v, %+v", p.App, p.Secret)
	}
}

func TestWhatCannotBeReadIsNoFailure(t *testing.T) {
	r := newRoom(t, "new")
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if strings.HasPrefix(q.URL.Path, "/v1.0/servicePrincipals(appId='"+graph.GraphAppID) {
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}`}
		}
		return sim.Fault{}
	})
	c := r.alone()
	c.SignIn = "browser"
	var unchecked *outcome.Unchecked
	if err := r.run(c); !errors.As(err, &unchecked) {
		t.Errorf("got %v", err)
	}
	r.wantWrites(0)
}

func TestDocument(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.JSON, c.SignIn = true, "browser"
	must.Do(t, r.run(c))
	var d document.Setup
	dec := json.NewDecoder(strings.NewReader(r.out.String()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil || dec.More() {
		t.Fatalf("the output is not one document: %v\n%s", err, r.out)
	}
	if d.Schema != "ssowizard/setup/1" || !d.Practice || d.Tenant.ID != r.sc.Tenant.ID || d.App == nil || d.App.AppID == "" || d.Secret == nil || d.Secret.Proven == nil {
		t.Errorf("got %+v", d)
	}
	if len(d.Steps) != len(judge.Catalogue()) || len(d.Preflight) != 7 || len(d.Left) == 0 || d.Exit.Code != 42 || d.Exit.Verdict != "tested" {
		t.Errorf("%d steps, %d checks, %d left, exit %+v", len(d.Steps), len(d.Preflight), len(d.Left), d.Exit)
	}
	if strings.Contains(r.out.String(), "null") || strings.Contains(r.out.String(), `\u003e`) {
		t.Errorf("null or escaped text in:\n%s", r.out)
	}
	r.wantNoSecret()
}

func TestDocumentOfARunThatStopped(t *testing.T) {
	r := newRoom(t, "secrets-forbidden")
	c := r.alone()
	c.JSON, c.SignIn = true, "browser"
	if err := r.run(c); err == nil {
		t.Fatal("it did not stop")
	}
	var d document.Setup
	must.Do(t, json.Unmarshal([]byte(r.out.String()), &d))
	if len(d.Exit.Findings) != 1 || d.Exit.Findings[0].Code != setup.CodeSecretsForbidden || d.Exit.Reason == "" || d.App != nil && d.App.AppID != "" {
		t.Errorf("got %+v", d.Exit)
	}
}

func TestByHandWithoutAPersonSaysThatNothingWasChecked(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.SignIn = "none"
	if un := (*outcome.Unchecked)(nil); !errors.As(r.run(c), &un) {
		t.Error("it did not say so")
	}
	r.wantSaid("Step 3:", "New registration", "Step 29:", "Step N2:")
	r.wantWrites(0)
}

func TestInterruptedWhileWaiting(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	ctx, cancel := context.WithCancel(t.Context())
	c.Practice.Approve = func(string) error { cancel(); return nil }
	if err := plain.Run(ctx, c); !errors.Is(err, outcome.ErrInterrupted) {
		t.Fatalf("got %v", err)
	}
	lines := strings.Split(strings.TrimSpace(r.talk.String()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "Interrupted. ssowizard") {
		t.Errorf("the last line is %q", last)
	}
}

func TestInterruptedForRealNamesTheCommandThatGoesOn(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.Practice, c.Domain, c.Name, c.URIs, c.SignIn = nil, "contoso.com", "x", r.sc.PortalURIs, "browser"
	ctx, cancel := context.WithCancel(t.Context())
	c.Open = func(string) error { cancel(); return nil }
	if err := plain.Run(ctx, c); !errors.Is(err, outcome.ErrInterrupted) {
		t.Fatalf("got %v", err)
	}
	r.wantSaid("Interrupted.", "Go on with: ssowizard setup --tenant contoso.com")
}

func TestWholeListIsRegisteredByteForByte(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.SignIn, c.URIs = "browser", uriLines(mtp.URICount)
	must.Do(t, r.run(c))
	got := r.registered(r.eng.Profile().App.AppID, "spa")
	slices.Sort(got)
	want := slices.Sorted(slices.Values(c.URIs))
	if !slices.Equal(got, want) {
		t.Errorf("registered %v, want %v", got, want)
	}
}

// TestADeletedRegistrationWithTheAddressesIsNamed: another is made beside it, and not without a word about the one in
// the recycle bin.
func TestADeletedRegistrationWithTheAddressesIsNamed(t *testing.T) {
	r := newRoom(t, "deleted")
	c := r.alone()
	c.AppID = ""
	_ = r.run(c) // how it ends is not this test's matter
	r.wantSaid("The deleted registration of this setup is in the recycle bin: Contoso Voice SSO", "of your redirect URIs are in it", "To bring that one back instead: --app-id")
}
