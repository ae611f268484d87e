package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// hostileServices are the simulated ones behind a proxy in whose every answer
// the injector puts the texts. They approve each device code that is asked for.
func hostileServices(t *testing.T, tenant string) (login, graph string, portal []string, injector *injecttest.Injector) {
	t.Helper()
	sc := hostileScenario(t, tenant, worseURI)
	srv, err := sim.Start(sim.Options{Scenario: sc, Scale: 0.01, Seed: 5})
	must.Do(t, err)
	t.Cleanup(srv.Close)
	login, graph, injector = spokenFor(t, srv)
	return login, graph, sc.PortalURIs, injector
}

// calm fails where anything that the program wrote steers a terminal: what it
// said, what it answered, and every file that it left or changed.
func (b *bench) calm(where string) {
	b.t.Helper()
	if wrong := injecttest.Shown(b.talk.String()); wrong != "" {
		b.t.Errorf("%s, said: %s", where, wrong)
	}
	if wrong := injecttest.Shown(b.out.String()); wrong != "" {
		b.t.Errorf("%s, answered: %s", where, wrong)
	}
	if len(b.opened) > 0 {
		b.t.Errorf("%s: opened %q", where, b.opened)
	}
	if wrong := steering(b.t, b.folder, b.given); wrong != "" {
		b.t.Errorf("%s, left %s", where, wrong)
	}
}

// fits fails where a line of several words is wider than the terminal. A word alone
// is never cut: it may be an address that somebody copies. A document is not broken.
func (b *bench) fits(where string) {
	b.t.Helper()
	said := b.talk.String()
	if !json.Valid([]byte(b.out.String())) {
		said += b.out.String()
	}
	for line := range strings.SplitSeq(said, "\n") {
		own := strings.HasPrefix(line, "Log of all calls: ") // a path of this computer's, in one piece
		if n := injecttest.Columns(line); n > b.errWidth && len(strings.Fields(line)) > 1 && !own {
			b.t.Errorf("%s: a line of %d columns: %.200q", where, n, line)
		}
	}
}

// steering tells what steers a terminal in any file below a folder, "" for nothing.
// Files that were given and are as they were given are not the program's.
func steering(t *testing.T, folder string, given map[string]string) (wrong string) {
	t.Helper()
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := string(raw)
		if input, ok := given[path]; ok && input == text {
			return nil
		}
		if strings.HasSuffix(path, ".ics") { // whose lines end so by its format
			text = strings.ReplaceAll(text, "\r\n", "\n")
		}
		if bad := injecttest.Shown(text); bad != "" {
			wrong = fmt.Sprintf("%q: %s", filepath.Base(path), bad)
		}
		return nil
	})
	must.Do(t, err)
	return wrong
}

func (b *bench) file(name string, text string) string {
	b.t.Helper()
	path := filepath.Join(b.folder, name)
	must.Do(b.t, os.WriteFile(path, []byte(text), 0o600))
	b.given[path] = text
	return path
}

const judgedApp = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"

// sampledTexts is how many of the texts are tried where not all are.
const sampledTexts = 3

// tenantLines are command lines that read a tenant, with the codes they end with.
// Those that write have tests of their own, with a keychain.
var tenantLines = []struct {
	code int
	args string
}{
	{exitProblems, "validate --no-input --sign-in device --tenant contoso.com --app-id " + judgedApp + " --debug --redirect-uris URIS"},
	{exitProblems, "validate --no-input --sign-in device --tenant contoso.com --app-id " + judgedApp + " --json --redirect-uris URIS"},
	{exitUsage, "validate --no-input --sign-in device --tenant contoso.com --app-id 11111111-2222-4333-8444-555555555555 --json"},
	{exitGood, "report --no-input --sign-in device --tenant contoso.com --app-id " + judgedApp + " --redirect-uris URIS"},
	{exitGood, "report --no-input --sign-in device --tenant contoso.com --app-id " + judgedApp + " --json --debug --redirect-uris URIS"},
}

func TestHostileTextFromATenantReachesNoTerminalAndNoFile(t *testing.T) {
	t.Parallel()
	for _, i := range campaign.Indexes(len(injecttest.Texts), sampledTexts) {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			login, graph, portal, injector := hostileServices(t, "two-faults")
			for _, l := range tenantLines {
				injector.Only(i)
				b := newBench(t)
				b.env[envLogin], b.env[envGraph] = login, graph
				b.errWidth, b.outWidth = 80, 80
				uris := b.file("uris.txt", strings.Join(portal, "\n")+"\n\nwhat is no address: "+injecttest.Texts[0]+
					"\nwhat is no address: "+injecttest.Texts[5]+"\nwhat is no address: "+injecttest.Texts[8])
				b.want(l.code, strings.Fields(strings.Replace(l.args, "URIS", uris, 1)))
				b.calm(l.args)
				b.fits(l.args)
				if l.code != exitUsage && !injector.Sent()[i] { // wrong use is said before anything is asked
					t.Errorf("%s: the text was never sent", l.args)
				}
				if strings.Contains(l.args, "--json") {
					b.losesNothing(l.args, strings.HasPrefix(l.args, "validate") && l.code == exitProblems)
				}
			}
		})
	}
}

// losesNothing fails where an answer is no JSON, or does not hold the address that
// steers byte for byte where it should.
func (b *bench) losesNothing(where string, address bool) {
	b.t.Helper()
	var doc any
	if err := json.Unmarshal([]byte(b.out.String()), &doc); err != nil {
		b.t.Errorf("%s: %v\n%.300s", where, err, b.out)
	}
	if address && !holdsText(doc, worseURI) {
		b.t.Errorf("%s does not hold the address as it is:\n%s", where, b.out)
	}
}

func holdsText(v any, text string) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			if holdsText(e, text) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, func(e any) bool { return holdsText(e, text) })
	case string:
		return v == text
	}
	return false
}

func TestHostileTextFromTheCommandLineReachesNoTerminal(t *testing.T) {
	t.Parallel()
	for _, i := range campaign.Indexes(len(injecttest.Texts), sampledTexts) {
		bad := injecttest.Texts[i]
		if i == 15 {
			bad = bad[:90_000] // as much as one argument may hold
		}
		if strings.Contains(bad, "\x00") {
			bad = strings.ReplaceAll(bad, "\x00", "") // no argument holds one
		}
		for _, args := range [][]string{
			{bad}, {"--" + bad}, {"-" + bad}, {"setup", bad}, {"validate", "--" + bad}, {"explain", bad}, {"explain", "--json", "redirect URI '" + bad + "' AADSTS50011"}, {"report", bad}, {"report", "--out", bad},
			{"setup", "--tenant", bad, "--no-input"}, {"setup", "--app-id", bad}, {"setup", "--name", bad, "--no-input"}, {"setup", "--profile", bad, "--no-input", "--tenant", "contoso.com"},
			{"setup", "--client-id", bad}, {"setup", "--cloud", bad}, {"setup", "--sign-in", bad}, {"setup", "--redirect-uris", bad, "--no-input"}, {"setup", "--practice=" + bad}, {"validate", "--list", bad},
			{"validate", "--parallel", bad}, {"undo", "--receipt", bad}, {"renew", "--ics", bad, "--no-input"}, {"renew", "--ics", bad + ".ics", "--no-input"}, {"undo", "--tenant", bad, "--no-input", "--yes", "--last"},
			{"setup", "--practice", "--plain", "--no-input", "--yes", "--name", bad},
		} {
			b := newBench(t)
			b.env[envLogin], b.env[envGraph] = "https://127.0.0.1:1", "https://127.0.0.1:1"
			b.run(args...)
			b.calm(fmt.Sprintf("text %d in %.60q", i, args))
		}
	}
}

func TestHostileTextFromFilesAndTheInputReachesNoTerminal(t *testing.T) {
	t.Parallel()
	login, graph, _, _ := hostileServices(t, "two-faults")
	b := newBench(t)
	if code := b.run("report", "--practice=two-faults", "--no-input", "--sign-in", "device", "--json"); code != exitGood {
		t.Fatalf("no report was made: %d\n%s", code, b.talk)
	}
	honest := b.out.String()
	for _, i := range campaign.Indexes(len(injecttest.Texts), sampledTexts) {
		bad := injecttest.Texts[i]
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			list := fmt.Sprintf("%s,%s,uris.txt\ncontoso.com,%s,%s\n\"%s\",x\ncontoso.com,%s,\n%s", bad, judgedApp, judgedApp, bad, bad, judgedApp, bad)
			for _, args := range []string{"validate --list LIST --json", "validate --list LIST", "validate --all", "validate --all --json", "setup --redirect-uris LIST --no-input --json", "explain", "explain --json",
				"report LIST", "report REPORT", "report REPORT --json", "undo --no-input --yes --tenant contoso.com --last", "renew --no-input --yes --profile contoso", "setup --plain --tenant contoso.com", "validate --plain", "setup --plain --sign-in none --tenant contoso.com", "report --no-input --profile contoso", "setup --no-input --profile contoso --json"} {
				b := newBench(t)
				b.env[envLogin], b.env[envGraph] = login, graph
				b.in = strings.NewReader(strings.Repeat(bad+"\nAADSTS50011: redirect URI '"+bad+"'\n1\n", 2))
				b.file("contoso.json", string(profileWith(t, bad[:min(len(bad), 60_000)])))
				code := b.run(strings.Fields(strings.NewReplacer("LIST", b.file("list.csv", list), "REPORT", b.file("report.json", string(reportWith(t, honest, bad)))).Replace(args))...)
				b.calm(fmt.Sprintf("text %d, %s", i, args))
				if strings.HasPrefix(args, "report REPORT") && code != exitGood {
					t.Errorf("text %d: the report was not opened: %d\n%.300s", i, code, b.talk)
				}
			}
		})
	}
}

// profileWith is a profile's file with a text in every place.
func profileWith(t *testing.T, bad string) []byte {
	t.Helper()
	raw, err := json.Marshal(map[string]any{
		"version": 1, "updated": time.Now().UTC(), "tenant": map[string]any{"id": "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18", "domain": "contoso.com", "name": "Contoso" + bad},
		"app":      map[string]any{"appId": judgedApp, "objectId": "../groups/1", "name": bad},
		"wanted":   map[string]any{"name": bad, "redirectUris": []string{"https://mtp.bvoip.net/users", "https://evil.example/" + bad}},
		"secret":   map[string]any{"keyId": "6f1d8b3a-92c4-4e07-b5a8-3d7e0c9f4b26", "name": bad, "hint": bad, "keeper": bad, "end": "2030-01-02T03:04:05Z"},
		"skipped":  map[string]any{"A1-A2": map[string]any{"at": "2026-01-02T03:04:05Z", "note": bad}},
		"receipts": []any{map[string]any{"at": "2026-01-02T03:04:05Z", "action": bad, "by": bad, "object": "password", "objectId": bad, "summary": bad, "requestId": bad}},
	})
	must.Do(t, err)
	return injecttest.Bytes(raw)
}

// reportWith is a report that somebody sent, with a text in every place.
func reportWith(t *testing.T, honest, bad string) []byte {
	t.Helper()
	var doc any
	must.Do(t, json.Unmarshal([]byte(honest), &doc))
	raw, err := json.Marshal(spoilt("", doc, bad[:min(len(bad), 800)]))
	must.Do(t, err)
	return injecttest.Bytes(raw)
}

// spoilt puts a text behind each text of a document, and into its keys, but for
// its schema and its times.
func spoilt(key string, v any, bad string) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			v[k] = spoilt(k, e, bad)
		}
		v[bad] = bad
	case []any:
		for i, e := range v {
			v[i] = spoilt(key, e, bad)
		}
	case string:
		if key != "schema" && !strings.HasSuffix(strings.ToLower(key), "at") && !strings.Contains(strings.ToLower(key), "date") {
			return v + bad
		}
	}
	return v
}
