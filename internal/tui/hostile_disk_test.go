package tui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/injecttest"
	"ssowizard/internal/profile"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// hostileProfile is a profile's file as somebody else might have written it, for
// the tenant of the practice scenarios. The i-th text is in every place that a
// text can be in. Ids, domains and addresses of the list are as they should be: a
// profile in which they are not is refused whole.
func hostileProfile(t *testing.T, i int) []byte {
	t.Helper()
	bad := injecttest.Texts[i]
	bad = bad[:min(len(bad), 20_000)] // it stands in 30 places, and a profile has an end
	word := map[string]any{"at": "2026-01-02T03:04:05Z", "note": bad}
	raw, err := json.Marshal(map[string]any{
		"version": 1, "updated": time.Now().UTC(), "ownTenantConfirmed": true,
		"tenant":    map[string]any{"id": "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18", "domain": "contoso.com", "name": "Contoso" + bad},
		"app":       map[string]any{"appId": "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", "objectId": "d1e5f9a3-3b7c-4268-9e04-7a2c6d8b5f91", "name": "MTP" + bad, "uniqueName": "ssowizard-0123"},
		"wanted":    map[string]any{"name": bad, "redirectUris": []string{"https://mtp.bvoip.net/users", "https://evil.example/x"}},
		"secret":    map[string]any{"keyId": "6f1d8b3a-92c4-4e07-b5a8-3d7e0c9f4b26", "name": bad, "hint": bad, "keeper": bad, "end": "2030-01-02T03:04:05Z"},
		"pending":   map[string]any{"kind": bad, "name": bad, "at": "2026-01-02T03:04:05Z"},
		"renewal":   map[string]any{"old": map[string]any{"keyId": "7a2e9c4b-03d5-4f18-a6b7-4e8f1d0a5c37", "name": bad, "hint": bad, "keeper": bad}},
		"confirmed": map[string]any{"29": word, "10-11": word, bad: word}, "skipped": map[string]any{"A1-A2": word, "S1-S2": word},
		"receipts": []any{map[string]any{"at": "2026-01-02T03:04:05Z", "action": bad, "by": bad, "object": "application", "objectId": "-d1e5f9a3", "summary": bad, "requestId": bad, "before": bad, "after": map[string]any{"spa": map[string]any{"redirectUris": []string{bad}}}},
			map[string]any{"action": "23-27", "object": "password", "objectId": "6f1d8b3a-92c4-4e07-b5a8-3d7e0c9f4b26", "summary": bad}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return injecttest.Bytes(raw) // bytes that are no text, as they would lie there
}

func TestHostileTextFromAProfileReachesNoScreen(t *testing.T) {
	t.Parallel()
	g := newRig(t, "two-faults")
	for _, i := range someTexts() {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "contoso.json"), hostileProfile(t, i), 0o600); err != nil {
			t.Fatal(err)
		}
		g.store = profile.DiskStore(dir)
		list, err := g.store.List()
		if err != nil || len(list) != 1 {
			t.Fatalf("text %d: %d profiles, %v", i, len(list), err)
		}
		d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list, Domain: "contoso.com" + injecttest.Texts[i], Name: injecttest.Texts[i]}, 100, 40)
		at := func(where string) { d.holdsAtEverySize(fmt.Sprintf("text %d, %s", i, where)) }
		at("welcome")
		d.Press("enter")
		at("resumed")
		if err := d.m.works.UseProfile("contoso"); err != nil {
			t.Fatal(err)
		}
		d.m.look()
		for _, r := range d.m.state.Verdict.Phases {
			d.send(screen.PhaseMsg{ID: r.Phase.ID})
			d.Idle()
			at("phase " + r.Phase.ID)
			d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePortal, phases.InPortal(r.Phase.ID))})
			d.Idle()
			at("portal way " + r.Phase.ID)
		}
		d.send(screen.PhaseMsg{})
		d.Idle()
		at("end")
		d.send(screen.TaskMsg{Task: steps.NewTask(steps.TaskUndo), Open: func(w *screen.Deps) screen.Screen { return walked.New(w, steps.PageUndo, nil) }})
		d.Idle()
		at("undo")
		d.send(screen.TaskMsg{Task: steps.NewTask(steps.TaskRenew), Open: func(w *screen.Deps) screen.Screen { return walked.New(w, steps.PageRenew, nil) }})
		d.Idle()
		at("renewal")
		d.send(screen.LeaveMsg{})
		summary := d.m.summary()
		if wrong := injecttest.Steers(summary); wrong != "" {
			t.Errorf("text %d, the last words: %s", i, wrong)
		}
		if _, command, ok := strings.Cut(summary, "Go on with:"); ok && strings.ContainsAny(command, "$;`'\"|&<>\\(){}") {
			t.Errorf("text %d: a command to copy holds what a shell reads: %q", i, command)
		}
	}
}

// What a tenant or a file holds is copied, and printed for copying by hand, as
// it was seen.
func TestHostileTextIsCopiedAsItWasSeen(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(100, 40)
	for i, bad := range injecttest.Texts {
		d.copied = nil
		d.send(screen.CopyMsg{Label: "Name", Text: bad})
		d.Idle()
		if len(d.copied) != 1 || injecttest.Steers(d.copied[0]) != "" {
			t.Errorf("text %d: copied %.80q", i, d.copied)
		}
		var out bytes.Buffer
		if err := (&plainly{values: []screen.Value{{Label: "Name", Text: bad}}, in: strings.NewReader("\n"), out: &out}).Run(); err != nil || injecttest.Steers(out.String()) != "" {
			t.Errorf("text %d: %s, %v", i, injecttest.Steers(out.String()), err)
		}
	}
}

// typists bring the screen to each page that takes text.
var typists = map[string]func(*driver){
	"domain":        func(d *driver) { d.Press("enter") },
	"paste it back": func(d *driver) { d.Press("enter", "enter", "b", "p") },
	"name":          func(d *driver) { d.signIn(); d.Press("y", "enter", "m") },
	"id":            func(d *driver) { d.signIn(); d.Press("y", "enter", "i") },
	"note":          func(d *driver) { d.signIn(); d.Press("y", "enter", "k") },
	"explain":       func(d *driver) { d.m.overlay(walked.New(d.m.deps, steps.PageExplain, nil)) },
	"passphrase":    func(d *driver) { d.m.open(walked.New(d.m.deps, passphrasePage, nil), false) },
	"redirect URIs": func(d *driver) {
		d.signIn()
		d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePaste, nil)})
	},
	"their editor": func(d *driver) {
		d.signIn()
		d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePaste, nil)})
		d.Idle()
		d.Press("e")
	},
	"users' search":  func(d *driver) { d.signIn(); d.send(screen.PhaseMsg{ID: "A1-A2"}); d.Idle(); d.Press("/") },
	"nowhere at all": func(*driver) {},
}

func TestHostilePastesReachNoScreen(t *testing.T) {
	t.Parallel()
	for page, arrive := range typists {
		d := newRig(t, "new").start(100, 40)
		arrive(d)
		d.Idle()
		if l := d.m.front(); typing(l.s) != (page != "nowhere at all") {
			t.Fatalf("%s takes no text:\n%s", page, d.Screen())
		}
		for _, i := range someTexts() {
			bad := injecttest.Texts[i]
			where := fmt.Sprintf("text %d pasted at %s", i, page)
			d.Paste(bad)
			d.holdsAtEverySize(where)
			for _, r := range []rune(bad)[:min(40, len([]rune(bad)))] { // the same from a terminal that marks no pastes
				if r > ' ' && r != 0x7f {
					d.send(keyNamed(string(r)))
				}
			}
			d.holdsAtEverySize(where + " and typed")
			d.Idle()
			d.Press("home", "delete", "right", "delete", "backspace", "end")
			d.holdsAtEverySize(where + ", edited")
			d.Clear()
			if page == "nowhere at all" && len(d.copied)+len(d.opened) > 0 {
				t.Fatalf("%s: copied %q, opened %q", where, d.copied, d.opened)
			}
		}
	}
}

// Whatever a service answers in refusing, in its body or its header, is words.
func TestHostileRefusalsReachNoScreen(t *testing.T) {
	t.Parallel()
	for _, i := range someTexts() {
		bad := injecttest.Texts[i]
		text, _ := json.Marshal(bad)
		for root, body := range map[string]string{
			"/v1.0/":    `{"error":{"code":` + string(text) + `,"message":` + string(text) + `,"details":[{"code":"x","message":` + string(text) + `}],"innerError":{"request-id":` + string(text) + `}}}`,
			"/oauth2/":  `{"error":"invalid_grant","error_description":` + string(text) + `,"suberror":` + string(text) + `,"trace_id":` + string(text) + `,"error_codes":[53003]}`,
			"/.well-kn": `{"error":` + string(text) + `,"error_description":` + string(text) + `}`,
			"html":      "<html>" + bad,
		} {
			g := newRig(t, "new")
			g.srv.SetFault(func(r *http.Request) sim.Fault {
				if !strings.Contains(r.URL.Path, root) && root != "html" {
					return sim.Fault{}
				}
				return sim.Fault{Status: http.StatusForbidden, Body: body, Header: http.Header{"Content-Type": {"application/json"}, "Request-Id": {"x\u009b2J"}, "Www-Authenticate": {"Bearer error=\"\u009b2J\u202e\""}}}
			})
			d := g.start(100, 40)
			where := fmt.Sprintf("text %d from %s", i, root)
			d.Press("enter", "enter")
			d.holdsAtEverySize(where + ", company")
			d.Press("enter")
			d.holdsAtEverySize(where + ", code")
			d.Press("a")
			d.holdsAtEverySize(where + ", refused")
			if root != "/v1.0/" {
				continue
			}
			d.Await("did not work")
			d.holdsAtEverySize(where + ", error")
			d.Press("esc", "l")
			d.holdsAtEverySize(where + ", log")
		}
	}
}
