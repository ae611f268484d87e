package undo

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/testkit/shown"
)

// everyOperation makes one of each, with all that it can send.
func everyOperation() []change.Operation {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	pw := graph.Password{KeyID: "k", DisplayName: "n", EndDateTime: at}
	app := graph.Application{ID: "o", AppID: "a", DisplayName: "N", SignInAudience: "AzureADMyOrg", PasswordCredentials: []graph.Password{pw},
		SPA: graph.RedirectURIs{URIs: []string{"https://a"}}, Web: graph.RedirectURIs{URIs: []string{"https://b", judge.FirstURI}}}
	sp := graph.ServicePrincipal{ID: "p", AppID: "a", AppRoleAssignmentRequired: true}
	p := setup.Profile{Wanted: setup.Wanted{Name: "N", URIs: []string{"https://a", "https://c"}}, App: setup.ProfileApp{UniqueName: "u"}}
	whole := change.Options{Whole: true, OpenToAll: true}
	s := setup.Snapshot{App: setup.Known(&app), Principal: setup.Known(&sp), At: at}
	audience, _ := change.RegistrationPatch(app, change.Options{})
	notes, _ := change.AppendNotes(s, app)
	settings, _ := change.PrincipalPatch(sp, p, whole)
	made := &change.MakePolicy{Name: "N", App: "N"}
	extended, _ := change.NewExtension(graph.AppManagementPolicy{ID: "p", IsEnabled: true, DisplayName: "P", Rules: json.RawMessage(`{"keyCredentials":[]}`)})
	ops := []change.Operation{change.NewRegistration(s, p, whole), &change.OwnRegistration{App: "N", Person: "x", Who: "u"}, &change.CreatePrincipal{Name: "N"}, &change.RestoreApp{Lost: app}, &change.RestorePrincipal{Lost: sp}, audience, notes, settings,
		&change.GrantRole{Resource: "r", Role: "x"}, &change.GrantScopes{Resource: "r", Add: []string{"User.Read"}}, &change.GrantScopes{Had: graph.DelegatedGrant{ID: "g", Scope: "openid"}, Add: []string{"User.Read"}},
		&change.AddSecret{Name: "n", End: at, Others: []graph.Password{pw}}, &change.FinishOrphan{App: app, Lost: pw}, &change.RemoveOld{App: app, Old: change.OldSecret{Password: pw}}, &change.RemoveUnclaimed{App: app, Pw: pw},
		made, &change.AssignPolicy{Policy: made}, extended,
		&ConsentBack{Client: "C", Grant: graph.DelegatedGrant{ID: "g", Scope: "User.Read"}, Take: []string{"User.Read"}},
		&ConsentBack{Client: "C", Grant: graph.DelegatedGrant{ID: "g", Scope: "openid User.Read"}, Take: []string{"User.Read"}},
		&ConsentBack{Client: "C", Grant: graph.DelegatedGrant{ID: "g", Scope: "openid User.Read", ConsentType: setup.AllPrincipals}, Take: []string{"User.Read"}}}
	for _, plan := range []change.PlanFunc{change.PlanURIs, change.PlanPermission} {
		made, err := plan(s, p, change.Options{OpenToAll: true})
		if err != nil {
			panic(err)
		}
		ops = append(ops, made.Ops...)
	}
	for _, rec := range []setup.Receipt{{Object: "password", ObjectID: "k"}, {Object: "appRoleAssignment"}, {Object: "oauth2PermissionGrant", Before: "openid", After: "openid User.Read"},
		{Object: "servicePrincipal"}, settings.Begun(), audience.Begun(), notes.Begun(), {Object: "application"},
		made.Begun(), (&change.AssignPolicy{Policy: made}).Begun(), extended.Begun()} {
		after := s
		if rec.Object == "application" && rec.Before != nil { // as it was left
			changed := app
			changed.SignInAudience, changed.Notes, changed.SPA, changed.Web = graph.AudienceOrgs, "now", graph.RedirectURIs{}, graph.RedirectURIs{}
			after.App = setup.Known(&changed)
		}
		ops = append(ops, &TakeBack{WayBack: WayBack{Rec: rec, App: app}, Changes: Changes(after, rec, "gone")})
	}
	return ops
}

// TestEveryWriteIsShown: each kind of write names in its change all that its
// request sends, under a name that a person reads.
func TestEveryWriteIsShown(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range everyOperation() {
		seen[reflect.TypeOf(o).Elem().Name()] = true
		p := change.NewPlan("x", "x", setup.Snapshot{}, []change.Operation{o})
		if missing := shown.Unshown(p.Requests, p.Changes); len(missing) > 0 || len(p.Changes) == 0 {
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
	here, err := filepath.Glob("*.go")
	must.Do(t, err)
	below, err := filepath.Glob("../change/*.go")
	must.Do(t, err)
	for _, name := range append(here, below...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must.Do(t, err)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "Change" {
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
