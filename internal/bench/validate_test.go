package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestACheckTakesTwoRoundTrips: also where the registration has to be searched
// for.
func TestACheckTakesTwoRoundTrips(t *testing.T) {
	var out table
	if err := validation(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(&out)
	if n := strings.Count(text, "goal met"); n != 2 {
		t.Errorf("%d of 2 goals met:\n%s", n, text)
	}
	t.Log("\n" + text)
}
