package sim_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

const (
	registration = "11111111-2222-4333-8444-555555555555"
	address      = "https://mtp.bvoip.net/users"
)

// queries are one of each that the client of Graph can make, by the name of its constructor.
var queries = map[string]graph.Query{
	"AdditionsQuery":                  graph.AdditionsQuery(registration),
	"AppPoliciesQuery":                graph.AppPoliciesQuery(),
	"AppPolicyQuery":                  graph.AppPolicyQuery(registration),
	"ApplicationByUniqueNameQuery":    graph.ApplicationByUniqueNameQuery("o'hara"),
	"ApplicationQuery":                graph.ApplicationQuery(registration),
	"ApplicationsByNameQuery":         graph.ApplicationsByNameQuery("O'Hara (x) or 1 eq 1"),
	"ApplicationsByRedirectQuery":     graph.ApplicationsByRedirectQuery("spa", address),
	"AssignedQuery":                   graph.AssignedQuery(registration),
	"AuthorizationPolicyQuery":        graph.AuthorizationPolicyQuery(),
	"BetaAppPolicyQuery":              graph.BetaAppPolicyQuery(registration),
	"BetaApplicationsByRedirectQuery": graph.BetaApplicationsByRedirectQuery("web", address),
	"BetaDefaultPolicyQuery":          graph.BetaDefaultPolicyQuery(),
	"BetaTransitiveRolesQuery":        graph.BetaTransitiveRolesQuery(registration),
	"BetaWholePrincipalQuery":         graph.BetaWholePrincipalQuery(registration),
	"DefaultPolicyQuery":              graph.DefaultPolicyQuery(),
	"DelegatedGrantsQuery":            graph.DelegatedGrantsQuery(registration),
	"DeletedApplicationsQuery":        graph.DeletedApplicationsQuery(registration),
	"DeletedServicePrincipalsQuery":   graph.DeletedServicePrincipalsQuery(registration),
	"DirectoryRolesQuery":             graph.DirectoryRolesQuery(),
	"FederatedCredentialsQuery":       graph.FederatedCredentialsQuery(registration),
	"GrantsQuery":                     graph.GrantsQuery(registration),
	"MeQuery":                         graph.MeQuery(),
	"MicrosoftGraphQuery":             graph.MicrosoftGraphQuery(),
	"OrganizationQuery":               graph.OrganizationQuery(),
	"OwnersQuery":                     graph.OwnersQuery(registration),
	"PolicyTargetsQuery":              graph.PolicyTargetsQuery(registration),
	"PrincipalCredentialsQuery":       graph.PrincipalCredentialsQuery(registration),
	"RoleAssignmentsQuery":            graph.RoleAssignmentsQuery(registration),
	"RoleEligibilityQuery":            graph.RoleEligibilityQuery(),
	"ServicePrincipalQuery":           graph.ServicePrincipalQuery(registration),
}

// lists are the calls that a person looks through, by the name of the method.
var lists = map[string]func(context.Context, *graph.Client) error{
	"SearchApplications": func(ctx context.Context, c *graph.Client) error {
		_, all := c.SearchApplications(ctx, "", 25)
		_, some := c.SearchApplications(ctx, `o'hara "x" \`, 25)
		return errors.Join(all, some)
	},
	"SearchUsers": func(ctx context.Context, c *graph.Client) error {
		_, all := c.SearchUsers(ctx, "", 25)
		_, some := c.SearchUsers(ctx, `o'hara "x" \`, 25)
		return errors.Join(all, some)
	},
	"SignIns": func(ctx context.Context, c *graph.Client) error {
		_, err := c.SignIns(ctx, registration, time.Now())
		return err
	},
}

// TestTheTenantAnswersWhatTheClientAsks plays every query of the client, and finds that the tenant's table has no row
// that nobody asks for.
func TestTheTenantAnswersWhatTheClientAsks(t *testing.T) {
	made, listed := askers(t)
	if got := sortedKeys(queries); !slices.Equal(got, made) {
		t.Errorf("the client has the constructors %v\nplayed are %v", made, got)
	}
	if got := sortedKeys(lists); !slices.Equal(got, listed) {
		t.Errorf("the client filters, searches or sorts in %v\nplayed are %v", listed, got)
	}
	sc, err := sim.LoadScenario("pim") // has the licence for all of it
	must.Do(t, err)
	sc.Accounts[0].Roles = []string{"Global Administrator"}
	srv, err := sim.Start(sim.Options{Scenario: &sc, InMemory: true})
	must.Do(t, err)
	defer srv.Close()
	token := srv.Token(sc.Accounts[0].UPN, strings.Fields("User.Read.All RoleManagement.Read.Directory Policy.Read.All "+
		"Application.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All AuditLog.Read.All Organization.Read.All")...)
	c, err := graph.New(graph.Options{
		Root: srv.GraphURL(), HTTP: &http.Client{Transport: srv.Transport()},
		Token: func(context.Context) (string, error) { return token, nil },
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	must.Do(t, err)
	for name, q := range queries {
		a, err := c.Batch(t.Context(), q)
		if err == nil {
			err = a.Err(q)
		}
		if err != nil && !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	more := graph.ApplicationsByRedirectQuery("publicClient", address)
	if a, err := c.Batch(t.Context(), more); err != nil || a.Err(more) != nil {
		t.Errorf("by an address of a public client: %v", err)
	}
	askLists(t, srv, c)
	asked := askedShapes(t, srv)
	if want := sim.Shapes(); !slices.Equal(asked, slices.Sorted(slices.Values(want))) {
		t.Errorf("asked are\n%s\nanswered are\n%s", strings.Join(asked, "\n"), strings.Join(want, "\n"))
	}
}

// askLists plays the lists, and again where the tenant has no index for advanced queries.
func askLists(t *testing.T, srv *sim.Server, c *graph.Client) {
	t.Helper()
	for name, list := range lists {
		if err := list(t.Context(), c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, r := range srv.Requests() {
		if r.Status == http.StatusBadRequest {
			t.Errorf("refused: %s", r.Path)
		}
	}
	srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Header.Get("ConsistencyLevel") == "" {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusBadRequest, Body: `{"error":{"code":"Request_UnsupportedQuery","message":"no index"}}`}
	})
	defer srv.SetFault(nil)
	for name, list := range lists {
		if err := list(t.Context(), c); err != nil {
			t.Errorf("%s without an index: %v", name, err)
		}
	}
}

// askers reads from the client's source which functions make a query, and which others filter, search or sort.
func askers(t *testing.T) (queries, lists []string) {
	t.Helper()
	files, err := filepath.Glob("../graph/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("the client's source: %v, %v", files, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		must.Do(t, err)
		f, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
		must.Do(t, err)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			switch {
			case !ok:
			case fn.Recv == nil && fn.Name.IsExported() && returns(fn, "Query"):
				queries = append(queries, fn.Name.Name)
			case asks(fn):
				lists = append(lists, fn.Name.Name)
			}
		}
	}
	slices.Sort(queries)
	slices.Sort(lists)
	return queries, lists
}

func returns(fn *ast.FuncDecl, name string) bool {
	if fn.Type.Results == nil || len(fn.Type.Results.List) != 1 {
		return false
	}
	id, ok := fn.Type.Results.List[0].Type.(*ast.Ident)
	return ok && id.Name == name
}

func asks(fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		found = found || ok && slices.Contains([]string{`"$filter"`, `"$search"`, `"$orderby"`}, lit.Value)
		return !found
	})
	return found
}

// askedShapes are the forms of all filters and searches that arrived.
func askedShapes(t *testing.T, srv *sim.Server) []string {
	t.Helper()
	types := map[string]string{
		"applications": "application", "users": "user", "signIns": "signIn",
		"roleAssignments": "unifiedRoleAssignment", "transitiveRoleAssignments": "unifiedRoleAssignment",
	}
	asked := map[string]bool{}
	for _, r := range srv.Requests() {
		u, err := url.Parse(r.Path)
		must.Do(t, err)
		for _, option := range []string{"$filter", "$search"} {
			if raw := u.Query().Get(option); raw != "" {
				shape := sim.ShapeOf(types[u.Path[strings.LastIndex(u.Path, "/")+1:]], raw)
				if shape == "" {
					t.Errorf("no shape: %s", r.Path)
				}
				asked[shape] = true
			}
		}
	}
	return sortedKeys(asked)
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
