// Package explain turns a pasted text into codes, values and causes: which number
// of Entra's or finding of this program stands in it, what it means, and which of
// its causes hold for this tenant as it was read.
//
// It refuses to name a cause that the snapshot rules out, to show a secret that
// was pasted, and to guess at a number that no catalog knows.
package explain
