// Command glossary writes the words of the field in docs/glossary.md's form to standard
// output. It reads nothing: what the assets do not hold it cannot write.
package main

import (
	"os"

	"ssowizard/internal/explain"
)

func main() {
	if _, err := os.Stdout.WriteString(explain.Glossary()); err != nil {
		os.Exit(1)
	}
}
