// Package setup is the model: what was read of a tenant and a registration (one
// Snapshot of Parts), what this computer remembers of a setup (one Profile with its
// receipts), and what is said about either (Finding, Change, Proof).
//
// What follows from a snapshot alone is a fact, and stands here as a function of
// it. The package judges nothing, reads nothing over the wire and keeps nothing on
// disk. It refuses to take a part that could not be read for an absent one, and
// what was written a moment ago for something that does not exist.
package setup
