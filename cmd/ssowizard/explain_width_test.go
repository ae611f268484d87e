package main

import (
	"strings"
	"testing"

	"ssowizard/internal/injecttest"
)

// An explanation is broken by columns: a wide letter fills two.
func TestAnExplanationOfWideWordsFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("東京 ", 60), strings.Repeat("क्षत्रिय ", 60)} {
		for line := range strings.SplitSeq(fitted(text, 80, "  "), "\n") {
			if n := injecttest.Columns(line); n > 80 {
				t.Errorf("a line of %d columns: %q", n, line)
			}
		}
	}
}
