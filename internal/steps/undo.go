package steps

import (
	"fmt"
	"strconv"
	"strings"

	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// Taking back what the wizard wrote, the newest first. What somebody has changed
// since stays, and the page says why.

var undoing = []node{
	{id: PageUndo, fresh: func() any { return &undoLocal{} }, page: undoPage, ways: []way{
		{"take-back", []PageID{PageOwn, PagePlan}, takeBack},
		{Returned, []PageID{Here, PagePlan}, backToUndo},
		to("sign-in", PageTenant),
		{"read", []PageID{Here, PageTenant}, readOrSignIn},
		{Done, []PageID{Here}, wasRead},
		{Failed, []PageID{Here}, wasNotRead},
		to("consent", PageConsent),
	}},
	writer{id: PageUndoWrite, heading: "Take back", onward: Choice{ID: GoOn, Title: "Go on",
		Detail: "back to the list"},
		back: "Back to the list", outcome: takenBack}.node(),
}

// undoLocal remembers which receipt waits for the answer whose tenant this is.
type undoLocal struct{ asked string }

func undoPage(st State, _ any) Page {
	p := Page{Heading: "Take back what the wizard wrote · newest first",
		Pick: "show what it would change", Blocks: []Block{undoIntro(st)}}
	for i, item := range st.Undo {
		p.Rows = append(p.Rows, undoRow(item))
		if item.Next() && (p.At == 0 && !st.Undo[0].Next()) {
			p.At = i
		}
	}
	if back := takenAlready(st); len(back) > 0 {
		p.Below = []Block{append(Block{Para{Weight: Quiet, Text: "Taken back already"}}, back...)}
	}
	if !st.SignedIn {
		p.Choices = []Choice{{ID: "sign-in", Title: "Sign in"}}
		return p
	}
	p.End = len(st.Undo) == 0
	p.Choices = append(p.Choices, Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true})
	p.Choices = append(p.Choices, consentChoice(st)...)
	for _, r := range st.Profile.Receipts {
		p.Sensitive = append(p.Sensitive, r.By, r.ObjectID)
	}
	return p
}

func undoIntro(st State) Block {
	switch {
	case !st.SignedIn:
		return mark(SignUnsure, "Nobody is signed in, so it cannot be seen whether somebody has changed "+
			"it since. Enter signs in.")
	case len(st.Undo) == 0:
		return mark(SignGood, "There is nothing to take back: nothing is left that this computer knows "+
			"the wizard wrote for this company.")
	}
	return para("One by one, the newest first: what is built on something goes before it. Each is shown " +
		"before it is written. What somebody changed since is left alone.")
}

// undoRow is one receipt: what was written, when and by whom, and what taking it back
// would mean, or why it cannot be.
func undoRow(item undo.Item) Row {
	r := item.Receipt
	row := Row{ID: "take-back", Arg: strconv.Itoa(item.Index), Number: fmt.Sprintf("%d.", item.Index+1),
		Title: r.Summary, More: dayAndTime(r.At) + " · " + r.By,
		Label: fmt.Sprintf("Take back number %d: %s", item.Index+1, r.Summary),
		Later: !item.Can || item.Doubt == "" && len(item.First) > 0,
		Sign:  Sign(setup.StatusTodo), Detail: "Taking it back: " + item.Why}
	switch {
	case !item.Can:
		row.Sign, row.Detail = Sign(setup.StatusBlocked), strings.TrimSpace(item.Doubt+" Stays: "+item.Why)
	case item.Doubt != "":
		row.Sign, row.Detail = SignUnsure, item.Doubt+" Taking it back, on its own: "+item.Why
		row.Label = fmt.Sprintf("Take back number %d, which may be somebody else's: "+
			"%s", item.Index+1, r.Summary)
	case len(item.First) > 0:
		row.Detail = "Its turn comes once what was written later is taken back. Then: " + item.Why
	}
	return row
}

// takenAlready are the receipts that were taken back, with what stays of them.
func takenAlready(st State) Block {
	var out Block
	for _, r := range st.Profile.Receipts {
		if r.Undone == nil {
			continue
		}
		out = append(out, Mark{Sign: Sign(setup.StatusSkipped), Weight: Quiet,
			Text: r.Summary + " · taken back " + ago(st.Now.Sub(*r.Undone))})
		if r.Left != "" {
			out = append(out, Para{Text: r.Left, In: 2})
		}
		if undo.Registered(r) {
			out = append(out, Para{Text: "It can be restored for 30 days, until " +
				"" + longDay(r.Undone.AddDate(0, 0, 30)) + ": Entra, \"App registrations\", \"Deleted " +
				"applications\".", In: 2})
		}
	}
	return out
}

// takeBack shows what taking one receipt back would change, after the question whose
// tenant this is.
func takeBack(w *Walk, local any, e Event) Move {
	if !w.known.Profile().Own {
		local.(*undoLocal).asked = e.Arg
		return open(PageOwn, nil)
	}
	index, err := strconv.Atoi(e.Arg)
	if err != nil {
		return stay(Fail{Err: err})
	}
	plan, err := w.known.PlanUndo(index)
	if err != nil {
		return stay(Fail{Err: err})
	}
	return show(plan, PageUndoWrite, w.known.Profile().Receipts[index])
}

// backToUndo goes on with what waited for an answer.
func backToUndo(w *Walk, local any, e Event) Move {
	if yes, _ := e.Value.(bool); e.From == PageOwn && yes {
		return takeBack(w, local, Event{Arg: local.(*undoLocal).asked})
	}
	return stay()
}

// takenBack says what came of it; a registration can be brought back.
func takenBack(st State, about any) []Block {
	out := []Block{{Mark{Sign: SignGood, Weight: Strong, Text: "It is taken back."}}}
	if undo.Registered(about.(setup.Receipt)) {
		out = append(out, mark(SignLook, "The registration can be restored for 30 days, until "+
			""+longDay(st.Now.AddDate(0, 0, 30))+
			", in Entra under \"App registrations\", \"Deleted applications\". In the MTP portal its ids "+
			"lead nowhere until then."))
	}
	return out
}
