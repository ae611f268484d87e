package phases

import (
	"slices"
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// The steps, each to be gone to by its number: "12", "A1". A word of a title finds one too.

// goTo is what the list was asked for.
type goTo struct {
	from  string // the phase from which one goes
	typed string
}

// GoToFrom is what the page begins with on the page of a phase; "" for any other.
func GoToFrom(phase string) any { return &goTo{from: phase} }

var goingTo = []steps.Node{{ID: steps.PageGoTo, Fresh: func() any {
	return &goTo{}
}, Page: goToPage, Ways: []steps.Way{
	steps.On("find", steps.To(steps.Here), func(_ *steps.Walk, local any, e steps.Event) steps.Move {
		local.(*goTo).typed = strings.TrimSpace(e.Arg)
		return steps.Stay()
	}),
	steps.On("go", steps.To(steps.PagePhase), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
		return steps.GoTo(steps.PagePhase, e.Arg)
	}),
}}}

// goToChoice is a choice where no key leads there from every page.
var goToChoice = steps.Choice{ID: "go-to", Title: "Go to another step", Lines: true}

func goToPage(st steps.State, local any) steps.Page {
	l := local.(*goTo)
	p := steps.Page{Heading: "Go to step", Box: true, Back: true, Pick: "go",
		Input: &steps.Input{ID: "find", Label: "A step's number, or a word of its title", Live: true,
			Enter: "a number or a word"}}
	for _, r := range st.Verdict.Phases {
		if !called(r.Phase, l.typed) {
			continue
		}
		sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
		row := steps.Row{ID: "go", Arg: r.Phase.ID, Sign: sign, Span: r.Phase.Span(), Title: r.Phase.Title,
			Beside: word, Label: r.Phase.Heading() + ": " + word, Numbers: Numbers(r.Phase)}
		if r.Word != nil {
			row.More = Noted(*r.Word)
		}
		if r.Phase.ID == l.from && l.typed == "" {
			p.At = len(p.Rows)
		}
		p.Rows = append(p.Rows, row)
	}
	exact := func(r steps.Row) bool { return slices.Contains(r.Numbers, strings.ToUpper(l.typed)) }
	if i := slices.IndexFunc(p.Rows, exact); i > 0 { // it is what Enter takes
		p.Rows = slices.Insert(slices.Delete(p.Rows, i, i+1), 0, p.Rows[i])
	}
	if len(p.Rows) == 0 {
		p.Blocks = []steps.Block{steps.Marked(steps.SignLook, "There is no step "+l.typed+".")}
	}
	return p
}

// Numbers are those of a phase's steps.
func Numbers(p judge.Phase) []string {
	var out []string
	for _, s := range p.Steps {
		out = append(out, s.Number)
	}
	return out
}

// called tells whether what was typed begins the number of one of a phase's steps, or is
// part of a title.
func called(p judge.Phase, typed string) bool {
	is := func(number, title string) bool {
		return strings.HasPrefix(number, strings.ToUpper(typed)) ||
			len(typed) > 1 && strings.Contains(strings.ToLower(title), strings.ToLower(typed))
	}
	return is(p.Steps[0].Number, p.Title) ||
		slices.ContainsFunc(p.Steps, func(s judge.Step) bool { return is(s.Number, s.Title) })
}
