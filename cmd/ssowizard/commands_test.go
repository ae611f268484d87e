package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"ssowizard/assets"
	"ssowizard/internal/document"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

func TestChecksRenewalsAndUndoEndByTheTable(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		said string
	}{
		{"validate --practice=good --no-input", exitGood, "Verdict: ok"},
		{"validate --practice=good --no-input --quiet", exitGood, "Only enter this code"},
		{"validate --practice=two-faults --no-input", exitProblems, "The cause: Redirect URIs"},
		{"validate --practice=deleted --no-input --sign-in browser", exitProblems, "app-deleted"},
		{"validate --practice=judged-pim --no-input", exitUnchecked, "could not be checked"},
		{"validate --practice=code-blocked --no-input --app-id 4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", exitSignIn, "--sign-in browser"},
		{"validate --practice --no-input", exitProblems, "No registration in this tenant"},
		{"validate --practice=good --sign-in none --no-input", exitUnchecked, "Nobody signed in"},
		{"validate --no-input", exitUsage, "--redirect-uris FILE"},
		{"validate --practice=good --all", exitGood, "works"},
		{"validate --practice=good --all --sign-in device", exitGood, "one setup is checked after the other"},
		{"validate --practice=secret-expired --all", exitProblems, "secret-expired"},
		{"validate --practice=new --all", exitUsage, "remembers no setup"},
		{"validate --practice=good --all --parallel 33", exitUsage, "1 to 32"},
		{"validate --all --list x.csv", exitUsage, "two ways"},
		{"validate --all --app-id 4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", exitUsage, "name one setup"},
		{"validate --practice=good --list no-such.csv", exitUsage, "cannot be opened"},
		{"renew --practice=good --no-input --yes", exitGood, "Left for you, with ssowizard renew"},
		{"renew --practice --no-input --yes", exitGood, "made by this wizard"},
		{"renew --practice=secrets-forbidden --no-input --yes --app-id 4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", exitProblems, "There is no registration with this"},
		{"renew --practice=judged-no-secrets --no-input --yes", exitProblems, "forbids client secrets"},
		{"renew --no-input", exitUsage, "--yes"},
		{"renew --practice --ics reminders.txt", exitUsage, ".ics"},
		{"undo --practice --no-input --yes --last", exitGood, "Took back: Made a client secret"},
		{"undo --practice --no-input --yes --receipt 5 --receipt 4", exitGood, "Took back: Granted User.Read for everybody"},
		{"undo --practice --no-input --yes --receipt 1", exitProblems, "receipt 1"},
		{"undo --practice=good --no-input --yes --last", exitGood, "nothing to take back"},
		{"undo --practice --no-input --yes --receipt 0", exitUsage, "not a number of a receipt"},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.want(c.code, strings.Fields(c.args), c.said)
			if left, err := os.ReadDir(b.folder); err != nil || len(left) != 0 {
				t.Errorf("practice left behind %v, %v", left, err)
			}
		})
	}
}

func TestTheDocumentOfACheckIsTheOnlyAnswer(t *testing.T) {
	b := newBench(t)
	b.want(exitProblems, []string{"validate", "--practice=two-faults", "--json", "--no-input"})
	var d document.Validate
	if err := json.Unmarshal([]byte(b.out.String()), &d); err != nil || d.Verdict != "problems" || d.Reason.Cause != "uris" {
		t.Errorf("%v: %+v", err, d.Reason)
	}
	if !regexp.MustCompile(`Enter {4}\S{8,}`).MatchString(b.talk.String()) {
		t.Error("no code among the talk")
	}
}

func TestPracticeTenantsAreNamedWithWhatTheyAre(t *testing.T) {
	b := newBench(t)
	b.want(exitGood, []string{"--practice=list"})
	for _, name := range assets.PracticeNames() {
		if !strings.Contains(b.out.String(), name+" ") {
			t.Errorf("%s is not named", name)
		}
	}
}

func TestAListNamesEveryBadLine(t *testing.T) {
	b := newBench(t)
	sc, err := sim.LoadScenario("good")
	must.Do(t, err)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		must.Do(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	write("uris.txt", strings.Join(sc.PortalURIs, "\n"))
	bad := write("bad.csv", "contoso.com,x\ncontoso.com,"+anID+",none.txt\ncontoso.com,"+anID+",none.txt\n")
	b.want(exitUsage, []string{"validate", "--practice=good", "--list", bad}, "Line 1:", "Line 2:", "Line 3:", "Nothing was sent.")
	good := write("good.csv", "tenant,app,uris\ncontoso.com,"+anID+",uris.txt\ncontoso.com,"+anID+"\n")
	b = newBench(t)
	b.want(exitGood, []string{"validate", "--practice=good", "--list", good, "--json"}, "2 of 2: contoso.com")
	var docs []document.Validate
	if err := json.Unmarshal([]byte(b.out.String()), &docs); err != nil || len(docs) != 2 || docs[1].Verdict != "ok" {
		t.Errorf("%v: %s", err, b.out)
	}
}

func TestRemindersAreWrittenOnlyWhenAskedFor(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "renewal.ics")
	b.want(exitGood, []string{"renew", "--practice=good", "--no-input", "--yes", "--ics", path}, "Reminders written to")
	f, err := os.Open(path)
	must.Do(t, err)
	cal, err := ics.ParseCalendar(f)
	if cerr := f.Close(); err != nil || cerr != nil || len(cal.Events()) != 3 {
		t.Fatalf("%v, %v, %+v", err, cerr, cal)
	}
	raw, _ := os.ReadFile(path)
	if strings.Contains(string(raw), "~") {
		t.Error("the file holds something like a secret")
	}
	for _, bad := range []string{path, filepath.Join(t.TempDir(), "none", "x.ics"), filepath.Join(path, "x.ics")} {
		b = newBench(t)
		b.want(exitUsage, []string{"renew", "--practice=good", "--no-input", "--yes", "--ics", bad}, "--ics: ", "No secret was made.")
		if strings.Contains(b.talk.String(), "Signed in") {
			t.Errorf("%s is refused after the sign-in:\n%s", bad, b.talk)
		}
	}
}

// TestRemindersThatCouldNotBeWrittenAreLeft: the folder looked well and was not.
func TestRemindersThatCouldNotBeWrittenAreLeft(t *testing.T) {
	b := newBench(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "renewal.ics")
	b.sleep = func(context.Context, time.Duration) error { return os.WriteFile(path, nil, 0o600) } // somebody was faster
	b.want(exitFailure, []string{"renew", "--practice=good", "--no-input", "--yes", "--json", "--ics", path}, "The reminders could not be written: The file ", "Note when it ends")
	var d document.Renew
	must.Do(t, json.Unmarshal([]byte(b.out.String()), &d))
	if d.New == nil || len(d.Left) == 0 || !strings.HasPrefix(d.Left[0], "Note the end of the new secret, ") || d.Exit.Error == nil || d.Exit.Code != exitFailure {
		t.Errorf("%+v", d)
	}
}

func TestExitCodesOfTheProcessForChecks(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
	}{
		{"validate --practice=good --no-input --json --sign-in=browser", 0},
		{"validate --no-input --json", 2},
		{"validate --practice=two-faults --no-input --json --sign-in=browser", 3},
		{"validate --practice=good --no-input --sign-in=none", 5},
		{"undo --no-input", 2},
		{"renew --no-input", 2},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Parallel()
			if code, out, talk := codeOf(t, program(t, strings.Fields(c.args)...)); code != c.code {
				t.Errorf("ended with %d, want %d\n%s\n%s", code, c.code, out, talk)
			}
		})
	}
}

func TestWhatTheFullScreenIsFor(t *testing.T) {
	for _, c := range []struct {
		start string
		j     commandFlags
		want  bool
	}{
		{"welcome", commandFlags{}, true}, {"setup", commandFlags{}, true}, {"validate", commandFlags{}, true}, {"renew", commandFlags{}, true}, {"undo", commandFlags{}, true},
		{"validate", commandFlags{quiet: true}, false}, {"validate", commandFlags{all: true}, false}, {"validate", commandFlags{list: "x.csv"}, false},
		{"renew", commandFlags{ics: "x.ics"}, false}, {"undo", commandFlags{last: true}, false}, {"undo", commandFlags{receipts: []int{1}}, false},
	} {
		if got, err := c.j.onScreen(c.start); got != c.want || err != nil {
			t.Errorf("%s %+v: %v, %v", c.start, c.j, got, err)
		}
	}
}

// TestEveryCommandIsWired: each command of the tree has its case in both functions that
// choose a front, but one that needs no session, which stands in alone. What has no case
// is refused in both.
func TestEveryCommandIsWired(t *testing.T) {
	o, b := &options{}, newBench(t)
	w := newFactory(b.ioStreams, o)
	root := newRoot(b.ioStreams, o)
	alone := []string{"man", "help", "completion"}
	starts := []string{startOf(root), "nothing"}
	for _, c := range root.Commands() {
		starts = append(starts, startOf(c))
	}
	for _, start := range starts {
		wired := start != "nothing" && !slices.Contains(alone, start)
		if _, err := o.command.onScreen(start); (err == nil) != wired {
			t.Errorf("%s, full screen: wired %t, %v", start, wired, err)
		}
		if run, err := w.lineByLine(start); (err == nil && run != nil) != wired {
			t.Errorf("%s, line by line: wired %t, %v", start, wired, err)
		}
	}
	if len(starts) < 9 {
		t.Errorf("the tree holds %q", starts)
	}
}
