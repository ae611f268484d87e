package main

// noCoreDumps has nothing to do: Windows writes dumps of a program only where an
// administrator has switched that on for it.
func noCoreDumps() {}
