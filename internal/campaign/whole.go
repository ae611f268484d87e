//go:build campaign

package campaign

// Whole tells whether all cases are played.
const Whole = true
