// Command diagram draws the table of transitions into docs/walk.md's form, on standard
// output. It refuses nothing and reads nothing.
package main

import (
	"os"

	"ssowizard/internal/steps"
)

func main() { steps.Draw(os.Stdout) }
