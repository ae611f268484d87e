package plain_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

func (r *room) support(c plain.Config, more plain.SupportChoice) error {
	r.t.Helper()
	err := plain.Support(r.t.Context(), c, more)
	if testing.Verbose() {
		r.t.Logf("%v\n%s\n%s", err, r.talk, r.out)
	}
	return err
}

func (r *room) reported() document.Report {
	r.t.Helper()
	d, left, err := document.OpenReport(strings.NewReader(r.out.String()))
	if err != nil || len(left) > 0 {
		r.t.Fatalf("what was written does not open: %v, %v\n%s", err, left, r.out)
	}
	return d
}

// TestAReportOfAFinishedSetup: made by this wizard, its secret proven, looked at
// with a sign-in; and without one, from what is remembered.
func TestAReportOfAFinishedSetup(t *testing.T) {
	r := newRoom(t, "new")
	must.Do(t, r.run(r.alone()))
	var secret string
	for _, secret = range r.srv.State().Secrets {
	}
	must.Do(t, r.eng.Skip("N1-N2", "the value is "+secret+", keep it"))
	for _, way := range []string{"device", ""} {
		t.Run("signed in by "+way, func(t *testing.T) {
			r.restart()
			c := r.alone()
			c.JSON, c.SignIn, c.Yes = true, way, false
			must.Do(t, r.support(c, plain.SupportChoice{Program: document.Program{Version: "7", OS: "plan9"}}))
			d := r.reported()
			r.wantNoSecret()
			if len(d.Receipts) < 4 || d.App.AppID == "" || !d.App.MadeHere || len(d.Secrets) != 1 || d.Secrets[0].Proven == nil || len(d.RedirectURIs) != 12 || d.Program.OS != "plan9" {
				t.Errorf("the report lacks something: %+v", d)
			}
			if len(d.Said) != 1 || !strings.Contains(d.Said[0].Note, "keep it") {
				t.Errorf("the note: %+v", d.Said)
			}
			signed := way != ""
			if d.Look.SignedIn != signed || (len(d.Beforehand) > 0) != signed || (len(d.Unknown) > 3) == signed {
				t.Errorf("signed in %v: %+v, %d, %d", signed, d.Look, len(d.Beforehand), len(d.Unknown))
			}
			if signed && d.Secrets[0].InEntra == nil || !signed && d.Secrets[0].InEntra != nil {
				t.Errorf("what nobody read is said: %+v", d.Secrets)
			}
		})
	}
}

// TestARefusedSignInIsInTheReport: it is made all the same, with code and id.
func TestARefusedSignInIsInTheReport(t *testing.T) {
	r := newRoom(t, "two-faults")
	c := r.alone()
	c.JSON, c.SignIn = true, "device"
	c.Practice.Approve = func(string) error {
		return &entra.SignInError{Op: "sign-in", Codes: []int{53003}, Description: "blocked"}
	}
	var refused *outcome.NotSignedIn
	if err := r.support(c, plain.SupportChoice{}); !errors.As(err, &refused) {
		t.Errorf("ended with %v", err)
	}
	d := r.reported()
	if d.Look.SignedIn || d.Look.Ended == nil || d.Look.Ended.Code != "AADSTS53003" || d.Verdict != judge.OverallIncomplete {
		t.Errorf("the report says %+v, %s", d.Look, d.Verdict)
	}
}

// TestTheTextSaysWhatTheDocumentDoes for each thing support asks for, and a sent
// report reads the same.
func TestTheTextSaysWhatTheDocumentDoes(t *testing.T) {
	r := newRoom(t, "two-faults")
	c := r.alone()
	c.SignIn = "device"
	var file []byte
	must.Do(t, r.support(c, plain.SupportChoice{}))
	text := r.out.String()
	for _, w := range []string{"Report for support", "Application (client) ID: " + judgedApp, "Step 12 ", "redirect-uri-wrong-platform", "The proof, from the bottom up",
		"Client secrets (never their values)", "Written by the wizard", "Requests of the run"} {
		if !strings.Contains(text, w) {
			t.Errorf("the text lacks %q:\n%s", w, text)
		}
	}
	r.restart()
	c = r.alone()
	c.SignIn, c.JSON = "device", true
	if err := r.support(c, plain.SupportChoice{Save: func(b []byte) error { file = b; return nil }, File: "x.json"}); err != nil {
		t.Fatal(err)
	}
	if r.out.String() != "" || !json.Valid(file) {
		t.Errorf("with a file, the output holds %q", r.out)
	}
	d, left, err := document.OpenReport(strings.NewReader(string(file)))
	must.Do(t, err)
	r.restart()
	must.Do(t, plain.Opened(plain.Config{Out: r.out, Talk: r.talk}, d, append(left, "weather"), plain.SupportChoice{}))
	if !strings.Contains(r.out.String(), "redirect-uri-wrong-platform") || !strings.Contains(r.talk.String(), "Nothing in it was checked here") || !strings.Contains(r.talk.String(), "weather") {
		t.Errorf("opened:\n%s\n%s", r.talk, r.out)
	}
}

// TestNobodyIsAskedAndNothingIsKnown: the report is about the computer.
func TestNobodyIsAskedAndNothingIsKnown(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.Practice, c.JSON = nil, true
	must.Do(t, r.support(c, plain.SupportChoice{}))
	if d := r.reported(); d.Tenant.ID != "" || d.Verdict != judge.OverallIncomplete || len(d.Steps) != 35 {
		t.Errorf("%+v", d)
	}
	r.wantWrites(0)
}

// TestAFindingStandsOnceAndIsCountedOnce: the end of a secret is read in Entra's
// list and told by its refusal; the report and the check name and count one.
func TestAFindingStandsOnceAndIsCountedOnce(t *testing.T) {
	r := newRoom(t, "two-faults")
	c := r.alone()
	c.Practice.AppID, c.JSON, c.SignIn = judgedApp, true, "device"
	must.Do(t, r.support(c, plain.SupportChoice{}))
	d, seen := r.reported(), map[string]int{}
	for _, s := range d.Steps {
		for _, x := range s.Findings {
			if x.Level == "fail" || x.Level == "warn" {
				seen[string(x.Code)+" "+x.Subject]++
			}
		}
	}
	if len(seen) != 2 || !strings.HasPrefix(d.Reason, "2 problems were found. The cause") {
		t.Errorf("%v, %q", seen, d.Reason)
	}
	for what, n := range seen {
		if n != 1 {
			t.Errorf("%s stands %d times", what, n)
		}
	}
	r.restart()
	c = r.alone()
	c.Practice.AppID = judgedApp
	_ = plain.Validate(t.Context(), c, false)
	if all := r.out.String(); strings.Count(all, "problems were found") != 1 || !strings.Contains(all, "Verdict: 2 problems were found. The cause") {
		t.Errorf("the check says:\n%s", all)
	}
}

// TestThatNoRegistrationWasFoundIsSaid before it is asked which one is meant.
func TestThatNoRegistrationWasFoundIsSaid(t *testing.T) {
	r := newRoom(t, "new")
	c, p := r.asked()
	c.SignIn = "browser"
	p.script = append([]act{}, pickAt("and none in the recycle bin.", "Leave"))
	err := r.support(c, plain.SupportChoice{})
	r.wantAllActs(p, err)
}

// TestAReportAsksWhichSetup it is about, where this computer remembers several.
func TestAReportAsksWhichSetup(t *testing.T) {
	r := newRoom(t, "new")
	c, p := r.asked()
	c.SignIn, c.Domain = "none", ""
	c.Saved = []setup.Profile{{Name: "one", Tenant: setup.ProfileTenant{Name: "Contoso"}},
		{Name: "two", Tenant: setup.ProfileTenant{Name: "Fabrikam", Domain: "fabrikam.com"}}}
	p.script = []act{pickAt("Which setup is the report about?", "Fabrikam, fabrikam.com (no registration yet)")}
	err := r.support(c, plain.SupportChoice{})
	r.wantAllActs(p, err)
	if got := r.eng.Profile().Name; got != "two" {
		t.Errorf("the report is about %q: %v", got, err)
	}
}
