package steps_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/steps"
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
		p      steps.Purpose
		scopes []string
		grants bool
		names  []string
	}{
		"setup":                           {steps.ForSetup, []string{grant}, true, []string{"may register applications", "steps 21–22"}},
		"check":                           {steps.ForCheck, nil, false, []string{"Global Reader"}},
		"renewal":                         {steps.ForRenewal, nil, false, []string{"its owner", "Application Administrator"}},
		"renewal that sets up first":      {steps.ForRenewal, []string{grant}, true, []string{"may register applications", "steps 21–22"}},
		"undo of settings":                {steps.ForUndo, nil, false, []string{"its owner", "Application Administrator"}},
		"undo of a grant":                 {steps.ForUndo, []string{grant}, true, []string{"its owner", "permission that was granted"}},
		"undo of a policy for a secret":   {steps.ForUndo, []string{policy}, true, []string{"its owner", "policy", "Security Administrator"}},
		"nothing but somebody's own name": {steps.ForName, nil, false, []string{"Any account"}},
	}
	for name, c := range cases {
		w := steps.WordsFor(c.p, c.scopes)
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
	must(t, json.Unmarshal(assets.AADSTS(), &codes))
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
	for purpose, command := range map[steps.Purpose]string{steps.ForSetup: "ssowizard setup --tenant", steps.ForCheck: "ssowizard validate --tenant", steps.ForRenewal: "ssowizard renew --tenant"} {
		eng.SignInFor(purpose)
		eng.SignInFor(steps.ForName)
		way, _ := eng.WayOn(steps.OnActivate)
		hand, _ := eng.WayOn(steps.OnHandOver)
		if role := steps.WordsFor(purpose, nil).Activate; !strings.Contains(strings.Join(way.Text, " "), "beside "+role+".") {
			t.Errorf("%d: %v", purpose, way.Text)
		}
		if !strings.Contains(hand.Text[0], command) || speaksOf(hand.Text[0], grants...) != (purpose == steps.ForSetup) {
			t.Errorf("%d: %s", purpose, hand.Text[0])
		}
	}
	page, _ := eng.BrowserPage("need-approval")
	if !strings.Contains(page.Means, "Global Reader") || !strings.Contains(page.Means, "or yours") {
		t.Errorf("one reason alone: %s", page.Means)
	}
}
