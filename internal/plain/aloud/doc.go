// Package aloud puts a page of the walk into lines, as it is read aloud: its blocks, its
// rows, a plan with before and after, a finding, an advice. State is a word, never a sign.
//
// It refuses to say anything itself, to ask, and to know what was said before, but for the
// notes that it is told of.
package aloud
