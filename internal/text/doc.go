// Package text is how this program treats words: it cleans what others wrote,
// and counts, dates and breaks what the program itself says.
//
// Everything a tenant sends is data. Control, bidirectional and invisible
// characters are stripped here, once, before any other package sees the text. The
// package refuses to know the network, a screen, or what a text is about.
package text
