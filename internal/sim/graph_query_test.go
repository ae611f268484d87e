package sim

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// names lists the display names of an answer's values.
func names(a graphAnswer) []string {
	var out []string
	for _, o := range a.values() {
		out = append(out, text(o, "displayName"))
	}
	slices.Sort(out)
	return out
}

func query(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

func queryRig(t *testing.T) *rig {
	r := newRig(t, func(s *Scenario) {
		s.Applications, s.ServicePrincipals = nil, nil
	})
	for _, o := range []object{
		{"displayName": "Acme SSO", "uniqueName": "acme", "tags": []any{"one"}, "spa": object{"redirectUris": []any{"https://a.example/cb"}}, "notes": "x"},
		{"displayName": "Acme O'Hara", "signInAudience": "AzureADMultipleOrgs", "web": object{"redirectUris": []any{"https://w.example/cb"}}},
		{"displayName": "Beta", "publicClient": object{"redirectUris": []any{"http://localhost"}}, "requiredResourceAccess": []any{
			object{"resourceAppId": graphResource, "resourceAccess": []any{object{"id": userReadAllRole, "type": "Role"}}}}},
	} {
		r.must(201, "POST", "/v1.0/applications", o)
	}
	r.wait(time.Minute)
	return r
}

func TestFilter(t *testing.T) {
	r := queryRig(t)
	sso, hara, beta := "Acme SSO", "Acme O'Hara", "Beta"
	cases := []struct {
		filter   string
		advanced bool
		want     []string
	}{
		{"displayName eq 'Acme SSO'", false, []string{sso}},
		{"displayName eq 'acme sso'", false, []string{sso}},
		{"displayName eq 'Acme O''Hara'", false, []string{hara}},
		{"startswith(displayName,'acme')", false, []string{hara, sso}},
		{"startsWith(displayName, 'B') or uniqueName eq 'acme'", false, []string{sso, beta}},
		{"startswith(displayName,'Acme') and (signInAudience eq 'AzureADMultipleOrgs')", false, []string{hara}},
		{"displayName in ('Beta','Acme SSO','None')", false, []string{sso, beta}},
		{"tags/any(t:t eq 'one')", false, []string{sso}},
		{"createdDateTime ge 2026-08-31T10:00:00Z", false, []string{hara, sso, beta}},
		{"createdDateTime lt 2026-08-31T10:00:00Z", false, nil},
		{"uniqueName eq null", false, []string{hara, beta}},
		{"spa/redirectUris/any(p:p eq 'https://a.example/cb')", true, []string{sso}},
		{"web/redirectUris/any(p:startswith(p,'https://w'))", true, []string{hara}},
		{"publicClient/redirectUris/any(p:p eq 'http://localhost')", true, []string{beta}},
		{"requiredResourceAccess/any(r:r/resourceAppId eq '" + graphResource + "')", true, []string{beta}},
		{"endswith(displayName,'SSO')", true, []string{sso}},
		{"displayName ne 'Beta'", true, []string{hara, sso}},
		{"not startswith(displayName,'Acme')", true, []string{beta}},
		{"notes eq 'x'", true, []string{sso}},
	}
	for _, c := range cases {
		t.Run(c.filter, func(t *testing.T) {
			r.headers = nil
			path := query("/v1.0/applications", "$filter", c.filter, "$count", "true")
			if c.advanced {
				r.refused(400, "Request_UnsupportedQuery", "GET", path, nil)
				r.headers = map[string]string{"ConsistencyLevel": "eventual"}
				r.refused(400, "Request_UnsupportedQuery", "GET", query("/v1.0/applications", "$filter", c.filter), nil)
			}
			a := r.must(200, "GET", path, nil)
			want := slices.Clone(c.want)
			slices.Sort(want)
			if got := names(a); !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			count, counted := a.body["@odata.count"].(float64)
			if counted != c.advanced || counted && int(count) != len(want) {
				t.Errorf("count %v (%v): $count without its header is ignored, with it it is answered", count, counted)
			}
		})
	}
}

func TestRefusesQueries(t *testing.T) {
	syntax := func(f string) refusalCase {
		return refusalCase{name: "filter " + f, method: "GET", path: query("/v1.0/applications", "$filter", f), status: 400, code: "BadRequest"}
	}
	eventual := map[string]string{"ConsistencyLevel": "eventual"}
	get := func(name, path, code, text string) refusalCase {
		return refusalCase{name: name, method: "GET", path: path, status: 400, code: code, text: text}
	}
	cases := []refusalCase{
		syntax("displayName"), syntax("displayName eq"), syntax("eq 'x'"), syntax("displayName eq 'x"), syntax("displayName eq 'x' and"),
		syntax("(displayName eq 'x'"), syntax("displayName eq 'x')"), syntax("displayName is 'x'"), syntax("tags/any(t:t eq 'x'"), syntax("tags eq 'x'"),
		syntax("startswith(displayName)"), syntax("displayName in 'x'"), syntax("createdDateTime ge yesterday"), syntax("displayName eq \"x\""),
		syntax(strings.Repeat("(", 200) + "id eq 'x'" + strings.Repeat(")", 200)),
		get("not filterable", query("/v1.0/applications", "$filter", "passwordCredentials/any(p:p/displayName eq 'x')"), "Request_UnsupportedQuery", "passwordCredentials"),
		get("contains", query("/v1.0/applications", "$filter", "contains(displayName,'x')"), "Request_UnsupportedQuery", "contains"),
		get("search without header", query("/v1.0/applications", "$search", `"displayName:x"`), "Request_UnsupportedQuery", "ConsistencyLevel"),
		{name: "search without quotes", headers: eventual, method: "GET", path: query("/v1.0/users", "$search", "displayName:ann"), status: 400, code: "BadRequest", text: "Syntax"},
		{name: "search without property", headers: eventual, method: "GET", path: query("/v1.0/users", "$search", `"ann"`), status: 400, code: "BadRequest", text: "Syntax"},
		{name: "search elsewhere", headers: eventual, method: "GET", path: query("/v1.0/users", "$search", `"jobTitle:ann"`), status: 400, code: "Request_UnsupportedQuery", text: "jobTitle"},
		get("search grants", query("/v1.0/oauth2PermissionGrants", "$search", `"displayName:x"`), "Request_UnsupportedQuery", "Search"),
		get("count segment", "/v1.0/applications/$count", "Request_BadRequest", "$count is not currently supported."),
		get("cast without header", "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true", "Request_UnsupportedQuery", "cast"),
		{name: "cast without count", headers: eventual, method: "GET", path: "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole", status: 400, code: "Request_UnsupportedQuery", text: "cast"},
		get("cast to something else", "/v1.0/me/transitiveMemberOf/microsoft.graph.device", "BadRequest", "segment"),
		get("page of 0", "/v1.0/users?$top=0", "Request_BadRequest", "page size"),
		get("page of 1000", "/v1.0/users?$top=1000", "Request_BadRequest", "'1000'"),
		get("page of x", "/v1.0/users?$top=x", "BadRequest", "$top"),
		get("skip", "/v1.0/users?$skip=5", "BadRequest", "$skip"),
		get("made-up page", "/v1.0/users?$skiptoken=abc", "Directory_ExpiredPageToken", "token"),
		get("expand", "/v1.0/applications?$expand=owners", "Request_UnsupportedQuery", "$expand"),
		get("unknown option", "/v1.0/applications?$levels=2", "BadRequest", "$levels"),
		get("count of maybe", "/v1.0/applications?$count=maybe", "BadRequest", "$count"),
		get("sort and filter", query("/v1.0/users", "$orderby", "displayName", "$filter", "startswith(mail,'a')"), "Request_UnsupportedQuery", "Sorting"),
		get("sort by something else", "/v1.0/users?$orderby=mail", "Request_UnsupportedQuery", "Sorting"),
		get("sort by the unknown", "/v1.0/users?$orderby=name", "BadRequest", "'name'"),
		get("sort sideways", query("/v1.0/users", "$orderby", "displayName sideways"), "BadRequest", "$orderby"),
		get("xml", "/v1.0/users?$format=xml", "BadRequest", "xml"),
	}
	runRefusals(t, cases)
}

func TestPaging(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Users.Count = 250 })
	seen := map[string]bool{}
	sizes := []int{}
	path := query("/v1.0/users", "$select", "id,displayName", "$orderby", "displayName desc")
	for path != "" {
		a := r.must(200, "GET", path, nil)
		sizes = append(sizes, len(a.values()))
		for _, u := range a.values() {
			if seen[text(u, "id")] || len(u) != 2 {
				t.Fatalf("user twice, or with more than was selected: %v", u)
			}
			seen[text(u, "id")] = true
		}
		next := text(a.body, "@odata.nextLink")
		if next != "" && !strings.HasPrefix(next, "http://graph.test/v1.0/users?") {
			t.Fatalf("next link %q", next)
		}
		path = strings.TrimPrefix(next, "http://graph.test")
	}
	if !reflect.DeepEqual(sizes, []int{100, 100, 50}) || len(seen) != 250 {
		t.Errorf("pages %v, %d users", sizes, len(seen))
	}
	if a := r.must(200, "GET", "/v1.0/users?$top=999", nil); len(a.values()) != 250 || a.body["@odata.nextLink"] != nil {
		t.Errorf("one page of 999: %d", len(a.values()))
	}
}

func TestSearchUsers(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Users.Count = 20000 })
	r.headers = map[string]string{"ConsistencyLevel": "eventual"}
	search := func(s string) graphAnswer {
		return r.must(200, "GET", query("/v1.0/users", "$search", s, "$select", "id,displayName,userPrincipalName,mail", "$top", "25", "$count", "true"), nil)
	}
	for _, s := range []string{`"displayName:okaf"`, `"displayName:grace okafor"`, `"displayName:none" OR "mail:grace@"`, `("userPrincipalName:grace") AND "displayName:o"`} {
		a := search(s)
		if !slices.Contains(names(a), "Grace Okafor") || len(a.values()) > 25 {
			t.Errorf("%s: %v", s, names(a))
		}
	}
	if a := search(`"mail:race@"`); len(a.values()) != 0 || a.body["@odata.count"] != 0.0 {
		t.Errorf("mail is matched from its beginning: %v", names(a))
	}
	r.headers = nil
	a := r.must(200, "GET", query("/v1.0/users", "$filter", "startswith(displayName,'gra') or startswith(userPrincipalName,'gra')", "$top", "5"), nil)
	if !slices.Contains(names(a), "Grace Okafor") {
		t.Errorf("filter: %v", names(a))
	}
}

func TestBasicScopeShowsBasicProfile(t *testing.T) {
	r := newRig(t, nil)
	path := "/v1.0/users/" + r.d.sc.Accounts[1].ID + "?$select=displayName,userType,accountEnabled"
	r.as(r.d.sc.Admin, "User.ReadBasic.All")
	if o := r.must(200, "GET", path, nil).body; o["displayName"] != "Grace Okafor" || o["userType"] != nil {
		t.Errorf("with User.ReadBasic.All: %v", o)
	}
	r.as(r.d.sc.Admin, "User.Read.All")
	if o := r.must(200, "GET", path, nil).body; o["userType"] != "Member" || o["accountEnabled"] != true {
		t.Errorf("with User.Read.All: %v", o)
	}
	r.refused(404, "Request_ResourceNotFound", "GET", "/v1.0/users/nobody@contoso.com", nil)
}

func TestMadeUpUsersAreDistinct(t *testing.T) {
	p := newPeople(Scenario{Tenant: Tenant{ID: graphResource, Domains: []Domain{{Name: "contoso.com", IsDefault: true}}}, Users: People{Count: 20000}})
	seen := map[string]string{}
	for o := range p.all {
		for _, name := range []string{"id", "userPrincipalName"} {
			if was, twice := seen[text(o, name)]; twice {
				t.Fatalf("%s %s is used twice: %s", name, text(o, name), was)
			}
			seen[text(o, name)] = text(o, "displayName")
		}
		if !isGUID(text(o, "id")) {
			t.Fatalf("id %v", o["id"])
		}
	}
	if len(seen) != 40000 {
		t.Errorf("%d values", len(seen))
	}
}

func TestManyRegistrations(t *testing.T) {
	r := newRig(t, func(s *Scenario) {
		for i := range 2000 {
			s.Applications = append(s.Applications, object{"displayName": fmt.Sprintf("App %d", i)})
		}
	})
	if a := r.must(200, "GET", query("/v1.0/applications", "$filter", "displayName eq 'App 1999'"), nil); len(a.values()) != 1 {
		t.Errorf("found %v", names(a))
	}
}

func FuzzFilter(f *testing.F) {
	for _, s := range []string{"displayName eq 'x'", "spa/redirectUris/any(p:p eq 'a')", "not (tags/any(t:startswith(t,'x')))", "id in ('a','b')", "a/b/c", "'"} {
		f.Add(s)
	}
	held := func() object {
		return object{"displayName": "x", "tags": []any{"y"}, "spa": object{"redirectUris": []any{"z"}}}
	}
	o, before := held(), held()
	f.Fuzz(func(t *testing.T, s string) {
		pred, refused := parseFilter("application", s, true)
		if (pred == nil) == (refused == nil) {
			t.Fatalf("%q: predicate and refusal together or neither", s)
		}
		if refused != nil {
			if refused.status < 400 || refused.status > 499 || refused.message == "" {
				t.Errorf("%q: refused with %+v", s, refused)
			}
			return
		}
		// A filter is a question: it changes nothing, and its answer does not
		// depend on when it is asked.
		if first := pred(o); first != pred(o) || !reflect.DeepEqual(o, before) {
			t.Errorf("%q: asked twice it answers differently, or it changed what it looked at", s)
		}
	})
}
