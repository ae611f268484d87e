// Package plain is the line-by-line face of ssowizard: for pipes and scripts,
// for screen readers, for terminals that cannot draw, and for whoever prefers
// it. It answers the same pages, on the same engine, as the full screen does.
//
// The rules of this terminal: talk goes to one writer (stderr), answers to the
// other (stdout). Every line is written once and never redrawn. There is no
// color, no box, no spinner; state is a word. Choices are numbered. While
// something is waited for, a line says so from time to time. In practice every
// heading and every prompt carries the word "practice".
//
// The package refuses to ask where nobody can answer (everything missing is
// listed at once, before anything is sent), to write what was not shown, to
// make a second registration where one could already be the right one, to write
// at all where something is known to stop a later step and nobody can decide,
// to take what was typed or pasted at a terminal before a question was put for
// its answer, or several lines that came at once for the answers to several,
// and to print a secret that nobody asked to see.
package plain
