package steps

import (
	"context"

	"ssowizard/internal/change"
)

// A practice tenant has nothing yet that could be renewed or taken back, because
// practice remembers nothing: everything is set up before, with the plan shown like
// any other.

var grounding = []node{
	{id: PageGround, page: groundPage, ways: []way{
		{"everything", []PageID{Here, PageOwn}, layGround},
		{Returned, []PageID{Here}, func(w *Walk, local any, e Event) Move {
			if _, again := e.Value.(planAgain); again || e.Value == true {
				return layGround(w, local, e)
			}
			return stay()
		}},
		{Done, []PageID{PagePlan}, showWhole},
		to("leave", Leave),
	}},
	writer{id: PageGroundWrite, heading: "Practice is set up", back: "Go on with what was written",
		onward: Choice{ID: GoOn, Title: "Go on"}, to: Home, outcome: func(State, any) []Block {
			return []Block{{Mark{Sign: SignGood, Weight: Strong,
				Text: "The simulated company is set up, as if it had been weeks ago. What you came for " +
					"begins now."}}}
		}}.node(),
}

func groundPage(st State, _ any) Page {
	what := "there is nothing that could be taken back"
	if st.Task.ID == TaskRenew {
		what = "there is no secret that could be renewed"
	}
	return Page{Heading: st.Task.Title + " · practice needs a setup first",
		Blocks: []Block{para("In practice nothing was set up before, so " + what + ". The wizard sets " +
			"everything up first: the registration, " +
			"its 12 example addresses, the permission, the consent and a client secret. What it would " +
			"write is shown next. Nothing real is touched.")},
		Choices: []Choice{
			{ID: "everything", Title: "Set everything up first", Key: "e",
				Detail: "on the simulated tenant; shown before it is written"},
			{ID: "leave", Title: "Leave", Detail: "nothing was changed"},
		}}
}

// layGround plans the whole setup as one change.
func layGround(w *Walk, _ any, _ Event) Move {
	if !w.known.Profile().Own {
		return open(PageOwn, nil)
	}
	p, work := w.practice, kept(nil)
	work.Do = func(ctx context.Context, k Worker, _ func(change.Note)) (any, error) {
		if !k.Snapshot().Keychain.Known { // a task that writes no secret has not tried it
			_ = k.ProbeKeychain(ctx)
		}
		if len(k.Profile().Wanted.URIs) == 0 {
			if _, err := k.SetURIs(p.URIs); err != nil {
				return nil, err
			}
		}
		return nil, k.ChooseNew(p.Name)
	}
	return stay(Run{work})
}

func showWhole(w *Walk, _ any, _ Event) Move {
	plan, err := w.known.PlanWhole()
	if err != nil {
		return stay(Fail{Err: err})
	}
	return show(plan, PageGroundWrite, nil)
}
