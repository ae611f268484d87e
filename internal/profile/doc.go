// Package profile keeps what this computer remembers of each setup: on disk or in
// memory, locked while somebody works with it, listed, renamed and put away.
//
// It refuses a file of another program, of a newer version or of somebody else, a
// name that leaves its folder, and a second program on the same setup. It saves
// whole files or nothing, and neither a secret nor a token comes to it.
package profile
