package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

func TestFiguresAreReadFromGosWords(t *testing.T) {
	o := read("fuzz: elapsed: 0s, gathering baseline coverage: 0/9 completed\nfuzz: elapsed: 3s, execs: 100 (33/sec), new interesting: 2 (total: 9)\n" +
		"fuzz: elapsed: 6s, execs: 250 (50/sec), new interesting: 4 (total: 11)\nPASS\n")
	if o.inputs != 250 || o.fresh != 4 {
		t.Errorf("%+v", o)
	}
	o = read("fuzz: elapsed: 6s, execs: 250 (50/sec), new interesting: 4 (total: 11)\n--- FAIL: FuzzX (0.1s)\n    Failing input written to testdata/fuzz/FuzzX/1\n")
	if o.inputs != 250 || !strings.HasPrefix(o.text, "--- FAIL") {
		t.Errorf("%+v", o)
	}
	if o := read("build failed"); o.inputs != 0 || o.text != "build failed" {
		t.Errorf("%+v", o)
	}
}

func TestOnlyFuzzFunctionsAreTargets(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x_test.go")
	text := "package x\nimport \"testing\"\nfunc FuzzOne(f *testing.F) {}\nfunc FuzzBody(t *testing.T) {}\nfunc fuzz(f *testing.F) {}\nfunc (x) FuzzTwo(f *testing.F) {}\ntype x int\n"
	must.Do(t, os.WriteFile(file, []byte(text), 0o600))
	if got, err := fuzzers(file); err != nil || !slices.Equal(got, []string{"FuzzOne"}) {
		t.Errorf("%v, %v", got, err)
	}
}

// What must never stop being fuzzed is found under its name.
func TestEveryReaderOfForeignTextIsATarget(t *testing.T) {
	all, err := find(t.Context(), regexp.MustCompile("."))
	must.Do(t, err)
	var names []string
	for _, x := range all {
		names = append(names, x.String())
	}
	for _, want := range []string{"internal/paste FuzzParseURIs", "internal/graph FuzzDecodeError", "internal/graph FuzzDecodeBatch", "internal/entra FuzzPayload", "internal/entra FuzzDeviceAnswer",
		"internal/entra FuzzTokenAnswer", "internal/entra FuzzMetadata", "internal/entra FuzzPaste", "internal/entra FuzzListener", "internal/vault FuzzSecretFile", "cmd/ssowizard FuzzList", "internal/explain FuzzExplain", "internal/text FuzzClean", "internal/sim FuzzFilter", "internal/engine FuzzProfile", "internal/engine FuzzReceipts", "internal/document FuzzOpen", "internal/tui FuzzScreen", "cmd/ssowizard FuzzOpening"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not found; found are %q", want, names)
		}
	}
}
