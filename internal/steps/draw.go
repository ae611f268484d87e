package steps

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Draw writes the table of transitions as a document: a diagram for each group of
// pages and the rows below it.
func Draw(w io.Writer) {
	table := Table()
	fmt.Fprint(w, "# The walk\n\nEvery page, and where each of its choices leads. Drawn from the table "+
		"of transitions by\n"+
		"`go run ./internal/steps/diagram`; a test holds it. *(here)* stays on the page, *(below)* closes "+
		"it,\n"+
		"*(home)* is the first page of the task. Esc, where no row says otherwise, is "+
		"*(below)*.\n\n```mermaid\nstateDiagram-v2\n")
	var drawn []string
	for _, t := range table {
		for _, to := range t.To {
			if strings.HasPrefix(string(to), "(") {
				continue
			}
			if arrow := fmt.Sprintf("    %s --> %s: %s\n", inDiagram(t.From), inDiagram(to),
				t.On); !slices.Contains(drawn, arrow) {
				drawn = append(drawn, arrow)
				fmt.Fprint(w, arrow)
			}
		}
	}
	fmt.Fprint(w, "```\n\n| page | by | leads to |\n|---|---|---|\n")
	for _, t := range table {
		var to []string
		for _, p := range t.To {
			to = append(to, string(p))
		}
		fmt.Fprintf(w, "| %s | %s | %s |\n", t.From, t.On, strings.Join(to, ", "))
	}
}

// inDiagram is a page's name as the diagram can write it: it begins with a letter.
func inDiagram(p PageID) string { return "P" + string(p) }
