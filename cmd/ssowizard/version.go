package main

import (
	"cmp"
	"runtime/debug"
)

// version and commit are set by the linker in a release.
var version, commit string

// tool names this program to services.
func tool() string { return "ssowizard/" + versionWord() }

// versionWord is the release's version, else the module's, else "dev".
func versionWord() string {
	built := ""
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "(devel)" {
		built = info.Main.Version
	}
	return cmp.Or(version, built, "dev")
}

// wholeVersion adds the beginning of the commit, where the linker was told one.
func wholeVersion() string {
	if len(commit) < 7 {
		return versionWord()
	}
	return versionWord() + " (" + commit[:7] + ")"
}
