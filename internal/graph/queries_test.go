package graph

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

func TestQueryAddresses(t *testing.T) {
	rows := []struct {
		q    Query
		path string // options decoded for reading
		aq   bool
	}{
		{MeQuery(), "/me?$select=id,displayName,userPrincipalName,mail,userType", false},
		{OrganizationQuery(), "/organization?$select=id,displayName,verifiedDomains,tenantType", false},
		{DirectoryRolesQuery(), "/me/transitiveMemberOf?$top=999", false},
		{RoleEligibilityQuery(), "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')?$select=roleDefinitionId,directoryScopeId,memberType,endDateTime", false},
		{BetaTransitiveRolesQuery("p-1"), "/roleManagement/directory/transitiveRoleAssignments?$count=true&$filter=principalId eq 'p-1'", true},
		{DefaultPolicyQuery(), "/policies/defaultAppManagementPolicy", false},
		{AuthorizationPolicyQuery(), "/policies/authorizationPolicy?$select=defaultUserRolePermissions", false},
		{AppPolicyQuery("o1"), "/applications(appId='o1')/appManagementPolicies", false},
		{ApplicationQuery("a-1"), "/applications(appId='a-1')?$select=" + applicationFields, false},
		{ApplicationByUniqueNameQuery("o'n/e"), "/applications(uniqueName='o%27%27n%2Fe')?$select=" + applicationFields, false},
		{ApplicationsByNameQuery("Bob's & Co + 100%"), "/applications?$filter=displayName eq 'Bob''s & Co + 100%'&$select=" + applicationFields, false},
		{ApplicationsByRedirectQuery("web", "https://a.example/?x=1#y"), "/applications?$filter=web/redirectUris/any(p:p eq 'https://a.example/?x=1#y')&$count=true&$select=" + applicationFields, true},
		{ServicePrincipalQuery("a-1"), "/servicePrincipals(appId='a-1')?$select=id,appId,displayName,accountEnabled,appRoleAssignmentRequired,isDisabled,tags,replyUrls", false},
		{GrantsQuery("a-1"), "/servicePrincipals(appId='a-1')/appRoleAssignments", false},
		{MicrosoftGraphQuery(), "/servicePrincipals(appId='" + GraphAppID + "')?$select=id,appRoles,oauth2PermissionScopes", false},
		{DeletedApplicationsQuery("a-1"), "/directory/deletedItems/microsoft.graph.application?$select=id,appId,displayName,uniqueName,deletedDateTime,spa,web,publicClient,passwordCredentials", false},
	}
	for _, r := range rows {
		path, query, _ := strings.Cut(r.q.path, "?")
		var parts []string
		for _, p := range strings.Split(query, "&") {
			name, value, _ := strings.Cut(p, "=")
			plain, err := url.QueryUnescape(value)
			if err != nil || strings.ContainsAny(value, " +'\"#") {
				t.Errorf("%s: %q is not escaped: %v", r.q.op, value, err)
			}
			if name != "" {
				parts = append(parts, name+"="+plain)
			}
		}
		got := path
		if len(parts) > 0 {
			got += "?" + strings.Join(parts, "&")
		}
		if got != r.path || r.q.eventual != r.aq || r.q.refused != "" || r.q.Op() == "" {
			t.Errorf("got  %s\nwant %s (%+v)", got, r.path, r.q)
		}
	}
}

func TestBadIDsAreNotSent(t *testing.T) {
	ctx := t.Context()
	name := "n"
	for _, id := range []string{"", "..", "a/b", "a b", "a'b", "a?b", "a%2fb", "ä", strings.Repeat("a", 201)} {
		c, _ := setup(t)
		calls := map[string]error{
			"update":  c.UpdateApplication(ctx, id, ApplicationPatch{DisplayName: &name}),
			"delete":  c.DeleteApplication(ctx, id),
			"remove":  c.RemovePassword(ctx, "o", id),
			"remove2": c.RemovePassword(ctx, id, "k"),
			"revoke":  c.RemoveAppRole(ctx, "r", id),
			"revoke2": c.RemoveAppRole(ctx, id, "a"),
			"secret": func() error {
				_, err := c.AddPassword(ctx, id, "d", at)
				return err
			}(),
			"grant": func() error { _, err := c.GrantAppRole(ctx, "c", id, "r"); return err }(),
			"sp":    func() error { _, err := c.CreateServicePrincipal(ctx, id, nil); return err }(),
			"log":   func() error { _, err := c.SignIns(ctx, id, at); return err }(),
		}
		for _, q := range []Query{ApplicationQuery(id), ServicePrincipalQuery(id), GrantsQuery(id), AppPolicyQuery(id)} {
			a, err := c.Batch(ctx, q)
			must.Do(t, err)
			calls[q.Op()] = a.Err(q)
		}
		for name, err := range calls {
			var e *Error
			if !errors.As(err, &e) || e.Code != CodeBadRequest || errors.Is(err, ErrUncertain) {
				t.Errorf("%s with %q: %v", name, id, err)
			}
		}
	}
	c, _ := setup(t)
	for name, err := range map[string]error{
		"no end":   func() error { _, err := c.AddPassword(ctx, "o", "d", never); return err }(),
		"no name":  func() error { _, _, err := c.UpsertApplication(ctx, "", NewApplication{DisplayName: "n"}); return err }(),
		"no patch": c.UpdateApplication(ctx, "o", ApplicationPatch{}),
		"no page":  func() error { _, err := Next(ctx, c, Page[User]{}); return err }(),
	} {
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeBadRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
	q := ApplicationsByRedirectQuery("ios", "x")
	if a, err := c.Batch(ctx, q); err != nil || a.Err(q) == nil {
		t.Errorf("a platform that does not exist: %v", err)
	}
}

// Queries are values: an equal one made later finds the answer.
func TestQueriesCompare(t *testing.T) {
	first, second := []Query{GrantsQuery(""), ApplicationQuery("a")}, []Query{GrantsQuery(""), ApplicationQuery("a")}
	if !slices.Equal(first, second) || DeletedApplicationsQuery("a") == DeletedApplicationsQuery("b") {
		t.Error("queries do not compare by what they ask")
	}
}

func TestDeletedApplicationsAreFiltered(t *testing.T) {
	u := "/directory/deletedItems/microsoft.graph.application?$select=id,appId,displayName,uniqueName,deletedDateTime,spa,web,publicClient,passwordCredentials"
	answer := `{"id":"%","status":200,"body":{"value":[{"id":"o1","appId":"A1","deletedDateTime":"2026-08-01T00:00:00Z"},{"id":"o2","appId":"a2"}]}}`
	c, _ := setup(t, batchWant(strings.Replace(answer, "%", "2", 1)+","+strings.Replace(answer, "%", "1", 1), u, u))
	a, err := c.Batch(t.Context(), DeletedApplicationsQuery("a1"), DeletedApplicationsQuery(""))
	must.Do(t, err)
	one, err := Decode[[]Application](a, DeletedApplicationsQuery("a1"))
	if err != nil || len(one) != 1 || one[0].ID != "o1" || one[0].DeletedDateTime == nil {
		t.Errorf("%+v, %v", one, err)
	}
	all, err := Decode[[]Application](a, DeletedApplicationsQuery(""))
	if err != nil || len(all) != 2 {
		t.Errorf("%+v, %v", all, err)
	}
}
