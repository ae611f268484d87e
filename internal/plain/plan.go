package plain

import (
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
)

// planLines say what will change, with before and after. Nothing is written that was not
// said here.
func (f *front) planLines(p change.Plan) []string {
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
		if n.Level != setup.LevelNote || !f.ahead[n] {
			out = append(out, findingLines(sheet.Levels[n.Level], n)...)
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

func requestLines(p change.Plan) []string {
	var out []string
	for _, r := range p.Requests {
		out = append(out, fmt.Sprintf("  %s %s", r.Method, r.Path))
		if r.Body != "" {
			out = append(out, "    "+strings.ReplaceAll(r.Body, "\n", "\n    "))
		}
	}
	return out
}

// sayWritten says what was written before a write that ends the run.
func (f *front) sayWritten(err error) {
	var part *advice.ApplyError
	if !errors.As(err, &part) || len(part.Written) == 0 {
		return
	}
	f.say("Written before that:")
	for _, w := range part.Written {
		f.say("  %s", w)
	}
}

// unplanned tells what could not be looked at from what is in the way.
func (f *front) unplanned(err error) error {
	var blocked *advice.BlockedError
	if !errors.As(err, &blocked) {
		return err // also where there is none
	}
	s := f.eng.Snapshot()
	if !s.App.Known || !s.Graph.Known || !s.Principal.Known || !s.Grants.Known || s.Behind != "" {
		return &outcome.Unchecked{Why: "Nothing was written, because something could not be read first: " +
			blocked.By}
	}
	return &outcome.Stopped{Why: "Something else comes first: " + blocked.By}
}
