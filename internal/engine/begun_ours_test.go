package engine_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// TestAGrantOfSomebodyElsesGetsNoReceipt: a run was stopped when it asked for the grant, which never arrived. Days later a
// colleague grants the same. It is not this program's, so that undo leaves it alone; one that did arrive is. Of a delegated
// grant Entra keeps no date, so it is kept as one of which nobody knows, which is not taken back with the rest either.
func TestAGrantOfSomebodyElsesGetsNoReceipt(t *testing.T) {
	t.Parallel()
	for _, arrived := range []bool{true, false} {
		for _, object := range []string{"appRoleAssignedTo", "oauth2PermissionGrants"} {
			w, clock := walkAt(t, "new", func(sc *sim.Scenario) { sc.Delays = sim.Delays{} })
			ctx, stop := context.WithCancel(t.Context())
			w.srv.SetFault(func(q *http.Request) sim.Fault {
				if q.Method != http.MethodPost || !strings.HasSuffix(q.URL.Path, object) {
					return sim.Fault{}
				}
				stop()
				return sim.Fault{Drop: true, After: arrived}
			})
			if err := w.whole(ctx); err == nil {
				t.Fatalf("%s: it was not stopped", object)
			}
			w.srv.SetFault(nil)
			if !arrived {
				must.Do(t, clock.Sleep(t.Context(), 72*time.Hour))
				s := w.srv.State()
				id, resource := s.ServicePrincipals[len(s.ServicePrincipals)-1]["id"].(string), w.r.Snapshot().Graph.Value.ID
				var err error
				if c := w.somebody(); object == "appRoleAssignedTo" {
					_, err = c.GrantAppRole(t.Context(), id, resource, graph.UserReadAllRole)
				} else {
					_, err = c.GrantScopes(t.Context(), id, resource, "User.Read")
				}
				must.Do(t, err)
			}
			w.restart()
			w.signIn(w.sc.Admin)
			has, kind := false, strings.TrimSuffix(strings.Replace(object, "AssignedTo", "Assignment", 1), "s")
			for _, rec := range w.r.Profile().Receipts {
				has = has || !rec.Unattributed && rec.Object == kind
			}
			if has != arrived || w.r.Profile().Begun != nil {
				t.Errorf("%s, arrived %v: a receipt %v, begun %+v", object, arrived, has, w.r.Profile().Begun)
			}
			if arrived {
				continue
			}
			for _, item := range w.r.Undoable() {
				if item.Next() && item.Receipt.Object == kind {
					t.Errorf("somebody's grant would be taken back: %+v", item)
				}
			}
		}
	}
}
