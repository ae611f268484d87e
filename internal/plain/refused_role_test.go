package plain_test

import (
	"errors"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestARefusalForWantOfARoleIsAProblemFound: a right that nobody could see before
// was tried, and Entra refused it. The end is that of a problem, tells what is
// there, and names who can go on.
func TestARefusalForWantOfARoleIsAProblemFound(t *testing.T) {
	granter := func(sc *sim.Scenario) { sc.Accounts[0].Roles = []string{"Privileged Role Administrator"} }
	for _, c := range []struct {
		name    string
		with    func(*sim.Scenario)
		code    setup.Code
		written bool
		said    []string
	}{
		{"to register", func(sc *sim.Scenario) { granter(sc); sc.Policy.MembersMayRegister = false }, setup.CodeRegistrationRight, false,
			[]string{"Entra refused to register the application", "Sign in with such an account", "Nothing was written."}},
		{"to own", func(sc *sim.Scenario) {
			granter(sc)
			sc.Policy.MembersMayRegister, sc.Wire.UpsertOwner = true, "nobody"
		}, setup.CodeRegistrationRight, true,
			[]string{"Written before that:", "What was written before that stays", "\"Add owners\""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc, err := sim.LoadScenario("new")
			if err != nil {
				t.Fatal(err)
			}
			c.with(&sc)
			r := newRoomIn(t, sim.Options{Scenario: &sc})
			err = r.run(r.alone())
			var stop *outcome.Stopped
			if !errors.As(err, &stop) || stop.Written != c.written || len(stop.Findings) != 1 || stop.Findings[0].Code != c.code {
				t.Fatalf("ended with %v: %+v", err, stop)
			}
			if !errors.Is(err, graph.ErrDenied) {
				t.Errorf("the service's refusal is lost: %v", err)
			}
			r.wantSaid(c.said...)
		})
	}
}
