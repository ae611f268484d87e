// Package campaign decides how much of a sweep runs. A sweep has thousands of cases:
// a fault at every request, a kill at every effect, every window size. With the
// build tag campaign all cases run; without it a fixed sample runs through the same
// code, so that the default run is short.
//
// It is for tests only. Nothing is random: the same case names give the same sample
// on every computer, whatever their order.
package campaign

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Some returns the cases to run, in their order: all in a campaign, otherwise the n
// whose names have the lowest hashes. A case's name is its fmt.Sprint.
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

// Only skips a test outside a campaign. It is for tests that cannot be shortened and
// whose kind another test samples.
func Only(t testing.TB) {
	t.Helper()
	if !Whole {
		t.Skip("played by the campaigns: go test -tags campaign ./internal/campaign/...")
	}
}

// AtLeast returns the least number of cases a sweep must have: all in a campaign,
// otherwise sample.
func AtLeast(all, sample int) int {
	if Whole {
		return all
	}
	return sample
}

// Indexes returns which of n items to run: all in a campaign, otherwise some of
// them.
func Indexes(n, some int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return Some(all, some)
}

// Keys is Some over the keys of a table, in alphabetical order.
func Keys[V any](table map[string]V, n int) []string {
	return Some(slices.Sorted(maps.Keys(table)), n)
}
