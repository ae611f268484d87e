package aloud

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Lines puts pages into lines.
type Lines struct {
	Practice bool                   // a page of the real world is told apart from it
	Said     map[setup.Finding]bool // notes that were said before: a plan does not say them again
	Now      func() time.Time       // how long something lasts is said from here
}

// Row is one line of a list in lines.
func (r Lines) Row(row steps.Row) []string {
	out := []string{"  " + strings.TrimSpace(row.Number+" "+row.Title)}
	if word := signWords[row.Sign]; word != "" {
		out[0] = "  " + word + ": " + strings.TrimSpace(out[0])
	}
	for _, more := range []string{row.More, row.Detail} {
		if more != "" {
			out = append(out, "     "+more)
		}
	}
	for _, l := range r.Blocks([]steps.Block{row.Facts}) {
		out = append(out, "     "+l)
	}
	return out
}

// Blocks are blocks in lines.
func (r Lines) Blocks(list []steps.Block) []string { return slices.Concat(r.Pieces(list)...) }

// Pieces are blocks in lines that are said together or not at all: one line of a block may
// be about the line above it. What changes while somebody waits is a piece of its own.
func (r Lines) Pieces(list []steps.Block) [][]string {
	var out [][]string
	for _, b := range list {
		var whole []string
		for _, l := range b {
			switch l.(type) {
			case steps.Item, steps.Waiting:
				out, whole = append(out, whole, r.piece(l)), nil
			default:
				whole = append(whole, r.piece(l)...)
			}
		}
		out = append(out, whole)
	}
	return out
}

func (r Lines) piece(l steps.Line) []string {
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
			return []string{stands(l)}
		}
		return []string{"  " + l.Label + ": " + l.Text}
	case steps.Sight:
		return []string{"  " + l.Label + ": " + l.Word}
	case steps.Keyed:
		return []string{l.Text}
	case steps.Hand:
		return r.hand(l)
	case steps.Item:
		return item(l)
	case steps.Field:
		return []string{"  " + l.Name + ": " + text.Or(l.Text, l.None)}
	case steps.Code:
		return []string{"  " + sheet.Padded(l.Label, 8) + " " + l.Text}
	case steps.Waiting:
		if l.Until.IsZero() {
			return nil
		}
		return []string{text.Capital(l.Lasts) + " " + talk.Span(l.Until.Sub(r.Now())) + "."}
	case steps.Address:
		return []string{"  " + l.URL + r.realMark(l.URL)}
	case steps.Finding:
		return Finding(sheet.Levels[l.Level], l.Finding)
	case steps.Advice:
		return Advice(l.Advice)
	case steps.Changes:
		if l.Requests {
			return requests(l.Plan)
		}
		return r.plan(l.Plan)
	case steps.Standing:
		word := sheet.States[l.Report.Status]
		return []string{"  Read back, " + word + ": " + text.Or(l.Report.Evidence(), l.Report.Now)}
	}
	return nil
}

// stands is a fact with how it stands, unless that is all that it says.
func stands(l steps.Fact) string {
	word := sheet.States[setup.Status(l.Sign)]
	if word == l.Text {
		return "  " + l.Label + ": " + word
	}
	return fmt.Sprintf("  %s: %s (%s)", l.Label, l.Text, word)
}

// hand is a step as it is done by hand, click by click.
func (r Lines) hand(h steps.Hand) []string {
	out := []string{"", fmt.Sprintf("Step %s: %s", h.Number, h.Title)}
	if len(h.Where) > 0 {
		out = append(out, "  Where: "+strings.Join(h.Where, " > "))
	}
	if h.Page != "" {
		out = append(out, "  Page: "+h.Page+r.realMark(h.Page))
	}
	for i, do := range h.Do {
		out = append(out, fmt.Sprintf("  %d. %s", i+1, do))
	}
	if h.Expect != "" {
		out = append(out, "  Then: "+h.Expect)
	}
	return out
}

// item says what was looked at, once that is known.
func item(l steps.Item) []string {
	word := text.Capital(sheet.States[setup.Status(l.Sign)])
	switch {
	case l.Sign == steps.SignNow || l.Sign == steps.Sign(setup.StatusTodo):
		return nil
	case l.Detail == "":
		return []string{"  " + word + ": " + l.Title}
	}
	return []string{fmt.Sprintf("  %s: %s (%s)", word, l.Title, l.Detail)}
}

// Part is how far a part is.
func Part(c steps.Choice) string {
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

// realMark tells a page of the real world from one of practice.
func (r Lines) realMark(address string) string {
	if !r.Practice || !engine.RealPage(address) {
		return ""
	}
	return " (a real page, no part of practice)"
}
