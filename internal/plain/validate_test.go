package plain_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

const (
	judgedApp = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	billing   = "https://mtp.bvoip.net/example-billing"
	signOut   = "https://contoso.bvoip.example/example-sign-out"
)

// checking is a check without a person, of the registration that the practice
// tenant holds.
func (r *room) checking() plain.Config {
	c := r.alone()
	c.Yes, c.JSON, c.Practice.AppID = false, true, judgedApp
	return c
}

func (r *room) validate(c plain.Config, quiet bool) error {
	r.t.Helper()
	err := plain.Validate(r.t.Context(), c, quiet)
	if r.t.Failed() || testing.Verbose() {
		r.t.Logf("talk:\n%s\nout:\n%s", r.talk, r.out)
	}
	return err
}

func (r *room) document() document.Validate {
	r.t.Helper()
	var d document.Validate
	dec := json.NewDecoder(strings.NewReader(r.out.String()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		r.t.Fatalf("%v in:\n%s", err, r.out)
	}
	if dec.More() {
		r.t.Error("more than one document")
	}
	return d
}

func codes(d document.Validate) []string {
	var out []string
	for _, s := range d.Steps {
		for _, f := range s.Findings {
			out = append(out, fmt.Sprintf("%s:%s:%s", s.Number, f.Level, f.Code))
		}
	}
	return out
}

const held = "23:note:secret-not-in-keychain"

func TestTheDocumentOfACheck(t *testing.T) {
	for _, c := range []struct {
		tenant  string
		verdict judge.Overall
		cause   string
		codes   []string
	}{
		{"good", "ok", "", []string{held}},
		{"web-platform", "problems", "uris", []string{"12:fail:redirect-uri-wrong-platform", held}},
		{"trailing-slash", "problems", "uris", []string{"12:fail:redirect-uri-near-miss", held}},
		{"capital-letter", "problems", "uris", []string{"12:fail:redirect-uri-near-miss", held}},
		{"two-missing", "problems", "uris", []string{"12:fail:redirect-uri-missing", "12:fail:redirect-uri-missing", held}},
		{"foreign-uri", "ok", "", []string{"12:note:redirect-uri-extra", held}},
		{"single-tenant", "problems", "registration", []string{"5:fail:audience-single-tenant", held}},
		{"delegated-twin", "problems", "permission", []string{"15:fail:permission-wrong-kind", "21:fail:consent-missing", held}},
		{"no-consent", "problems", "consent", []string{"21:fail:consent-missing", held}},
		{"secret-expired", "problems", "token", []string{"23:fail:secret-expired"}},
		{"secret-ending", "problems", "", []string{held, "23:warn:secret-expiring"}},
		{"sp-disabled", "problems", "service-principal", []string{"8:fail:service-principal-disabled", held}},
		{"assignment-required", "problems", "", []string{"8:warn:assignment-required", held}},
		{"deleted", "problems", "registration", []string{"2:fail:app-deleted"}},
		{"judged-pim", "incomplete", "", []string{"1:note:role-eligible", "2:note:registration-forbidden", "5:warn:could-not-check", held, "23:warn:could-not-check"}},
		{"judged-capped", "ok", "", []string{"23:note:secret-policy-cap", held}},
		{"judged-no-secrets", "problems", "", []string{"23:warn:secrets-forbidden", held}},
		{"judged-no-multi-tenant", "problems", "registration", []string{"5:fail:audience-single-tenant", "5:fail:multi-tenant-forbidden", held}},
		{"two-faults", "problems", "uris", []string{"12:fail:redirect-uri-wrong-platform", "23:fail:secret-expired"}},
	} {
		t.Run(c.tenant, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			err := r.validate(r.checking(), false)
			d := r.document()
			if d.Schema != document.ValidateSchema || d.Verdict != c.verdict || d.Reason.Cause != c.cause || d.Reason.Text == "" || len(d.Reason.Ladder) != 10 {
				t.Errorf("verdict %q, cause %q: %s", d.Verdict, d.Reason.Cause, d.Reason.Text)
			}
			if got := codes(d); !slices.Equal(got, c.codes) {
				t.Errorf("codes\n got %q\nwant %q", got, c.codes)
			}
			var stopped *outcome.Stopped
			var unchecked *outcome.Unchecked
			if want := map[judge.Overall]bool{"ok": err == nil, "problems": errors.As(err, &stopped), "incomplete": errors.As(err, &unchecked)}; !want[c.verdict] {
				t.Errorf("ended with %v", err)
			}
			wantValues(t, d)
			r.wantWrites(0)
			r.wantNoSecret()
			if !strings.Contains(r.talk.String(), "Enter    ") || strings.Contains(r.out.String(), "devicelogin") {
				t.Error("the code belongs among the talk")
			}
		})
	}
}

// wantValues holds the document to its sets of values.
func wantValues(t *testing.T, d document.Validate) {
	t.Helper()
	if len(d.Steps) != 35 {
		t.Errorf("%d steps", len(d.Steps))
	}
	for _, s := range d.Steps {
		if !slices.Contains([]string{"ok", "warn", "fail", "unknown", "confirmed", "todo", "blocked"}, string(s.Status)) || s.Title == "" || s.ID == "" || s.Findings == nil {
			t.Errorf("step %+v", s)
		}
		for _, f := range s.Findings {
			if !slices.Contains([]string{"note", "warn", "fail"}, string(f.Level)) || f.Text == "" {
				t.Errorf("finding %+v", f)
			}
		}
	}
	for _, u := range d.RedirectURIs {
		if !slices.Contains([]string{"registered", "missing", "wrong-platform", "near-miss", "extra"}, u.Status) || (u.Platform == "") != (u.Status == "missing") || (u.Differs == "") != (u.Status != "near-miss") {
			t.Errorf("uri %+v", u)
		}
	}
	if d.Secret != nil && (d.Secret.Works != nil || d.Secret.KeyID == "" || d.Secret.Hint == "" || d.Secret.InKeychain == nil || *d.Secret.InKeychain) {
		t.Errorf("secret %+v", d.Secret)
	}
}

func TestACheckThatEndsEarlyStillHasItsDocument(t *testing.T) {
	for _, c := range []struct {
		tenant string
		change func(*plain.Config)
		reason string
		code   string // at the step that it concerns, with its level; "" for none
	}{
		{"code-blocked", func(*plain.Config) {}, "53003", ""},
		{"good", func(c *plain.Config) { c.Domain = "nobody-has-this.example" }, "--tenant", "1:fail:tenant-not-found"},
		{"good", func(c *plain.Config) { c.Practice = nil; c.Domain, c.AppID = "", "" }, "--redirect-uris FILE", ""},
		{"new", func(c *plain.Config) { c.Practice.AppID = "" }, "No registration in this tenant", "2:fail:app-not-found"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			cfg := r.checking()
			c.change(&cfg)
			err := r.validate(cfg, false)
			if d := r.document(); err == nil || d.Verdict == "ok" || !strings.Contains(d.Reason.Text, c.reason) || d.Steps == nil || d.RedirectURIs == nil {
				t.Errorf("%v; %q, %s", err, d.Verdict, d.Reason.Text)
			}
			if got := codes(r.document()); c.code != "" && !slices.Contains(got, c.code) || (c.code != "") != (r.document().Verdict == "problems") {
				t.Errorf("%s: codes %q, want %q", r.document().Verdict, got, c.code)
			}
			r.wantWrites(0)
		})
	}
}

func TestQuietPrintsProblemsOnly(t *testing.T) {
	for tenant, want := range map[string]string{"good": "", "trailing-slash": "Does not hold (redirect-uri-near-miss): " + signOut} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			c := r.checking()
			c.JSON = false
			_ = r.validate(c, true)
			if out := r.out.String(); want == "" && out != "" || !strings.HasPrefix(out, want) || strings.Contains(out, "holds\n") {
				t.Errorf("printed:\n%s", out)
			}
		})
	}
}

// TestADocumentTellsAllThatIsKnown: the addresses and the secret of a registration
// in the recycle bin, a step with something unchecked, and days as a person counts.
func TestADocumentTellsAllThatIsKnown(t *testing.T) {
	for _, tenant := range []string{"deleted", "judged-pim", "secret-ending"} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			_ = r.validate(r.checking(), false)
			d := r.document()
			if len(d.RedirectURIs) != 12 || d.Secret == nil || d.Secret.KeyID == "" || d.Secret.Works != nil {
				t.Errorf("%d addresses, secret %+v", len(d.RedirectURIs), d.Secret)
			}
			for _, s := range d.Steps {
				for _, x := range s.Findings {
					if x.Level != setup.LevelNote && (s.Status == setup.StatusOK || x.Code == setup.CodeCouldNotCheck && s.Status == setup.StatusWarn) {
						t.Errorf("step %s is %s with %s", s.Number, s.Status, x.Code)
					}
				}
			}
			if ten := "ends in 10 days"; tenant == "secret-ending" && (*d.Secret.DaysLeft != 10 || !strings.Contains(r.out.String(), ten)) {
				t.Errorf("%d days left:\n%s", *d.Secret.DaysLeft, r.out)
			}
		})
	}
}

// TestAQuietDocumentHoldsProblemsOnly: the same findings as the quiet text.
func TestAQuietDocumentHoldsProblemsOnly(t *testing.T) {
	for tenant, want := range map[string]int{"good": 0, "trailing-slash": 1} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			_ = r.validate(r.checking(), true)
			var d document.Validate
			if err := json.Unmarshal([]byte(r.out.String()), &d); err != nil {
				t.Fatal(err)
			}
			if len(d.Steps) != want || len(d.RedirectURIs) != want || d.App.AppID == "" || d.Verdict == "" {
				t.Errorf("%d steps, %d addresses:\n%s", len(d.Steps), len(d.RedirectURIs), r.out)
			}
		})
	}
}

// TestASetupThatThisWizardMadeIsProvenAnew: a check of one's own setup tries the
// secret, and confirmations stay a person's word.
func TestASetupThatThisWizardMadeIsProvenAnew(t *testing.T) {
	r := newRoom(t, "new")
	if err := r.run(r.alone()); err != nil {
		t.Fatal(err)
	}
	if err := r.eng.Confirm("29", "pasted"); err != nil {
		t.Fatal(err)
	}
	r.restart()
	writes := len(r.srv.Writes())
	c := r.alone()
	c.Yes, c.JSON = false, true
	if err := r.validate(c, false); err != nil {
		t.Error(err)
	}
	d := r.document()
	if s := d.Secret; s == nil || s.Works == nil || !*s.Works || s.InKeychain == nil || !*s.InKeychain || *s.DaysLeft < 700 {
		t.Errorf("secret %+v", s)
	}
	for _, s := range d.Steps {
		if s.Number == "29" && s.Status != setup.StatusConfirmed || s.Number == "28" && s.Status != setup.StatusOK {
			t.Errorf("step %s is %s", s.Number, s.Status)
		}
	}
	r.wantWrites(writes)
}

// TestAnotherRegistrationDoesNotDisturbWhatIsRemembered: a check of another
// registration of the tenant keeps away from the first one's profile.
func TestAnotherRegistrationDoesNotDisturbWhatIsRemembered(t *testing.T) {
	r := newRoom(t, "good")
	own := setup.Profile{Version: 1, Name: r.sc.Tenant.ID, Own: true, Tenant: setup.ProfileTenant{ID: r.sc.Tenant.ID, Domain: "contoso.com"},
		App: setup.ProfileApp{AppID: "b7f20d58-9a34-4e1c-8c67-3e5d9a1f4082"}, Secret: setup.ProfileSecret{KeyID: "kept", Keeper: "somewhere"}}
	if err := r.store.Save(own); err != nil {
		t.Fatal(err)
	}
	c := r.checking()
	c.AppID = judgedApp
	if err := r.validate(c, false); err != nil {
		t.Error(err)
	}
	if p, err := r.store.Load(own.Name); err != nil || p.App.AppID != own.App.AppID || p.Secret.KeyID != "kept" {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestRepairsStepUpAndLeaveReceipts: a person repairs all, in the right order.
func TestRepairsStepUpAndLeaveReceipts(t *testing.T) {
	own := pickAt("Is this your own company?", "Yes, our own company")
	step := []act{pickAt("exactly what you just confirmed is written by itself", "Have the code entered")}
	all := append([]act{pick("Repair all"), pickAt("in this order", "Begin with steps"), own, pick("Yes, write it")}, step...)
	for _, c := range []struct {
		tenant string
		script []act
		writes int
		left   string
	}{
		{"delegated-twin", append(slices.Clone(all), pick("Yes, write it")), 2, ""},
		{"two-faults", append(slices.Clone(all), pick("Yes, write it")), 3, ""}, // the third: a line in the notes of somebody else's registration
		{"trailing-slash", append([]act{pick("12 redirect URIs"), own, typed("Nearly the same", "yes"), pick("Yes, write it")}, step...), 1, ""},
		{"deleted", append(slices.Clone(all), pick("Yes, write it")), 4, ""},
		{"assignment-required", []act{pick("Steps 3–8"), typed("Who may sign in?", "no"), pickAt("Left as it is.", "Leave it as it is")}, 0, "assignment-required"},
		{"assignment-required", append([]act{pick("Steps 3–8"), pickAt("Who may sign in?", "Everybody"), own, pick("Yes, write it")}, step...), 1, ""},
	} {
		t.Run(c.tenant, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			cfg := r.config()
			cfg.Practice.AppID = judgedApp
			cfg.Domain = "contoso.com"
			p := &person{t: t, talk: r.talk, script: append([]act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered")}, c.script...)}
			cfg.In = p
			err := r.validate(cfg, false)
			if (c.left == "") != (err == nil) || len(p.script) > 0 {
				t.Errorf("ended with %v, %d acts to come:\n%s", err, len(p.script), tail(r.talk.String(), 3000))
			}
			r.wantWrites(c.writes)
			if n := len(r.eng.Profile().Receipts); n != c.writes {
				t.Errorf("%d receipts of %d writes", n, c.writes)
			}
			r.wantNoSecret()
			if c.left != "" && !strings.Contains(r.out.String(), c.left) {
				t.Errorf("%s is not in the report", c.left)
			}
		})
	}
}

// TestARegistrationIsFoundByItsNameToo: nothing is taken by itself; a person
// picks among those that were found.
func TestARegistrationIsFoundByItsNameToo(t *testing.T) {
	r := newRoom(t, "good")
	cfg := r.config()
	cfg.Domain = "contoso.com"
	p := &person{t: t, talk: r.talk, script: []act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered"),
		pickAt("which registration", "by its name"), pickAt("istration", "A part of its name"), typed("A part of its name", "Nobody's"),
		pickAt("No registration has a word in its name", "A part of its name"), typed("A part of its name", "expo pay"), pick("Payroll export"), pickAt("Repairs", "Leave it as it is")}}
	cfg.In = p
	err := r.validate(cfg, false)
	var stopped *outcome.Stopped
	if !errors.As(err, &stopped) || len(p.script) > 0 || r.eng.Profile().App.Name != "Payroll export" {
		t.Errorf("%v, %d acts to come, %q\n%s", err, len(p.script), r.eng.Profile().App.Name, tail(r.talk.String(), 2000))
	}
	r.wantWrites(0)
}

func TestInterruptedCheckSaysSo(t *testing.T) {
	r := newRoom(t, "good")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := plain.Validate(ctx, r.checking(), false); !errors.Is(err, outcome.ErrInterrupted) {
		t.Errorf("got %v", err)
	}
	if d := r.document(); d.Verdict != "incomplete" {
		t.Errorf("verdict %q", d.Verdict)
	}
}

// TestARepairedSecretHasAPlaceAndALife: where no keychain answers, another place is asked
// for before there is a secret; how long it lives is chosen while its plan is shown.
func TestARepairedSecretHasAPlaceAndALife(t *testing.T) {
	r := newRoom(t, "two-faults")
	r.keychain = noKeychain{r.keychain}
	r.restart()
	in := []act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered")}
	err := r.playTwoFaults(slices.Concat(in, []act{pick("Steps 23–27"), pickAt("Is this your own company?", "Yes, our own"),
		pickAt("where shall the client secret be kept?", "Show it once"), pickAt("Client secret", "Another lifetime (now 24 months)"), pick("6 months"),
		pick("Yes, write it")}, in[1:], []act{pick("Leave it as it is")})...)
	var stopped *outcome.Stopped
	if !errors.As(err, &stopped) {
		t.Errorf("ended with %v", err)
	}
	r.wantSaid("The next secret lives 6 months", "New secrets take a while", "The MTP portal does not have it yet.")
	if end := r.eng.Profile().Secret.End; end.Sub(r.eng.Now().AddDate(0, 6, 0)).Abs().Hours() > 48 {
		t.Errorf("it lives until %s", end)
	}
}

// playTwoFaults plays a check of the tenant's own registration.
func (r *room) playTwoFaults(script ...act) error {
	r.t.Helper()
	c := r.config()
	c.Practice.AppID, c.Domain = judgedApp, "contoso.com"
	p := &person{t: r.t, talk: r.talk, script: script}
	c.In = p
	err := r.validate(c, false)
	if len(p.script) > 0 {
		r.t.Errorf("%d acts to come, the first at %q:\n%s", len(p.script), p.script[0].at, tail(r.talk.String(), 3000))
	}
	return err
}
