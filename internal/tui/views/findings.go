package views

import (
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// findings lists what was noticed: what is, then what to do.
func findings(f Frame, list []setup.Finding) string {
	var out []string
	for _, x := range list {
		g := f.Theme.Level(x.Level)
		row := f.Hang(g.Dot()+" ", f.Theme.Text, x.Said())
		if x.Remedy() != "" {
			row = ui.Lines(row, f.Para(f.Theme.Muted, x.Remedy(), 2))
		}
		out = append(out, row)
	}
	return strings.Join(out, "\n")
}

// Advice is an error in words: what happened, what it means here, what to
// do; then what support needs.
func Advice(f Frame, a advice.Advice) string {
	t := f.Theme
	out := []string{f.Hang(t.Bad.Render("✗ "), t.Strong, a.What)}
	if a.Means != "" {
		out = append(out, f.Hang(t.Muted.Render("What it means  "), t.Text, a.Means))
	}
	if a.Do != "" {
		out = append(out, f.Hang(t.Muted.Render("What to do     "), t.Text, a.Do))
	}
	var support []string
	if a.Code != "" {
		support = append(support, "code "+a.Code)
	}
	if a.RequestID != "" {
		support = append(support, "request "+a.RequestID)
	}
	if !a.At.IsZero() {
		support = append(support, a.At.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	if len(support) > 0 {
		out = append(out, f.Hang(t.Muted.Render("For support    "), t.Muted, strings.Join(support, " · ")))
	}
	return ui.Stack(out...)
}
