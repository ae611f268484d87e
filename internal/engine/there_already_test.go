package engine_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestWhatWasThereAlreadyIsNotTakenBack: one server does not show the service
// principal and the grants that somebody else made, so they are made again, and
// Entra says that they are there. That is no work of the wizard's, and undo has
// nothing of it to offer.
func TestWhatWasThereAlreadyIsNotTakenBack(t *testing.T) {
	for _, hidden := range []string{"servicePrincipal", "appRoleAssignments", "oauth2PermissionGrants"} {
		t.Run(hidden, func(t *testing.T) {
			w := newWalk(t, "good")
			var lagging atomic.Bool
			w.srv.SetFault(func(r *http.Request) sim.Fault {
				p := r.URL.Path
				if !lagging.Load() || !sim.InBatch(r) || !strings.HasPrefix(p, "/v1.0/servicePrincipals(appId=") || strings.Contains(p, graph.GraphAppID) {
					return sim.Fault{}
				}
				switch {
				case hidden == "servicePrincipal" && strings.HasSuffix(p, ")"):
					return sim.Fault{Status: http.StatusNotFound, Body: behind, Header: http.Header{"Content-Type": {"application/json"}}}
				case strings.HasSuffix(p, "/"+hidden):
					return sim.Fault{Status: http.StatusOK, Body: `{"value":[]}`, Header: http.Header{"Content-Type": {"application/json"}}}
				}
				return sim.Fault{}
			})
			lagging.Store(true)
			w.judge()
			phase := "21-22"
			if hidden == "servicePrincipal" {
				phase = "3-8"
			}
			plan := w.plan(phase)
			lagging.Store(false)
			if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); err != nil {
				t.Fatal(err)
			}
			made := func(r setup.Receipt) bool {
				return r.Object == "servicePrincipal" || r.Object == "appRoleAssignment" || r.Object == "oauth2PermissionGrant"
			}
			if p := w.r.Profile(); slices.ContainsFunc(p.Receipts, made) || p.Begun != nil {
				t.Errorf("receipts: %+v, under way: %+v", p.Receipts, p.Begun)
			}
			for _, i := range w.r.Undoable() {
				if i.Can {
					t.Errorf("offered to be taken back: %s", i.Receipt.Summary)
				}
			}
		})
	}
}
