package tasks

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/steps/plans"
	"ssowizard/internal/text"
)

// What a check found wrong and can be repaired, one plan after the other in the order
// of the walk. Each is shown before it is written and read back after it.

// Begin goes on with the next repair.
const Begin steps.ChoiceID = "begin"

var repairing = []steps.Node{
	{ID: steps.PageRepairs, Fresh: func() any { return &repairs{} }, Page: repairsPage, Enter: listRepairs,
		Ways: []steps.Way{
			steps.On(Begin, steps.To(steps.Here, steps.Home, steps.PageOwn, steps.PageNear, steps.PagePlan),
				planRepair),
			steps.On(steps.Returned, steps.To(steps.Here, steps.Home, steps.PageOwn, steps.PageNear,
				steps.PagePlan), backToRepairs),
			steps.On(steps.Done, steps.To(steps.Here, steps.PagePlan), placeFound),
			steps.On(steps.Failed, steps.To(steps.PagePreflight), noPlace),
			steps.On("leave-out", steps.To(steps.Here), leaveRepairOut),
			steps.Leads(steps.Back, steps.Home),
		}},
	plans.Writer{ID: steps.PageRepairWrite, Onward: steps.Choice{ID: steps.GoOn, Title: "Go on"},
		Back: "Back to the repairs"}.Node(),
}

// repairs is what the list remembers: what was listed, in which order, and what was
// left out of it.
type repairs struct {
	only      string // the one that is meant; "" for all together
	list      []change.Repair
	leftOut   []string
	begun     bool
	placeless bool // there was no place for a secret
}

// OneRepair is what the page of repairs begins with where one is meant, by its id.
func OneRepair(id string) any { return &repairs{only: id} }

// openAt tells whether a phase is among the repairs that there are now.
func openAt(now []change.Repair, phase string) bool {
	return slices.ContainsFunc(now, func(r change.Repair) bool { return r.Phase.ID == phase })
}

// grow takes up what a repair has brought to light: what a registration from the
// recycle bin lacks is read only once it is back. It comes after what was listed.
func (l *repairs) grow(now []change.Repair) {
	for _, r := range now {
		there := slices.ContainsFunc(l.list, func(o change.Repair) bool { return o.Phase.ID == r.Phase.ID })
		if !there && (l.only == "" || l.only == r.ID) {
			l.list = append(l.list, r)
		}
	}
}

// next is the first repair that is neither done nor left out.
func (l *repairs) next(now []change.Repair) (int, bool) {
	i := slices.IndexFunc(l.list, func(r change.Repair) bool {
		return !slices.Contains(l.leftOut, r.Phase.ID) && openAt(now, r.Phase.ID)
	})
	return i, i >= 0
}

func listRepairs(w *steps.Walk, local any) steps.Move {
	local.(*repairs).grow(w.RepairsNow())
	return steps.Stay()
}

func repairsPage(st steps.State, local any) steps.Page {
	l := local.(*repairs)
	intro := "The order is that of the walk: what comes later is built on what comes before. Each repair " +
		"is shown with before and after, written only after a yes, and read back."
	if !st.MayWrite {
		intro += " Before the first write you sign in once more, since so far you may only read."
	}
	p := steps.Page{Heading: st.Task.Title + " · repair all, in this order",
		Blocks: []steps.Block{steps.Paragraph(intro)}}
	left := change.RepairsTogether(st.Verdict)
	now, some := l.next(left)
	for i, r := range l.list {
		p.Rows = append(p.Rows, l.row(st, r, openAt(left, r.Phase.ID), i == now))
	}
	if some {
		verb := "Begin with "
		if l.begun {
			verb = "Go on with "
		}
		p.Choices = []steps.Choice{
			{ID: Begin, Title: verb + l.list[now].Phase.Words(),
				Detail: "shows what would change; nothing is written yet"},
			{ID: "leave-out", Title: "Leave this one out", Key: "k", Detail: "and go on with the next"},
		}
	}
	p.Choices = append(p.Choices, steps.Choice{ID: steps.Back, Title: "Back to the report", Key: "b",
		Detail: "what was written stays"})
	return p
}

// row is one repair, to be read: what it mends, and who may.
func (l *repairs) row(st steps.State, r change.Repair, open, now bool) steps.Row {
	row := steps.Row{Title: r.Phase.Heading(), Sign: steps.Sign(setup.StatusTodo),
		Detail: strings.Join(saidTogether(r.Mends), " ")}
	switch {
	case slices.Contains(l.leftOut, r.Phase.ID):
		row.Sign, row.Detail = steps.Sign(setup.StatusSkipped), "left out"
	case !open:
		row.Sign, row.Detail = steps.SignGood, "written and read back"
	case now:
		row.Sign = steps.SignNow
	}
	if a := change.ActionOf(r.Phase.ID); open && a != nil {
		if who := a.WhoMay(st.Snapshot); who != "" {
			row.Detail += "\nWho may do this: " + strings.TrimSuffix(who, ".") + "."
		}
	}
	return row
}

// saidTogether says findings about one thing each, and those about several
// addresses that share their words once, with how many they are.
func saidTogether(list []setup.Finding) []string {
	var out []string
	for i, x := range list {
		same := func(o setup.Finding) bool { return x.Together(o) }
		if slices.ContainsFunc(list[:i], same) {
			continue
		}
		n := 0
		for _, o := range list[i:] {
			if same(o) {
				n++
			}
		}
		if n > 1 && x.OfAddress() {
			out = append(out, text.Count(n, "redirect URI")+": "+x.Text())
		} else {
			out = append(out, x.Said())
		}
	}
	return out
}

func leaveRepairOut(w *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*repairs)
	if i, some := l.next(w.RepairsNow()); some {
		l.leftOut = append(l.leftOut, l.list[i].Phase.ID)
	}
	return steps.Stay()
}

// planRepair shows the next repair, after the questions that come before it.
func planRepair(w *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*repairs)
	switch i, some := l.next(w.RepairsNow()); {
	case !some:
		return steps.Move{To: steps.Home}
	case !w.Known.Profile().Own:
		return steps.GoTo(steps.PageOwn, nil)
	case l.list[i].Asks == judge.AskReplaceNear:
		return steps.GoTo(steps.PageNear, nil)
	}
	return l.show(w)
}

// show plans the next repair. One sign-in is asked for with the rights of all of them.
func (l *repairs) show(w *steps.Walk) steps.Move {
	i, some := l.next(w.RepairsNow())
	if !some {
		return steps.Move{To: steps.Home}
	}
	st := l.list[i].Phase
	l.begun = true
	if st.ID == judge.SecretPhase && !w.Known.Snapshot().Keychain.Known {
		return steps.Stay(steps.Run{Work: findPlace})
	}
	plan, err := w.Known.Plan(st.ID)
	if errors.Is(err, advice.ErrNothingToDo) {
		l.leftOut = append(l.leftOut, st.ID)
		return steps.Stay(steps.Notice{Text: "Steps " + st.Span() + " cannot be repaired from here."})
	}
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	then := "what that has brought to light, or the report"
	if i+1 < len(l.list) {
		then = "next: " + l.list[i+1].Phase.Heading() + ", shown first"
	}
	return steps.GoTo(steps.PagePlan, &plans.Planned{Plan: plan, Then: steps.PageRepairWrite,
		Rights: change.ScopesToRepair(w.Verdict()),
		Local: &plans.Writing{Plan: plan, Phase: st.ID, Next: then,
			Heading: fmt.Sprintf("Repair %d of %d · %s", i+1, len(l.list), st.Words())}})
}

// findPlace looks whether a new secret could be kept, before there is one.
var findPlace = steps.Work{What: "Looking for a place for the secret", Brief: true,
	Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
		return nil, w.ProbeKeychain(ctx)
	}}

func placeFound(w *steps.Walk, local any, _ steps.Event) steps.Move { return local.(*repairs).show(w) }

func noPlace(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	local.(*repairs).placeless = true
	return steps.GoTo(steps.PagePreflight, phases.Place{})
}

// backToRepairs goes on by itself where a repair was written, and stays where it was
// not.
func backToRepairs(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*repairs)
	yes, answered := e.Value.(bool)
	_, again := e.Value.(plans.Again)
	switch {
	case e.From == steps.PageOwn && yes, again:
		return planRepair(w, local, e)
	case e.From == steps.PageNear && answered:
		w.Known.SetReplaceNear(yes)
		return l.show(w)
	case l.placeless:
		if l.placeless = false; w.Known.Snapshot().Keychain.Known {
			return l.show(w)
		}
		return steps.Stay()
	case !l.begun, e.From == steps.PageOwn, e.From == steps.PageNear, e.From == steps.PagePlan:
		return steps.Stay()
	}
	now := w.RepairsNow()
	l.grow(now)
	i, some := l.next(now)
	if !some {
		return steps.Move{To: steps.Home}
	}
	if i > 0 && !openAt(now, l.list[i-1].Phase.ID) && !slices.Contains(l.leftOut, l.list[i-1].Phase.ID) {
		return planRepair(w, local, e)
	}
	return steps.Stay()
}
