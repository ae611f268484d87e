// Package engine is the session: it observes (one immutable Snapshot), asks the
// judge, plans, applies a Plan that was shown and nothing else, and observes again.
// It keeps the journal of writes, and nothing else keeps state.
//
// The package knows no screen. It refuses to apply a plan whose basis has changed or
// that the sign-in was not asked for, to build on what could not be saved, and to keep
// a secret or a token in a profile.
package engine
