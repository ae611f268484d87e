package plain

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
	"ssowizard/internal/text"
)

// tell says a page. What was said of it before is not said again, and a list that was
// read out once stands among the choices.
func (p *pages) tell(f *steps.Frame, page steps.Page) {
	if page.View == tasks.ViewReport {
		p.tellReport()
		return
	}
	if p.walking && page.Turns && p.said[f][page.Heading] { // it comes again
		p.say("")
		p.say("%s", page.Heading)
	}
	if list := p.fresh(f, page); len(list) > 0 {
		p.say("")
		p.sayEach(list)
	}
}

// fresh are the lines of a page that were not said yet, and are said now. A line that
// stands twice on the page is said twice.
func (p *pages) fresh(f *steps.Frame, page steps.Page) []string {
	old := p.said[f]
	if old == nil {
		old = map[string]bool{}
		p.said[f] = old
	}
	out := p.blocks(page.Blocks)
	if page.Input == nil && len(old) == 0 || !pickable(page) {
		for _, r := range page.Rows {
			out = append(out, p.row(r)...)
		}
	}
	for _, c := range page.Choices {
		if c.Sign != steps.SignNone {
			out = append(out, partLine(c))
		}
	}
	out = append(out, p.blocks(page.Below)...)
	headed := func(l string) bool { return strings.HasPrefix(l, page.Heading) }
	if !old[page.Heading] && !slices.ContainsFunc(out, headed) {
		if out = append([]string{page.Heading}, out...); p.walking && page.Turns {
			p.heading(page.Heading)
			old[page.Heading] = true
		}
	}
	list := slices.DeleteFunc(slices.Clone(out), func(l string) bool { return old[l] })
	for _, l := range append(out, page.Heading) {
		old[l] = true
	}
	return list
}

// row is one line of a list in lines.
func (p *pages) row(r steps.Row) []string {
	out := []string{"  " + strings.TrimSpace(r.Number+" "+r.Title)}
	if word := signWords[r.Sign]; word != "" {
		out[0] = "  " + word + ": " + strings.TrimSpace(out[0])
	}
	for _, more := range []string{r.More, r.Detail} {
		if more != "" {
			out = append(out, "     "+more)
		}
	}
	for _, l := range p.blocks([]steps.Block{r.Facts}) {
		out = append(out, "     "+l)
	}
	return out
}

// blocks are blocks in lines.
func (p *pages) blocks(list []steps.Block) []string {
	var out []string
	for _, b := range list {
		for _, l := range b {
			out = append(out, p.piece(l)...)
		}
	}
	return out
}

func (p *pages) piece(l steps.Line) []string {
	switch l := l.(type) {
	case steps.Para:
		return []string{strings.Repeat(" ", l.In) + l.Text}
	case steps.Mark:
		if word := text.Or(l.Word, signWords[l.Sign]); word != "" {
			return []string{word + ": " + l.Text}
		}
		return []string{l.Text}
	case steps.Fact:
		if l.Sign != steps.SignNone {
			return []string{standsAt(l)}
		}
		return []string{"  " + l.Label + ": " + l.Text}
	case steps.Sight:
		return []string{"  " + l.Label + ": " + l.Word}
	case steps.Keyed:
		return []string{l.Text}
	case steps.Hand:
		return p.handLines(l)
	case steps.Item:
		return itemLines(l)
	case steps.Field:
		return []string{"  " + l.Name + ": " + text.Or(l.Text, l.None)}
	case steps.Code:
		return []string{"  " + sheet.Padded(l.Label, 8) + " " + l.Text}
	case steps.Waiting:
		if l.Until.IsZero() {
			return nil
		}
		return []string{text.Capital(l.Lasts) + " " + span(l.Until.Sub(p.eng.Now())) + "."}
	case steps.Address:
		return []string{"  " + l.URL + p.realMark(l.URL)}
	case steps.Finding:
		return findingLines(sheet.Levels[l.Level], l.Finding)
	case steps.Advice:
		return adviceLines(l.Advice)
	case steps.Changes:
		if l.Requests {
			return requestLines(l.Plan)
		}
		return p.planLines(l.Plan)
	case steps.Standing:
		word := sheet.States[l.Report.Status]
		return []string{"  Read back, " + word + ": " + text.Or(l.Report.Evidence(), l.Report.Now)}
	}
	return nil
}

// standsAt is a fact with how it stands, unless that is all that it says.
func standsAt(l steps.Fact) string {
	word := sheet.States[setup.Status(l.Sign)]
	if word == l.Text {
		return "  " + l.Label + ": " + word
	}
	return fmt.Sprintf("  %s: %s (%s)", l.Label, l.Text, word)
}

// handLines are a step as it is done by hand, click by click.
func (p *pages) handLines(h steps.Hand) []string {
	out := []string{"", fmt.Sprintf("Step %s: %s", h.Number, h.Title)}
	if len(h.Where) > 0 {
		out = append(out, "  Where: "+strings.Join(h.Where, " > "))
	}
	if h.Page != "" {
		out = append(out, "  Page: "+h.Page+p.realMark(h.Page))
	}
	for i, do := range h.Do {
		out = append(out, fmt.Sprintf("  %d. %s", i+1, do))
	}
	if h.Expect != "" {
		out = append(out, "  Then: "+h.Expect)
	}
	return out
}

// itemLines say what was looked at, once that is known.
func itemLines(l steps.Item) []string {
	word := text.Capital(sheet.States[setup.Status(l.Sign)])
	switch {
	case l.Sign == steps.SignNow || l.Sign == steps.Sign(setup.StatusTodo):
		return nil
	case l.Detail == "":
		return []string{"  " + word + ": " + l.Title}
	}
	return []string{fmt.Sprintf("  %s: %s (%s)", word, l.Title, l.Detail)}
}

// partLine is how far a part is.
func partLine(c steps.Choice) string {
	word := sheet.States[setup.Status(c.Sign)]
	if c.Sign == steps.SignNow {
		word = "next"
	}
	if c.State == "" {
		return fmt.Sprintf("  %s: %s", c.Title, word)
	}
	return fmt.Sprintf("  %s: %s (%s)", c.Title, word, c.State)
}

// signWords are signs as words; what holds, and what is only listed, needs none.
var signWords = map[steps.Sign]string{
	steps.SignLook: sheet.Levels[setup.LevelWarn], steps.SignBad: sheet.Levels[setup.LevelFail],
	steps.SignUnsure: sheet.Levels[setup.LevelUnknown],
	steps.SignNote:   sheet.Levels[setup.LevelNote],
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
