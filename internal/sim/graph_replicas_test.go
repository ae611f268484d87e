package sim

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// flapping is a tenant of three servers, one of which knows everything.
func flapping(t *testing.T) *rig {
	return newRig(t, func(sc *Scenario) {
		sc.Delays = Delays{}
		sc.Replicas = Replicas{Count: 3, Least: Span(5 * time.Second), Most: Span(time.Minute)}
	})
}

// shown asks a few times and tells, in turn, whether the answer shows something.
func shown(r *rig, path, what string) string {
	var out strings.Builder
	for range 9 {
		a := r.call(http.MethodGet, path, nil)
		if strings.Contains(string(encode(a.body)), what) {
			out.WriteByte('+')
		} else {
			out.WriteByte('-')
		}
	}
	return out.String()
}

// TestServersDisagree makes one of each thing that a setup writes and asks for it before any server has copied it, after
// the nearer one has, and after all have. In between it flaps, secrets, grants and lists like whole registrations.
func TestServersDisagree(t *testing.T) {
	r := flapping(t)
	app := r.call(http.MethodPost, "/v1.0/applications", object{"displayName": "Flap"}).body
	id, appID := text(app, "id"), text(app, "appId")
	r.wait(2 * time.Minute)
	sp := text(r.call(http.MethodPost, "/v1.0/servicePrincipals", object{"appId": appID}).body, "id")
	r.wait(2 * time.Minute)
	graph := r.d.sps[0].id()
	key := text(r.call(http.MethodPost, "/v1.0/applications/"+id+"/addPassword", object{"passwordCredential": object{"displayName": "one"}}).body, "keyId")
	grant := text(r.call(http.MethodPost, "/v1.0/servicePrincipals/"+graph+"/appRoleAssignedTo",
		object{"principalId": sp, "resourceId": graph, "appRoleId": "df021288-bdef-4463-88db-98f22de89214"}).body, "id")
	scopes := text(r.call(http.MethodPost, "/v1.0/oauth2PermissionGrants",
		object{"clientId": sp, "resourceId": graph, "consentType": "AllPrincipals", "scope": "User.Read"}).body, "id")
	late := r.call(http.MethodPost, "/v1.0/applications", object{"displayName": "Late"}).body
	reads := map[string]string{ // by what they show
		"/v1.0/applications(appId='" + appID + "')":                             key,
		"/v1.0/servicePrincipals(appId='" + appID + "')/appRoleAssignments":     grant,
		"/v1.0/servicePrincipals(appId='" + appID + "')/oauth2PermissionGrants": scopes,
		"/v1.0/applications": text(late, "appId"),
		"/v1.0/applications(appId='" + text(late, "appId") + "')?$select=id,appId": `"appId":"` + text(late, "appId"),
	}
	for _, step := range []struct {
		wait time.Duration
		want int // of nine answers
	}{{time.Second, 3}, {10 * time.Second, 6}, {time.Minute, 9}} {
		r.wait(step.wait)
		for path, what := range reads {
			if what == "" {
				t.Fatalf("nothing was made for %s", path)
			}
			if got := shown(r, path, what); strings.Count(got, "+") != step.want {
				t.Errorf("%s after %s: %s, want it %d times of 9", path, step.wait, got, step.want)
			}
		}
	}
	r.call(http.MethodPost, "/v1.0/applications/"+id+"/removePassword", object{"keyId": key})
	r.call(http.MethodDelete, "/v1.0/applications/"+text(late, "id"), nil)
	r.wait(time.Second)
	for path, what := range map[string]string{"/v1.0/applications(appId='" + appID + "')": key, "/v1.0/applications": text(late, "appId")} {
		if got := shown(r, path, what); strings.Count(got, "+") != 6 {
			t.Errorf("%s after the removal: %s, want two servers of three to show it", path, got)
		}
	}
	if got := shown(r, "/v1.0/directory/deletedItems/microsoft.graph.application", text(late, "appId")); strings.Count(got, "+") != 3 {
		t.Errorf("the recycle bin: %s, want one server of three to show it", got)
	}
}

// TestTurnsFollowTheSeed holds that a run can be repeated, and that another seed gives another one.
func TestTurnsFollowTheSeed(t *testing.T) {
	turns := func(seed int64) string {
		f := newFleet(Replicas{Count: 4, Least: Span(5 * time.Second), Most: Span(time.Minute)}, seed)
		var lags []Span
		for range 40 {
			lags = append(lags, f.next())
		}
		return fmt.Sprint(lags)
	}
	if first, again := turns(3), turns(3); first != again || first == turns(4) {
		t.Error("the turns do not follow the seed")
	}
	if f := newFleet(Replicas{Count: 4, Least: Span(5 * time.Second), Most: Span(time.Minute)}, 1); !slices.Equal(f.lags,
		[]Span{0, Span(time.Minute), Span(32500 * time.Millisecond), Span(5 * time.Second)}) {
		t.Errorf("lags are %v", f.lags)
	}
}

// TestReadFromALaggingServer holds the fault that makes a single read stale.
func TestReadFromALaggingServer(t *testing.T) {
	r := newRig(t, func(sc *Scenario) { sc.Delays = Delays{} })
	appID := text(r.call(http.MethodPost, "/v1.0/applications", object{"displayName": "Flap"}).body, "appId")
	r.wait(time.Second)
	ask := func(ctx context.Context) int {
		req := httptest.NewRequestWithContext(ctx, http.MethodGet, "/v1.0/applications(appId='"+appID+"')", http.NoBody)
		req.Header.Set("Authorization", "Bearer "+r.bearer)
		w := httptest.NewRecorder()
		r.h.ServeHTTP(w, req)
		return w.Code
	}
	if got := ask(withBehind(t.Context(), 5*time.Second)); got != http.StatusNotFound {
		t.Errorf("a server that is behind answers %d, want 404", got)
	}
	if got := ask(t.Context()); got != http.StatusOK {
		t.Errorf("the next answers %d, want 200", got)
	}
}
