// Command diagram draws the table of transitions into docs/walk.md's form, on standard
// output. It refuses to read anything else: what the table does not hold it cannot draw.
package main

import (
	"os"

	"ssowizard/internal/steps/table"
)

func main() {
	if _, err := os.Stdout.WriteString(table.All.Draw()); err != nil {
		os.Exit(1)
	}
}
