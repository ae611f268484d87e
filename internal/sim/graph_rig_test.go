package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// rig is a tenant without a network: the Graph handler, a clock that stands still until it is told to move, and
// tokens for whoever is asked for.
type rig struct {
	t   *testing.T
	mu  sync.Mutex
	at  time.Time
	d   *directory
	tok *tokens
	h   *graphAPI

	bearer  string
	headers map[string]string
}

// allScopes is what a setup run asks for.
var allScopes = strings.Fields("User.Read RoleManagement.Read.Directory Policy.Read.All Application.ReadWrite.All " +
	"AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All User.ReadBasic.All AuditLog.Read.All " +
	"Policy.ReadWrite.ApplicationConfiguration")

func newRig(t *testing.T, change func(*Scenario)) *rig {
	t.Helper()
	sc, err := LoadScenario("new")
	must.Do(t, err)
	sc.Seed = 7
	if change != nil {
		change(&sc)
	}
	r := &rig{t: t, at: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC), headers: map[string]string{}}
	clk := newClock(r.now, 1, time.Duration(sc.ClockOffset))
	r.d = newDirectory(sc, clk)
	r.tok = newTokens(sc.Tenant.ID, clk.now, newIDSource(7))
	r.h = graphHandler(r.d, r.tok)
	r.as(sc.Admin, allScopes...)
	return r
}

func (r *rig) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at
}

func (r *rig) wait(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = r.at.Add(d)
}

// as signs somebody in with exactly these scopes and the roles active now.
func (r *rig) as(upn string, scopes ...string) {
	r.t.Helper()
	acc, ok := r.d.account(upn)
	if !ok {
		r.t.Fatalf("no account %s", upn)
	}
	r.bearer = r.tok.mint(grantInfo{
		TenantID: r.d.tenant().ID, ClientID: "14d82eec-204b-4c2f-b7e8-296a70dab67e", AccountID: acc.ID, UPN: acc.UPN, Scopes: scopes,
		WIDs: r.d.activeRoles(acc.ID), Life: 24 * time.Hour,
	})
}

// asApp signs an application in by itself.
func (r *rig) asApp(roles ...string) {
	r.bearer = r.tok.mint(grantInfo{
		TenantID: r.d.tenant().ID, ClientID: "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", AccountID: "0c8a6e42-5d1f-4b97-a3e6-2f9b7d4c8051",
		Roles: roles, AppOnly: true, Life: time.Hour,
	})
}

type graphAnswer struct {
	status int
	header http.Header
	body   object
}

func (a graphAnswer) code() string    { return text(sub(a.body, "error"), "code") }
func (a graphAnswer) message() string { return text(sub(a.body, "error"), "message") }
func (a graphAnswer) values() []object {
	return list(a.body, "value")
}

// call sends one request. The body may be nil, a string (sent as it is) or anything that becomes JSON.
func (r *rig) call(method, path string, body any) graphAnswer {
	r.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		must.Do(r.t, err)
		reader = strings.NewReader(string(raw))
	}
	path = strings.ReplaceAll(path, " ", "%20")
	req := httptest.NewRequestWithContext(r.t.Context(), method, "http://graph.test"+path, reader)
	req.Header.Set("Authorization", "Bearer "+r.bearer)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range r.headers {
		if v == "" {
			req.Header.Del(k)
		} else {
			req.Header.Set(k, v)
		}
	}
	w := httptest.NewRecorder()
	r.h.ServeHTTP(w, req)
	a := graphAnswer{status: w.Code, header: w.Header()}
	if w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &a.body); err != nil {
			r.t.Fatalf("%s %s: body is not JSON: %v\n%s", method, path, err, w.Body)
		}
	}
	return a
}

// must is call for a request that has to succeed with this status.
func (r *rig) must(status int, method, path string, body any) graphAnswer {
	r.t.Helper()
	a := r.call(method, path, body)
	if a.status != status {
		r.t.Fatalf("%s %s: status %d, want %d: %s %s", method, path, a.status, status, a.code(), a.message())
	}
	return a
}

// refused is call for a request that has to fail in this way.
func (r *rig) refused(status int, code, method, path string, body any) graphAnswer {
	r.t.Helper()
	a := r.call(method, path, body)
	if a.status != status || a.code() != code {
		r.t.Fatalf("%s %s: %d %s (%s), want %d %s", method, path, a.status, a.code(), a.message(), status, code)
	}
	return a
}

// settled registers an application with its service principal, waits until everybody sees them, and returns the ids:
// app (object id), appId, sp, graph (object ids).
func (r *rig) settled() map[string]string {
	r.t.Helper()
	app := r.must(201, "POST", "/v1.0/applications", object{
		"displayName": "Voice", "signInAudience": "AzureADMultipleOrgs", "uniqueName": "voice",
		"spa": object{"redirectUris": []any{"https://a.example/cb"}},
	}).body
	r.wait(10 * time.Second)
	sp := r.must(201, "POST", "/v1.0/servicePrincipals", object{"appId": app["appId"]}).body
	r.wait(10 * time.Second)
	graph := r.must(200, "GET", "/v1.0/servicePrincipals(appId='"+graphResource+"')?$select=id", nil).body
	return map[string]string{"app": text(app, "id"), "appId": text(app, "appId"), "sp": text(sp, "id"), "graph": text(graph, "id")}
}

// insert puts ids into {app}, {appId}, {sp} and {graph}.
func insert(s string, ids map[string]string) string {
	for k, v := range ids {
		s = strings.ReplaceAll(s, "{"+k+"}", v)
	}
	return s
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
