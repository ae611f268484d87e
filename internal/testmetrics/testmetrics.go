// Package testmetrics records what a test counted or measured, so that the figure
// is seen even when the test passes: go test hides the log of a passing test.
//
// It is for tests only. It never makes a test fail: a figure that cannot be written
// to the file is still in the test's own log.
package testmetrics

import (
	"fmt"
	"os"
	"testing"
)

// File is the name of the environment variable that holds the path of the file to
// which figures are appended, one per line. Without it, figures are only logged.
const File = "SSOWIZARD_FIGURES"

// Record logs a figure and appends it to the file, under the name of its test.
func Record(t testing.TB, format string, args ...any) {
	t.Helper()
	line := fmt.Sprintf(format, args...)
	t.Log(line)
	path := os.Getenv(File)
	if path == "" {
		return
	}
	//nolint:gosec // named by whoever runs the tests
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Logf("the figure was not recorded: %v", err)
		return
	}
	// One write per line: tests of several packages append at the same time.
	_, err = fmt.Fprintf(f, "%s: %s\n", t.Name(), line)
	if cerr := f.Close(); err != nil || cerr != nil {
		t.Logf("the figure was not recorded: %v %v", err, cerr)
	}
}
