// Package talk is the voice of the line-by-line face: it says lines, puts questions, and
// reads the lines that answer them. Every line is written whole and once; state is a word.
//
// It refuses to know what is asked about: no engine, no page of the walk. It refuses to let
// through what steers the terminal, to take what was typed or pasted before a question was
// put, or several lines at once, for its answer, a line longer than any answer, and to take
// Enter alone for a person's word, or for an answer for ever.
package talk
