//go:build unix

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// TestADocumentForAClosedOutputIsAFailure: it is lost, as on a full disk. One that goes to
// /dev/null was given away, and so is what no document was asked of.
func TestADocumentForAClosedOutputIsAFailure(t *testing.T) {
	for _, args := range []string{"validate --practice=good --no-input", "report --practice=good --no-input", "explain AADSTS50011"} {
		for _, c := range []struct {
			to   string
			want int
		}{{" --json >&-", exitFailure}, {" --json >/dev/null", exitGood}, {" >/dev/null", exitGood}} {
			self, err := os.Executable()
			must.Do(t, err)
			cmd := program(t)
			shell := exec.CommandContext(t.Context(), "sh", "-c", "exec \"$0\" "+args+c.to, self)
			shell.Env = cmd.Env
			var talk strings.Builder
			shell.Stderr = &talk
			_ = shell.Run()
			lost := strings.Contains(talk.String(), "could not be written whole: the output was closed")
			if code := shell.ProcessState.ExitCode(); code != c.want || lost != (c.want == exitFailure) {
				t.Errorf("%s%s ended with %d:\n%s", args, c.to, code, talk.String())
			}
		}
	}
}
