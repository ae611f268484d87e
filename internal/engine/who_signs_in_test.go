package engine_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/must"
)

// grants are the roles that only granting a permission of Microsoft Graph needs.
var grants = []string{"Global Administrator", "Privileged Role Administrator"}

func speaksOf(text string, roles ...string) bool {
	return slices.ContainsFunc(roles, func(r string) bool { return strings.Contains(text, r) })
}

// TestEachTaskNamesTheRolesThatItNeeds: the highest roles are named for the grant, in
// a setup and in an undo that takes one back, and nowhere else; each other task names
// what is enough for it.
func TestEachTaskNamesTheRolesThatItNeeds(t *testing.T) {
	const grant, policy = "AppRoleAssignment.ReadWrite.All", "Policy.ReadWrite.ApplicationConfiguration"
	cases := map[string]struct {
		p      change.Purpose
		scopes []string
		grants bool
		names  []string
	}{
		"setup":                           {change.ForSetup, []string{grant}, true, []string{"may register applications", "steps 21–22"}},
		"check":                           {change.ForCheck, nil, false, []string{"Global Reader"}},
		"renewal":                         {change.ForRenewal, nil, false, []string{"its owner", "Application Administrator"}},
		"renewal that sets up first":      {change.ForRenewal, []string{grant}, true, []string{"may register applications", "steps 21–22"}},
		"undo of settings":                {change.ForUndo, nil, false, []string{"its owner", "Application Administrator"}},
		"undo of a grant":                 {change.ForUndo, []string{grant}, true, []string{"its owner", "permission that was granted"}},
		"undo of a policy for a secret":   {change.ForUndo, []string{policy}, true, []string{"its owner", "policy", "Security Administrator"}},
		"nothing but somebody's own name": {change.ForName, nil, false, []string{"Any account"}},
	}
	for name, c := range cases {
		w := engine.WordsFor(c.p, c.scopes)
		if got := speaksOf(w.SignIn, grants...); got != c.grants {
			t.Errorf("%s: %s", name, w.SignIn)
		}
		for _, n := range c.names {
			if !strings.Contains(w.SignIn, n) {
				t.Errorf("%s does not speak of %q: %s", name, n, w.SignIn)
			}
		}
		if all := w.Needs + w.Activate + w.HandOver; !c.grants && speaksOf(all, grants...) {
			t.Errorf("%s: %+v", name, w)
		}
	}
}

// TestTheTextsNameTheHighestRolesForTheGrantAlone: what is said by step, by number and
// by page.
func TestTheTextsNameTheHighestRolesForTheGrantAlone(t *testing.T) {
	var said []string
	said = append(said, assets.Steps()["1"].Do...)
	var codes []struct {
		Code          int
		Cause, Remedy string
		Client        struct{ Cause, Remedy string }
	}
	must.Do(t, json.Unmarshal(assets.AADSTS(), &codes))
	for _, c := range codes {
		if c.Code == 90093 || c.Code == 90094 {
			said = append(said, c.Cause, c.Remedy, c.Client.Cause, c.Client.Remedy)
			if c.Code == 90094 && !strings.Contains(c.Client.Cause, "not a Global Reader") {
				t.Errorf("90094 of the sign-in: %s", c.Client.Cause)
			}
		}
	}
	for _, w := range assets.BrowserPages().Ways {
		if w.ID == "activate" {
			said = append(said, w.Text...)
		}
	}
	for _, s := range said {
		if speaksOf(s, grants...) && !strings.Contains(s, "teps 21 and 22") {
			t.Errorf("not of the grant: %s", s)
		}
	}
	if len(said) < 10 {
		t.Errorf("only %d texts were read", len(said))
	}
}

// TestWhoIsStoppedIsToldTheRoleOfTheTask: a role to activate, and what a colleague runs.
func TestWhoIsStoppedIsToldTheRoleOfTheTask(t *testing.T) {
	eng := newWalk(t, "new").r
	for purpose, command := range map[change.Purpose]string{change.ForSetup: "ssowizard setup --tenant", change.ForCheck: "ssowizard validate --tenant", change.ForRenewal: "ssowizard renew --tenant"} {
		eng.SignInFor(purpose)
		eng.SignInFor(change.ForName)
		way, _ := eng.WayOn(engine.OnActivate)
		hand, _ := eng.WayOn(engine.OnHandOver)
		if role := engine.WordsFor(purpose, nil).Activate; !strings.Contains(strings.Join(way.Text, " "), "beside "+role+".") {
			t.Errorf("%d: %v", purpose, way.Text)
		}
		if !strings.Contains(hand.Text[0], command) || speaksOf(hand.Text[0], grants...) != (purpose == change.ForSetup) {
			t.Errorf("%d: %s", purpose, hand.Text[0])
		}
	}
	page, _ := eng.BrowserPage("need-approval")
	if !strings.Contains(page.Means, "Global Reader") || !strings.Contains(page.Means, "or yours") {
		t.Errorf("one reason alone: %s", page.Means)
	}
}
