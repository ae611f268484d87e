package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// foreignBench is a bench whose environment names a simulated tenant as the services.
func foreignBench(t *testing.T) (b *bench, srv *sim.Server, uris string) {
	t.Helper()
	srv, err := sim.Start(sim.Options{Tenant: "two-faults", Seed: 7, Scale: 0.01})
	must.Do(t, err)
	t.Cleanup(srv.Close)
	b = newBench(t)
	b.env[envLogin], b.env[envGraph] = srv.LoginURL(), srv.GraphURL()
	b.open = func(u string) error { go func() { _ = srv.OpenBrowser(u, "") }(); return nil }
	uris = filepath.Join(t.TempDir(), "uris.txt")
	must.Do(t, os.WriteFile(uris, []byte(strings.Join(srv.Scenario().PortalURIs, "\n")), 0o600))
	return b, srv, uris
}

// foreignRuns are commands line by line, each of which asks the services or could.
var foreignRuns = []string{
	"setup --plain --no-input --yes --tenant contoso.com --name n --redirect-uris URIS --sign-in browser",
	"setup --plain --no-input --yes", // values are missing
	"validate --no-input --sign-in browser --tenant contoso.com --app-id " + judgedApp + " --redirect-uris URIS",
	"validate --no-input --quiet --sign-in browser --tenant contoso.com --app-id " + judgedApp + " --redirect-uris URIS",
	"validate --all --no-input",
	"renew --plain --no-input --yes --tenant contoso.com --sign-in browser",
	"undo --plain --no-input --yes --last --tenant contoso.com --sign-in browser",
	"report --no-input --sign-in browser --tenant contoso.com --app-id " + judgedApp,
	"explain --no-input --sign-in browser --tenant contoso.com --app-id " + judgedApp + " AADSTS50011",
}

// TestAForeignServiceRootIsInEveryDocumentAndEveryText: who is asked in Microsoft's place stands in each document, at the
// beginning of the talk, before a sign-in, at the end, in what is printed, and in the debug log.
func TestAForeignServiceRootIsInEveryDocumentAndEveryText(t *testing.T) {
	t.Parallel()
	for _, args := range foreignRuns {
		for _, asJSON := range []bool{false, true} {
			line := args
			if asJSON {
				line += " --json"
			}
			t.Run(strings.Join(strings.Fields(line)[:2], " "), func(t *testing.T) {
				t.Parallel()
				b, srv, uris := foreignBench(t)
				if strings.Contains(line, "--all") {
					b.file("broken.json", "{")
				}
				b.run(strings.Fields(strings.Replace(line, "URIS", uris, 1))...)
				talk := b.talk.String()
				if strings.Count(talk, "NOT MICROSOFT: This run does not ask Microsoft: SSOWIZARD_LOGIN_URL sends sign-ins to "+srv.LoginURL()) != 1 {
					t.Errorf("%s: not said at the beginning:\n%s", line, talk)
				}
				first, _, _ := strings.Cut(strings.TrimSpace(talk), "\n")
				if !strings.HasPrefix(first, "NOT MICROSOFT: ") {
					t.Errorf("%s: it begins with %q", line, first)
				}
				if before, _, signs := strings.Cut(talk, "  Open: "); signs && strings.Count(before, "This sign-in comes from "+strings.TrimPrefix(srv.LoginURL(), "http://")) != 1 {
					t.Errorf("%s: not said before the sign-in:\n%s", line, talk)
				}
				if !strings.HasPrefix(line, "explain") && !strings.Contains(talk, "Others stand in Microsoft's place") {
					t.Errorf("%s: not said at the end:\n%s", line, talk)
				}
				if !asJSON {
					if out := b.out.String(); out != "" && !strings.Contains(out, "NOT MICROSOFT") {
						t.Errorf("%s: what is printed does not say it:\n%s", line, out)
					}
					return
				}
				wantServices(t, line, b.out.String(), srv)
			})
		}
	}
}

// wantServices fails unless each document names both roots.
func wantServices(t *testing.T, line, out string, srv *sim.Server) {
	t.Helper()
	type doc struct{ Services map[string]string }
	var docs []doc
	var one doc
	if err := json.Unmarshal([]byte(out), &docs); err != nil {
		if err := json.Unmarshal([]byte(out), &one); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
		docs = []doc{one}
	}
	if len(docs) == 0 {
		t.Errorf("%s wrote no document", line)
	}
	for _, d := range docs {
		if d.Services["login"] != srv.LoginURL() || d.Services["graph"] != srv.GraphURL() || len(d.Services) != 2 {
			t.Errorf("%s: services are %v", line, d.Services)
		}
	}
}

func TestTheDebugLogNamesForeignServices(t *testing.T) {
	t.Parallel()
	b, srv, _ := foreignBench(t)
	b.run("report", "--no-input", "--sign-in", "browser", "--tenant", "contoso.com", "--debug")
	logs, err := filepath.Glob(filepath.Join(b.folder, "log", "*.log"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("%v, %v", logs, err)
	}
	raw, err := os.ReadFile(logs[0])
	must.Do(t, err)
	if !strings.Contains(string(raw), "not Microsoft's own services: sign-in \""+srv.LoginURL()) {
		t.Errorf("the log says:\n%s", raw)
	}
}

// TestMicrosoftAndPracticeAreNotForeign: not in practice, also where the environment names others, and not
// where the variables name Microsoft's own roots.
func TestMicrosoftAndPracticeAreNotForeign(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.env[envLogin], b.env[envGraph] = "https://login.evil.example", "https://graph.evil.example"
	b.run("validate", "--practice=two-faults", "--no-input", "--json")
	if all := b.talk.String() + b.out.String(); strings.Contains(all, "NOT MICROSOFT") || strings.Contains(all, `"services"`) {
		t.Errorf("practice: %s", all)
	}
	own := &options{cloud: "global"}
	cloud, err := own.cloudFor(func(name string) string {
		return map[string]string{envLogin: "https://login.microsoftonline.com/", envGraph: "https://graph.microsoft.com"}[name]
	})
	if r := cloud.Foreign(); err != nil || r != nil {
		t.Errorf("Microsoft's own: %+v, %v", r, err)
	}
}

// TestTheWarningNamesTheVariables that the program reads.
func TestTheWarningNamesTheVariables(t *testing.T) {
	t.Parallel()
	cloud, _ := (&options{}).cloudFor(func(string) string { return "https://evil.example" })
	words := setup.Snapshot{Roots: cloud.Foreign()}.Services()
	for _, want := range []string{envLogin, envGraph, "https://evil.example"} {
		if !strings.Contains(words.Warning(), want) {
			t.Errorf("%q does not name %s", words.Warning(), want)
		}
	}
	if !slices.Equal(words.Named(), []string{"sign-in and Graph: evil.example"}) {
		t.Errorf("one host of both is named %q", words.Named())
	}
}
