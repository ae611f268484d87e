package tasks

import (
	"fmt"
	"strconv"
	"strings"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/plans"
	"ssowizard/internal/undo"
)

// Taking back what the wizard wrote, the newest first. What somebody has changed
// since stays, and the page says why.

var undoing = []steps.Node{
	{ID: steps.PageUndo, Fresh: func() any { return &undoLocal{} }, Page: undoPage, Ways: []steps.Way{
		steps.On("take-back", steps.To(steps.PageOwn, steps.PagePlan), takeBack),
		steps.On(steps.Returned, steps.To(steps.Here, steps.PagePlan), backToUndo),
		steps.Leads("sign-in", steps.PageTenant),
		steps.On("read", steps.To(steps.Here, steps.PageTenant), steps.ReadOrSignIn),
		steps.On(steps.Done, steps.To(steps.Here), steps.WasRead),
		steps.On(steps.Failed, steps.To(steps.Here), steps.WasNotRead),
		steps.Leads("consent", steps.PageConsent),
	}},
	plans.Writer{ID: steps.PageUndoWrite, Heading: "Take back",
		Onward: steps.Choice{ID: steps.GoOn, Title: "Go on",
			Detail: "back to the list"},
		Back: "Back to the list", Outcome: takenBack}.Node(),
}

// undoLocal remembers which receipt waits for the answer whose tenant this is.
type undoLocal struct{ asked string }

func undoPage(st steps.State, _ any) steps.Page {
	p := steps.Page{Heading: "Take back what the wizard wrote · newest first",
		Pick: "show what it would change", Blocks: []steps.Block{undoIntro(st)}}
	for i, item := range st.Undo {
		p.Rows = append(p.Rows, undoRow(item))
		if item.Next() && (p.At == 0 && !st.Undo[0].Next()) {
			p.At = i
		}
	}
	if back := takenAlready(st); len(back) > 0 {
		p.Below = []steps.Block{append(steps.Block{steps.Para{Weight: steps.Quiet,
			Text: "Taken back already"}}, back...)}
	}
	if !st.SignedIn {
		p.Choices = []steps.Choice{{ID: "sign-in", Title: "Sign in"}}
		return p
	}
	p.End = len(st.Undo) == 0
	p.Choices = append(p.Choices, steps.Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true})
	p.Choices = append(p.Choices, arrival.ConsentChoice(st)...)
	for _, r := range st.Profile.Receipts {
		p.Sensitive = append(p.Sensitive, r.By, r.ObjectID)
	}
	return p
}

func undoIntro(st steps.State) steps.Block {
	switch {
	case !st.SignedIn:
		return steps.Marked(steps.SignUnsure, "Nobody is signed in, so it cannot be seen whether somebody "+
			"has changed it since. Enter signs in.")
	case len(st.Undo) == 0:
		return steps.Marked(steps.SignGood, "There is nothing to take back: nothing is left that this "+
			"computer knows the wizard wrote for this company.")
	}
	return steps.Paragraph("One by one, the newest first: what is built on something goes before it. Each " +
		"is shown before it is written. What somebody changed since is left alone.")
}

// undoRow is one receipt: what was written, when and by whom, and what taking it back
// would mean, or why it cannot be.
func undoRow(item undo.Item) steps.Row {
	r := item.Receipt
	row := steps.Row{ID: "take-back", Arg: strconv.Itoa(item.Index), Number: fmt.Sprintf("%d.", item.Index+1),
		Title: r.Summary, More: steps.DayAndTime(r.At) + " · " + r.By,
		Label: fmt.Sprintf("Take back number %d: %s", item.Index+1, r.Summary),
		Later: !item.Can || item.Doubt == "" && len(item.First) > 0,
		Sign:  steps.Sign(setup.StatusTodo), Detail: "Taking it back: " + item.Why}
	switch {
	case !item.Can:
		row.Sign, row.Detail = steps.Sign(setup.StatusBlocked),
			strings.TrimSpace(item.Doubt+" Stays: "+item.Why)
	case item.Doubt != "":
		row.Sign, row.Detail = steps.SignUnsure, item.Doubt+" Taking it back, on its own: "+item.Why
		row.Label = fmt.Sprintf("Take back number %d, which may be somebody else's: "+
			"%s", item.Index+1, r.Summary)
	case len(item.First) > 0:
		row.Detail = "Its turn comes once what was written later is taken back. Then: " + item.Why
	}
	return row
}

// takenAlready are the receipts that were taken back, with what stays of them.
func takenAlready(st steps.State) steps.Block {
	var out steps.Block
	for _, r := range st.Profile.Receipts {
		if r.Undone == nil {
			continue
		}
		out = append(out, steps.Mark{Sign: steps.Sign(setup.StatusSkipped), Weight: steps.Quiet,
			Text: r.Summary + " · taken back " + steps.Ago(st.Now.Sub(*r.Undone))})
		if r.Left != "" {
			out = append(out, steps.Para{Text: r.Left, In: 2})
		}
		if undo.Registered(r) {
			out = append(out, steps.Para{Text: "It can be restored for 30 days, until " +
				steps.LongDay(r.Undone.AddDate(0, 0, 30)) + ": Entra, \"App registrations\", " +
				"\"Deleted applications\".", In: 2})
		}
	}
	return out
}

// takeBack shows what taking one receipt back would change, after the question whose
// tenant this is.
func takeBack(w *steps.Walk, local any, e steps.Event) steps.Move {
	if !w.Known.Profile().Own {
		local.(*undoLocal).asked = e.Arg
		return steps.GoTo(steps.PageOwn, nil)
	}
	index, err := strconv.Atoi(e.Arg)
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	plan, err := w.Known.PlanUndo(index)
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	return plans.Show(plan, steps.PageUndoWrite, w.Known.Profile().Receipts[index])
}

// backToUndo goes on with what waited for an answer.
func backToUndo(w *steps.Walk, local any, e steps.Event) steps.Move {
	if yes, _ := e.Value.(bool); e.From == steps.PageOwn && yes {
		return takeBack(w, local, steps.Event{Arg: local.(*undoLocal).asked})
	}
	return steps.Stay()
}

// takenBack says what came of it; a registration can be brought back.
func takenBack(st steps.State, about any) []steps.Block {
	out := []steps.Block{{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong, Text: "It is taken back."}}}
	if undo.Registered(about.(setup.Receipt)) {
		out = append(out, steps.Marked(steps.SignLook, "The registration can be restored for 30 days, until "+
			""+steps.LongDay(st.Now.AddDate(0, 0, 30))+
			", in Entra under \"App registrations\", \"Deleted applications\". In the MTP portal its ids "+
			"lead nowhere until then."))
	}
	return out
}
