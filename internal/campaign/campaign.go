// Package campaign decides how much of a sweep is played. A sweep has thousands of
// cases: faults at every request, a kill at every effect, every size of a window.
// With the build tag campaign all of them are played; without it a fixed sample, by
// the same code, so that everybody's run is short.
//
// It is for tests only. It refuses chance: the same names give the same sample on
// every computer, and a sample never depends on the order of the cases.
package campaign

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Some returns what this run plays of all cases, in their order: all of them in a
// campaign, else the n whose names have the lowest hashes. A case's name is what
// fmt.Sprint makes of it.
func Some[T any](all []T, n int) []T {
	if Whole || len(all) <= n {
		return all
	}
	hash := make([]string, len(all))
	for i, c := range all {
		sum := sha256.Sum256([]byte(fmt.Sprint(c)))
		hash[i] = string(sum[:])
	}
	highest := slices.Sorted(slices.Values(hash))[max(n, 1)-1]
	var some []T
	for i, c := range all {
		if strings.Compare(hash[i], highest) <= 0 {
			some = append(some, c)
		}
	}
	return some
}

// Only skips a test outside a campaign: one walk of which no part would be shorter,
// and of whose kind another test plays a sample.
func Only(t testing.TB) {
	t.Helper()
	if !Whole {
		t.Skip("played by the campaigns: go test -tags campaign ./internal/campaign/...")
	}
}

// AtLeast returns how many cases a sweep has to have: all of a campaign, or the
// sample.
func AtLeast(all, sample int) int {
	if Whole {
		return all
	}
	return sample
}

// Indexes returns which of n things this run plays: all in a campaign, else some.
func Indexes(n, some int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return Some(all, some)
}

// Keys is Some of a table's names, in alphabetical order.
func Keys[V any](table map[string]V, n int) []string {
	return Some(slices.Sorted(maps.Keys(table)), n)
}
