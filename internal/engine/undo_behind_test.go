package engine_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
	"ssowizard/internal/undo"
)

const behind = `{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist or one of its queried reference-property objects are not present."}}`

// TestWhatIsSaidToBeGoneIsLookedAt: a server that is behind answers 404 to a
// removal. What it does not know is not recorded as taken back before it is.
func TestWhatIsSaidToBeGoneIsLookedAt(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	for range 10 {
		if !slices.ContainsFunc(w.r.Undoable(), func(i undo.Item) bool { return i.Can }) {
			break
		}
		var said atomic.Int32
		w.srv.SetFault(func(r *http.Request) sim.Fault {
			removes := r.Method == http.MethodDelete || strings.HasSuffix(r.URL.Path, "/removePassword")
			if !removes || said.Add(1) > 1 {
				return sim.Fault{}
			}
			return sim.Fault{Status: http.StatusNotFound, Body: behind, Header: http.Header{"Content-Type": {"application/json"}}}
		})
		rec := w.takeBack()
		if n := said.Load(); n != 2 {
			t.Errorf("%s was asked for %d times, once more than it was refused is right", rec.Object, n)
		}
		if w.r.Profile().App.AppID == "" {
			break
		}
		w.observe()
	}
	st := w.srv.State()
	if len(st.Secrets) != 0 || len(st.Applications) != len(w.sc.Applications) || len(st.Grants) != len(w.sc.AppRoleAssignments) || len(st.DelegatedGrants) != 0 {
		t.Errorf("left: %d secrets, %d registrations, %d grants, %d for people", len(st.Secrets), len(st.Applications), len(st.Grants), len(st.DelegatedGrants))
	}
}

// TestAGrantIsReadBackWithoutItsRegistration: the registration cannot be read in
// the look after a grant; the wait goes on instead of ending the program.
func TestAGrantIsReadBackWithoutItsRegistration(t *testing.T) {
	w := newWalk(t, "no-consent")
	w.judge()
	var unread atomic.Int32
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if sim.InBatch(r) && strings.HasPrefix(r.URL.Path, "/v1.0/applications(appId=") && unread.Add(1) == 1 {
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"x"}}`, Header: http.Header{"Content-Type": {"application/json"}}}
		}
		return sim.Fault{}
	})
	w.do("21-22")
	if unread.Load() < 2 {
		t.Error("the registration was not read again")
	}
}

// TestWhatWasNotReadIsNotGone: a grant whose list could not be read, and a
// service principal that one server does not find, are not called gone: nobody
// has seen that they are.
func TestWhatWasNotReadIsNotGone(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	status, path := 0, ""
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !sim.InBatch(r) || !strings.HasSuffix(r.URL.Path, path) || strings.Contains(r.URL.Path, graph.GraphAppID) || !strings.HasPrefix(r.URL.Path, "/v1.0/servicePrincipals(appId=") {
			return sim.Fault{}
		}
		return sim.Fault{Status: status, Body: behind, Header: http.Header{"Content-Type": {"application/json"}}}
	})
	for _, c := range []struct {
		status  int
		path    string
		objects []string
	}{
		{http.StatusForbidden, "/appRoleAssignments", []string{"appRoleAssignment"}},
		{http.StatusForbidden, "/oauth2PermissionGrants", []string{"oauth2PermissionGrant"}},
		{http.StatusForbidden, ")", []string{"servicePrincipal"}}, // the grants are read by themselves
		{http.StatusNotFound, ")", []string{"servicePrincipal", "appRoleAssignment", "oauth2PermissionGrant"}},
	} {
		status, path = c.status, c.path
		w.observe()
		looked := 0
		for _, i := range w.r.Undoable() {
			if !slices.Contains(c.objects, i.Receipt.Object) {
				continue
			}
			looked++
			if i.Can || strings.Contains(i.Why, "gone") || !strings.Contains(i.Why, "Could not look") && !strings.Contains(i.Why, "Entra may be behind") {
				t.Errorf("%d at %s: %s: %v, %q", c.status, c.path, i.Receipt.Object, i.Can, i.Why)
			}
		}
		if looked != len(c.objects) {
			t.Errorf("%d at %s: %d receipts looked at, want %v", c.status, c.path, looked, c.objects)
		}
	}
}
