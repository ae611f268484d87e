package aloud

import (
	"fmt"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
)

// plan say what will change, with before and after. Nothing is written that was not
// said here.
func (r Lines) plan(p change.Plan) []string {
	out := []string{fmt.Sprintf("This is what will change (%s):", p.Title)}
	object := ""
	for _, c := range p.Changes {
		if c.Object != object {
			out = append(out, "  "+c.Object)
			object = c.Object
		}
		out = append(out, fmt.Sprintf("    %s: %s", c.Label(), beforeAfter(c)))
		for _, list := range []struct {
			word   string
			values []string
		}{{"adds", c.Added}, {"takes away", c.Removed}, {"keeps", c.Kept}} {
			for _, v := range list.values {
				out = append(out, "      "+list.word+" "+v)
			}
		}
	}
	for _, n := range p.Notes {
		if n.Level != setup.LevelNote || !r.Said[n] {
			out = append(out, Finding(sheet.Levels[n.Level], n)...)
		}
	}
	if p.UndoHint != "" {
		out = append(out, "  "+p.UndoHint)
	}
	return out
}

func beforeAfter(c setup.Change) string {
	switch {
	case c.Before == "" && c.After == "":
		return "changes"
	case c.Before == "":
		return c.After
	case c.After == "":
		return "now " + c.Before
	}
	return "now " + c.Before + ", then " + c.After
}

func requests(p change.Plan) []string {
	var out []string
	for _, r := range p.Requests {
		out = append(out, fmt.Sprintf("  %s %s", r.Method, r.Path))
		if r.Body != "" {
			out = append(out, "    "+strings.ReplaceAll(r.Body, "\n", "\n    "))
		}
	}
	return out
}
