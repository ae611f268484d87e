package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// TestAForgedReceiptTouchesNothing: the profile is a file, and somebody or
// something may have changed it. What Entra itself says decides whether the
// wizard made a thing.
func TestAForgedReceiptTouchesNothing(t *testing.T) {
	const other = "00000000-0000-4000-8000-00000000beef"
	for name, forge := range map[string]func(w *walk) setup.Receipt{
		"a secret of somebody else": func(*walk) setup.Receipt {
			return setup.Receipt{Object: "password", ObjectID: judgedSecret, Summary: "Made a client secret"}
		},
		"a registration of somebody else": func(w *walk) setup.Receipt {
			app := w.r.Snapshot().App.Value
			return setup.Receipt{Object: "application", ObjectID: app.ID, After: map[string]any{"signInAudience": app.SignInAudience}, Summary: "Registered it"}
		},
		"another registration": func(w *walk) setup.Receipt {
			app := w.r.Snapshot().App.Value
			return setup.Receipt{Object: "application", ObjectID: other, Before: map[string]any{"signInAudience": "AzureADMyOrg"}, After: map[string]any{"signInAudience": app.SignInAudience}, Summary: "Changed it"}
		},
		"no word of what was written": func(w *walk) setup.Receipt {
			return setup.Receipt{Object: "application", ObjectID: w.r.Snapshot().App.Value.ID, Before: map[string]any{"spa": map[string]any{"redirectUris": []string{"https://evil.example/"}}}, Summary: "Changed the redirect URIs"}
		},
		"a kind that is not written": func(w *walk) setup.Receipt {
			return setup.Receipt{Object: "user", ObjectID: w.r.Snapshot().App.Value.ID, After: map[string]any{"signInAudience": w.r.Snapshot().App.Value.SignInAudience}, Summary: "Made a user"}
		},
		"values of the wrong kind": func(w *walk) setup.Receipt {
			return setup.Receipt{Object: "application", ObjectID: w.r.Snapshot().App.Value.ID, Before: []any{1, "x"}, After: "none", Summary: "Changed it"}
		},
		"a service principal's settings nobody wrote": func(w *walk) setup.Receipt {
			return setup.Receipt{Object: "servicePrincipalSettings", ObjectID: w.r.Snapshot().Principal.Value.ID, Before: map[string]any{"accountEnabled": false}, Summary: "Changed who may sign in"}
		},
		"another service principal": func(*walk) setup.Receipt {
			return setup.Receipt{Object: "servicePrincipal", ObjectID: other, Summary: "Added a service principal"}
		},
		"another grant": func(*walk) setup.Receipt {
			return setup.Receipt{Object: "appRoleAssignment", ObjectID: other, Summary: "Granted it"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t, "good")
			w.judge()
			rec := forge(w)
			w.remembered(func(p *setup.Profile) { p.Receipts = []setup.Receipt{rec} })
			w.signIn(w.sc.Admin)
			writes := len(w.srv.Writes())
			for _, item := range w.r.Undoable() {
				if item.Can || item.Why == "" {
					t.Errorf("offered: %+v", item)
				}
			}
			var changed *advice.ChangedSinceError
			if _, err := w.r.PlanUndo(0); !errors.As(err, &changed) {
				t.Errorf("planned: %v", err)
			}
			w.wroteNothing(writes)
		})
	}
}

// TestAForgedPendingSecretTouchesNothing: what an interrupted run left behind is
// looked for by a name that only this wizard gives.
func TestAForgedPendingSecretTouchesNothing(t *testing.T) {
	w := newWalk(t, "good")
	w.judge()
	name := w.r.Snapshot().App.Value.PasswordCredentials[0].DisplayName
	w.remembered(func(p *setup.Profile) { p.Pending = &setup.Pending{Kind: "add-password", Name: name} })
	w.signIn(w.sc.Admin)
	w.do("23-27")
	if !hasKey(w.r.Snapshot(), judgedSecret) {
		t.Errorf("the secret %q of somebody else was removed", name)
	}
}

// somebody is a colleague's client on the same tenant.
func (w *walk) somebody() *graph.Client {
	w.t.Helper()
	other := w.another()
	other.signIn(w.sc.Admin)
	return other.graph
}

func hasKey(s setup.Snapshot, keyID string) bool {
	return slices.ContainsFunc(s.App.Value.PasswordCredentials, func(c graph.Password) bool { return c.KeyID == keyID })
}

// TestWhatChangesAfterThePlanIsNotTakenBack: somebody is faster than the yes.
func TestWhatChangesAfterThePlanIsNotTakenBack(t *testing.T) {
	w := newWalk(t, "two-missing")
	w.judge()
	w.do("12-14")
	plan, err := w.r.PlanUndo(w.r.Undoable()[0].Index)
	must.Do(t, err)
	app := w.r.Snapshot().App.Value
	added := append(slices.Clone(app.SPA.URIs), "https://other.example/added")
	must.Do(t, w.somebody().UpdateApplication(t.Context(), app.ID, graph.ApplicationPatch{SPA: &added}))
	var changed *advice.ChangedSinceError
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.As(err, &changed) || !strings.Contains(changed.Why, "SPA") {
		t.Errorf("got %v", err)
	}
	if got := w.observe().App.Value.SPA.URIs; !slices.Equal(got, added) {
		t.Errorf("the redirect URIs are %v", got)
	}
}

// TestTheOldSecretStaysWhenTheNewOneWasRemoved: between the plan and the yes
// somebody removes the new one.
func TestTheOldSecretStaysWhenTheNewOneWasRemoved(t *testing.T) {
	w := finished(t)
	old := w.r.Profile().Secret.KeyID
	plan, err := w.r.PlanRenew()
	w.apply(plan, err)
	w.prove()
	must.Do(t, errors.Join(w.r.Confirm("29", ""), w.r.Confirm("S1-S2", "")))
	plan, err = w.r.PlanRemoveOld(old)
	must.Do(t, err)
	w.later()
	must.Do(t, w.somebody().RemovePassword(t.Context(), w.r.Snapshot().App.Value.ID, w.r.Profile().Secret.KeyID))
	var blocked *advice.BlockedError
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.As(err, &blocked) {
		t.Errorf("got %v", err)
	}
	if !hasKey(w.observe(), old) {
		t.Error("no secret is left")
	}
}

// TestAPilotOfTheOldSecretSaysNothingAboutTheNew: the whole setup, its pilot and
// the renewal in one run.
func TestAPilotOfTheOldSecretSaysNothingAboutTheNew(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	must.Do(t, errors.Join(w.r.Confirm("10-11", ""), w.r.Confirm("29", ""), w.r.BeginPilot()))
	must.Do(t, w.srv.PilotSignIn(w.r.Profile().App.AppID, w.sc.Admin, w.sc.PortalURIs[0]))
	if _, err := w.r.AwaitPilot(t.Context(), func(change.Note) {}); err != nil {
		t.Fatal(err)
	}
	old := w.r.Profile().Secret.KeyID
	plan, err := w.r.PlanRenew()
	w.apply(plan, err)
	w.prove()
	must.Do(t, w.r.Confirm("29", ""))
	if n := w.r.Renewal().Next; n != "pilot" {
		t.Errorf("the renewal goes on at %q", n)
	}
	var blocked *advice.BlockedError
	if _, err := w.r.PlanRemoveOld(old); !errors.As(err, &blocked) {
		t.Errorf("the old secret may go: %v", err)
	}
}

// TestARenewalTakenBackLeavesTheOldSecretInUse: the new one goes, and the old one
// is the setup's again; nothing offers to remove it.
func TestARenewalTakenBackLeavesTheOldSecretInUse(t *testing.T) {
	w := finished(t)
	old := w.r.Profile().Secret.KeyID
	plan, err := w.r.PlanRenew()
	w.apply(plan, err)
	w.prove()
	w.takeBack()
	p := w.r.Profile()
	if p.Secret.KeyID != old || p.Renewal != nil || w.r.Renewal().Next != "make" {
		t.Errorf("the setup's secret is %q, the renewal %+v goes on at %q", p.Secret.KeyID, p.Renewal, w.r.Renewal().Next)
	}
	must.Do(t, errors.Join(w.r.Confirm("29", ""), w.r.Confirm("S1-S2", "")))
	if _, err := w.r.PlanRemoveOld(old); err == nil {
		t.Error("the only secret may go")
	}
}
