// Package sheet puts documents into lines for people: the report for support, and the words
// in which a step, a finding, a link of the proof and a verdict stand in lines.
//
// It refuses to know where the lines go, how wide they may be, or who asks.
package sheet
