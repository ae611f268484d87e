package graph

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestRestore(t *testing.T) {
	post := want{method: "POST", uri: "/v1.0/directory/deletedItems/o1/restore", body: "{}", status: 200, answer: `{"@odata.type":"#microsoft.graph.application","id":"o1"}`}
	refusing := func(status int, body string) want { w := post; w.status, w.answer = status, body; return w }
	gone := refusing(404, graphError("Request_ResourceNotFound", "Resource 'o1' does not exist"))
	taken := refusing(400, graphError("Request_BadRequest", uniqueTaken))
	lag := refusing(400, `{"error":{"code":"Request_BadRequest","message":"m","details":[{"code":"NoBackingApplicationObject"}]}}`)
	application, principal := (*Client).RestoreApplication, (*Client).RestoreServicePrincipal
	rows := []struct {
		name   string
		do     func(*Client, context.Context, string) error
		script []want
		waits  []time.Duration
		is     error
	}{
		{"registration", application, []want{post}, nil, nil},
		{"registration that is not in the bin", application, []want{gone}, nil, ErrNotFound},
		{"registration whose unique name is taken", application, []want{taken}, nil, ErrAlreadyExists},
		{"registration, busy", application, []want{post.with(429, "Retry-After", "2"), post}, secs(2), nil},
		{"registration, lost", application, []want{dropped(post)}, nil, ErrUncertain},
		{"registration, denied", application, []want{refusing(403, graphError("Authorization_RequestDenied", "m"))}, nil, ErrDenied},
		{"service principal", principal, []want{post}, nil, nil},
		{"service principal before its registration is copied", principal, []want{lag, lag, post}, secs(1, 2), nil},
		{"service principal that is not in the bin is not waited for", principal, []want{gone}, nil, ErrNotFound},
		{"service principal beside a new one", principal, []want{taken}, nil, ErrAlreadyExists},
		{"service principal, lag, then lost", principal, []want{lag, post.with(502)}, secs(1), ErrUncertain},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c, s := setup(t, r.script...)
			err := r.do(c, t.Context(), "o1")
			if !reflect.DeepEqual(s.waits, r.waits) {
				t.Errorf("waits %v", s.waits)
			}
			if r.is == nil && err != nil || r.is != nil && !errors.Is(err, r.is) {
				t.Errorf("got %v, want %v", err, r.is)
			}
		})
	}
}

func TestNothingIsRestoredByAnIdThatCannotBeOne(t *testing.T) {
	c, _ := setup(t)
	for _, id := range []string{"", "../users", "a/b"} {
		if err := c.RestoreApplication(t.Context(), id); err == nil {
			t.Errorf("registration %q: no error", id)
		}
		if err := c.RestoreServicePrincipal(t.Context(), id); err == nil {
			t.Errorf("service principal %q: no error", id)
		}
	}
}

func TestDeletedServicePrincipals(t *testing.T) {
	q := DeletedServicePrincipalsQuery("A1")
	c, _ := setup(t, batchWant(`{"id":"1","status":200,"body":{"value":[{"id":"s0","appId":"a0"},{"id":"s1","appId":"a1","displayName":"Voice"}]}}`,
		"/directory/deletedItems/microsoft.graph.servicePrincipal?$select=id,appId,displayName"))
	a, err := c.Batch(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode[[]ServicePrincipal](a, q)
	if err != nil || len(got) != 1 || got[0].ID != "s1" || got[0].DisplayName != "Voice" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestUpdateServicePrincipal(t *testing.T) {
	on, off := true, false
	for _, r := range []struct {
		patch ServicePrincipalPatch
		body  string
	}{
		{ServicePrincipalPatch{AccountEnabled: &on}, `{"accountEnabled":true}`},
		{ServicePrincipalPatch{AppRoleAssignmentRequired: &off}, `{"appRoleAssignmentRequired":false}`},
		{ServicePrincipalPatch{AccountEnabled: &on, AppRoleAssignmentRequired: &off}, `{"accountEnabled":true,"appRoleAssignmentRequired":false}`},
	} {
		c, _ := setup(t, want{method: "PATCH", uri: "/v1.0/servicePrincipals/s1", body: r.body, status: 204})
		if err := c.UpdateServicePrincipal(t.Context(), "s1", r.patch); err != nil {
			t.Error(err)
		}
	}
	c, _ := setup(t, want{method: "PATCH", uri: "/v1.0/servicePrincipals/s1", body: `{"accountEnabled":true}`, drop: true})
	if err := c.UpdateServicePrincipal(t.Context(), "s1", ServicePrincipalPatch{AccountEnabled: &on}); !errors.Is(err, ErrUncertain) {
		t.Errorf("a lost answer: %v", err)
	}
	if err := c.UpdateServicePrincipal(t.Context(), "s1", ServicePrincipalPatch{}); err == nil {
		t.Error("an empty change was sent")
	}
	if err := c.UpdateServicePrincipal(t.Context(), "s1/x", ServicePrincipalPatch{AccountEnabled: &on}); err == nil {
		t.Error("a wrong id was sent")
	}
}
