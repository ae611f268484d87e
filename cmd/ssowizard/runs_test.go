package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/must"
)

var unasked = []string{"setup", "--plain", "--no-input", "--yes", "--sign-in", "browser"}

func with(more ...string) []string { return append(append([]string{}, unasked...), more...) }

func TestPracticeRunsEndByTheTable(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		said string
	}{
		{with("--practice"), exitGood, "Left for you:"},
		{with("--practice=secrets-capped"), exitGood, "Left for you:"},
		{with("--practice=secrets-forbidden"), exitProblems, "Nothing was written."},
		{with("--practice=hand-over"), exitProblems, "Nothing was written."},
		{with("--practice=adopt"), exitProblems, "--app-id 4f7b2c18"},
		{with("--practice=adopt", "--app-id", "4F7B2C18-E6D9-4A03-8B5E-C19D3F7A2E60"), exitGood, "Left for you:"},
		{[]string{"setup", "--practice=code-blocked", "--plain", "--no-input", "--yes"}, exitSignIn, "--sign-in browser"},
		{[]string{"setup", "--practice=code-blocked-browser", "--plain", "--no-input", "--yes"}, exitSignIn, "Sign in by browser instead"},
		{[]string{"setup", "--practice", "--plain", "--no-input", "--yes", "--sign-in", "none"}, exitUnchecked, "nothing could be checked"},
		{with("--practice", "--tenant", "nobody-has-this.example"), exitUsage, "--tenant"},
		{with("--practice", "--profile", "a/b"), exitUsage, "--profile"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.want(c.code, c.args, c.said)
			if left, err := os.ReadDir(b.folder); err != nil || len(left) != 0 {
				t.Errorf("practice left behind %v, %v", left, err)
			}
			if len(b.opened) != 0 {
				t.Errorf("practice opened %v in the real browser", b.opened)
			}
		})
	}
}

func TestDeviceCodeGoesToStderrAndTheDocumentToStdout(t *testing.T) {
	b := newBench(t)
	b.want(exitGood, []string{"setup", "--practice", "--plain", "--no-input", "--yes", "--json"}, "Only enter this code if you started this program yourself")
	var d document.Setup
	if err := json.Unmarshal([]byte(b.out.String()), &d); err != nil {
		t.Fatalf("%v in:\n%s", err, b.out)
	}
	if d.Exit.Code != exitGood || d.Exit.Verdict != "good" || d.Schema != document.SetupSchema {
		t.Errorf("got %+v", d.Exit)
	}
	if !regexp.MustCompile(`Enter {4}\S{8,}`).MatchString(b.talk.String()) {
		t.Error("no code among the talk")
	}
}

func TestDebugLogHoldsCallsAndNoSecret(t *testing.T) {
	b := newBench(t)
	b.want(exitGood, with("--practice", "--debug", "--tenant", "contoso.com"), "Log of all calls: ")
	files, err := filepath.Glob(filepath.Join(b.folder, "log", "*.log"))
	if err != nil || len(files) != 1 || !strings.Contains(b.talk.String(), files[0]) {
		t.Fatalf("%v, %v", files, err)
	}
	info, err := os.Stat(files[0])
	must.Do(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	raw, err := os.ReadFile(files[0])
	must.Do(t, err)
	text := string(raw)
	for _, want := range []string{"POST 127.0.0.1:", "/v1.0/$batch 200", "    GET /organization", "/addPassword", "--debug", "request "} {
		if !strings.Contains(text, want) {
			t.Errorf("the log lacks %q:\n%s", want, text)
		}
	}
	for _, never := range []string{"eyJ", "Bearer", "secretText", "client_secret", "access_token", "code_verifier="} {
		if strings.Contains(text, never) {
			t.Errorf("the log holds %q", never)
		}
	}
	if regexp.MustCompile(`[?&](code|state)=[^…]`).MatchString(text) {
		t.Error("the log holds the value of a code or a state")
	}
}

func TestExitCodesOfTheProcess(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"--version"}, 0},
		{[]string{"--no-such-flag"}, 2},
		{[]string{"setup", "--plain", "--no-input"}, 2},
		{[]string{"setup", "--practice=secrets-forbidden", "--plain", "--no-input", "--yes", "--sign-in=browser"}, 3},
		{[]string{"setup", "--practice=code-blocked-browser", "--plain", "--no-input", "--yes"}, 4},
		{[]string{"setup", "--practice", "--plain", "--no-input", "--yes", "--sign-in=none"}, 5},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			if code, out, talk := codeOf(t, program(t, c.args...)); code != c.code {
				t.Errorf("ended with %d, want %d\n%s\n%s", code, c.code, out, talk)
			}
		})
	}
}
