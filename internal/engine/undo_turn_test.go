package engine_test

import (
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/undo"
)

// TestEachIsJudgedAsItWillBeWhenItsTurnComes: what this wizard wrote later is in
// nobody's way, because it goes first; what somebody else added is.
func TestEachIsJudgedAsItWillBeWhenItsTurnComes(t *testing.T) {
	w := signedIn(t, "new")
	person := w.token
	must.Do(t, w.whole(t.Context()))
	w.token = person // the proof had one of the app's own
	w.observe()
	made := w.itemOf("application")
	if !made.Can || len(made.First) != 4 || strings.Contains(made.Why, "secret") {
		t.Errorf("the registration before its turn: %+v", made)
	}
	for n, i := range w.r.Undoable() {
		if len(i.First) != n {
			t.Errorf("%s: %d go first, want %d", i.Receipt.Object, len(i.First), n)
		}
	}
	w.byHand(http.MethodPost, "/applications/"+w.r.Snapshot().App.Value.ID+"/addPassword", map[string]any{"passwordCredential": map[string]string{"displayName": "of the backup"}})
	w.observe()
	if made = w.itemOf("application"); made.Can || !strings.Contains(made.Why, "1 client secret that no receipt here tells of (of the backup)") {
		t.Errorf("the registration with somebody's secret: %+v", made)
	}
	w.takeBack()
	w.observe()
	if made = w.itemOf("application"); made.Can || !strings.Contains(made.Why, "of the backup") {
		t.Errorf("the registration with only somebody's secret: %+v", made)
	}
}

// TestAChangeBehindAnotherOfOursHasNotBeenChangedBySomebody: a list that this
// wizard wrote twice goes back in two steps, and the first of them is no stranger's.
func TestAChangeBehindAnotherOfOursHasNotBeenChangedBySomebody(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	for _, host := range []string{"older.bvoip.example", "contoso.bvoip.example"} {
		_, err := w.r.SetURIs(strings.Split(strings.ReplaceAll(strings.Join(w.sc.PortalURIs, "\n"), "contoso.bvoip.example", host), "\n"))
		must.Do(t, err)
		w.do("12-14")
	}
	w.observe()
	patches := 0
	for _, i := range w.r.Undoable() {
		if i.Receipt.Object == "application" {
			patches++
		}
		if !i.Can {
			t.Errorf("%s: %s", i.Receipt.Summary, i.Why)
		}
	}
	if patches != 3 {
		t.Fatalf("%d writes to the registration: %+v", patches, w.r.Undoable())
	}
	var list []undo.Item
	for list = w.r.Undoable(); len(list) > 0; list = w.r.Undoable() {
		w.takeBack()
		if w.r.Profile().App.AppID == "" {
			break
		}
		w.observe()
	}
	if st := w.srv.State(); len(st.Applications) != len(w.sc.Applications) {
		t.Errorf("%d registrations are left", len(st.Applications))
	}
}
