package tasks

import (
	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
)

// The last part of a renewal: the old secrets, and which of them goes. None is removed
// before the new one was proven, entered and used, and none without being shown.
const (
	pageRemove steps.PageID = "R04"
)

var removing = []steps.Node{
	{ID: pageRemove, Page: removePage, Ways: []steps.Way{
		steps.On("remove", steps.To(steps.Here, steps.PagePlan), removeOne),
		steps.On(steps.Returned, steps.To(steps.Here, steps.Below),
			func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
				if len(w.Known.Renewal().Old) == 0 {
					return steps.Close()
				}
				return steps.Stay()
			}),
	}},
	plans.Writer{ID: steps.PageRemoveWrite, Heading: "Remove the old secret", Back: "Back to the old secrets",
		Onward: steps.Choice{ID: steps.GoOn, Title: "Go on", Detail: "back to the renewal"},
		Outcome: func(steps.State, any) []steps.Block {
			return []steps.Block{steps.Marked(steps.SignGood, "It is gone: Entra no longer lists it, and a "+
				"copy of it somewhere no longer works.")}
		}}.Node(),
}

func removePage(st steps.State, _ any) steps.Page {
	p := steps.Page{Heading: "Renew the client secret · part 5, remove the old one", Pick: "show its removal",
		Sensitive: secretNames(st.Renewal)}
	if len(st.Renewal.Old) == 0 {
		p.Blocks = []steps.Block{steps.Marked(steps.SignGood,
			"There is no other secret on the registration.")}
		return p
	}
	p.Blocks = []steps.Block{steps.Paragraph("A removed secret cannot come back. The first three " +
		"characters tell which is which: compare them with what you noted when the MTP portal was set up. " +
		"Those that stay end by themselves.")}
	for _, o := range st.Renewal.Old {
		p.Rows = append(p.Rows, removeRow(st, o))
	}
	return p
}

func removeRow(st steps.State, o change.OldSecret) steps.Row {
	r := steps.Row{ID: "remove", Arg: o.Password.KeyID, Title: secretName(o), Detail: oldWords(st, o),
		Label: "Remove " + secretName(o) + ", " + oldWords(st, o),
		Facts: steps.Block{steps.Para{Text: o.Why}, steps.Para{Weight: steps.Quiet, Text: "key id " +
			o.Password.KeyID}}}
	if !o.Ours {
		r.Facts = append(r.Facts, steps.Mark{Sign: steps.SignLook,
			Text: "Somebody else made it. Remove it only if you know that nothing else uses it."})
	}
	return r
}

// removeOne shows the removal of one secret. No agreement that was given beforehand
// removes it: whoever still uses it is cut off at once.
func removeOne(w *steps.Walk, _ any, e steps.Event) steps.Move {
	plan, err := w.Known.PlanRemoveOld(e.Arg)
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	m := plans.Show(plan, steps.PageRemoveWrite, nil)
	m.Local.(*plans.Planned).Alone = true
	return m
}
