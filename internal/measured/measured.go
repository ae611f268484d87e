// Package measured keeps what a test counted or measured, so that it is seen where
// tests pass as well: go test shows the log of a passing test to nobody.
//
// It is for tests only. It refuses to make a test fail: a figure that cannot be
// written is in the test's own log all the same.
package measured

import (
	"fmt"
	"os"
	"testing"
)

// File names the environment variable that holds the path of the file to which
// figures are added, a line each; without it they are logged only.
const File = "SSOWIZARD_FIGURES"

// Figure logs a figure and adds it to the file, under the name of its test.
func Figure(t testing.TB, format string, args ...any) {
	t.Helper()
	line := fmt.Sprintf(format, args...)
	t.Log(line)
	path := os.Getenv(File)
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // named by whoever runs the tests
	if err != nil {
		t.Logf("the figure was not kept: %v", err)
		return
	}
	// One write a line: tests of several packages add to the file at once.
	_, err = fmt.Fprintf(f, "%s: %s\n", t.Name(), line)
	if cerr := f.Close(); err != nil || cerr != nil {
		t.Logf("the figure was not kept: %v %v", err, cerr)
	}
}
