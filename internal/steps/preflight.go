package steps

import (
	"context"
	"slices"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Place is what the page begins with where nothing but a place for the secret is meant:
// it closes once there is one.
type Place struct{}

// PagePreflight shows, before the first write, what would stop a later step, and settles
// the one thing that can be settled here: where the secret is kept.
var lookingAhead = []node{
	{id: PagePreflight, page: preflightPage, ways: []way{
		{GoOn, []PageID{Next}, func(*Walk, any, Event) Move { return Move{To: Next} }},
		{"all-the-same", []PageID{Next}, func(*Walk, any, Event) Move { return Move{To: Next} }},
		{"read", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{readAhead}) }},
		{"other", []PageID{PageTenant}, func(*Walk, any, Event) Move { return otherAccount() }},
		to("file", pagePassphrase),
		{"once", []PageID{Here, Below}, func(w *Walk, local any, _ Event) Move {
			w.known.ShownOnce()
			return placed(local, "The secret will be shown once and kept nowhere.")
		}},
		{"probe", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{probeKeychain}) }},
		{Done, []PageID{Here, Below}, aheadWasRead},
		{Failed, []PageID{Here}, func(_ *Walk, _ any, e Event) Move {
			if _, keychain := e.Result.(tried); keychain {
				return stay(Fail{Err: e.Err, Again: "probe"})
			}
			return stay(Fail{Err: e.Err})
		}},
		{Returned, []PageID{Here, Below}, func(w *Walk, local any, e Event) Move {
			if e.From == pagePassphrase && w.known.Snapshot().Keychain.Known {
				return placed(local, "")
			}
			return stay()
		}},
	}},
}

// placed goes on once there is a place for the secret.
func placed(local any, said string) Move {
	var e []Effect
	if said != "" {
		e = []Effect{Notice{said}}
	}
	if _, only := local.(Place); only {
		return answer(true, e...)
	}
	return stay(e...)
}

var readAhead = Work{What: "Reading again", Usual: 5 * time.Second,
	Do: func(ctx context.Context, w Worker, _ func(change.Note)) (any, error) { return w.Observe(ctx) }}

func aheadWasRead(w *Walk, local any, e Event) Move {
	if _, keychain := e.Result.(tried); keychain {
		return placed(local, "The keychain answers.")
	}
	return wasRead(w, local, e)
}

func preflightPage(st State, local any) Page {
	p := st.Task.stepOne("before the first write")
	p.Heading = "Before the first write"
	items := weightiest(st.Ahead)
	stops := func(id string) bool {
		return slices.ContainsFunc(items, func(i judge.PreflightItem) bool { return i.ID == id && i.Stops })
	}
	where := Mark{Sign: SignLook, Text: "First: where shall the client secret be kept?"}
	if _, only := local.(Place); only {
		p.Heading, items = "A place for the secret", slices.DeleteFunc(items,
			func(i judge.PreflightItem) bool { return i.ID != "keychain" })
		p.Blocks = []Block{ahead(items), {where}}
		p.Choices = placeChoices(st)
		return p
	}
	status, words := judge.Ahead(items)
	head := Block{Mark{Sign: Sign(status), Text: words}}
	p.Choices = onAhead(items)
	if stops("keychain") {
		head = append(head, where)
		p.Choices = placeChoices(st)
	}
	p.Blocks = []Block{head, ahead(items)}
	return p
}

// ahead are the items, with the reason and what to do where one does not hold.
func ahead(items []judge.PreflightItem) Block {
	var out Block
	for _, i := range items {
		out = append(out, Fact{Sign: Sign(i.Status), Label: i.Title, Text: i.Detail, Weight: Quiet})
		if i.Status == setup.StatusOK {
			continue
		}
		for _, f := range i.Findings {
			out = append(out, Para{Text: f.Text(), In: 4})
			if f.Remedy() != "" {
				out = append(out, Para{Text: f.Remedy(), In: 4, Weight: Quiet})
			}
		}
	}
	return out
}

// onAhead are the ways on once there is a place for the secret.
func onAhead(items []judge.PreflightItem) []Choice {
	on := Choice{ID: GoOn, Title: "Go on", Detail: "nothing is written without asking"}
	stops := slices.DeleteFunc(slices.Clone(items), func(i judge.PreflightItem) bool { return !i.Stops })
	if len(stops) > 0 {
		on = Choice{ID: "all-the-same", Title: "Go on all the same",
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
	return []Choice{on,
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
