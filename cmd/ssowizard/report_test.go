package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

func TestAReportIsWrittenOnceAndOpened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	args := []string{"report", "--practice=two-faults", "--no-input", "--sign-in", "device", "--out", path}
	newBench(t).want(exitGood, args, "was written to "+path)
	info, err := os.Stat(path)
	must.Do(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file's rights are %v", info.Mode())
	}
	before, err := os.ReadFile(path)
	must.Do(t, err)
	again := newBench(t)
	again.want(exitUsage, args, "is there already, and nothing is overwritten")
	if strings.Contains(again.talk.String(), "devicelogin") {
		t.Error("the sign-in came before the refusal")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Error("the file was changed")
	}
	newBench(t).want(exitGood, []string{"report", path}, "PRACTICE", "Nothing in it was checked here", "redirect-uri-wrong-platform", "$batch", "Request: ", "GET /organization")
	b := newBench(t)
	b.in = strings.NewReader(string(before))
	b.want(exitGood, []string{"report", "-", "--json"}, `"schema": "ssowizard/report/1"`)
	text := filepath.Join(t.TempDir(), "report.txt")
	newBench(t).want(exitGood, []string{"report", path, "--out", text}, "Written to")
	newBench(t).want(exitUsage, []string{"report", text}, "can be read as it is")
}

func TestWhatCannotBeOpenedOrWritten(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.json")
	must.Do(t, os.WriteFile(other, []byte(`{"schema":"ssowizard/validate/1"}`), 0o600))
	for _, c := range []struct {
		args []string
		said string
	}{
		{[]string{"report", filepath.Join(dir, "none")}, "cannot be read: no such file"},
		{[]string{"report", dir}, "cannot be read"},
		{[]string{"report", other}, "the document of ssowizard validate"},
		{[]string{"report", "-"}, "The input cannot be opened as a report. It is empty."},
		{[]string{"report", other, "--tenant", "contoso.com"}, "--tenant means nothing while a report is opened"},
		{[]string{"report", other, other}, "was not expected"},
		{[]string{"report", "--out="}, "--out was given without a value"},
		{[]string{"report", "--no-input", "--out", filepath.Join(dir, "no", "r.json")}, "is not there"},
		{[]string{"report", "--no-input", "--tenant", "not a domain"}, "--tenant"},
	} {
		newBench(t).want(exitUsage, c.args, c.said)
	}
}

func TestAFlagOfAnotherCommandIsRefused(t *testing.T) {
	for _, c := range []struct {
		args []string
		said []string
	}{
		{[]string{"explain", "--yes", "50011"}, []string{`--yes means nothing to "ssowizard explain"`, "It is for: renew, setup, undo, validate"}},
		{[]string{"undo", "--name", "x"}, []string{"--name means nothing"}},
		{[]string{"undo", "--redirect-uris", "x"}, []string{"--redirect-uris means nothing"}},
		{[]string{"validate", "--name=x"}, []string{"--name means nothing"}},
		{[]string{"setup", "--receipt", "1"}, []string{"--receipt means nothing", "It is for: undo"}},
		{[]string{"report", "--yes"}, []string{"--yes means nothing"}},
		{[]string{"validate", "--json=maybe"}, []string{`--json cannot be "maybe"`, "alone for yes"}},
		{[]string{"validate", "--parallel", "many"}, []string{`--parallel cannot be "many"`, "whole number"}},
		{[]string{"undo", "--receipt", "two"}, []string{`--receipt cannot be "two"`, "whole number"}},
		{[]string{"setup", "-z"}, []string{"Unknown flag: -z"}},
		{[]string{"setup", "--=x"}, []string{`"--=x" is not a flag`}},
	} {
		b := newBench(t)
		b.want(exitUsage, c.args, append(c.said, "--help")...)
		if s := b.talk.String(); strings.Contains(s, "strconv") || strings.Contains(s, "parsing") {
			t.Errorf("%v speaks of its own functions: %s", c.args, s)
		}
	}
}
