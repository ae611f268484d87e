package graph

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

const (
	scopesJSON = `{"id":"d-_1","clientId":"c1","consentType":"AllPrincipals","principalId":null,"resourceId":"g1","scope":"User.Read openid"}`
	grantsURL  = "/servicePrincipals/c1/oauth2PermissionGrants"
)

var (
	postScopes = want{method: "POST", uri: "/v1.0/oauth2PermissionGrants", status: 201, answer: scopesJSON,
		body: `{"clientId":"c1","consentType":"AllPrincipals","resourceId":"g1","scope":"User.Read openid"}`}
	madeScopes = DelegatedGrant{ID: "d-_1", ClientID: "c1", ConsentType: "AllPrincipals", ResourceID: "g1", Scope: "User.Read openid"}
	// Shapes seen in the field: the refusal of what was written, and two of a duplicate.
	phantomScopes = refusing(postScopes, 404, "Directory_ObjectNotFound", "Unable to read the company information from the directory.")
	doubleScopes  = refusing(postScopes, 409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.")
	double400     = refusing(postScopes, 400, "Request_BadRequest", "Permission entry already exists.")
)

func refusing(w want, status int, code, text string) want {
	w.status, w.answer = status, graphError(code, text)
	return w
}

func grantList(entries ...string) want {
	return batchWant(`{"id":"1","status":200,"body":{"value":[`+strings.Join(entries, ",")+`]}}`, grantsURL)
}

var grantingScopes = []struct {
	name   string
	script []want
	waits  []time.Duration
	is     error
}{
	{"at once", []want{postScopes}, nil, nil},
	{"after replication", []want{
		refusing(postScopes, 400, "Request_BadRequest", "Resource 'c1' does not exist or one of its queried reference-property objects are not present."),
		refusing(postScopes, 404, "Request_ResourceNotFound", "x"), postScopes}, secs(1, 2), nil},
	{"never replicated", refusing(postScopes, 404, "Request_ResourceNotFound", "x").times(15),
		secs(1, 2, 4, 8, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10), ErrNotReplicated},
	{"duplicate", []want{doubleScopes}, nil, ErrAlreadyExists},
	{"duplicate, other shape", []want{double400}, nil, ErrAlreadyExists},
	{"duplicate after lag is not ours", []want{refusing(postScopes, 404, "Request_ResourceNotFound", "x"), doubleScopes}, secs(1), ErrAlreadyExists},
	{"refused and not written", []want{phantomScopes, postScopes}, secs(1), nil},
	{"written in spite of the refusal", []want{phantomScopes, doubleScopes, grantList(
		`{"id":"d0","clientId":"c1","consentType":"Principal","principalId":"u1","resourceId":"g1","scope":"User.Read openid"}`,
		`{"id":"d2","clientId":"c1","consentType":"AllPrincipals","resourceId":"g2","scope":"User.Read openid"}`, scopesJSON)}, secs(1), nil},
	{"written, listed later", []want{phantomScopes, double400, grantList(), grantList(), grantList(scopesJSON)}, secs(1, 1, 2), nil},
	{"written, never listed", append([]want{phantomScopes, doubleScopes}, grantList().times(5)...), secs(1, 1, 2, 4, 8), ErrAlreadyExists},
	{"somebody else's scopes", []want{phantomScopes, doubleScopes, grantList(strings.Replace(scopesJSON, "openid", "Mail.Read", 1))}, secs(1), ErrAlreadyExists},
	{"the list is refused", []want{phantomScopes, doubleScopes,
		batchWant(`{"id":"1","status":403,"body":`+graphError("Authorization_RequestDenied", "no")+`}`, grantsURL)}, secs(1), ErrAlreadyExists},
	{"denied", []want{refusing(postScopes, 403, "Authorization_RequestDenied", "Insufficient privileges")}, nil, ErrDenied},
	{"busy", []want{slow(postScopes), postScopes}, secs(7), nil},
	{"lost", []want{dropped(postScopes)}, nil, ErrUncertain},
	{"phantom, then lost", []want{phantomScopes, postScopes.with(504)}, secs(1), ErrUncertain},
	{"without id", []want{answering(postScopes, `{"scope":"User.Read openid"}`)}, nil, ErrUncertain},
}

func TestGrantScopes(t *testing.T) {
	for _, r := range grantingScopes {
		t.Run(r.name, func(t *testing.T) {
			c, s := setup(t, r.script...)
			got, err := c.GrantScopes(t.Context(), "c1", "g1", " User.Read\topenid ")
			if !reflect.DeepEqual(s.waits, r.waits) || len(s.notes) != len(r.waits) {
				t.Errorf("waits %v, notes %v", s.waits, s.notes)
			}
			if r.is != nil {
				if !errors.Is(err, r.is) || got.ID != "" {
					t.Errorf("%+v, %v", got, err)
				}
				return
			}
			if err != nil || got != madeScopes {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestGrantScopesIsEndedWhileLooking(t *testing.T) {
	c, _ := setup(t, phantomScopes, doubleScopes, grantList())
	ctx, cancel := context.WithCancel(t.Context())
	waits := 0
	c.sleep = func(ctx context.Context, _ time.Duration) error {
		if waits++; waits == 2 {
			cancel()
		}
		return ctx.Err()
	}
	got, err := c.GrantScopes(ctx, "c1", "g1", "User.Read openid")
	if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrAlreadyExists) || got.ID != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestChangeScopes(t *testing.T) {
	patch := want{method: "PATCH", uri: "/v1.0/oauth2PermissionGrants/d-_1", body: `{"scope":"User.Read profile"}`, status: 204}
	remove := want{method: "DELETE", uri: "/v1.0/oauth2PermissionGrants/d-_1", status: 204}
	update := func(c *Client) error { return c.UpdateScopes(t.Context(), "d-_1", "User.Read  profile\n") }
	drop := func(c *Client) error { return c.RemoveScopes(t.Context(), "d-_1") }
	rows := []struct {
		name string
		do   func(*Client) error
		w    want
		is   error
	}{
		{"changed", update, patch, nil},
		{"change of what is gone", update, missing(patch), ErrNotFound},
		{"change denied", update, patch.with(403), ErrDenied},
		{"change lost", update, dropped(patch), ErrUncertain},
		{"removed", drop, remove, nil},
		{"removal of what is gone", drop, missing(remove), ErrNotFound},
		{"removal denied", drop, remove.with(403), ErrDenied},
		{"removal lost", drop, remove.with(502), ErrUncertain},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c, _ := setup(t, r.w)
			if err := r.do(c); !errors.Is(err, r.is) {
				t.Errorf("got %v, want %v", err, r.is)
			}
		})
	}
}

func TestDelegatedGrantsQuery(t *testing.T) {
	long := "Permission.Number.ReadWrite.All" + strings.Repeat(" Permission.Number.ReadWrite.All", 80) // 2,591 characters, as in a grown tenant
	u := "/servicePrincipals(appId='a-1')/"
	c, _ := setup(t, batchWant(`{"id":"2","status":200,"body":{"value":[`+scopesJSON+`,`+
		`{"id":"d2","clientId":"c1","consentType":"Principal","principalId":"u1","resourceId":"g1","scope":"`+long+`"}]}},`+
		`{"id":"1","status":200,"body":{"value":[]}}`, u+"appRoleAssignments", u+"oauth2PermissionGrants"))
	a, err := c.Batch(t.Context(), GrantsQuery("a-1"), DelegatedGrantsQuery("a-1"))
	must.Do(t, err)
	got, err := Decode[[]DelegatedGrant](a, DelegatedGrantsQuery("a-1"))
	all := []DelegatedGrant{madeScopes, {ID: "d2", ClientID: "c1", ConsentType: "Principal", PrincipalID: "u1", ResourceID: "g1", Scope: long}}
	if err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("%+v, %v", got, err)
	}
	if roles, err := Decode[[]AppRoleAssignment](a, GrantsQuery("a-1")); err != nil || len(roles) != 0 {
		t.Errorf("%+v, %v", roles, err)
	}
}

func TestBadScopesAreNotSent(t *testing.T) {
	ctx := t.Context()
	c, _ := setup(t)
	a, err := c.Batch(ctx, DelegatedGrantsQuery("a/b"))
	must.Do(t, err)
	calls := map[string]error{"list": a.Err(DelegatedGrantsQuery("a/b"))}
	for _, id := range []string{"", "..", "a/b", "a b", "a?b"} {
		calls["remove "+id] = c.RemoveScopes(ctx, id)
		calls["update "+id] = c.UpdateScopes(ctx, id, "User.Read")
		_, calls["client "+id] = c.GrantScopes(ctx, id, "g1", "User.Read")
		_, calls["resource "+id] = c.GrantScopes(ctx, "c1", id, "User.Read")
	}
	for _, scope := range []string{"", " \n", "User.Read\x00", `User."Read"`, "Usér.Read", strings.Repeat("x", maxScope+1)} {
		calls["update to "+scope] = c.UpdateScopes(ctx, "d1", scope)
		_, calls["grant of "+scope] = c.GrantScopes(ctx, "c1", "g1", scope)
	}
	for name, err := range calls {
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeBadRequest || errors.Is(err, ErrUncertain) {
			t.Errorf("%.40q: %v", name, err)
		}
	}
}
