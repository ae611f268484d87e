//go:build unix && !linux

package main

// noDumps keeps memory from being written to a disk.
func noDumps() { limitDumps() }
