package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const givenSecret = "Abc8Q~kd83jf9KQms0aPq_lk2m~z1Xy7Vw-4TdPp"

// TestASecretOnTheCommandLineIsNotRepeated: whichever flag a client secret was put
// into, nothing is done with it and nothing says it again.
func TestASecretOnTheCommandLineIsNotRepeated(t *testing.T) {
	for _, args := range [][]string{
		{givenSecret}, {"--" + givenSecret}, {"setup", "--practice=" + givenSecret}, {"setup", "--practice", "--tenant", givenSecret},
		{"setup", "--practice", "--plain", "--no-input", "--yes", "--name", givenSecret}, {"setup", "--app-id=" + givenSecret},
		{"validate", "--client-id", givenSecret}, {"validate", "--profile", givenSecret, "--json"}, {"validate", "--list", givenSecret},
		{"setup", "--redirect-uris", givenSecret}, {"setup", "--secret-months", givenSecret}, {"setup", "--sign-in", givenSecret},
		{"--cloud", givenSecret, "setup"}, {"undo", "--receipt", givenSecret}, {"report", givenSecret}, {"report", "--out", givenSecret},
	} {
		b := newBench(t)
		b.want(2, args, "looks like a client secret")
		if all := b.talk.String() + b.out.String(); strings.Contains(all, givenSecret) {
			t.Errorf("%v repeats it: %s", args, all)
		}
	}
	b := newBench(t)
	if b.run("explain", givenSecret); strings.Contains(b.talk.String()+b.out.String(), givenSecret) {
		t.Error("explain repeats it")
	}
	if err := refuseSecrets([]string{"validate", "--redirect-uris", "Contoso-redirects-2026.txt~", "--name", "Contoso SSO ~ 2026"}); err != nil {
		t.Error(err)
	}
}

// TestASecretInAListIsNotRepeated: whichever column it stands in.
func TestASecretInAListIsNotRepeated(t *testing.T) {
	const id = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	for _, line := range []string{"contoso.com," + givenSecret + ",u.txt", givenSecret + "," + id, "contoso.com," + id + "," + givenSecret, givenSecret} {
		b := newBench(t)
		file := filepath.Join(t.TempDir(), "list.csv")
		if err := os.WriteFile(file, []byte("fabrikam.com,"+id+"\n"+line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		b.want(2, []string{"validate", "--list", file}, "Line 2", "looks like a client secret")
		if all := b.talk.String() + b.out.String(); strings.Contains(all, givenSecret) {
			t.Errorf("%q is repeated: %s", line, all)
		}
	}
}
