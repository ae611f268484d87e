// Package steps is the engine: the numbered steps of the walk as values, what
// was observed, what follows from it, and what may be written.
//
// It observes (one immutable Snapshot), judges (pure functions of a Snapshot
// and a Profile), acts (a Plan that was shown, and nothing else) and observes
// again. A step's status is derived, never stored; what only a person can know
// is a dated confirmation and is shown as such.
//
// The package knows no screen. It refuses to write what no plan holds, to
// replace or remove what the wizard did not add, to apply a plan whose basis
// has changed, and to keep a secret or a token in a profile.
package steps
