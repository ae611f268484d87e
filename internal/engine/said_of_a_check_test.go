package engine_test

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// TestWhatCouldNotBeCheckedIsCountedAsItIsShown: without a list one thing could not be compared, and of the chain's
// links that one alone is unknown; what was not tried is no further doubt. A check tries nothing and says so.
func TestWhatCouldNotBeCheckedIsCountedAsItIsShown(t *testing.T) {
	t.Parallel()
	for _, tenant := range []string{"good", "web-platform", "single-tenant", "no-consent", "sp-disabled", "secret-ending", "foreign-uri"} {
		t.Run(tenant, func(t *testing.T) {
			w := signedIn(t, tenant)
			must.Do(t, w.r.ChooseExisting(judgedApp))
			w.observe()
			hidden := w.r.Snapshot()
			hidden.Role.Value.CanWriteApps, hidden.Role.Value.Consent = false, setup.RoleUnseen
			hidden.Owners.Value = nil
			for _, s := range []setup.Snapshot{w.r.Snapshot(), hidden} {
				v, doubts := judge.Judge(s, w.r.Profile(), judge.Checking), 0
				for _, r := range v.Proof.Links {
					if r.State == setup.LinkUnknown && r.Follows == "" {
						doubts++
					}
				}
				if n := len(v.Unknown()); doubts > n {
					t.Errorf("%d links are unknown, and %d things are said to be: %+v", doubts, n, v.Unknown())
				}
			}
			said := func(as judge.As, words string) bool {
				return slices.ContainsFunc(judge.Judge(hidden, w.r.Profile(), as).Before, func(i judge.PreflightItem) bool {
					return slices.ContainsFunc(i.Findings, func(f setup.Finding) bool { return strings.Contains(f.Text(), words) })
				})
			}
			if said(judge.Checking, "it is tried") || !said(judge.Checking, "a change would be tried") || !said(judge.Walking, "so it is tried") {
				t.Error("a check says that something is tried, or a walk does not")
			}
		})
	}
}

// TestNothingWaitsForAStepThatIsSettled: a word about step 2 or steps 10–11 from a walk without a sign-in settles them
// there; signed in it does not stand for the registration and the list that the next steps need.
func TestNothingWaitsForAStepThatIsSettled(t *testing.T) {
	w := newWalk(t, "new")
	_, err := w.r.Resolve(t.Context(), w.sc.Tenant.Domains[0].Name)
	must.Do(t, err)
	must.Do(t, w.r.Confirm("2", ""))
	must.Do(t, w.r.Confirm("10-11", ""))
	w.wantStatus(setup.StatusConfirmed, "2", "10-11")
	w.signIn(w.sc.Admin)
	must.Do(t, w.r.ConfirmOwnTenant())
	w.observe()
	w.wantStatus(setup.StatusTodo, "2", "10-11")
	settled := map[string]bool{}
	look := func() {
		v := w.r.Verdict(judge.Walking)
		for _, r := range v.Phases {
			settled[r.Phase.Heading()] = r.Status.Settled()
			if r.Status == setup.StatusBlocked && settled[r.BlockedBy] {
				t.Errorf("%s waits for %s, which is settled", r.Phase.Heading(), r.BlockedBy)
			}
		}
		if slices.Contains(change.Ways(v, "2"), change.WayConfirm) {
			t.Error("a word about step 2 is asked for, and it can be looked at")
		}
	}
	look()
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	look()
	w.pasteURIs()
	w.wantStatus(setup.StatusConfirmed, "10-11")
	look()
}
