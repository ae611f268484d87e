package tui

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/injecttest"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	beside "ssowizard/internal/steps/aside"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// sidePages are the pages that no walk comes to by itself. Each begins on a
// hostile tenant of its own.
var sidePages = []struct {
	tenant, task string
	visit        func(*driver, *rig, func(string))
}{
	{"adopt", "", visitPicker}, {"new", "", visitTexts}, {"new", "", visitRefused}, {"new", "undo", visitGround}, {"new", "resume", visitResume}, {"adopt", "", visitOpened},
}

func visitPicker(d *driver, _ *rig, at func(string)) {
	d.signIn()
	d.Press("y", "enter", "n")
	at("registrations")
	d.Press("down", "end")
	d.Paste(injecttest.Texts[2] + injecttest.Texts[6])
	at("registrations, searched")
}

func visitTexts(d *driver, _ *rig, at func(string)) {
	d.signIn()
	d.m.overlay(walked.New(d.m.deps, steps.PageExplain, nil))
	d.Paste("AADSTS50011: redirect URI '" + injecttest.Texts[7] + injecttest.Texts[0] + "'")
	at("explain")
	d.Press("enter")
	at("explained")
	d.Press("esc")
	d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePaste, nil)})
	d.Paste("https://evil.example/" + injecttest.Texts[5] + "\n" + injecttest.Texts[4] + "\nhttps://mtp.bvoip.net/users\u202e")
	at("redirect URIs")
	d.m.deps.Config.SaveReport = func(steps.Worker) (string, error) {
		return "", errors.New(injecttest.Texts[0] + injecttest.Texts[4])
	}
	d.m.deps.Folder = "/home/" + injecttest.Texts[2] + injecttest.Texts[6]
	d.m.overlay(walked.New(d.m.deps, steps.PageSupport, nil))
	at("report for support")
	d.Press("y")
	at("report for support, refused")
	d.m.boxes = nil
	remembered := beside.Remembered{{App: setup.ProfileApp{Name: injecttest.Texts[5]},
		Tenant: setup.ProfileTenant{Name: injecttest.Texts[0], Domain: injecttest.Texts[4]}}}
	for id, local := range map[steps.PageID]any{steps.PageReportOf: remembered, steps.PageReportFor: nil,
		steps.PageReportLook: nil} { // a command asks them line by line
		d.m.overlay(walked.New(d.m.deps, id, local))
		at("asked for a report, " + string(id))
		d.m.boxes = nil
	}
	d.filesAt(paths{locked: "/home/" + injecttest.Texts[0] + injecttest.Texts[6] + ".age"})
	d.m.open(walked.New(d.m.deps, steps.PageUnlock, nil), false)
	at("unlock")
	d.Press("x", "enter")
	at("unlock, refused")
}

// visitRefused reads the tenant, which every request of refuses.
func visitRefused(d *driver, g *rig, at func(string)) {
	g.refuse("/v1.0/", 1)
	d.Press("enter", "enter", "enter", "a")
	d.Await("did not work")
	at("reading, refused")
	d.Press("esc")
	at("reading")
}

func visitGround(d *driver, _ *rig, at func(string)) {
	d.Press("enter", "enter", "a")
	d.Await("practice needs a setup first")
	at("ground")
}

func visitResume(d *driver, g *rig, at func(string)) {
	g.refuse("/.well-known/", 4)
	d.Press("enter")
	at("resume, refused")
	d.Press("esc")
	at("resume")
}

// refuse answers all requests below a root with a text; asked counts them.
func (g *rig) refuse(root string, i int) (asked func() int) {
	text, _ := json.Marshal(injecttest.Texts[i])
	body := `{"error":{"code":` + string(text) + `,"message":` + string(text) + `,"details":[{"code":"x","message":` + string(text) + `}],"innerError":{"request-id":` + string(text) + `}}}`
	if root != "/v1.0/" {
		body = `{"error":"invalid_grant","error_description":` + string(text) + `,"suberror":` + string(text) + `,"trace_id":` + string(text) + `,"error_codes":[53003]}`
	}
	var n atomic.Int32
	g.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.Contains(r.URL.Path, root) {
			return sim.Fault{}
		}
		n.Add(1)
		return sim.Fault{Status: http.StatusForbidden, Body: body, Header: http.Header{"Content-Type": {"application/json"}, "Request-Id": {"x\u009b2J"}, "Www-Authenticate": {"Bearer error=\"\u009b2J\u202e\""}}}
	})
	return func() int { return int(n.Load()) }
}

// visitSides draws the side pages and tells at about each.
func visitSides(t *testing.T, at func(d *driver, where string)) {
	t.Helper()
	for _, p := range sidePages {
		g, _ := hostileRig(t, p.tenant)
		c := Config{Session: g.runner(), Practice: g.practice(), Start: p.task, Domain: "contoso.com"}
		if p.task == "resume" {
			c.Start, c.Domain = "", ""
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "contoso.json"), hostileProfile(t, 0), 0o600); err != nil {
				t.Fatal(err)
			}
			g.store = profile.DiskStore(dir)
			c.Profiles, _ = g.store.List()
			c.Session = g.runner()
		}
		d := newDriver(t, c, 100, 40)
		p.visit(d, g, func(where string) { at(d, p.tenant+"/"+where) })
	}
}

// pageTypes are the types of the program that are a page or a box: each has a
// short name.
func pageTypes(t *testing.T) (out []string) {
	t.Helper()
	shell, err := filepath.Glob("*.go")
	must.Do(t, err)
	walk, err := filepath.Glob("walked/*.go")
	must.Do(t, err)
	for _, name := range slices.Concat(shell, walk) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if m, ok := d.(*ast.FuncDecl); ok && m.Recv != nil && m.Name.Name == "ID" {
				if p, ok := m.Recv.List[0].Type.(*ast.StarExpr); ok {
					out = append(out, "*"+f.Name.Name+"."+p.X.(*ast.Ident).Name)
				}
			}
		}
	}
	return out
}
