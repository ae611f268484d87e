package plain_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// anEnd is a command that signs in and may leave consent.
type anEnd struct {
	name, tenant string // in which it ends well
	until        []act  // what a person does from the first sign-in to the end
	ask          string // what they are asked then
	again        []act  // the second sign-in, where one comes between
	run          func(*room, plain.Config) error
}

const (
	oneMoreSignIn = "Take it back (after one more sign-in; shown before it is written)"
	shownFirst    = "Take it back (shown before it is written)"
)

var entered = pick("Have the code entered")

func theEnds() []anEnd {
	way := pickAt("How will you sign in?", "Sign in with a code")
	signIn, own := []act{way, entered}, typed("Is this your own partner tenant?", "yes")
	return []anEnd{
		{"validate", "good", signIn, oneMoreSignIn, []act{entered}, func(r *room, c plain.Config) error { return plain.Validate(r.t.Context(), c, false) }},
		{"renew", "secret-ending", []act{way, entered, pickAt("which registration", "Contoso Voice SSO"), pick("Make a new secret"), own, pick("Yes, write it"),
			pick("Prove that it works"), pick("Enter it in the MTP portal"), pickAt("Step 29 · Paste it", "I pasted it"),
			pick("Sign in once"), pickAt("Steps S1–S2", "It worked"), pick("Remove the old one"), pick("Remove "),
			enter("This is what will change"), pick("Back"), pick("Keep what is left"), pickAt("Reminders for your calendar", "No, go back")}, oneMoreSignIn, []act{entered},
			func(r *room, c plain.Config) error {
				return plain.Renew(r.t.Context(), c, plain.RenewChoice{Calendar: noCalendar})
			}},
		// What is taken back there was written with the right that this takes.
		{"undo", "new", []act{way, entered, pick("Set everything up first"), own, pick("Yes, write it"), entered, pick("Leave")}, shownFirst, nil,
			func(r *room, c plain.Config) error { return plain.Undo(r.t.Context(), c, plain.UndoChoice{}) }},
		// The way that was chosen first is kept to.
		{"report", "good", []act{pickAt("Sign in, for reading only", "Yes, with a code"), entered}, oneMoreSignIn, []act{entered},
			func(r *room, c plain.Config) error { return plain.Support(r.t.Context(), c, plain.SupportChoice{}) }},
	}
}

// takesBack is a person who has it taken back.
func (e anEnd) takesBack() []act {
	out := append([]act{pick(e.ask)}, e.again...)
	if e.again != nil { // with the right to it the page comes again
		out = append(out, pick(shownFirst))
	}
	return append(out, pick("Yes, write it"))
}

// TestEachEndTellsWhatSigningInLeftAndTakesItBack: after the work, with one more
// sign-in where the first did not ask for that right, and with the ending of the
// command unchanged.
func TestEachEndTellsWhatSigningInLeftAndTakesItBack(t *testing.T) {
	for _, c := range theEnds() {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			cfg, p := r.ending(c.until)
			p.script = append(p.script, c.takesBack()...)
			err := c.run(r, cfg)
			r.wantAllActs(p, err)
			if left := r.srv.State().Consents; err != nil || len(left) != 0 {
				t.Errorf("ended with %v, still in the tenant: %v\n%s", err, left, tail(r.talk.String(), 2500))
			}
			r.wantSaid("Signing in left consent in your tenant: Microsoft Graph Command Line Tools may act ", c.ask, "User consent: now ", "then no right")
		})
	}
}

// TestConsentStaysByANo, and by Enter alone; and the run ends as it would have.
func TestConsentStaysByANo(t *testing.T) {
	for _, c := range theEnds() {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			cfg, p := r.ending(c.until)
			p.script = append(p.script, enter(c.ask))
			err := c.run(r, cfg)
			r.wantAllActs(p, err)
			if left := r.srv.State().Consents; err != nil || len(left) != 1 {
				t.Errorf("ended with %v, in the tenant: %v", err, left)
			}
		})
	}
}

// TestConsentThatCannotBeTakenBackChangesNoEnding: Entra refuses the write, or the
// input ends at the question.
func TestConsentThatCannotBeTakenBackChangesNoEnding(t *testing.T) {
	for _, c := range theEnds() {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			r.srv.SetFault(func(q *http.Request) sim.Fault {
				if !strings.Contains(q.URL.Path, "/oauth2PermissionGrants/") || q.Method == http.MethodGet {
					return sim.Fault{}
				}
				return sim.Fault{Status: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}},
					Body: `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}`}
			})
			cfg, p := r.ending(c.until)
			p.script = append(p.script, c.takesBack()...)
			err := c.run(r, cfg)
			r.wantAllActs(p, err)
			if left := r.srv.State().Consents; err != nil || len(left) != 1 {
				t.Errorf("ended with %v, in the tenant: %v", err, left)
			}
			r.wantSaid("Take back what the sign-in left", "Entra refused", "Read again and show the plan")
			if c.again != nil { // what the second sign-in added stays as well, and is said
				r.wantSaid("Signing in left consent", "DelegatedPermissionGrant.ReadWrite.All", "Entra refused")
			}
		})
		t.Run(c.name+", no more input", func(t *testing.T) {
			r := newRoom(t, c.tenant)
			cfg, p := r.ending(c.until)
			err := c.run(r, cfg)
			r.wantAllActs(p, err)
			if err != nil {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

// TestAnEndWithoutAPersonOnlyTells, in words and in the document; nothing is written
// for it.
func TestAnEndWithoutAPersonOnlyTells(t *testing.T) {
	for _, c := range theEnds() {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			cfg := r.checking()
			cfg.Yes, cfg.SignIn = true, "device"
			if c.tenant == "new" {
				cfg.Practice.AppID = ""
			}
			run := c.run
			if c.name == "undo" {
				run = func(r *room, cfg plain.Config) error {
					return plain.Undo(t.Context(), cfg, plain.UndoChoice{Last: true})
				}
			}
			if err := run(r, cfg); err != nil {
				t.Fatalf("%v\n%s", err, r.talk)
			}
			r.wantSaid("Signing in left consent in your tenant")
			if strings.Contains(r.talk.String(), "Take it back") || len(r.srv.State().Consents) != 1 {
				t.Errorf("consents %v, said:\n%s", r.srv.State().Consents, tail(r.talk.String(), 1500))
			}
			var d struct {
				Consent *struct {
					App                    string
					Rights, Unsure, Before []string
				}
			}
			if err := json.Unmarshal([]byte(r.out.String()), &d); err != nil || d.Consent == nil {
				t.Fatalf("%v in %s", err, tail(r.out.String(), 1500))
			}
			if d.Consent.App != "Microsoft Graph Command Line Tools" || len(d.Consent.Rights) == 0 || d.Consent.Unsure == nil || d.Consent.Before == nil {
				t.Errorf("%+v", d.Consent)
			}
		})
	}
}

// TestConsentIsTakenBackInACustomersTenantToo: nothing else is written there, but what
// the sign-in left there may go.
func TestConsentIsTakenBackInACustomersTenantToo(t *testing.T) {
	r := newRoom(t, "secret-ending")
	renew := theEnds()[1]
	cfg, p := r.ending(append(append([]act{}, renew.until[:4]...), typed("Is this your own partner tenant?", "no"), pick("Leave")))
	p.script = append(p.script, renew.takesBack()...)
	err := renew.run(r, cfg)
	r.wantAllActs(p, err)
	if err != nil || len(r.srv.State().Consents) != 0 {
		t.Errorf("ended with %v, in the tenant: %v", err, r.srv.State().Consents)
	}
	r.wantWrites(1)
}

func noCalendar(string, setup.Profile) error { return errors.New("none was asked for") }

// ending is a practice run with a person who does what leads to its end.
func (r *room) ending(until []act) (plain.Config, *person) {
	c := r.config()
	c.Domain = "contoso.com"
	if r.sc.Name != "new" {
		c.Practice.AppID = judgedApp
	}
	p := &person{t: r.t, talk: r.talk, script: until}
	c.In = p
	return c, p
}
