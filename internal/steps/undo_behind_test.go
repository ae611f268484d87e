package steps_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
)

const behind = `{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist or one of its queried reference-property objects are not present."}}`

// TestWhatIsSaidToBeGoneIsLookedAt: a server that is behind answers 404 to a
// removal. What it does not know is not recorded as taken back before it is.
func TestWhatIsSaidToBeGoneIsLookedAt(t *testing.T) {
	w := newWalk(t, "new")
	must(t, w.whole(t.Context()))
	for range 10 {
		if !slices.ContainsFunc(w.r.Undoable(), func(i steps.UndoItem) bool { return i.Can }) {
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
