package tui

import (
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// causeWords names the first broken link of the proof chain, and the links that
// do not hold because of it. Where no link is broken, the first failure of the
// walk is the cause. The label says whether another one stands beside it.
func causeWords(v judge.Verdict) (label, cause, follows string) {
	label = "The cause"
	r, ok := v.Proof.Cause()
	if !ok {
		if x, ok := v.FirstFailure(); ok {
			sg, _ := judge.PhaseByID(x.Phase)
			return label, strings.TrimPrefix(sg.Title+". "+x.Said(), ". "), ""
		}
		return label, "", ""
	}
	var titles []string
	for _, x := range v.Proof.Links {
		if x.Follows == r.ID {
			titles = append(titles, x.FailureTitle())
		}
		if x.Broken() && x.ID != r.ID {
			label = "The first cause"
		}
	}
	return label, r.FailureTitle() + ". " + r.Detail, strings.Join(titles, ", ")
}

// chainView draws the proof chain: each link with its evidence, or with the
// link that it fails by.
func chainView(f frame) string {
	t := f.Theme
	l := f.State.Verdict.Proof
	title := map[string]string{}
	var rows []string
	for _, r := range l.Links {
		title[r.ID] = r.Title
		g, detail := t.Status(setup.StatusTodo), r.Detail
		switch {
		case r.Follows != "":
			g, detail = t.Status(setup.StatusBlocked), "follows from: "+title[r.Follows]
		case r.State == setup.LinkOK:
			g = t.Status(setup.StatusOK)
		case r.State == setup.LinkFail:
			g = t.Status(setup.StatusFail)
			if r.Step != "" { // it stands there, with what to do
				detail = "see step " + r.Step
			}
		case r.State == setup.LinkUnknown:
			g = t.Status(setup.StatusUnknown)
		}
		rows = append(rows, f.Hang("  "+g.Dot()+" "+t.Text.Render(ui.Pad(r.Title, 31))+"  ", t.Muted, detail))
	}
	return strings.Join(rows, "\n")
}
