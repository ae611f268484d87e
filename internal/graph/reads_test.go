package graph

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

func TestPolicies(t *testing.T) {
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	body := `{"id":"p","displayName":"d","isEnabled":true,"applicationRestrictions":{"passwordCredentials":[` +
		`{"restrictionType":"passwordAddition","state":"enabled","maxLifetime":null,"restrictForAppsCreatedAfterDateTime":"2025-01-01T00:00:00Z","excludeActors":null},` +
		`{"restrictionType":"passwordLifetime","maxLifetime":"P180D","excludeActors":{"customSecurityAttributes":[{"operator":"equals"}]}},` +
		`{"restrictionType":"customPasswordAddition","state":"disabled","excludeActors":{"customSecurityAttributes":[]}}],"keyCredentials":[],` +
		`"audiences":{"azureAdMultipleOrgs":{"state":"enabled","restrictForAppsCreatedAfterDateTime":"2025-01-01T00:00:00Z"}}},` +
		`"servicePrincipalRestrictions":{"passwordCredentials":[{"restrictionType":"passwordAddition","state":"enabled"}]}}`
	wantPolicy := AppManagementPolicy{ID: "p", DisplayName: "d", IsEnabled: true, PasswordRestrictions: []Restriction{
		{Type: "passwordAddition", State: "enabled", CreatedAfter: &day},
		{Type: "passwordLifetime", State: "enabled", MaxLifetime: "P180D", ExcludesActors: true},
		{Type: "customPasswordAddition", State: "disabled"}},
		Audiences: &AudienceRestriction{"enabled", &day, false}}
	asked := batchWant(`{"id":"1","status":200,"body":`+body+`}`, "/policies/defaultAppManagementPolicy")
	asked.uri = "/beta/$batch"
	c, _ := setup(t, asked)
	beta, err := c.Batch(t.Context(), BetaDefaultPolicyQuery())
	must.Do(t, err)
	got, err := Decode[AppManagementPolicy](beta, BetaDefaultPolicyQuery())
	if err != nil || !reflect.DeepEqual(got, wantPolicy) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, wantPolicy)
	}
	own := `{"id":"q","isEnabled":true,"restrictions":{"passwordCredentials":[{"restrictionType":"passwordAddition","state":"disabled"}]}}`
	c, _ = setup(t, batchWant(`{"id":"1","status":200,"body":{"value":[`+own+`]}},`+
		`{"id":"2","status":200,"body":{"defaultUserRolePermissions":{"allowedToCreateApps":false}}},{"id":"3","status":200,"body":{}}`,
		"/applications(appId='o1')/appManagementPolicies", "/policies/authorizationPolicy?$select=defaultUserRolePermissions", polURL))
	a, err := c.Batch(t.Context(), AppPolicyQuery("o1"), AuthorizationPolicyQuery(), DefaultPolicyQuery())
	must.Do(t, err)
	list, err := Decode[[]AppManagementPolicy](a, AppPolicyQuery("o1"))
	if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0].PasswordRestrictions, []Restriction{{Type: "passwordAddition", State: "disabled"}}) {
		t.Errorf("%+v, %v", list, err)
	}
	auth, err := Decode[AuthorizationPolicy](a, AuthorizationPolicyQuery())
	if err != nil || auth.AllowedToCreateApps == nil || *auth.AllowedToCreateApps {
		t.Errorf("%+v, %v", auth, err)
	}
	if p, err := Decode[AppManagementPolicy](a, DefaultPolicyQuery()); err == nil {
		t.Errorf("an empty object is no policy without rules: %+v", p)
	}
}

func TestServicePrincipalDecode(t *testing.T) {
	rows := map[string]bool{`{"id":"s","accountEnabled":false}`: false, `{"id":"s","accountEnabled":null}`: true, `{"id":"s"}`: true}
	for body, enabled := range rows {
		if sp, err := decode[ServicePrincipal]([]byte(body)); err != nil || sp.AccountEnabled != enabled {
			t.Errorf("%s: %+v, %v", body, sp, err)
		}
	}
	sp, err := decode[ServicePrincipal]([]byte(`{"id":"s","appRoles":[{"id":"r","value":"User.Read.All","displayName":"d","allowedMemberTypes":["Application"],"isEnabled":true}],"oauth2PermissionScopes":[{"id":"p","value":"User.Read","isEnabled":true}]}`))
	if err != nil || !reflect.DeepEqual(sp.AppRoles, []AppRole{{"r", "User.Read.All", "d", []string{"Application"}, true}}) || sp.Scopes[0] != (PermissionScope{"p", "User.Read", true}) {
		t.Errorf("%+v, %v", sp, err)
	}
}

func TestSearchUsers(t *testing.T) {
	fields := "$select=id,displayName,userPrincipalName,mail"
	search := want{method: "GET", uri: "/v1.0/users?$search=" + escape(`"displayName:an\"n b" OR "userPrincipalName:an\"n b" OR "mail:an\"n b"`) +
		"&" + fields + "&$top=25&$count=true", headers: map[string]string{"ConsistencyLevel": "eventual"}, status: 200,
		answer: `{"@odata.count":3,"value":[{"id":"u1","displayName":"Ann"}],"@odata.nextLink":"ROOT/v1.0/users?$skiptoken=2"}`}
	next := want{method: "GET", uri: "/v1.0/users?$skiptoken=2", headers: map[string]string{"ConsistencyLevel": "eventual"}, status: 200, answer: `{"value":[{"id":"u2"}]}`}
	c, _ := setup(t, search, next)
	p, err := c.SearchUsers(t.Context(), "  an\"n   b ", 25)
	if err != nil || p.Total != 3 || !p.More() || !reflect.DeepEqual(p.Items, []User{{ID: "u1", DisplayName: "Ann"}}) {
		t.Fatalf("%+v, %v", p, err)
	}
	p, err = Next(t.Context(), c, p)
	if err != nil || p.Total != -1 || p.More() || p.Items[0].ID != "u2" {
		t.Errorf("%+v, %v", p, err)
	}

	unsupported := search
	unsupported.status, unsupported.answer = 400, graphError("Request_UnsupportedQuery", "x")
	filter := want{method: "GET", uri: "/v1.0/users?$filter=" + escape(`startswith(displayName,'an"n b') or startswith(userPrincipalName,'an"n b') or startswith(mail,'an"n b')`) +
		"&" + fields + "&$top=25", headers: map[string]string{"ConsistencyLevel": ""}, status: 200, answer: `{"value":[]}`}
	c, _ = setup(t, unsupported, filter)
	if p, err = c.SearchUsers(t.Context(), `an"n b`, 25); err != nil || len(p.Items) != 0 {
		t.Errorf("%+v, %v", p, err)
	}

	all := want{method: "GET", uri: "/v1.0/users?" + fields + "&$top=999", status: 200, answer: `{"value":[{"displayName":"no id"}]}`}
	foreign := all
	foreign.answer = `{"value":[],"@odata.nextLink":"https://elsewhere.example/"}`
	c, _ = setup(t, all, foreign, all.with(403))
	for range 2 {
		var e *Error
		if _, err = c.SearchUsers(t.Context(), " ", 5000); !errors.As(err, &e) || e.Code != CodeBadAnswer {
			t.Errorf("got %v", err)
		}
	}
	if _, err = c.SearchUsers(t.Context(), "", 5000); !errors.Is(err, ErrDenied) {
		t.Errorf("got %v", err)
	}
}

func TestSearchApplications(t *testing.T) {
	fields := "$select=id,appId,displayName,createdDateTime&$top=25"
	counted := fields + "&$count=true"
	all := want{method: "GET", uri: "/v1.0/applications?" + counted + "&$orderby=displayName", headers: map[string]string{"ConsistencyLevel": "eventual"}, status: 200,
		answer: `{"@odata.count":2000,"value":[{"id":"o1","appId":"a1","displayName":"Voice"}],"@odata.nextLink":"ROOT/v1.0/applications?$skiptoken=2"}`}
	search := want{method: "GET", uri: "/v1.0/applications?$search=" + escape(`"displayName:vo\"i ce"`) + "&" + counted,
		headers: map[string]string{"ConsistencyLevel": "eventual"}, status: 200, answer: `{"@odata.count":0,"value":[]}`}
	c, _ := setup(t, all, search)
	p, err := c.SearchApplications(t.Context(), "  ", 25)
	if err != nil || p.Total != 2000 || !p.More() || len(p.Items) != 1 || p.Items[0].AppID != "a1" {
		t.Fatalf("%+v, %v", p, err)
	}
	if p, err = c.SearchApplications(t.Context(), " vo\"i   ce", 25); err != nil || p.Total != 0 || len(p.Items) != 0 {
		t.Errorf("%+v, %v", p, err)
	}

	// A tenant without the index of advanced queries.
	refusedAll, refusedSearch := all, search
	refusedAll.status, refusedAll.answer = 400, graphError("Request_UnsupportedQuery", "x")
	refusedSearch.uri = "/v1.0/applications?$search=" + escape(`"displayName:o'neill"`) + "&" + counted
	refusedSearch.status, refusedSearch.answer = 400, graphError("Request_UnsupportedQuery", "x")
	list := want{method: "GET", uri: "/v1.0/applications?" + fields, headers: map[string]string{"ConsistencyLevel": ""}, status: 200, answer: `{"value":[]}`}
	begins := list
	begins.uri += "&$filter=" + escape("startswith(displayName,'o''neill')")
	c, _ = setup(t, refusedAll, list, refusedSearch, begins, all.with(403))
	for _, text := range []string{"", "o'neill"} {
		if p, err = c.SearchApplications(t.Context(), text, 25); err != nil || p.Total != -1 {
			t.Errorf("%q: %+v, %v", text, p, err)
		}
	}
	if _, err = c.SearchApplications(t.Context(), "", 25); !errors.Is(err, ErrDenied) {
		t.Errorf("got %v", err)
	}
}

func TestSignIns(t *testing.T) {
	uri := "/v1.0/auditLogs/signIns?$filter=" + escape("appId eq 'a1' and createdDateTime ge 2028-08-20T00:00:00Z") + "&$top=50"
	ok := want{method: "GET", uri: uri, status: 200, answer: `{"value":[` +
		`{"createdDateTime":"2026-08-20T10:17:05Z","userPrincipalName":"ann@contoso.com","appId":"a1","isInteractive":true,"status":{"errorCode":0,"failureReason":null}},` +
		`{"createdDateTime":"2026-08-20T10:16:05Z","status":{"errorCode":50011,"failureReason":"The reply\u001b[1m URI"}}],"@odata.nextLink":"https://ignored.example/"}`}
	noStatus := ok
	noStatus.answer = `{"value":[{"createdDateTime":"2026-08-20T10:17:05Z","status":{}}]}`
	licence := ok
	licence.status, licence.answer = 403, graphError("Authentication_RequestFromNonPremiumTenantOrB2CTenant", "x")
	c, _ := setup(t, ok, noStatus, licence)
	got, err := c.SignIns(t.Context(), "a1", at)
	when := time.Date(2026, 8, 20, 10, 17, 5, 0, time.UTC)
	if err != nil || !reflect.DeepEqual(got, []SignIn{
		{CreatedDateTime: when, UserPrincipalName: "ann@contoso.com", AppID: "a1", IsInteractive: true},
		{CreatedDateTime: when.Add(-time.Minute), ErrorCode: 50011, FailureReason: "The reply[1m URI"}}) {
		t.Errorf("%+v, %v", got, err)
	}
	var e *Error
	if _, err = c.SignIns(t.Context(), "a1", at); !errors.As(err, &e) || e.Code != CodeBadAnswer || !strings.Contains(e.Message, "no outcome") {
		t.Errorf("an entry without an outcome reads as a success: %v", err)
	}
	if _, err = c.SignIns(t.Context(), "a1", at); !errors.Is(err, ErrNoPremium) {
		t.Errorf("got %v", err)
	}
}

func TestRolesDecode(t *testing.T) {
	c, _ := setup(t, batchWant(`{"id":"1","status":200,"body":{"value":[{"@odata.type":"#microsoft.graph.unifiedRoleEligibilityScheduleInstance",`+
		`"roleDefinitionId":"`+PrivilegedRoleAdministrator+`","directoryScopeId":"/","memberType":"Direct","endDateTime":null}]}},`+
		`{"id":"2","status":200,"body":{"value":[{"@odata.type":"#microsoft.graph.directoryRole","id":"r","displayName":null,"roleTemplateId":null}]}}`,
		RoleEligibilityQuery().path, rolesURL))
	a, err := c.Batch(t.Context(), RoleEligibilityQuery(), DirectoryRolesQuery())
	must.Do(t, err)
	el, err := Decode[[]RoleEligibility](a, RoleEligibilityQuery())
	if err != nil || !reflect.DeepEqual(el, []RoleEligibility{{RoleDefinitionID: PrivilegedRoleAdministrator, DirectoryScopeID: "/", MemberType: "Direct"}}) {
		t.Errorf("%+v, %v", el, err)
	}
	roles, err := Decode[[]DirectoryRole](a, DirectoryRolesQuery())
	if err != nil || !reflect.DeepEqual(roles, []DirectoryRole{{ID: "r"}}) {
		t.Errorf("a role that may not be read is kept as unknown: %+v, %v", roles, err)
	}
}
