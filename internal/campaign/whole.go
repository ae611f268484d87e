//go:build campaign

package campaign

// Whole reports whether all cases run.
const Whole = true
