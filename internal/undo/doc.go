// Package undo knows what a receipt is about: one table of kinds says how a write is
// recognized that nobody heard the end of, what a server that is behind shows of it,
// whether it may be taken back, what goes with it, and how.
//
// It refuses to take back what this program did not write, what somebody has changed
// or built on since without saying so, and what a receipt of doubtful origin tells of
// unasked. What the snapshot cannot show is never taken for gone.
package undo
