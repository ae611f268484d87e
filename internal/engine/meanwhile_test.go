package engine_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/undo"
)

// TestTheSameChangeBySomebodyElseGetsNoReceipt: while a change is read on the screen, a colleague makes the same one. Nothing
// is written, and taking things back leaves the colleague's alone.
func TestTheSameChangeBySomebodyElseGetsNoReceipt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tenant, phase string
		same          func(*walk, change.Plan)
	}{
		{"two-missing", "12-14", func(w *walk, plan change.Plan) {
			app := w.r.Snapshot().App.Value
			uris := slices.Concat(app.SPA.URIs, plan.Changes[0].Added)
			must.Do(w.t, w.somebody().UpdateApplication(w.t.Context(), app.ID, graph.ApplicationPatch{SPA: &uris}))
		}},
		{"sp-disabled", "3-8", func(w *walk, _ change.Plan) {
			w.byHand(http.MethodPatch, "/servicePrincipals/"+w.r.Snapshot().Principal.Value.ID, map[string]bool{"accountEnabled": true})
		}},
		{"people-asked", "21-22", func(w *walk, _ change.Plan) {
			s := w.r.Snapshot()
			for _, g := range s.Delegated.Value {
				w.byHand(http.MethodPatch, "/oauth2PermissionGrants/"+g.ID, map[string]string{"scope": g.Scope + " openid profile email"})
			}
		}},
	} {
		t.Run(c.tenant, func(t *testing.T) {
			w := newWalkAlone(t, c.tenant)
			w.judge()
			plan, err := w.r.Plan(c.phase)
			must.Do(t, err)
			c.same(w, plan)
			w.later()
			before := len(w.srv.Writes())
			w.apply(plan, nil)
			w.wroteNothing(before)
			if p := w.r.Profile(); len(p.Receipts) != 0 || p.Begun != nil {
				t.Errorf("receipts %+v, begun %+v", p.Receipts, p.Begun)
			}
		})
	}
}

// TestConsentThatSomebodyAddedMeanwhileStays: a colleague approves one more right of the sign-in client while the plan to
// take this run's back is read. It is not removed with them; after another look this run's go and it stays.
func TestConsentThatSomebodyAddedMeanwhileStays(t *testing.T) {
	w := newWalk(t, "new")
	w.r.SignInFor(change.ForCheck)
	w.signIn(w.sc.Admin)
	w.r.StepUp(undo.ScopesForConsent())
	w.signInAgain(w.sc.Admin)
	w.observe()
	planned := func() change.Plan {
		left, err := w.r.ConsentLeft(t.Context())
		must.Do(t, err)
		plan, err := w.r.PlanConsentBack(left)
		must.Do(t, err)
		return plan
	}
	plan := planned()
	id := strings.TrimPrefix(plan.Requests[0].Path, "/v1.0/oauth2PermissionGrants/")
	w.byHand(http.MethodPatch, "/oauth2PermissionGrants/"+id, map[string]string{"scope": strings.Join(plan.Changes[0].Removed, " ") + " Group.Read.All"})
	w.later()
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, advice.ErrStalePlan) {
		t.Errorf("got %v", err)
	}
	w.apply(planned(), nil)
	if rest := w.srv.State().Consents; len(rest) != 1 || rest[0]["scope"] != "Group.Read.All" {
		t.Errorf("left: %v", rest)
	}
}

// TestASecretThatComesBackWithItsRegistrationIsNotMadeAgain: somebody deletes the registration, and a run in which nobody is
// asked between the steps brings it back with the secret that the MTP portal uses.
func TestASecretThatComesBackWithItsRegistrationIsNotMadeAgain(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	p := w.r.Profile()
	w.later()
	must.Do(t, w.somebody().DeleteApplication(t.Context(), p.App.ObjectID))
	w.later()
	w.restart()
	must.Do(t, w.whole(t.Context()))
	if now := w.r.Profile().Secret.KeyID; now != p.Secret.KeyID || len(w.srv.State().Secrets) != 1 {
		t.Errorf("%d secrets live; the profile's was %s and is %s", len(w.srv.State().Secrets), p.Secret.KeyID, now)
	}
}
