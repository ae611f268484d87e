package main

import (
	"slices"
	"strings"

	"ssowizard/internal/mtp"
)

// refuseSecrets ends a command line with a client secret in it: no flag takes one,
// and whatever would be said about it repeats it, on screens and in the logs of
// those who run this. The one command that is asked about pasted text says what it
// is, and hides it itself.
func refuseSecrets(args []string) error {
	if slices.Contains(args, "explain") || !slices.ContainsFunc(args, givesSecret) {
		return nil
	}
	return &usageError{"A value on the command line looks like a client secret. It is not repeated here, " +
		"and nothing was done.",
		"No flag takes one: the wizard keeps what it makes itself, and asks for a value that was made by " +
			"hand. Clear it from the shell's history; if others could see it, make a new one."}
}

// givesSecret looks at an argument, and at what follows a flag's name in it.
func givesSecret(arg string) bool {
	_, value, _ := strings.Cut(arg, "=")
	return mtp.HoldsSecret(arg) || mtp.HoldsSecret(value) || mtp.HoldsSecret(strings.TrimLeft(arg, "-"))
}
