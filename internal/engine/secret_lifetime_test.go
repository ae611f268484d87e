package engine_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// capped is a tenant whose policy caps secrets and cannot be read by its admin, who
// may do everything else.
func capped(most string) func(*sim.Scenario) {
	return func(sc *sim.Scenario) {
		sc.Accounts[0].Roles = []string{"Application Administrator", "Privileged Role Administrator"}
		sc.Policy.MaxSecretLifetime = most
	}
}

// readyForSecret has everything but the secret.
func readyForSecret(t *testing.T, change ...func(*sim.Scenario)) *walk {
	t.Helper()
	return readyOn(t, time.Now(), change...)
}

// readyOn is readyForSecret on a day of its own.
func readyOn(t *testing.T, from time.Time, change ...func(*sim.Scenario)) *walk {
	t.Helper()
	w, _ := signedInOn(t, from, sim.Delays{}, change...)
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20", "21-22")
	return w
}

// asked counts the requests for a secret.
func (w *walk) asked() int {
	n := 0
	for _, c := range w.log.Calls() {
		if c.Method == http.MethodPost && strings.HasSuffix(c.Path, "/addPassword") {
			n++
		}
	}
	return n
}

// lives is the life of the one secret there is, in whole days.
func (w *walk) lives() int {
	w.t.Helper()
	secrets := w.srv.State().Secrets
	if len(secrets) != 1 {
		w.t.Fatalf("%d secrets", len(secrets))
	}
	return int(w.r.Profile().Secret.End.Sub(w.clock.Now()).Round(24*time.Hour).Hours() / 24)
}

func TestALifeThatAnUnreadPolicyRefusesGetsShorter(t *testing.T) {
	for most, want := range map[string]struct{ days, tries int }{
		"P750D": {0, 1}, "P1Y": {365, 2}, "P365D": {365, 2}, "P1M": {30, 6}, "P300D": {180, 3}, "P180D": {180, 3}, "P90D": {90, 4}, "P89D": {60, 5}, "P30D": {30, 6},
	} {
		t.Run(most, func(t *testing.T) {
			w := readyForSecret(t, capped(most))
			if s := w.observe(); s.Secrets.Known {
				t.Fatal("the policy was read")
			}
			plan := w.plan("23-27")
			w.shown(plan)
			if said := strings.Join(plan.Changes[len(plan.Changes)-1].Added, " · "); !strings.Contains(said, "365, 180, 90, 60 or 30 days") {
				t.Errorf("shown before: %s", said)
			}
			var notes []string
			_, err := w.r.Apply(t.Context(), plan, func(n change.Note) { notes = append(notes, n.Text) })
			must.Do(t, err)
			days := want.days
			if want.tries == 1 {
				days = w.until(24)
			}
			if got := w.lives(); got != days || w.asked() != want.tries {
				t.Errorf("it lives %d days after %d tries, want %d and %d", got, w.asked(), want.days, want.tries)
			}
			if want.tries == 1 {
				return
			}
			if done := strings.Join(notes, "\n"); !strings.Contains(done, "none was made") || !strings.Contains(done, "a policy of your tenant refuses longer ones") {
				t.Errorf("said: %s", done)
			}
			cut := slices.ContainsFunc(w.r.Verdict(judge.Walking).Phase("23-27").Findings(), func(f setup.Finding) bool {
				return f.Code == setup.CodeSecretPolicyCap && f.Level == setup.LevelNote
			})
			if !cut {
				t.Error("nothing says afterwards why it is short")
			}
		})
	}
}

// until is how many days so many calendar months hold from now on: 24 of them 730 or 731.
func (w *walk) until(months int) int {
	now := w.clock.Now().UTC()
	return int(now.AddDate(0, months, 0).Sub(now).Round(24*time.Hour).Hours() / 24)
}

// aroundLeapDays are days from which 24 months hold a leap day or none, and three
// months the fewest days and the most.
var aroundLeapDays = []string{"2026-02-28", "2026-03-01", "2026-11-30", "2027-02-01", "2028-02-29", "2028-03-01", "2028-12-31"}

// TestALifeIsAsLongOnEveryDay: two years may hold 731 days, and a cap of two years
// that nobody could read 730.
func TestALifeIsAsLongOnEveryDay(t *testing.T) {
	for _, d := range aroundLeapDays {
		from, err := time.Parse(time.DateOnly, d)
		must.Do(t, err)
		for _, most := range []string{"P750D", "P2Y"} {
			t.Run(d+" "+most, func(t *testing.T) {
				w := readyOn(t, from.Add(13*time.Hour), capped(most))
				w.observe()
				days, tries := w.until(24), 1
				if most == "P2Y" && days > 730 {
					days, tries = 365, 2
				}
				w.do("23-27")
				if got := w.lives(); got != days || w.asked() != tries {
					t.Errorf("it lives %d days after %d tries, want %d and %d", got, w.asked(), days, tries)
				}
			})
		}
	}
}

// TestALifeGetsNeverLongerThanAsked: the steps begin below what was chosen.
func TestALifeGetsNeverLongerThanAsked(t *testing.T) {
	for _, d := range aroundLeapDays {
		from, err := time.Parse(time.DateOnly, d)
		must.Do(t, err)
		t.Run(d, func(t *testing.T) {
			w := readyOn(t, from, capped("P100D"))
			must.Do(t, w.r.SetSecretMonths(3))
			w.observe()
			w.do("23-27")
			if got := w.lives(); got != w.until(3) || w.asked() != 1 {
				t.Errorf("it lives %d days after %d tries", got, w.asked())
			}
		})
	}
	for n := range 30 {
		if err := setup.CheckMonths(n); (err == nil) != (n >= 1 && n <= 24) {
			t.Errorf("%d months: %v", n, err)
		}
	}
}

// TestALifeThatIsTooShortLeavesNothing: a policy that allows a week.
func TestALifeThatIsTooShortLeavesNothing(t *testing.T) {
	w := readyForSecret(t, capped("P7D"))
	w.observe()
	plan := w.plan("23-27")
	_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
	if !errors.Is(err, graph.ErrLifetimeCapped) || len(w.srv.State().Secrets) != 0 || w.r.Profile().Pending != nil {
		t.Fatalf("%v, %d secrets, pending %+v", err, len(w.srv.State().Secrets), w.r.Profile().Pending)
	}
	if a := advice.Advise(err); !strings.Contains(a.Do, "--secret-months") {
		t.Errorf("%+v", a)
	}
}

// TestAnAnswerThatIsLostOnTheWayDown: what came of it is looked for, and the life
// that was found is kept.
func TestAnAnswerThatIsLostOnTheWayDown(t *testing.T) {
	w := readyForSecret(t, capped("P180D"))
	w.observe()
	tries := 0
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "/addPassword") {
			return sim.Fault{}
		}
		tries++
		return sim.Fault{Drop: tries == 3, After: true} // 24 months, 365 days, 180 days
	})
	w.do("23-27")
	if got := w.lives(); got != 180 || tries != 4 {
		t.Errorf("it lives %d days after %d tries", got, tries)
	}
}

// TestTheLifeThatWasChosenIsTheOneThatIsMade, with a policy that was read and
// without one.
func TestTheLifeThatWasChosenIsTheOneThatIsMade(t *testing.T) {
	for n, most := range map[int]string{6: "", 12: "P3Y", 24: ""} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			w := readyForSecret(t, func(sc *sim.Scenario) { sc.Policy.MaxSecretLifetime = most })
			must.Do(t, w.r.SetSecretMonths(n))
			w.do("23-27")
			if end := w.r.Profile().Secret.End; end.Sub(w.clock.Now().AddDate(0, n, 0)).Abs() > time.Minute {
				t.Errorf("%d months: until %s", n, end)
			}
		})
	}
}

// TestALifeThatAReadPolicyAllowsIsNotMadeShorter: where the policy was read, no shorter life was shown beforehand, so a
// refusal makes none.
func TestALifeThatAReadPolicyAllowsIsNotMadeShorter(t *testing.T) {
	w := readyForSecret(t)
	if s := w.observe(); !s.Secrets.Known {
		t.Fatal("the policy was not read")
	}
	plan := w.plan("23-27")
	tries := 0
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "/addPassword") {
			return sim.Fault{}
		}
		if tries++; tries > 1 {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/json"}},
			Body: `{"error":{"code":"CredentialInvalidLifetimeAsPerAppPolicy","message":"Credential lifetime exceeds the max value allowed as per assigned policy"}}`}
	})
	_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
	if !errors.Is(err, graph.ErrLifetimeCapped) || tries != 1 || len(w.srv.State().Secrets) != 0 {
		t.Errorf("%v after %d tries, %d secrets", err, tries, len(w.srv.State().Secrets))
	}
}
