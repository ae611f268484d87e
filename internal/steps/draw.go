package steps

import (
	"slices"
	"strings"
)

// preamble stands above the drawing.
const preamble = "# The walk\n\n" +
	"Every page, and where each of its choices leads. Drawn from the table of transitions by\n" +
	"`go run ./internal/steps/diagram`; a test holds it. *(here)* stays on the page, *(below)* closes it,\n" +
	"*(home)* is the first page of the task. Esc, where no row says otherwise, is *(below)*.\n\n"

// Draw is the table of transitions as a document: a diagram, and the rows below it.
func (t *Table) Draw() string {
	table := t.Transitions()
	var w strings.Builder
	w.WriteString(preamble + "```mermaid\nstateDiagram-v2\n")
	var drawn []string
	for _, t := range table {
		for _, to := range t.To {
			if strings.HasPrefix(string(to), "(") {
				continue
			}
			arrow := "    " + inDiagram(t.From) + " --> " + inDiagram(to) + ": " + string(t.On) + "\n"
			if !slices.Contains(drawn, arrow) {
				drawn = append(drawn, arrow)
				w.WriteString(arrow)
			}
		}
	}
	w.WriteString("```\n\n| page | by | leads to |\n|---|---|---|\n")
	for _, t := range table {
		var to []string
		for _, p := range t.To {
			to = append(to, string(p))
		}
		w.WriteString("| " + string(t.From) + " | " + string(t.On) + " | " + strings.Join(to, ", ") + " |\n")
	}
	return w.String()
}

// inDiagram is a page's name as the diagram can write it: it begins with a letter.
func inDiagram(p PageID) string { return "P" + string(p) }
