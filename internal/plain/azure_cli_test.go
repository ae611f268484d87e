package plain_test

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/entra"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestARunAsAzureCLISaysBeforehandWhoMayConsent: its token may not read roles. The built-in ones stand in the token; where
// none of them may, a custom one can, so the plan says before the first write what is handed over if Entra refuses.
func TestARunAsAzureCLISaysBeforehandWhoMayConsent(t *testing.T) {
	consents := sim.Assignment{Role: "SSO consenter", Scope: "/",
		Actions: []string{"microsoft.directory/servicePrincipals/managePermissionGrantsForAll.microsoft-all-application-permissions"}}
	for _, c := range []struct {
		name  string
		roles []string
		as    []sim.Assignment
		known bool // beforehand
		done  bool
	}{
		{"Global Administrator", []string{"Global Administrator"}, nil, true, true},
		{"Privileged Role Administrator", []string{"Privileged Role Administrator"}, nil, true, true},
		{"through a group", nil, []sim.Assignment{{Role: "Privileged Role Administrator", Scope: "/", Group: "SSO administrators"}}, true, true},
		{"Application Administrator", []string{"Application Administrator"}, nil, false, false},
		{"no role", nil, nil, false, false},
		{"a custom role", nil, []sim.Assignment{consents}, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc, err := sim.LoadScenario("new")
			if err != nil {
				t.Fatal(err)
			}
			sc.Accounts[0].Roles, sc.Accounts[0].Assignments = c.roles, c.as
			r := newRoomIn(t, sim.Options{Scenario: &sc})
			r.eng.UseClient(entra.AzureCLI())
			err = r.run(r.alone())
			said := r.talk.String()
			first := strings.Index(said, "Registering ")
			if first < 0 {
				t.Fatalf("nothing was written: %v\n%s", err, tail(said, 2000))
			}
			before := strings.Join(strings.Fields(said[:first]), " ")
			if known := strings.Contains(before, ": active (holds)"); known != c.known {
				t.Errorf("known beforehand: %v", known)
			}
			told := strings.Contains(before, "If Entra refuses, what is written before it stays, and this is handed to a colleague: Microsoft Graph: User.Read.All")
			if told == c.known {
				t.Errorf("what is handed over is told: %v\n%s", told, before)
			}
			var stopped *outcome.Stopped
			if c.done != (err == nil) || err != nil && (!errors.As(err, &stopped) || stopped.Findings[0].Code != setup.CodeRoleMissing) {
				t.Errorf("ended with %v", err)
			}
		})
	}
}
