// Package outcome says how a run ended: the errors that lead to an exit code, and
// the one that a verdict leads to. Both fronts, the documents and the exit codes go
// by the same.
//
// The package refuses to print, to judge, and to know a number of the command line:
// cmd turns an outcome into its code.
package outcome
