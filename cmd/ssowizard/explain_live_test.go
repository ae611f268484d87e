package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/explain"
)

// TestExplainPicksTheCauseThatIsSo: by what Entra holds, and not by what is usual.
func TestExplainPicksTheCauseThatIsSo(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		said []string
	}{
		"under Web":           {[]string{"AADSTS9002326", "--practice=two-faults"}, []string{"This is so (AADSTS9002326)", "example-billing under Web"}},
		"not under Web":       {[]string{"AADSTS9002326", "--practice=good"}, []string{"Not this (AADSTS9002326)"}},
		"a secret that ended": {[]string{"7000222", "--practice=secret-expired", "--sign-in", "browser"}, []string{"This is so (AADSTS7000222): The secret expired on"}},
		"one of ours":         {[]string{"assignment-required", "--practice=assignment-required"}, []string{"This is so (assignment-required)"}},
		"a secret's id":       {[]string{"6f1d8b3a-92c4-4e07-b5a8-3d7e0c9f4b26", "--practice=good"}, []string{"The id of the client secret MTP portal of Contoso Voice SSO", "not its value"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.want(exitGood, append([]string{"explain"}, c.args...), append(c.said, "Compared with what Entra holds now.", "Signed in as")...)
			if strings.Contains(b.out.String(), "Signed in as") {
				t.Errorf("talk among the answers:\n%s", b.out)
			}
			if !strings.Contains(b.talk.String(), "Signing in left consent in your tenant") {
				t.Errorf("what the sign-in left is not told:\n%s", b.talk)
			}
			if left, err := os.ReadDir(b.folder); err != nil || len(left) != 0 {
				t.Errorf("written to this computer: %v, %v", left, err)
			}
		})
	}
}

func TestExplainWithoutTheSignInThatWasAskedFor(t *testing.T) {
	b := newBench(t)
	b.want(exitSignIn, []string{"explain", "50011", "--practice=code-blocked", "--json"}, "AADSTS53003")
	var d document.Explain
	if err := json.Unmarshal([]byte(b.out.String()), &d); err != nil || !d.Recognised || d.Exit.Code != exitSignIn || d.Compare.Live {
		t.Errorf("%v: %s", err, b.out)
	}
	for _, x := range d.Causes {
		if x.Truth == explain.TruthHolds || x.Truth == explain.TruthRuledOut {
			t.Errorf("nobody looked, and it is said: %+v", x)
		}
	}
	if d.Consent != nil {
		t.Errorf("nobody signed in, and it left %+v", d.Consent)
	}
	newBench(t).want(exitGood, []string{"explain", "50011", "--practice=code-blocked", "--sign-in", "none"}, "AADSTS50011")
	newBench(t).want(exitUsage, []string{"explain", "50011", "--sign-in", "device"}, "remembers no setup to look at", "--tenant")
	b = newBench(t)
	b.want(exitUsage, []string{"explain", "nothing to see", "--practice=good"}, "Nothing in this text was recognized.")
	if strings.Contains(b.talk.String(), "devicelogin") {
		t.Error("a sign-in for a text that says nothing")
	}
}
