package steps

import "ssowizard/internal/change"

// The last part of a renewal: the old secrets, and which of them goes. None is removed
// before the new one was proven, entered and used, and none without being shown.
const (
	pageRemove PageID = "R04"
)

var removing = []node{
	{id: pageRemove, page: removePage, ways: []way{
		{"remove", []PageID{Here, PagePlan}, removeOne},
		{Returned, []PageID{Here, Below}, func(w *Walk, _ any, _ Event) Move {
			if len(w.known.Renewal().Old) == 0 {
				return below()
			}
			return stay()
		}},
	}},
	writer{id: PageRemoveWrite, heading: "Remove the old secret", back: "Back to the old secrets",
		onward: Choice{ID: GoOn, Title: "Go on", Detail: "back to the renewal"},
		outcome: func(State, any) []Block {
			return []Block{mark(SignGood, "It is gone: Entra no longer lists it, and a copy of it somewhere "+
				"no longer works.")}
		}}.node(),
}

func removePage(st State, _ any) Page {
	p := Page{Heading: "Renew the client secret · part 5, remove the old one", Pick: "show its removal",
		Sensitive: secretNames(st.Renewal)}
	if len(st.Renewal.Old) == 0 {
		p.Blocks = []Block{mark(SignGood, "There is no other secret on the registration.")}
		return p
	}
	p.Blocks = []Block{para("A removed secret cannot come back. The first three characters tell which is " +
		"which: compare them with what you noted when the MTP portal was set up. Those that stay end by " +
		"themselves.")}
	for _, o := range st.Renewal.Old {
		p.Rows = append(p.Rows, removeRow(st, o))
	}
	return p
}

func removeRow(st State, o change.OldSecret) Row {
	r := Row{ID: "remove", Arg: o.Password.KeyID, Title: secretName(o), Detail: oldWords(st, o),
		Label: "Remove " + secretName(o) + ", " + oldWords(st, o),
		Facts: Block{Para{Text: o.Why}, Para{Weight: Quiet, Text: "key id " + o.Password.KeyID}}}
	if !o.Ours {
		r.Facts = append(r.Facts, Mark{Sign: SignLook,
			Text: "Somebody else made it. Remove it only if you know that nothing else uses it."})
	}
	return r
}

// removeOne shows the removal of one secret. No agreement that was given beforehand
// removes it: whoever still uses it is cut off at once.
func removeOne(w *Walk, _ any, e Event) Move {
	plan, err := w.known.PlanRemoveOld(e.Arg)
	if err != nil {
		return stay(Fail{Err: err})
	}
	m := show(plan, PageRemoveWrite, nil)
	m.Local.(*planned).alone = true
	return m
}
