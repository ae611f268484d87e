package phases

import (
	"context"
	"slices"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
)

// Place is what the page begins with where nothing but a place for the secret is meant:
// it closes once there is one.
type Place struct{}

// PagePreflight shows, before the first write, what would stop a later step, and settles
// the one thing that can be settled here: where the secret is kept.
var lookingAhead = []steps.Node{
	{ID: steps.PagePreflight, Page: preflightPage, Ways: []steps.Way{
		steps.On(steps.GoOn, steps.To(steps.Next), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Move{To: steps.Next}
		}),
		steps.On("all-the-same", steps.To(steps.Next), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Move{To: steps.Next}
		}),
		steps.On("read", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: readAhead})
		}),
		steps.On("other", steps.To(steps.PageTenant), func(*steps.Walk, any, steps.Event) steps.Move {
			return arrival.OtherAccount()
		}),
		steps.Leads("file", pagePassphrase),
		steps.On("once", steps.To(steps.Here, steps.Below),
			func(w *steps.Walk, local any, _ steps.Event) steps.Move {
				w.Known.ShownOnce()
				return placed(local, "The secret will be shown once and kept nowhere.")
			}),
		steps.On("probe", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: probeKeychain})
		}),
		steps.On(steps.Done, steps.To(steps.Here, steps.Below), aheadWasRead),
		steps.On(steps.Failed, steps.To(steps.Here), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
			if _, keychain := e.Result.(tried); keychain {
				return steps.Stay(steps.Fail{Err: e.Err, Again: "probe"})
			}
			return steps.Stay(steps.Fail{Err: e.Err})
		}),
		steps.On(steps.Returned, steps.To(steps.Here, steps.Below),
			func(w *steps.Walk, local any, e steps.Event) steps.Move {
				if e.From == pagePassphrase && w.Known.Snapshot().Keychain.Known {
					return placed(local, "")
				}
				return steps.Stay()
			}),
	}},
}

// placed goes on once there is a place for the secret.
func placed(local any, said string) steps.Move {
	var e []steps.Effect
	if said != "" {
		e = []steps.Effect{steps.Notice{Text: said}}
	}
	if _, only := local.(Place); only {
		return steps.Answer(true, e...)
	}
	return steps.Stay(e...)
}

var readAhead = steps.Work{What: "Reading again", Usual: 5 * time.Second,
	Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) { return w.Observe(ctx) }}

func aheadWasRead(w *steps.Walk, local any, e steps.Event) steps.Move {
	if _, keychain := e.Result.(tried); keychain {
		return placed(local, "The keychain answers.")
	}
	return steps.WasRead(w, local, e)
}

func preflightPage(st steps.State, local any) steps.Page {
	p := st.Task.StepOne("before the first write")
	p.Heading = "Before the first write"
	items := weightiest(st.Ahead)
	stops := func(id string) bool {
		return slices.ContainsFunc(items, func(i judge.PreflightItem) bool { return i.ID == id && i.Stops })
	}
	where := steps.Mark{Sign: steps.SignLook, Text: "First: where shall the client secret be kept?"}
	if _, only := local.(Place); only {
		p.Heading, items = "A place for the secret", slices.DeleteFunc(items,
			func(i judge.PreflightItem) bool { return i.ID != "keychain" })
		p.Blocks = []steps.Block{ahead(items), {where}}
		p.Choices = placeChoices(st)
		return p
	}
	status, words := judge.Ahead(items)
	head := steps.Block{steps.Mark{Sign: steps.Sign(status), Text: words}}
	p.Choices = onAhead(items)
	if stops("keychain") {
		head = append(head, where)
		p.Choices = placeChoices(st)
	}
	p.Blocks = []steps.Block{head, ahead(items)}
	return p
}

// ahead are the items, with the reason and what to do where one does not hold.
func ahead(items []judge.PreflightItem) steps.Block {
	var out steps.Block
	for _, i := range items {
		out = append(out, steps.Fact{Sign: steps.Sign(i.Status), Label: i.Title, Text: i.Detail,
			Weight: steps.Quiet})
		if i.Status == setup.StatusOK {
			continue
		}
		for _, f := range i.Findings {
			out = append(out, steps.Para{Text: f.Text(), In: 4})
			if f.Remedy() != "" {
				out = append(out, steps.Para{Text: f.Remedy(), In: 4, Weight: steps.Quiet})
			}
		}
	}
	return out
}

// onAhead are the ways on once there is a place for the secret.
func onAhead(items []judge.PreflightItem) []steps.Choice {
	on := steps.Choice{ID: steps.GoOn, Title: "Go on", Detail: "nothing is written without asking"}
	stops := slices.DeleteFunc(slices.Clone(items), func(i judge.PreflightItem) bool { return !i.Stops })
	if len(stops) > 0 {
		on = steps.Choice{ID: "all-the-same", Title: "Go on all the same",
			Detail: "a later step will stop, as said above"}
	}
	switch {
	case len(stops) != 1:
	case stops[0].ID == "role":
		on.Title, on.Detail = "Go on", "steps 21–22 can be handed to a colleague"
	case stops[0].ID == "secrets" && stops[0].HandOver:
		on.Title = "Go on"
		on.Detail = "the secret can be handed to a colleague, once the registration is there"
	}
	return []steps.Choice{on,
		{ID: "read", Title: "Look again", Key: "r", Detail: "after you changed something"},
		{ID: "other", Title: "Sign in with another account", Key: "o", Detail: "one that has the rights"}}
}

// weightiest puts what stops first, then what needs a look, so that it is in view; what
// holds comes last.
func weightiest(items []judge.PreflightItem) []judge.PreflightItem {
	rank := func(i judge.PreflightItem) int {
		switch {
		case i.Stops:
			return 0
		case i.Status == setup.StatusFail, i.Status == setup.StatusWarn:
			return 1
		case i.Status == setup.StatusOK:
			return 3
		}
		return 2
	}
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b judge.PreflightItem) int { return rank(a) - rank(b) })
	return out
}
