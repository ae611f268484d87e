package plain_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

// ready is a room whose setup an earlier run has made, with the engine of a
// process that starts now.
func ready(t *testing.T) *room {
	t.Helper()
	r := newRoom(t, "new")
	must.Do(t, r.run(r.alone()))
	for _, id := range []string{"10-11", "29", "S1-S2"} {
		must.Do(t, r.eng.Confirm(id, ""))
	}
	r.restart()
	return r
}

func (r *room) asked(script ...act) (plain.Config, *person) {
	c := r.config()
	c.Domain = "contoso.com"
	p := &person{t: r.t, talk: r.talk, script: append([]act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered")}, script...)}
	c.In = p
	return c, p
}

func (r *room) wantAllActs(p *person, err error) {
	r.t.Helper()
	if len(p.script) > 0 {
		r.t.Errorf("ended (%v) with %d acts to come, the first %+v; it said last:\n%s", err, len(p.script), p.script[0], tail(r.talk.String(), 3000))
	}
}

func TestARenewalRemovesTheOldSecretLastAndAfterAsking(t *testing.T) {
	r := ready(t)
	old := r.profileSecret()
	var file string
	more := plain.RenewChoice{Calendar: func(path string, p setup.Profile) error {
		if file = path; p.Secret.KeyID == old {
			return errors.New("reminders of the old one")
		}
		return nil
	}}
	// First run: the new secret is made and proven, then the person leaves.
	c, p := r.asked(pick("Make a new secret"), pick("Yes, write it"), pick("Prove that it works"),
		pick("Enter it in the MTP portal"), pickAt("Step 29 · Paste it", "Back"), pick("Leave; "))
	err := plain.Renew(t.Context(), c, more)
	r.wantAllActs(p, err)
	if err != nil || len(r.srv.State().Secrets) != 2 {
		t.Fatalf("%v, %d secrets", err, len(r.srv.State().Secrets))
	}
	r.wantNoSecret()
	// Second run: it goes on there.
	r.restart()
	c, p = r.asked(pick("Enter it in the MTP portal"), pickAt("Step 29 · Paste it", "I pasted it"),
		pick("Sign in once"), pickAt("Steps S1–S2", "It worked"), pick("Remove the old one"), pick("Remove "),
		pick("Yes, remove it"), pick("End the renewal"), pickAt("Reminders for your calendar", "Calendar file"), typed("Calendar file", "mine.ics"))
	err = plain.Renew(t.Context(), c, more)
	r.wantAllActs(p, err)
	must.Do(t, err)
	secrets := r.srv.State().Secrets
	if _, still := secrets[old]; still || len(secrets) != 1 || secrets[r.profileSecret()] == "" {
		t.Errorf("%d secrets are left, the old one among them: %v", len(secrets), still)
	}
	if filepath.Base(file) != "mine.ics" || !filepath.IsAbs(file) {
		t.Errorf("reminders went to %q", file)
	}
	r.wantSaid("begins with", "made by this wizard", "Since", "the MTP portal has the new one, as you said", "key id "+old, "All five parts are done.")
	r.wantNoSecret()
}

func (r *room) profileSecret() string {
	list, err := r.store.List()
	if err != nil || len(list) != 1 {
		r.t.Fatalf("%d profiles, %v", len(list), err)
	}
	return list[0].Secret.KeyID
}

func TestAnOldSecretIsKeptByANo(t *testing.T) {
	r := ready(t)
	c, p := r.asked(pick("Make a new secret"), pick("Prove that it works"), pick("Enter it in the MTP portal"),
		pickAt("Step 29 · Paste it", "I pasted it"), pick("Sign in once"), pickAt("Steps S1–S2", "It worked"),
		pick("Remove the old one"), pick("Remove "), enter("This is what will change"), pick("Back"), pick("Keep what is left"))
	c.Yes = true
	err := plain.Renew(t.Context(), c, plain.RenewChoice{})
	r.wantAllActs(p, err)
	if err != nil || len(r.srv.State().Secrets) != 2 {
		t.Errorf("%v, %d secrets", err, len(r.srv.State().Secrets))
	}
}

func TestARenewalWithoutAPersonRemovesNothing(t *testing.T) {
	for _, tenant := range []string{"good", "secret-ending", "secret-expired"} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			c := r.alone()
			c.Practice.AppID = judgedApp
			before := len(r.srv.State().Secrets)
			for range 2 { // the second run goes on with the same secret
				if err := plain.Renew(t.Context(), c, plain.RenewChoice{}); err != nil {
					t.Fatalf("%v\n%s", err, r.talk)
				}
				r.restart()
				c.Session = r.eng
			}
			if n := len(r.srv.State().Secrets); n != before+1 {
				t.Errorf("%d secrets, there were %d", n, before)
			}
		})
	}
}

func TestARenewalStopsBeforeTheFirstWrite(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*room, *plain.Config)
		fits   func(error) bool
	}{
		{"nothing given", func(_ *room, c *plain.Config) { c.Yes, c.Practice = false, nil }, func(err error) bool {
			var m *outcome.Missing
			return errors.As(err, &m) && len(m.Lacks) == 2
		}},
		{"no keychain", func(r *room, c *plain.Config) { r.eng.UseKeychain(noKeychain{r.keychain}) }, func(err error) bool {
			var s *outcome.Stopped
			return errors.As(err, &s) && s.Findings[0].Code == setup.CodeKeychainMissing
		}},
		{"no sign-in", func(_ *room, c *plain.Config) { c.SignIn = "none" }, func(err error) bool {
			var x *outcome.Refused
			return errors.As(err, &x) && x.Flag == "--sign-in"
		}},
		{"deleted", func(_ *room, c *plain.Config) {}, func(err error) bool {
			var s *outcome.Stopped
			return errors.As(err, &s) && s.Findings[0].Code == setup.CodeAppDeleted
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tenant := "good"
			if c.name == "deleted" {
				tenant = "deleted"
			}
			r := newRoom(t, tenant)
			cfg := r.alone()
			cfg.Practice.AppID = judgedApp
			c.change(r, &cfg)
			if err := plain.Renew(t.Context(), cfg, plain.RenewChoice{}); !c.fits(err) {
				t.Errorf("ended with %v\n%s", err, r.talk)
			}
			r.wantWrites(0)
		})
	}
}

func TestUndoTakesBackEverythingNewestFirst(t *testing.T) {
	r := ready(t)
	c, p := r.asked()
	for i := range 5 {
		yes := "Yes, write it"
		if i == 0 { // the secret, which cannot be brought back
			yes = "Yes, remove it"
		}
		p.script = append(p.script, pick("Take back number"), pick(yes))
	}
	err := plain.Undo(t.Context(), c, plain.UndoChoice{})
	r.wantAllActs(p, err)
	must.Do(t, err)
	st := r.srv.State()
	if app := r.eng.Profile().App.AppID; app != "" || len(st.Secrets) != 0 || len(st.Grants) != 0 {
		t.Errorf("left: %q, %d secrets, %d grants", app, len(st.Secrets), len(st.Grants))
	}
	r.wantSaid("Made a client secret", "Registered", "Take back number 5", "Take back number 1", "restored for 30 days", "nothing is left that this computer knows the wizard wrote for this company.")
}

func TestUndoWithoutAPerson(t *testing.T) {
	for _, c := range []struct {
		name   string
		which  plain.UndoChoice
		writes int
		fits   func(error) bool
	}{
		{"the last", plain.UndoChoice{Last: true}, 1, func(err error) bool { return err == nil }},
		{"two", plain.UndoChoice{Receipts: []int{4, 5}}, 2, func(err error) bool { return err == nil }},
		{"not the newest", plain.UndoChoice{Receipts: []int{3}}, 0, stops("taken back first: receipts 5 and 4.", "Name receipts 5 and 4 too, or take back the newest alone with --last.")},
		{"a gap", plain.UndoChoice{Receipts: []int{5, 3}}, 0, stops("taken back first: receipt 4.", "Name receipt 4 too")},
		{"what the rest stands on", plain.UndoChoice{Receipts: []int{1}}, 0, stops("taken back first: receipts 5, 4, 3 and 2.")},
		{"all of them", plain.UndoChoice{Receipts: []int{5, 4, 3, 2, 1}}, 5, func(err error) bool { return err == nil }},
		{"all of them in another order", plain.UndoChoice{Receipts: []int{1, 4, 2, 5, 3}}, 5, func(err error) bool { return err == nil }},
		{"no such", plain.UndoChoice{Receipts: []int{9}}, 0, func(err error) bool {
			var x *outcome.Refused
			return errors.As(err, &x)
		}},
		{"nothing named", plain.UndoChoice{}, 0, func(err error) bool {
			var m *outcome.Missing
			return errors.As(err, &m)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ready(t)
			before := len(r.srv.Writes())
			cfg := r.alone()
			cfg.Domain = "contoso.com"
			if err := plain.Undo(t.Context(), cfg, c.which); !c.fits(err) {
				t.Errorf("ended with %v\n%s", err, tail(r.talk.String(), 3000))
			}
			r.wantWrites(before + c.writes)
			if all := r.out.String(); strings.Count(all, "\n  ") != c.writes || (c.writes > 0) != strings.Contains(all, "Taken back:\n  ") {
				t.Errorf("%d writes, and the output says:\n%s", c.writes, all)
			}
		})
	}
}

// TestAReceiptThatIsNotThereIsAWrongValue: in the document too, and nothing is
// said of writes, because practice has set up what it takes back.
func TestAReceiptThatIsNotThereIsAWrongValue(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.JSON = true
	_ = plain.Undo(t.Context(), c, plain.UndoChoice{Receipts: []int{99}})
	var d document.Undo
	must.Do(t, json.Unmarshal([]byte(r.out.String()), &d))
	if e := d.Exit.Error; e == nil || e.What != "--receipt: There is no receipt 99 that could be taken back." || e.Means != "The value cannot be used." || e.Do != "The list above has the numbers. Nothing was taken back." {
		t.Errorf("%+v", e)
	}
}

// TestPracticeIsSetUpOnlyAfterItWasShown: taking back and renewing have nothing
// to work on in a fresh practice tenant.
func TestPracticeIsSetUpOnlyAfterItWasShown(t *testing.T) {
	r := newRoom(t, "new")
	c, p := r.asked()
	p.script = append(p.script, pick("Set everything up first"), typed("Is this your own partner tenant?", "yes"),
		pickAt("This is what will change", "No, go back"), pick("Leave"))
	err := plain.Undo(t.Context(), c, plain.UndoChoice{})
	r.wantAllActs(p, err)
	r.wantSaid("In practice nothing was set up before", "This is what will change", "See the requests")
	r.wantWrites(0)
	if strings.Contains(r.talk.String(), "Take back number") {
		t.Error("something could be taken back")
	}
}

func stops(words ...string) func(error) bool {
	return func(err error) bool {
		var s *outcome.Stopped
		if !errors.As(err, &s) || s.Written {
			return false
		}
		for _, f := range s.Findings {
			said := f.Text() + " " + f.Remedy()
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(said, w) }) {
				return true
			}
		}
		return false
	}
}

// TestARenewalThatCannotBeProvenMakesNothing: without consent no token carries the
// role, so that is said before a secret is made, with the repair.
func TestARenewalThatCannotBeProvenMakesNothing(t *testing.T) {
	for tenant, code := range map[string]setup.Code{"no-consent": setup.CodeConsentMissing, "sp-disabled": setup.CodeServicePrincipalDisabled} {
		t.Run(tenant, func(t *testing.T) {
			r := newRoom(t, tenant)
			c := r.alone()
			c.Practice.AppID = judgedApp
			err := plain.Renew(t.Context(), c, plain.RenewChoice{})
			var stopped *outcome.Stopped
			if !errors.As(err, &stopped) || len(stopped.Findings) != 1 || stopped.Findings[0].Code != code || stopped.Written {
				t.Fatalf("ended with %v: %+v", err, stopped)
			}
			r.wantSaid("so none was made and nothing was changed", "ssowizard validate", stopped.Findings[0].Remedy())
			r.wantWrites(0)
		})
	}
}
