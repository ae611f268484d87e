package plain_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/outcome"
	"ssowizard/internal/sim"
)

// TestADeletedRegistrationIsFoundWithoutItsID: the recycle bin is searched by
// redirect URI and by name, since no other search shows what was deleted.
func TestADeletedRegistrationIsFoundWithoutItsID(t *testing.T) {
	t.Run("by its redirect URI, with nobody to ask", func(t *testing.T) {
		r := newRoom(t, "deleted")
		c := r.checking()
		c.Practice.AppID = ""
		var stopped *outcome.Stopped
		if err := r.validate(c, false); !errors.As(err, &stopped) {
			t.Fatalf("ended with %v", err)
		}
		d := r.document()
		if d.App.AppID != judgedApp || d.App.Name != "Contoso Voice SSO" || d.App.ObjectID == "" {
			t.Errorf("the registration: %+v", d.App)
		}
		if got := codes(d); !slices.Equal(got, []string{"2:fail:app-deleted"}) {
			t.Errorf("codes %q", got)
		}
		if !strings.Contains(r.talk.String(), "Found in the recycle bin by its redirect URI: Contoso Voice SSO") {
			t.Errorf("talk:\n%s", r.talk)
		}
		r.wantWrites(0)
	})
	t.Run("chosen by a person, and brought back", func(t *testing.T) {
		r := newRoom(t, "deleted")
		c := r.config()
		c.Domain, c.Practice.AppID = "contoso.com", ""
		signIn := []act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered")}
		p := &person{t: t, talk: r.talk, script: slices.Concat(signIn,
			[]act{pickAt("can be restored until", "\"Contoso Voice SSO\""), pick("Repair all"), pick("Begin with"), pickAt("Is this your own company?", "Yes, our own"), pick("Yes, write it")},
			signIn[1:], []act{pick("Yes, write it")})}
		c.In = p
		if err := r.validate(c, false); err != nil || len(p.script) > 0 {
			t.Errorf("ended with %v, %d acts to come:\n%s", err, len(p.script), tail(r.talk.String(), 3000))
		}
		if st := r.srv.State(); st.Application(judgedApp) == nil || st.ServicePrincipal(judgedApp) == nil {
			t.Error("it did not come back")
		}
	})
}

// TestASetupIsFoundByThePartnersOwnURIs: the first redirect URI is missing, and
// a registration of a similar name stands beside. A setup of the same tenant
// makes no second registration either.
func TestASetupIsFoundByThePartnersOwnURIs(t *testing.T) {
	var stopped *outcome.Stopped
	t.Run("with nobody to ask", func(t *testing.T) {
		r := newRoom(t, "search")
		c := r.checking()
		c.Practice.AppID = ""
		if err := r.validate(c, false); !errors.As(err, &stopped) {
			t.Fatalf("ended with %v", err)
		}
		d := r.document()
		if d.App.AppID != judgedApp || !strings.Contains(r.talk.String(), "Found by its redirect URI: Contoso Voice SSO (") {
			t.Errorf("the registration: %+v\n%s", d.App, r.talk)
		}
		r.wantWrites(0)
	})
	t.Run("by pasting them", func(t *testing.T) {
		r := newRoom(t, "search")
		c := r.config()
		c.Domain, c.Practice.AppID, c.Practice.URIs = "contoso.com", "", nil
		uris := r.sc.PortalURIs
		p := &person{t: t, talk: r.talk, script: []act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered"),
			pickAt("which registration", "Look by your redirect URIs"), pick("Paste them"), pasted(uris, "\n"),
			pickAt("it has https://contoso.bvoip.example/", "id "+judgedApp), pick("Leave")}}
		c.In = p
		if err := r.validate(c, false); !errors.As(err, &stopped) || len(p.script) > 0 {
			t.Errorf("ended with %v, %d acts to come:\n%s", err, len(p.script), tail(r.talk.String(), 3000))
		}
	})
	t.Run("a setup makes no second one", func(t *testing.T) {
		r := newRoom(t, "search")
		c := r.alone()
		c.Domain, c.URIs = "contoso.com", r.sc.PortalURIs
		err := r.run(c)
		if !errors.As(err, &stopped) || len(stopped.Findings) != 1 || stopped.Findings[0].Subject != judgedApp {
			t.Errorf("ended with %v: %+v", err, stopped)
		}
		r.wantWrites(0)
	})
}

// TestTwoInTheRecycleBinAreNotGuessedBetween: nobody can be asked, so both are
// named and none is taken.
func TestTwoInTheRecycleBinAreNotGuessedBetween(t *testing.T) {
	sc, err := sim.LoadScenario("deleted")
	if err != nil {
		t.Fatal(err)
	}
	twin := maps.Clone(sc.Deleted[slices.IndexFunc(sc.Deleted, func(o map[string]any) bool { return o["appId"] == judgedApp && o["spa"] != nil })])
	twin["id"], twin["appId"] = "91f4d2b6-0c7e-4a35-8d19-6e2b5f3a7c80", "2d8e6f14-7b3a-4c95-a0d2-8f1c4e6b9a37"
	sc.Deleted = append(sc.Deleted, twin)
	r := newRoomIn(t, sim.Options{Scenario: &sc})
	c := r.checking()
	c.Practice.AppID = ""
	var stopped *outcome.Stopped
	if err := r.validate(c, false); !errors.As(err, &stopped) || len(stopped.Findings) != 2 || !strings.Contains(stopped.Findings[0].Text(), "deleted on") {
		t.Errorf("ended with %v", err)
	}
	if d := r.document(); d.Verdict != "problems" || d.App.AppID != "" {
		t.Errorf("%s, %+v", d.Verdict, d.App)
	}
}

// TestADeletedRegistrationIsOfferedBeforeANewOne: step 2 of a setup names it and brings it back where that is chosen.
func TestADeletedRegistrationIsOfferedBeforeANewOne(t *testing.T) {
	r := newRoom(t, "deleted")
	c := r.config()
	c.Practice.AppID = ""
	before := len(r.srv.State().Applications)
	err := r.play(c, append(toThePhases(),
		pickAt("Step 2 ·", "Bring \"Contoso Voice SSO\" back"), pickAt("Steps 3–8", "Bring it back"), pick("Yes, write it"), pick("Leave"))...)
	var stopped *outcome.Stopped
	if !errors.As(err, &stopped) { // what was granted does not come back, and was left open
		t.Fatal(err)
	}
	r.wantSaid("A deleted registration could be the one of this setup: Contoso Voice SSO")
	if st := r.srv.State(); st.Application(judgedApp) == nil || st.ServicePrincipal(judgedApp) == nil || len(st.Applications) != before+1 {
		t.Errorf("it did not come back alone: %d registrations", len(st.Applications))
	}
}
