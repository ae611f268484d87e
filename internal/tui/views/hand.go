package views

import (
	"strings"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
)

// SecretDots stand for the secret, however long it is.
var SecretDots = strings.Repeat("•", 16)

// Hand is one numbered step, open: title, place, what to do line by line,
// and what shows that it worked.
func Hand(f Frame, h steps.Hand) string {
	t := f.Theme
	rows := []string{t.Accent.Render("▸ " + ui.Pad(h.Number, 3) + h.Title)}
	if len(h.Where) > 0 {
		rows = append(rows, f.Para(t.Muted, strings.Join(h.Where, " ▸ "), 5))
	}
	for _, do := range h.Do {
		rows = append(rows, f.Hang("     · ", t.Text, do))
	}
	if h.Expect != "" {
		rows = append(rows, f.Hang("     "+t.Good.Render("→ "), t.Muted, h.Expect))
	}
	text := strings.Join(rows, "\n")
	for _, v := range h.Known { // quoted in the text; the terminal sets them off too
		if said := "\"" + f.Safe(v) + "\""; v != "" {
			text = strings.ReplaceAll(text, said, t.Strong.Render(said))
		}
	}
	return text
}

// RealMark stands in practice beside the address of a page that is no part of it.
const RealMark = "! a real page, not the simulated company's"
