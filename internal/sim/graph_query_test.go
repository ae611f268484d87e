package sim

import (
	"fmt"
	"net/http"
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
		{"displayName eq 'Acme'", false, nil},
		{"startswith(displayName,'acme')", false, []string{hara, sso}},
		{"spa/redirectUris/any(p:p eq 'https://a.example/cb')", true, []string{sso}},
		{"web/redirectUris/any(p:p eq 'https://w.example/cb')", true, []string{hara}},
		{"publicClient/redirectUris/any(p:p eq 'http://localhost')", true, []string{beta}},
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

// TestOtherFiltersAreRefused: what nothing asks for is no friendly answer, well-formed or not, with or without the
// header of an advanced query.
func TestOtherFiltersAreRefused(t *testing.T) {
	r := queryRig(t)
	for _, filter := range []string{
		"displayName", "displayName eq", "displayName eq 'x", "displayName eq 'x' and", "(displayName eq 'x'", "displayName eq 'x')",
		"displayName is 'x'", "tags/any(t:t eq 'x'", "tags eq 'x'", "startswith(displayName)", "displayName in 'x'",
		"createdDateTime ge yesterday", "displayName eq \"x\"", "displayName eq 7", "displayName eq 'O'Hara'",
		strings.Repeat("(", 200) + "id eq 'x'" + strings.Repeat(")", 200),
		"contains(displayName,'x')", "passwordCredentials/any(p:p/displayName eq 'x')", "spa/uris/any(p:p eq 'x')",
		"startsWith(displayName, 'B') or uniqueName eq 'acme'", "displayName in ('Beta','Acme SSO')", "displayName ne 'Beta'",
		"endswith(displayName,'SSO')", "not startswith(displayName,'Acme')", "notes eq 'x'", "uniqueName eq null",
		"web/redirectUris/any(p:startswith(p,'https://w'))", "spa/redirectUris/any(p:p eq 'x') or displayName eq 'y'",
		"startswith(displayName,'x') or startswith(userPrincipalName,'x') or startswith(mail,'x')", // of another type
	} {
		for _, level := range []string{"", "eventual"} {
			r.headers = map[string]string{"ConsistencyLevel": level}
			path := query("/v1.0/applications", "$filter", filter, "$count", "true")
			a := r.refused(400, "Request_UnsupportedQuery", "GET", path, nil)
			if !strings.Contains(a.message(), "'"+filteredProperty(filter)+"' of resource 'Application'") {
				t.Errorf("%s: %s", filter, a.message())
			}
		}
	}
	for filter, name := range map[string]string{"name eq 'x'": "name", "eq 'x'": "eq", "not (name eq 'x')": "name", "'": "", "": "x"} {
		path := query("/v1.0/applications", "$filter", filter)
		if filter == "" {
			r.must(200, "GET", path, nil)
		} else if a := r.refused(400, "BadRequest", "GET", path, nil); !strings.Contains(a.message(), "named '"+name+"'") {
			t.Errorf("%s: %s", filter, a.message())
		}
	}
	log := query("/v1.0/auditLogs/signIns", "$filter", "appId eq 'x' and createdDateTime ge 2026-99-99T00:00:00Z")
	r.refused(400, "Request_UnsupportedQuery", "GET", log, nil) // no moment
}

func TestRefusesQueries(t *testing.T) {
	eventual := map[string]string{"ConsistencyLevel": "eventual"}
	get := func(name, path, code, text string) refusalCase {
		return refusalCase{name: name, method: "GET", path: path, status: 400, code: code, text: text}
	}
	cases := []refusalCase{
		get("search without header", query("/v1.0/applications", "$search", `"displayName:x"`), "Request_UnsupportedQuery", "ConsistencyLevel"),
		{name: "search without quotes", headers: eventual, method: "GET", path: query("/v1.0/users", "$search", "displayName:ann"), status: 400, code: "BadRequest", text: "Syntax"},
		{name: "search without property", headers: eventual, method: "GET", path: query("/v1.0/users", "$search", `"ann"`), status: 400, code: "BadRequest", text: "Syntax"},
		{name: "search elsewhere", headers: eventual, method: "GET", path: query("/v1.0/users", "$search", `"jobTitle:ann"`), status: 400, code: "BadRequest", text: "jobTitle"},
		get("search grants", query("/v1.0/servicePrincipals/{sp}/oauth2PermissionGrants", "$search", `"displayName:x"`), "Request_UnsupportedQuery", "Search"),
		get("count segment", "/v1.0/applications/$count", "Request_BadRequest", "$count is not currently supported."),
		get("cast", "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true", "BadRequest", "segment 'microsoft.graph.directoryRole'"),
		get("cast to something else", "/v1.0/me/transitiveMemberOf/microsoft.graph.device", "BadRequest", "segment"),
		get("page of 0", "/v1.0/users?$top=0", "Request_BadRequest", "page size"),
		get("page of 1000", "/v1.0/users?$top=1000", "Request_BadRequest", "'1000'"),
		get("page of x", "/v1.0/users?$top=x", "BadRequest", "$top"),
		get("skip", "/v1.0/users?$skip=5", "BadRequest", "$skip"),
		get("made-up page", "/v1.0/users?$skiptoken=abc", "Directory_ExpiredPageToken", "token"),
		get("expand", "/v1.0/applications?$expand=owners", "Request_UnsupportedQuery", "$expand"),
		get("unknown option", "/v1.0/applications?$levels=2", "BadRequest", "$levels"),
		get("count of maybe", "/v1.0/applications?$count=maybe", "BadRequest", "$count"),
		get("sort users", "/v1.0/users?$orderby=displayName", "Request_UnsupportedQuery", "Sorting"),
		get("sort without the header", "/v1.0/applications?$orderby=displayName&$count=true", "Request_UnsupportedQuery", "Sorting"),
		get("sort by something else", "/v1.0/users?$orderby=mail", "Request_UnsupportedQuery", "Sorting"),
		get("sort by the unknown", "/v1.0/users?$orderby=name", "BadRequest", "'name'"),
		get("sort sideways", query("/v1.0/users", "$orderby", "displayName sideways"), "BadRequest", "sideways"),
		get("xml", "/v1.0/users?$format=xml", "BadRequest", "xml"),
	}
	runRefusals(t, cases)
}

func TestPaging(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Users.Count = 250 })
	seen := map[string]bool{}
	sizes := []int{}
	path := query("/v1.0/users", "$select", "id,displayName")
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

func TestRegistrationsSortedByName(t *testing.T) {
	r := queryRig(t)
	r.headers = map[string]string{"ConsistencyLevel": "eventual"}
	var seen []string
	path := query("/v1.0/applications", "$orderby", "displayName", "$count", "true", "$top", "2")
	for path != "" {
		a := r.must(200, "GET", path, nil)
		for _, o := range a.values() {
			seen = append(seen, text(o, "displayName"))
		}
		path = strings.TrimPrefix(text(a.body, "@odata.nextLink"), "http://graph.test")
	}
	if want := []string{"Acme O'Hara", "Acme SSO", "Beta"}; !slices.Equal(seen, want) {
		t.Errorf("in the order %v", seen)
	}
}

func TestSearchUsers(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Users.Count = 20000 })
	r.headers = map[string]string{"ConsistencyLevel": "eventual"}
	search := func(words string) graphAnswer {
		raw := `"displayName:` + words + `" OR "userPrincipalName:` + words + `" OR "mail:` + words + `"`
		return r.must(200, "GET", query("/v1.0/users", "$search", raw, "$select", "id,displayName,userPrincipalName,mail", "$top", "25", "$count", "true"), nil)
	}
	for _, s := range []string{"okaf", "grace okafor", "Okafor Grace", "grace@", `gra\ce\" okafor`} {
		a := search(s)
		if !slices.Contains(names(a), "Grace Okafor") || len(a.values()) > 25 {
			t.Errorf("%s: %v", s, names(a))
		}
	}
	for _, s := range []string{"race@", "kafor", "", `\"`} {
		if a := search(s); len(a.values()) != 0 || a.body["@odata.count"] != 0.0 {
			t.Errorf("%s: words and addresses are matched from their beginning: %v", s, names(a))
		}
	}
	r.headers = nil
	a := r.must(200, "GET", query("/v1.0/users", "$filter", "startswith(displayName,'gra') or startswith(userPrincipalName,'gra') or startswith(mail,'gra')", "$top", "5"), nil)
	if !slices.Contains(names(a), "Grace Okafor") {
		t.Errorf("filter: %v", names(a))
	}
}

func TestBasicScopeShowsBasicProfile(t *testing.T) {
	r := newRig(t, nil)
	path := query("/v1.0/users", "$filter", "startswith(displayName,'grace') or startswith(userPrincipalName,'grace') or startswith(mail,'grace')",
		"$select", "displayName,userType,accountEnabled")
	r.as(r.d.sc.Admin, "User.ReadBasic.All")
	if o := r.must(200, "GET", path, nil).values()[0]; o["displayName"] != "Grace Okafor" || o["userType"] != nil {
		t.Errorf("with User.ReadBasic.All: %v", o)
	}
	r.as(r.d.sc.Admin, "User.Read.All")
	if o := r.must(200, "GET", path, nil).values()[0]; o["userType"] != "Member" || o["accountEnabled"] != true {
		t.Errorf("with User.Read.All: %v", o)
	}
	r.refused(400, "BadRequest", "GET", "/v1.0/users/nobody@contoso.com", nil)
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
	for _, s := range filterShapes {
		f.Add(s.form())
	}
	for _, s := range []string{"displayName eq 'x'", "spa/redirectUris/any(p:p eq 'a''b')", "not (tags/any(t:startswith(t,'x')))", "a/b/c", "'"} {
		f.Add(s)
	}
	held := func() object {
		return object{"displayName": "x", "tags": []any{"y"}, "spa": object{"redirectUris": []any{"z"}}}
	}
	o, before := held(), held()
	f.Fuzz(func(t *testing.T, s string) {
		g := &graphRequest{query: url.Values{"$filter": {s}, "$count": {"true"}}, header: http.Header{"Consistencylevel": {"eventual"}}}
		pred, refused := g.filter("application")
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
