package phases

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
)

// The ways of a phase, in the engine's order. What each does is its id to the engine.

func on(w change.Way) steps.ChoiceID { return steps.ChoiceID(w) }

// phaseChoices are the ways of a phase, with its own before the portal's way; whoever
// has not signed in works in the portal, and that way comes first then.
func phaseChoices(st steps.State, r judge.PhaseReport, own []steps.Choice) []steps.Choice {
	var out []steps.Choice
	for _, w := range waysOf(st, r.Phase.ID) {
		c := wayChoice(st, r, w)
		c.ID, c.Way = on(w), w
		out = append(out, c)
	}
	portal := slices.IndexFunc(out, func(c steps.Choice) bool { return c.Way == change.WayPortal })
	if st.ByHand() {
		portal++
	}
	return slices.Insert(out, portal, own...)
}

// waysOf are the ways that are offered on the page of a phase. A check writes nothing but
// its repairs.
func waysOf(st steps.State, phase string) []change.Way {
	ways := change.Ways(st.Verdict, phase)
	repaired := func(r change.Repair) bool { return r.ID == phase }
	if st.Task == nil || slices.ContainsFunc(change.Repairs(st.Verdict), repaired) {
		return ways
	}
	return slices.DeleteFunc(ways, func(w change.Way) bool {
		return w == change.WayDo || w == change.WayAllow
	})
}

// unmade is said where a person's word about a phase cannot be taken yet; "" where it can.
func unmade(s setup.Snapshot, p setup.Profile, phase string) string {
	if judge.Confirmable(s, p, phase) {
		return ""
	}
	made, _ := judge.PhaseByID(judge.SecretPhase)
	return "first: a secret, " + made.Words()
}

func wayChoice(st steps.State, r judge.PhaseReport, w change.Way) steps.Choice {
	switch w {
	case change.WayGoOn:
		return steps.Choice{Title: "Go on", Detail: steps.Onwards(st, r.Phase.ID)}
	case change.WayDo:
		return doChoice(st, r)
	case change.WayAsk:
		return askChoice(st, r)
	case change.WayAllow:
		return steps.Choice{Title: "Try to allow it with your role", Key: "t",
			Detail: "a policy for this registration alone; shown first"}
	case change.WayPortal:
		return steps.Choice{Title: "Show me in the portal", Detail: place(r.Phase), Key: "p"}
	case change.WayConfirm:
		return steps.Choice{Title: "I have done this", Detail: "noted with the date; only you can know",
			Key:  "y",
			Word: true, Off: unmade(st.Snapshot, st.Profile, r.Phase.ID)}
	case change.WaySkip:
		return steps.Choice{Title: "Skip, with a note", Detail: "it stays open in the list at the end",
			Key: "k"}
	case change.WayUnsay:
		if r.Status == setup.StatusSkipped {
			return steps.Choice{Title: "Take it up again", Key: "u"}
		}
		return steps.Choice{Title: "Take my confirmation back", Key: "u"}
	}
	return steps.Choice{}
}

// doChoice does it from here. It names what keeps it from being done.
func doChoice(st steps.State, r judge.PhaseReport) steps.Choice {
	verb, effect := change.ActionOf(r.Phase.ID).Words(st.Snapshot)
	c := steps.Choice{Title: verb, Detail: effect}
	switch {
	case !st.SignedIn:
		c.Detail = "needs a sign-in; leads there"
	case r.Status == setup.StatusBlocked:
		c.Off = "first: " + r.BlockedBy
	case r.Phase.ID == judge.ConsentPhase && change.ColleagueFirst(st.Verdict, r.Phase.ID):
		c.Detail = "Entra will refuse unless your role allows it"
	case r.Phase.ID == judge.SecretPhase && judge.SecretForbidden(st.Snapshot, st.Profile):
		c.Title, c.Detail = AllowWords(st.Snapshot)
	}
	return c
}

// AllowWords word "make it for me" where a policy forbids client secrets: the plan then
// lets this one registration have one.
func AllowWords(s setup.Snapshot) (title, detail string) {
	switch {
	case !s.Secrets.Known:
		return "Try again to make it", "Entra tells whether it is allowed by now; a refusal makes nothing"
	case s.MayAllow() == setup.AllowYes:
		return "Allow it, and make it for me", "a policy for this registration alone, then the secret; " +
			"shown first"
	}
	return "Try to allow it, and make it", "Entra will refuse unless your role allows it"
}

func askChoice(st steps.State, r judge.PhaseReport) steps.Choice {
	c, at := steps.Choice{Title: "Ask a colleague to grant", Key: "a",
		Detail: "a link and two sentences to send; this page waits for the grant"}, st.Profile.HandOver
	if r.Phase.ID == judge.SecretPhase {
		c.Title, c.Detail, at = "Ask a colleague to allow it",
			"a message to send; this page waits, and makes the secret", st.Profile.Asked
	}
	if at != nil {
		c.Title = "Go on waiting for it"
		c.Detail = "asked " + steps.Ago(st.Now.Sub(*at)) + "; the message is there again"
	}
	if st.Profile.App.AppID == "" {
		c.Off = "first: the registration of steps 3–8"
	}
	return c
}

// place is where a phase is done by hand, short enough for one line.
func place(p judge.Phase) string {
	where := p.Steps[0].Where
	if len(where) == 0 {
		return "where to look and what to do"
	}
	return strings.Join(where[max(0, len(where)-2):], " ▸ ")
}

// phaseWays are the rows that every page of a phase has; of says which phase it is.
func phaseWays(of func(any) string) []steps.Way {
	with := func(do func(*steps.Walk, string) steps.Move) func(*steps.Walk, any, steps.Event) steps.Move {
		return func(w *steps.Walk, local any, _ steps.Event) steps.Move { return do(w, of(local)) }
	}
	return []steps.Way{
		steps.Leads(on(change.WayGoOn), steps.Next),
		steps.On(on(change.WayDo), steps.To(steps.Here, steps.PagePhase, steps.PageOwn, steps.PageNear,
			steps.PagePlan), with(doPhase)),
		steps.On(on(change.WayAllow), steps.To(steps.Here, steps.PagePhase, steps.PageOwn, steps.PagePlan),
			with(planAllowed)),
		steps.On(on(change.WayAsk), steps.To(steps.PageColleague, steps.PageAllow), with(askColleague)),
		steps.On(on(change.WayPortal), steps.To(steps.PagePortal),
			with(func(_ *steps.Walk, phase string) steps.Move {
				return steps.GoTo(steps.PagePortal, &portal{phase: phase})
			})),
		steps.On(on(change.WayConfirm), steps.To(steps.Here, steps.PagePaste), with(doneByHand)),
		steps.On(on(change.WayUnsay), steps.To(steps.Here),
			with(func(_ *steps.Walk, phase string) steps.Move {
				return steps.Stay(steps.Run{Work: keeping(said{}, func(w steps.Worker) error {
					return w.Unconfirm(phase)
				})})
			})),
		steps.On(on(change.WaySkip), steps.To(steps.PageNote), with(skipNote)),
		steps.On("read", steps.To(steps.Here), readOrSay),
		steps.On(steps.Turn, steps.To(steps.Here, steps.PagePhase),
			func(w *steps.Walk, local any, e steps.Event) steps.Move {
				return steps.TurnFrom(w, of(local), e.Arg)
			}),
		steps.On("go-to", steps.To(steps.PageGoTo), with(func(_ *steps.Walk, phase string) steps.Move {
			return steps.GoTo(steps.PageGoTo, GoToFrom(phase))
		})),
		steps.On(steps.Returned, steps.To(steps.Here, steps.PagePhase, steps.PageOwn, steps.PageNear,
			steps.PagePlan, steps.Next),
			func(w *steps.Walk, local any, e steps.Event) steps.Move { return backToPhase(w, of(local), e) }),
		steps.On(steps.Done, steps.To(steps.Here, steps.Next), PhaseDone),
		steps.On(steps.Failed, steps.To(steps.Here), phaseFailed),
	}
}

// said is what came of a word that was kept.
type said struct{ onward bool }

// keeping keeps an answer, and says what came of it.
func keeping(s said, do func(steps.Worker) error) steps.Work {
	work := steps.Kept(do)
	work.Do = func(_ context.Context, w steps.Worker, _ func(change.Note)) (any, error) { return s, do(w) }
	return work
}

// wordGiven keeps a person's word that a phase is done; the walk goes on.
func wordGiven(phase, note string) steps.Work {
	return keeping(said{onward: true}, func(w steps.Worker) error { return w.Confirm(phase, note) })
}

// PhaseDone goes on after a word was kept, or says when the tenant was read again.
func PhaseDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	switch s, word := e.Result.(said); {
	case word && s.onward:
		return steps.Move{To: steps.Next}
	case word:
		return steps.Stay(steps.Notice{Text: "Taken back. The state follows from what is there."})
	}
	return steps.WasRead(w, local, e)
}

func phaseFailed(_ *steps.Walk, _ any, e steps.Event) steps.Move {
	if _, word := e.Result.(said); word {
		return steps.Stay(steps.Fail{Err: e.Err})
	}
	return steps.Stay(steps.Fail{Err: e.Err, Again: "read"})
}

// readOrSay reads again, or says why nothing can be read.
func readOrSay(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	switch {
	case w.Known.SignedIn():
		return steps.Stay(steps.Run{Work: steps.ReadAgain})
	case w.Task.OfSteps():
		return steps.Stay(steps.Notice{Text: "Nobody is signed in, so nothing can be read. Step 1 signs in."})
	}
	return steps.Stay(steps.Notice{Text: "Nobody is signed in, so nothing can be read."})
}

func skipNote(_ *steps.Walk, phase string) steps.Move {
	p, _ := judge.PhaseByID(phase)
	return steps.GoTo(steps.PageNote, Note{Heading: "Skip " + p.Heading(), Label: "Why, for the next person",
		About: "The walk goes on; this stays open and is named at the end."})
}

// backToPhase goes on with what a page above was opened for.
func backToPhase(w *steps.Walk, phase string, e steps.Event) steps.Move {
	if note, given := e.Value.(string); given && e.From == steps.PageNote {
		return steps.Stay(steps.Run{Work: keeping(said{onward: true},
			func(w steps.Worker) error { return w.Skip(phase, note) })})
	}
	_, again := e.Value.(plans.Again)
	yes, answered := e.Value.(bool)
	switch {
	case again, e.From == steps.PageOwn && yes:
		return doPhase(w, phase)
	case e.From == steps.PageNear && answered:
		w.Known.SetReplaceNear(yes)
		defer w.Known.SetReplaceNear(false)
		return planPhase(w, phase)
	}
	return steps.Stay()
}

// doPhase plans a phase, after the question what becomes of addresses that are nearly
// the wanted ones.
func doPhase(w *steps.Walk, phase string) steps.Move {
	board := judge.BoardOf(w.Known.Snapshot(), w.Known.Profile())
	if phase == boardPhase && w.Known.SignedIn() && board.Count(mtp.StatusNearMiss) > 0 {
		return steps.Move{To: steps.PageNear}
	}
	return planPhase(w, phase)
}

func askColleague(_ *steps.Walk, phase string) steps.Move {
	if phase == judge.SecretPhase {
		return steps.Move{To: steps.PageAllow}
	}
	return steps.Move{To: steps.PageColleague}
}

// planPhase shows what doing a phase from here would change, after the question whose
// tenant this is where a task has not put it yet.
func planPhase(w *steps.Walk, phase string) steps.Move {
	switch {
	case !w.Known.SignedIn():
		return steps.GoTo(steps.PagePhase, "1")
	case w.Task != nil && !w.Known.Profile().Own:
		return steps.GoTo(steps.PageOwn, nil)
	}
	plan, err := w.Known.Plan(phase)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return steps.Stay(steps.Notice{Text: "There is nothing to do: it already holds."})
	case err != nil:
		return steps.Stay(steps.Fail{Err: err})
	}
	return steps.GoTo(steps.PagePlan, &plans.Planned{Plan: plan, Then: steps.PagePhaseWrite,
		Local: &plans.Writing{Plan: plan, Phase: phase}})
}

// planAllowed plans the exemption where Entra has refused a secret and the policies
// cannot be read. It is tried for this plan alone.
func planAllowed(w *steps.Walk, phase string) steps.Move {
	w.Known.SetAllowing(setup.AllowAnyway)
	defer w.Known.SetAllowing(setup.AllowShown)
	return planPhase(w, phase)
}
