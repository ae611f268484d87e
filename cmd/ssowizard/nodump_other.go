//go:build unix && !linux

package main

// noCoreDumps keeps memory from being written to a disk.
func noCoreDumps() { limitDumps() }
