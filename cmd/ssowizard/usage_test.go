package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

func TestWrongValuesAreRefusedWithCauseAndRemedy(t *testing.T) {
	folder := t.TempDir()
	empty := filepath.Join(folder, "empty.txt")
	must.Do(t, os.WriteFile(empty, []byte("no addresses in here\n"), 0o600))
	huge := filepath.Join(folder, "huge.txt")
	must.Do(t, os.WriteFile(huge, make([]byte, urisLimit+1), 0o600))
	for _, c := range []struct {
		args []string
		said []string
	}{
		{[]string{"--frobnicate"}, []string{"Unknown flag", "--help"}},
		{[]string{"setup", "--tenant"}, []string{"needs an argument", "--help"}},
		{[]string{"certify"}, []string{`There is no command "certify"`, "--help"}},
		{[]string{"setpu"}, []string{"Did you mean: ssowizard setup?"}},
		{[]string{"setup", "contoso.com"}, []string{`"contoso.com" was not expected`, "ssowizard setup --help"}},
		{[]string{"--practice", "list"}, []string{"Write it as --practice=list."}},
		{[]string{"--practice", "foo"}, []string{`"foo" stands apart from --practice`, "--practice=list"}},
		{[]string{"setup", "--practice", "foo"}, []string{`"foo" stands apart from --practice`, "--practice=two-faults"}},
		{[]string{"--practice=list", "--json"}, []string{"Leave --json out"}},
		{[]string{"explain", "50011", "--practice=list", "--json"}, []string{"Leave --json out"}},
		{[]string{"help", "bogus"}, []string{`There is no command "bogus"`}},
		{[]string{"help", "setpu"}, []string{"Did you mean: ssowizard setup?"}},
		{[]string{"help", "setup", "bogus"}, []string{`"bogus" was not expected after "setup"`}},
		{[]string{"completion", "bogus"}, []string{`"bogus" was not expected after "completion"`}},
		{[]string{"undo", "--practice", "--no-input", "--yes", "--receipt", "1", "--last"}, []string{"Give one of the two."}},
		{[]string{"validate", "--list", folder, "--no-input"}, []string{"--list: ", "is a folder."}},
		{[]string{"--practice", "adopt"}, []string{"Write it as --practice=adopt."}},
		{[]string{"setup", "--practice=nowhere"}, []string{`no practice tenant "nowhere"`, "--practice=list"}},
		{[]string{"setup", "--sign-in", "carrier-pigeon"}, []string{"device, browser or none"}},
		{[]string{"setup", "--profile", "con", "--plain", "--no-input"}, []string{"Windows keeps con for a device", "Leave --profile out"}},
		{[]string{"renew", "--profile", "Lpt9.old", "--no-input"}, []string{"Windows keeps Lpt9 for a device"}},
		{[]string{"--profile", "../x"}, []string{"is not a profile name", "Leave --profile out"}},
		{[]string{"setup", "--cloud", "mars"}, []string{"usgov"}},
		{[]string{"setup", "--cloud", "china"}, []string{"Microsoft Graph Command Line Tools does not exist in the cloud \"china\"", "--client-id"}},
		{[]string{"setup", "--plain", "--no-input", "--yes", "--cloud", "china", "--client", "azure-cli"}, []string{"Microsoft Azure CLI does not exist", "--client-id"}},
		{[]string{"validate", "--cloud", "china", "--no-input"}, []string{"does not exist in the cloud"}},
		{[]string{"setup", "--client", "azure"}, []string{"graph, azure-cli", "--client-id"}},
		{[]string{"setup", "--client", "azure-cli", "--client-id", "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"}, []string{"two ways", "Give one"}},
		{[]string{"setup", "--app-id", "x"}, []string{"--app-id", "Overview"}},
		{[]string{"setup", "--client-id", "x"}, []string{"--client-id"}},
		{[]string{"setup", "--name", strings.Repeat("n", 121)}, []string{"--name", "121"}},
		{[]string{"setup", "--name", "a\tb"}, []string{"--name", "cannot be seen"}},
		{[]string{"setup", "--name", "a", "--app-id", "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"}, []string{"one of the two"}},
		{[]string{"setup", "--secret-months", "25"}, []string{`--secret-months "25"`, "1 to 24", "best practice"}},
		{[]string{"renew", "--secret-months", "0"}, []string{`--secret-months "0"`}},
		{[]string{"validate", "--secret-months", "a year"}, []string{`--secret-months "a year"`}},
		{[]string{"setup", "--secret-months="}, []string{"--secret-months was given without a value"}},
		{[]string{"undo", "--secret-months", "6"}, []string{"--secret-months"}},
		{[]string{"setup", "--redirect-uris", filepath.Join(folder, "none")}, []string{"is not there", "Redirect URIs"}},
		{[]string{"setup", "--redirect-uris", "none\x1b[31m"}, []string{"--redirect-uris: none[31m is not there"}},
		{[]string{"setup", "--practice=", "--plain"}, []string{"--practice was given without a value"}},
		{[]string{"setup", "--practice", "--app-id", ""}, []string{"--app-id was given without a value"}},
		{[]string{"setup", "--practice", "--tenant", " "}, []string{"--tenant was given without a value"}},
		{[]string{"setup", "--practice", "--redirect-uris="}, []string{"--redirect-uris was given without a value"}},
		{[]string{"setup", "--redirect-uris", folder}, []string{"cannot be read"}},
		{[]string{"setup", "--redirect-uris", empty}, []string{"no address was found"}},
		{[]string{"setup", "--redirect-uris", huge}, []string{"far longer"}},
		{[]string{"setup", "--redirect-uris", "-"}, []string{"no address was found in the input"}},
		{[]string{"setup", "--plain", "--no-input", "--profile", "x", "--tenant", "contoso.com", "--yes", "--redirect-uris", "-"}, []string{"no address was found"}},
		{[]string{"setup", "--plain", "--no-input"}, []string{"--tenant", "--name", "--redirect-uris", "--yes"}},
		{nil, []string{"not a terminal", "ssowizard setup --plain"}},
		{[]string{"--practice"}, []string{"not a terminal"}},
		{[]string{"setup", "--plain"}, []string{"The input ended", "--tenant"}},
	} {
		t.Run(strings.Join(c.args, " ")[:min(40, len(strings.Join(c.args, " ")))], func(t *testing.T) {
			newBench(t).want(exitUsage, c.args, c.said...)
		})
	}
}

// TestAllWrongValuesAreSaidAtOnce: in the same order each time, and none twice.
func TestAllWrongValuesAreSaidAtOnce(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none.txt")
	for _, c := range []struct {
		args []string
		said []string
	}{
		{[]string{"setup", "--plain", "--no-input", "--sign-in", "foo", "--cloud", "bar", "--client-id", "zz", "--app-id", "../x", "--name", "a\tb", "--tenant=", "--redirect-uris", missing},
			[]string{"--tenant was given without", `--app-id "../x"`, `--client-id "zz"`, `--sign-in "foo"`, `--cloud "bar"`, "--name is for a new registration", "--name: ", "none.txt is not there"}},
		{[]string{"validate", "--no-input", "--all", "--list", "x", "--parallel", "99", "--sign-in", " "},
			[]string{"--sign-in was given without", "--all and --list", "--parallel 99"}},
		{[]string{"report", missing, "--tenant", "contoso.com", "--sign-in", "none"}, []string{"--sign-in means nothing", "--tenant means nothing"}},
	} {
		for range 5 {
			b := newBench(t)
			b.want(exitUsage, c.args)
			rest := b.talk.String()
			for _, w := range c.said {
				_, after, found := strings.Cut(rest, w)
				if !found || strings.Contains(after, w) {
					t.Fatalf("%v: %q is not said once and in its turn:\n%s", c.args, w, b.talk)
				}
				rest = after
			}
		}
	}
}

func TestServiceRootsOfTheEnvironment(t *testing.T) {
	for _, bad := range []string{"http://graph.microsoft.com", "https://graph.microsoft.com/v1.0", "graph.microsoft.com", "https://u:p@x"} {
		for _, name := range []string{envLogin, envGraph} {
			b := newBench(t)
			b.env[name] = bad
			b.want(exitUsage, []string{"setup", "--plain"}, name, "Correct it")
		}
	}
}

// A proxy that cannot be used is not passed over without a word.
func TestAProxyThatCannotBeUsedIsSaid(t *testing.T) {
	b := newBench(t)
	b.env["HTTPS_PROXY"] = "::::"
	b.want(exitUsage, []string{"setup", "--plain", "--no-input"}, "HTTPS_PROXY holds no address of a proxy", "http://proxy.example:8080")
}

func TestHelpVersionAndCompletion(t *testing.T) {
	for _, c := range []struct {
		args []string
		said string
	}{
		{[]string{"--help"}, "--redirect-uris"},
		{[]string{"setup", "--help"}, "without a question"},
		{[]string{"--version"}, versionWord()},
		{[]string{"completion", "bash"}, "bash completion"},
		{[]string{"completion", "powershell"}, "ssowizard"},
		{[]string{"completion"}, "bash"},
		{[]string{"help"}, "--redirect-uris"},
		{[]string{"help", "completion", "bash"}, "completion"},
		{[]string{"help", "setup"}, "without a question"},
	} {
		newBench(t).want(exitGood, c.args, c.said)
	}
}

func TestWhichFrontIsShown(t *testing.T) {
	for _, c := range []struct {
		name   string
		in, tt bool
		env    map[string]string
		o      options
		want   bool
	}{
		{"a terminal", true, true, map[string]string{"TERM": "xterm-256color"}, options{}, true},
		{"no TERM, as on Windows", true, true, nil, options{}, true},
		{"output into a file", true, false, nil, options{}, false},
		{"input from a pipe", false, true, nil, options{}, false},
		{"a dumb terminal", true, true, map[string]string{"TERM": "dumb"}, options{}, false},
		{"a screen reader", true, true, map[string]string{"ACCESSIBLE": "1"}, options{}, false},
		{"--plain", true, true, nil, options{plain: true}, false},
		{"--no-input", true, true, nil, options{noInput: true}, false},
		{"--json", true, true, nil, options{json: true}, false},
		{"the list from the input", true, true, nil, options{urisFrom: "-"}, false},
	} {
		ios := &ioStreams{inTTY: c.in, outTTY: c.tt, env: func(k string) string { return c.env[k] }}
		if got := ios.fullScreen(&c.o); got != c.want {
			t.Errorf("%s: full screen %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRedirectURIsFromTheInput(t *testing.T) {
	b := newBench(t)
	b.in = strings.NewReader("1. https://a.example/x\n2. https://a.example/y, see http\n")
	got, err := b.readURIs(t.Context(), "-")
	if err != nil || len(got.URIs) != 2 || got.URIs[1] != "https://a.example/y" {
		t.Errorf("read %v, %v", got.URIs, err)
	}
}
