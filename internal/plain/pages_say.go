package plain

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/plain/aloud"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
)

// tell says a page. What was said of it before is not said again, and a list that was
// read out once stands among the choices.
func (p *pages) tell(f *steps.Frame, page steps.Page) {
	if page.View == tasks.ViewReport {
		p.tellReport()
		return
	}
	if p.walking && page.Turns && p.said[f][page.Heading] { // it comes again
		p.Say("")
		p.Say("%s", page.Heading)
	}
	if list := p.fresh(f, page); len(list) > 0 {
		p.Say("")
		p.SayEach(list)
	}
}

// fresh are the pieces of a page of which a line was not said yet, whole; they are said
// now. A line that stands twice on the page is said twice.
func (p *pages) fresh(f *steps.Frame, page steps.Page) []string {
	old := p.said[f]
	if old == nil {
		old = map[string]bool{}
		p.said[f] = old
	}
	out := p.lines.Pieces(page.Blocks)
	if page.Input == nil && len(old) == 0 || !pickable(page) {
		for _, r := range page.Rows {
			out = append(out, p.lines.Row(r))
		}
	}
	for _, c := range page.Choices {
		if c.Sign != steps.SignNone {
			out = append(out, []string{aloud.Part(c)})
		}
	}
	out = append(out, p.lines.Pieces(page.Below)...)
	headed := func(l string) bool { return strings.HasPrefix(l, page.Heading) }
	if !old[page.Heading] && !slices.ContainsFunc(slices.Concat(out...), headed) {
		if out = append([][]string{{page.Heading}}, out...); p.walking && page.Turns {
			p.Heading(page.Heading)
			old[page.Heading] = true
		}
	}
	var list []string
	for _, piece := range out {
		if slices.ContainsFunc(piece, func(l string) bool { return !old[l] }) {
			list = append(list, piece...)
		}
	}
	for _, l := range append(slices.Concat(out...), page.Heading) {
		old[l] = true
	}
	return list
}

// pickable tells whether rows of a page can be chosen, and are not only to be read.
func pickable(page steps.Page) bool {
	return slices.ContainsFunc(page.Rows, func(r steps.Row) bool { return r.ID != "" })
}

func labeled(c steps.Choice) string {
	if c.Detail == "" {
		return c.Title
	}
	return fmt.Sprintf("%s (%s)", c.Title, c.Detail)
}
