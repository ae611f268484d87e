package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestASetupTakesEightRoundTrips, six of them from agreement to the first proof, and a look takes one: what a run tells beside that is
// read while something else is waited for.
func TestASetupTakesEightRoundTrips(t *testing.T) {
	var out table
	if err := roundTrips(t.Context(), &out, false); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(&out)
	if n := strings.Count(text, "goal met"); n != 4 {
		t.Errorf("%d of 4 goals met:\n%s", n, text)
	}
	t.Log("\n" + text)
}
