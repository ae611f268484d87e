package engine_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
	"ssowizard/internal/undo"
)

// registeredAndMore is a registration that the wizard made, with its service
// principal and nothing built on it but what the test adds.
func registeredAndMore(t *testing.T) *walk {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	w.observe()
	return w
}

// byHand sends one request as a colleague with another program would.
func (w *walk) byHand(method, path string, body any) {
	w.t.Helper()
	token, err := w.token(w.t.Context())
	must.Do(w.t, err)
	raw, err := json.Marshal(body)
	must.Do(w.t, err)
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.srv.GraphURL()+"/v1.0"+path, bytes.NewReader(raw))
	must.Do(w.t, err)
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := w.kit.Call(req)
	must.Do(w.t, err)
	defer func() { _ = resp.Body.Close() }()
	if said, _ := io.ReadAll(resp.Body); resp.StatusCode >= 300 {
		w.t.Fatalf("%s %s: %s %s", method, path, resp.Status, said)
	}
}

func (w *walk) itemOf(object string) undo.Item {
	w.t.Helper()
	for _, i := range w.r.Undoable() {
		if i.Receipt.Object == object && i.Receipt.Before == nil {
			return i
		}
	}
	w.t.Fatalf("no receipt of a made %s: %+v", object, w.r.Undoable())
	return undo.Item{}
}

// TestWhatOthersAddedIsNotTakenAlong: whatever somebody put onto what the wizard
// made since, taking it back is refused and names it.
func TestWhatOthersAddedIsNotTakenAlong(t *testing.T) {
	app := func(w *walk) string { return "/applications/" + w.r.Snapshot().App.Value.ID }
	sp := func(w *walk) string { return "/servicePrincipals/" + w.r.Snapshot().Principal.Value.ID }
	person := func(w *walk) sim.Account {
		for _, a := range w.sc.Accounts {
			if a.UPN != w.sc.Admin {
				return a
			}
		}
		w.t.Fatal("nobody else is there")
		return sim.Account{}
	}
	for name, c := range map[string]struct {
		add    func(w *walk)
		object []string // what cannot be taken back for it
		word   string
	}{
		"a certificate": {func(w *walk) {
			w.byHand("PATCH", app(w), map[string]any{"keyCredentials": []any{map[string]any{"displayName": "CN=theirs", "keyId": "00000000-0000-4000-8000-0000000000c1", "type": "AsymmetricX509Cert", "usage": "Verify", "key": "TUlJ"}}})
		}, []string{"application"}, "certificates (CN=theirs)"},
		"an owner": {func(w *walk) {
			w.byHand("POST", app(w)+"/owners/$ref", map[string]any{"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/" + person(w).ID})
		}, []string{"application"}, "owners ("},
		"a federated credential": {func(w *walk) {
			w.byHand("POST", app(w)+"/federatedIdentityCredentials", map[string]any{"name": "their-pipeline", "issuer": "https://token.actions.example", "subject": "repo:x", "audiences": []string{"api://AzureADTokenExchange"}})
		}, []string{"application"}, "federated credentials (their-pipeline)"},
		"an exposed API": {func(w *walk) {
			w.byHand("PATCH", app(w), map[string]any{"identifierUris": []string{"api://theirs"}})
		}, []string{"application"}, "an exposed API (api://theirs)"},
		"an app role": {func(w *walk) {
			w.byHand("PATCH", app(w), map[string]any{"appRoles": []any{map[string]any{"id": "00000000-0000-4000-8000-0000000000a1", "value": "Theirs", "displayName": "Theirs", "description": "x", "isEnabled": true, "allowedMemberTypes": []string{"User"}}}})
		}, []string{"application"}, "app roles (Theirs)"},
		"a setting": {func(w *walk) {
			w.byHand("PATCH", sp(w), map[string]any{"appRoleAssignmentRequired": true})
		}, []string{"servicePrincipal", "application"}, "only assigned people may sign in"},
		"switched off": {func(w *walk) {
			w.byHand("PATCH", sp(w), map[string]any{"accountEnabled": false})
		}, []string{"servicePrincipal", "application"}, "sign-in is switched off"},
		"a granted permission": {func(w *walk) {
			_, err := w.graph.GrantAppRole(w.t.Context(), w.r.Snapshot().Principal.Value.ID, w.r.Snapshot().Graph.Value.ID, graph.UserReadAllRole)
			must.Do(w.t, err)
		}, []string{"servicePrincipal", "application"}, "permissions granted to it (Microsoft Graph User.Read.All)"},
		"delegated permissions": {func(w *walk) {
			_, err := w.graph.GrantScopes(w.t.Context(), w.r.Snapshot().Principal.Value.ID, w.r.Snapshot().Graph.Value.ID, "Mail.Read")
			must.Do(w.t, err)
		}, []string{"servicePrincipal", "application"}, "delegated permissions granted to it (Mail.Read)"},
	} {
		t.Run(name, func(t *testing.T) {
			w := registeredAndMore(t)
			for _, o := range c.object {
				if i := w.itemOf(o); !i.Can || len(i.Unread) > 0 {
					t.Fatalf("before: %+v", i)
				}
			}
			c.add(w)
			for try := 0; try < 100 && w.itemOf(c.object[0]).Can; try++ { // Entra's lists are behind for a while
				must.Do(t, w.kit.Clock.Sleep(t.Context(), 20*time.Millisecond))
				w.observe()
			}
			writes := len(w.srv.Writes())
			for _, o := range c.object {
				i := w.itemOf(o)
				var changed *advice.ChangedSinceError
				_, err := w.r.PlanUndo(i.Index)
				if i.Can || !strings.Contains(i.Why, c.word) || o == "servicePrincipal" && !errors.As(err, &changed) || err == nil {
					t.Errorf("%s: %+v, planned: %v", o, i, err)
				}
			}
			w.wroteNothing(writes)
		})
	}
}

// TestWhatIsAddedAfterThePlanIsNotTakenAlong: a colleague adds a certificate while
// the plan is being read.
func TestWhatIsAddedAfterThePlanIsNotTakenAlong(t *testing.T) {
	w := registeredAndMore(t)
	w.takeBack()
	w.observe()
	plan, err := w.r.PlanUndo(w.itemOf("application").Index)
	must.Do(t, err)
	w.byHand("PATCH", "/applications/"+w.r.Snapshot().App.Value.ID, map[string]any{"keyCredentials": []any{map[string]any{"displayName": "CN=theirs", "type": "AsymmetricX509Cert", "usage": "Verify", "key": "TUlJ"}}})
	var changed *advice.ChangedSinceError
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.As(err, &changed) || !strings.Contains(changed.Why, "CN=theirs") {
		t.Errorf("got %v", err)
	}
}

// TestWhatCannotBeReadIsAskedAbout: a refused reading is not taken for nothing, and
// one that is refused only after the yes ends it.
func TestWhatCannotBeReadIsAskedAbout(t *testing.T) {
	refuse := func(r *http.Request) sim.Fault {
		if sim.InBatch(r) && (strings.HasSuffix(r.URL.Path, "/owners") || strings.HasSuffix(r.URL.Path, "/appRoleAssignedTo")) {
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"x"}}`, Header: http.Header{"Content-Type": {"application/json"}}}
		}
		return sim.Fault{}
	}
	w := registeredAndMore(t)
	plan, err := w.r.PlanUndo(w.itemOf("servicePrincipal").Index)
	must.Do(t, err)
	w.srv.SetFault(refuse)
	var changed *advice.ChangedSinceError
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.As(err, &changed) || !strings.Contains(changed.Why, "Could not check") {
		t.Errorf("less could be read than was agreed to: %v", err)
	}
	w.observe()
	app, sp := w.itemOf("application"), w.itemOf("servicePrincipal")
	if !slices.Contains(app.Unread, "owners") || !strings.Contains(app.Why, "Could not check") || !slices.Contains(sp.Unread, "assigned people, groups or programs") {
		t.Errorf("%+v, %+v", app, sp)
	}
	plan, err = w.r.PlanUndo(sp.Index)
	must.Do(t, err)
	if !strings.Contains(plan.UndoHint, "Could not check") {
		t.Errorf("the plan says %q", plan.UndoHint)
	}
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); err != nil { // a person has said yes to that
		t.Error(err)
	}
}
