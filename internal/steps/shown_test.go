package steps

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// saidBy are the properties of a request that makes, changes or removes one thing
// as a whole, and by which change that thing is shown in words.
var saidBy = map[string]string{
	"principalId": "appRoleAssignments", "resourceId": "appRoleAssignments oauth2PermissionGrants", "appRoleId": "appRoleAssignments",
	"clientId": "oauth2PermissionGrants", "consentType": "oauth2PermissionGrants", "scope": "oauth2PermissionGrants",
	"passwordCredential": "passwordCredentials", "keyId": "passwordCredentials", "appId": "servicePrincipals",
	"owners@odata.bind": "owners", "@odata.id": "owners appManagementPolicies",
}

// Unshown lists what the requests of a plan send and its changes do not name.
func Unshown(p Plan) []string {
	var out []string
	for _, q := range p.Requests {
		body := map[string]any{}
		if q.Body != "" && json.Unmarshal([]byte(q.Body), &body) != nil {
			out = append(out, "a body that is no object: "+q.Body)
		}
		if strings.Contains(q.Path, "uniqueName='") {
			body["uniqueName"] = "" // set by where it is sent to
		}
		for name := range body {
			if !slices.ContainsFunc(p.Changes, func(c setup.Change) bool {
				of, _, _ := strings.Cut(c.Property, ",") // behind it stands of which
				return of == name || strings.HasPrefix(of, name+".") || slices.Contains(strings.Fields(saidBy[name]), of)
			}) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// everyOperation makes one of each, with all that it can send.
func everyOperation() []operation {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	pw := graph.Password{KeyID: "k", DisplayName: "n", EndDateTime: at}
	app := graph.Application{ID: "o", AppID: "a", DisplayName: "N", SignInAudience: "AzureADMyOrg", PasswordCredentials: []graph.Password{pw},
		SPA: graph.RedirectURIs{URIs: []string{"https://a"}}, Web: graph.RedirectURIs{URIs: []string{"https://b", judge.FirstURI}}}
	sp := graph.ServicePrincipal{ID: "p", AppID: "a", AppRoleAssignmentRequired: true}
	p := setup.Profile{Wanted: setup.Wanted{Name: "N", Options: setup.Options{Whole: true, OpenToAll: true}, URIs: []string{"https://a", "https://c"}}, App: setup.ProfileApp{UniqueName: "u"}}
	s := setup.Snapshot{App: setup.Known(&app), Principal: setup.Known(&sp), At: at}
	audience, _ := registrationPatch(app, setup.Profile{})
	notes, _ := appendNotes(s, app)
	settings, _ := principalPatch(sp, p)
	made := &makePolicy{name: "N", app: "N"}
	extended, _ := newExtension(graph.AppManagementPolicy{ID: "p", IsEnabled: true, DisplayName: "P", Rules: json.RawMessage(`{"keyCredentials":[]}`)})
	ops := []operation{newRegistration(s, p), &ownRegistration{app: "N", person: "x", who: "u"}, &createPrincipal{name: "N"}, &restoreApp{lost: app}, &restorePrincipal{lost: sp}, audience, notes, settings,
		&grantRole{resource: "r", role: "x"}, &grantScopes{resource: "r", add: []string{"User.Read"}}, &grantScopes{had: graph.DelegatedGrant{ID: "g", Scope: "openid"}, add: []string{"User.Read"}},
		&addSecret{name: "n", end: at, others: []graph.Password{pw}}, &finishOrphan{app: app, lost: pw}, &removeOld{app: app, old: OldSecret{Password: pw}}, &removeUnclaimed{app: app, pw: pw},
		made, &assignPolicy{policy: made}, extended,
		&consentBack{client: "C", grant: graph.DelegatedGrant{ID: "g", Scope: "User.Read"}, take: []string{"User.Read"}},
		&consentBack{client: "C", grant: graph.DelegatedGrant{ID: "g", Scope: "openid User.Read"}, take: []string{"User.Read"}},
		&consentBack{client: "C", grant: graph.DelegatedGrant{ID: "g", Scope: "openid User.Read", ConsentType: setup.AllPrincipals}, take: []string{"User.Read"}}}
	for _, plan := range []planFunc{planURIs, planPermission} {
		p.Wanted.Whole = false
		made, err := plan(s, p)
		if err != nil {
			panic(err)
		}
		ops = append(ops, made.ops...)
	}
	for _, rec := range []setup.Receipt{{Object: "password", ObjectID: "k"}, {Object: "appRoleAssignment"}, {Object: "oauth2PermissionGrant", Before: "openid", After: "openid User.Read"},
		{Object: "servicePrincipal"}, settings.begun(), audience.begun(), notes.begun(), {Object: "application"},
		made.begun(), (&assignPolicy{policy: made}).begun(), extended.begun()} {
		after := s
		if rec.Object == "application" && rec.Before != nil { // as it was left
			changed := app
			changed.SignInAudience, changed.Notes, changed.SPA, changed.Web = setup.AudienceOrgs, "now", graph.RedirectURIs{}, graph.RedirectURIs{}
			after.App = setup.Known(&changed)
		}
		ops = append(ops, &takeBack{wayBack: wayBack{rec: rec, app: app}, changes: undoChanges(after, rec, "gone")})
	}
	return ops
}

// TestEveryWriteIsShown: each kind of write names in its change all that its
// request sends, under a name that a person reads.
func TestEveryWriteIsShown(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range everyOperation() {
		seen[reflect.TypeOf(o).Elem().Name()] = true
		p := newPlan("x", "x", "", setup.Snapshot{}, []operation{o})
		if missing := Unshown(p); len(missing) > 0 || len(p.Changes) == 0 {
			t.Errorf("%T sends %v without showing it: %s %s %+v", o, missing, p.Requests[0].Path, p.Requests[0].Body, p.Changes)
		}
		for _, c := range p.Changes {
			if setup.ChangeLabels[c.Property] == "" && !strings.Contains(c.Property, " ") {
				t.Errorf("%T shows Graph's name %q", o, c.Property)
			}
			if strings.Contains(c.Before+c.After, "AzureAD") {
				t.Errorf("%T shows Graph's value: %+v", o, c)
			}
		}
	}
	for _, name := range operationsInSource(t) {
		if !seen[name] {
			t.Errorf("no %s is tried here", name)
		}
	}
}

// operationsInSource are the types that have a method change.
func operationsInSource(t *testing.T) []string {
	t.Helper()
	var out []string
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range files {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "change" {
				continue
			}
			if star, ok := fn.Recv.List[0].Type.(*ast.StarExpr); ok {
				out = append(out, star.X.(*ast.Ident).Name)
			}
		}
	}
	if len(out) < 10 {
		t.Fatalf("only %v were found", out)
	}
	return out
}
