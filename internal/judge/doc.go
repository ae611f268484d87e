// Package judge is the only judge: pure functions of a Snapshot and a Profile that
// say for each numbered step whether it holds, does not, or could not be checked.
// What must be right before the first write, the chain of proof and the links into
// the portals are parts of its verdict.
//
// It does no I/O, has no clock of its own and plans no write. It refuses to call
// something absent that was not read, and to let a person's word cover a failure
// that was seen.
package judge
