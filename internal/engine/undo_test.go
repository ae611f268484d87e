package engine_test

import (
	"errors"
	"slices"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// takeBack undoes the newest receipt that can be undone and returns it.
func (w *walk) takeBack() setup.Receipt {
	w.t.Helper()
	for _, item := range w.r.Undoable() {
		if !item.Can {
			continue
		}
		plan, err := w.r.PlanUndo(item.Index)
		must.Do(w.t, err)
		if _, err := w.r.Apply(w.t.Context(), plan, func(change.Note) {}); err != nil {
			w.t.Fatalf("taking back %q: %v", item.Receipt.Summary, err)
		}
		return item.Receipt
	}
	w.t.Fatalf("nothing can be taken back: %+v", w.r.Undoable())
	return setup.Receipt{}
}

func TestEverythingCanBeTakenBackNewestFirst(t *testing.T) {
	w := signedIn(t, "new")
	before := w.srv.State()
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	w.pasteURIs()
	w.do("12-14", "15-20", "21-22", "23-27")
	p := w.r.Profile()
	key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}
	w.comeBack()
	var objects []string
	for len(w.r.Undoable()) > 0 {
		objects = append(objects, w.takeBack().Object)
		w.observe()
		if len(objects) > 10 {
			t.Fatalf("no end: %v", objects)
		}
		if objects[len(objects)-1] == "application" && w.r.Profile().App.AppID == "" {
			break
		}
	}
	if objects[0] != "password" || len(objects) < 6 {
		t.Errorf("taken back in this order: %v", objects)
	}
	after := w.srv.State()
	if len(after.Applications) != len(before.Applications) || len(after.ServicePrincipals) != len(before.ServicePrincipals) || len(after.Grants) != len(before.Grants) || len(after.DelegatedGrants) != len(before.DelegatedGrants) {
		t.Errorf("left: %d registrations, %d service principals, %d grants, %d delegated grants", len(after.Applications)-len(before.Applications),
			len(after.ServicePrincipals)-len(before.ServicePrincipals), len(after.Grants)-len(before.Grants), len(after.DelegatedGrants)-len(before.DelegatedGrants))
	}
	if _, err := w.keychain.Get(t.Context(), key); !errors.Is(err, vault.ErrNotFound) {
		t.Errorf("the keychain still holds the secret: %v", err)
	}
}

func TestWhatSomebodyChangedSinceIsNotTakenBack(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	w.pasteURIs()
	w.do("12-14")
	// Somebody adds a redirect URI by hand.
	app := w.r.Snapshot().App.Value
	w.patchAsSomebody(app.ID, append(app.SPA.URIs, "https://other.example/added"))
	w.observe()
	items := w.r.Undoable()
	if items[0].Can || items[0].Why == "" {
		t.Fatalf("offered: %+v", items[0])
	}
	writes := len(w.srv.Writes())
	var changed *advice.ChangedSinceError
	if _, err := w.r.PlanUndo(items[0].Index); !errors.As(err, &changed) {
		t.Errorf("got %v", err)
	}
	w.wroteNothing(writes)
}

func TestLaterWritesGoFirst(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20")
	items := w.r.Undoable()
	var blocked *advice.BlockedError
	if _, err := w.r.PlanUndo(items[len(items)-1].Index); !errors.As(err, &blocked) {
		t.Errorf("the registration could be taken back before what was built on it: %v", err)
	}
}

// patchAsSomebody changes the redirect URIs with another client, as a colleague
// in the portal would.
func (w *walk) patchAsSomebody(objectID string, uris []string) {
	w.t.Helper()
	other := w.another()
	other.signIn(w.sc.Admin)
	must.Do(w.t, other.graph.UpdateApplication(w.t.Context(), objectID, graph.ApplicationPatch{SPA: &uris}))
}

func TestTakingBackShowsTheListsBeforeAndAfter(t *testing.T) {
	w := signedIn(t, "adopt")
	w.adoptFirst()
	w.pasteURIs()
	was := w.r.Snapshot().App.Value
	w.do("12-14")
	now := w.r.Snapshot().App.Value
	plan, err := w.r.PlanUndo(w.r.Undoable()[0].Index)
	must.Do(t, err)
	removed, added := map[string]bool{}, map[string]bool{}
	for _, c := range plan.Changes {
		for _, u := range c.Removed {
			removed[c.Property+" "+u] = true
		}
		for _, u := range c.Added {
			added[c.Property+" "+u] = true
		}
	}
	for _, u := range now.SPA.URIs {
		if had := slices.Contains(was.SPA.URIs, u); had == removed["spa.redirectUris "+u] {
			t.Errorf("%s: was there %v, shown as removed %v", u, had, !had)
		}
	}
	for _, u := range was.Web.URIs {
		if !added["web.redirectUris "+u] {
			t.Errorf("%s under Web is not shown as coming back", u)
		}
	}
	w.apply(plan, nil)
	if got := w.r.Snapshot().App.Value; !slices.Equal(got.SPA.URIs, was.SPA.URIs) || !slices.Equal(got.Web.URIs, was.Web.URIs) {
		t.Errorf("not as before: %v, %v", got.SPA.URIs, got.Web.URIs)
	}
}
