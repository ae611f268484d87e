package steps

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
)

// The ways of a phase, in the engine's order. What each does is its id to the engine.

func on(w change.Way) ChoiceID { return ChoiceID(w) }

// phaseChoices are the ways of a phase, with its own before the portal's way; whoever
// has not signed in works in the portal, and that way comes first then.
func phaseChoices(st State, r judge.PhaseReport, own []Choice) []Choice {
	var out []Choice
	for _, w := range change.Ways(st.Verdict, r.Phase.ID) {
		c := wayChoice(st, r, w)
		c.ID, c.Way = on(w), w
		out = append(out, c)
	}
	portal := slices.IndexFunc(out, func(c Choice) bool { return c.Way == change.WayPortal })
	if st.byHand() {
		portal++
	}
	return slices.Insert(out, portal, own...)
}

func wayChoice(st State, r judge.PhaseReport, w change.Way) Choice {
	switch w {
	case change.WayGoOn:
		return Choice{Title: "Go on", Detail: onwards(st, r.Phase.ID)}
	case change.WayDo:
		return doChoice(st, r)
	case change.WayAsk:
		return askChoice(st, r)
	case change.WayAllow:
		return Choice{Title: "Try to allow it with your role", Key: "t",
			Detail: "a policy for this registration alone; shown first"}
	case change.WayPortal:
		return Choice{Title: "Show me in the portal", Detail: place(r.Phase), Key: "p"}
	case change.WayConfirm:
		return Choice{Title: "I have done this", Detail: "noted with the date; only you can know", Key: "y",
			Word: true}
	case change.WaySkip:
		return Choice{Title: "Skip, with a note", Detail: "it stays open in the list at the end", Key: "k"}
	case change.WayUnsay:
		if r.Status == setup.StatusSkipped {
			return Choice{Title: "Take it up again", Key: "u"}
		}
		return Choice{Title: "Take my confirmation back", Key: "u"}
	}
	return Choice{}
}

// doChoice does it from here. It names what keeps it from being done.
func doChoice(st State, r judge.PhaseReport) Choice {
	verb, effect := change.ActionOf(r.Phase.ID).Words(st.Snapshot)
	c := Choice{Title: verb, Detail: effect}
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

func askChoice(st State, r judge.PhaseReport) Choice {
	c, at := Choice{Title: "Ask a colleague to grant", Key: "a",
		Detail: "a link and two sentences to send; this page waits for the grant"}, st.Profile.HandOver
	if r.Phase.ID == judge.SecretPhase {
		c.Title, c.Detail, at = "Ask a colleague to allow it",
			"a message to send; this page waits, and makes the secret", st.Profile.Asked
	}
	if at != nil {
		c.Title = "Go on waiting for it"
		c.Detail = "asked " + ago(st.Now.Sub(*at)) + "; the message is there again"
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
func phaseWays(of func(any) string) []way {
	with := func(do func(*Walk, string) Move) func(*Walk, any, Event) Move {
		return func(w *Walk, local any, _ Event) Move { return do(w, of(local)) }
	}
	return []way{
		to(on(change.WayGoOn), Next),
		{on(change.WayDo), []PageID{Here, PagePhase, PageOwn, PageNear, PagePlan}, with(doPhase)},
		{on(change.WayAllow), []PageID{Here, PagePhase, PageOwn, PagePlan}, with(planAllowed)},
		{on(change.WayAsk), []PageID{PageColleague, PageAllow}, with(askColleague)},
		{on(change.WayPortal), []PageID{PagePortal}, with(func(_ *Walk, phase string) Move {
			return open(PagePortal, &portal{phase: phase})
		})},
		{on(change.WayConfirm), []PageID{Here, PagePaste}, with(doneByHand)},
		{on(change.WayUnsay), []PageID{Here}, with(func(_ *Walk, phase string) Move {
			return stay(Run{keeping(said{}, func(w Worker) error { return w.Unconfirm(phase) })})
		})},
		{on(change.WaySkip), []PageID{PageNote}, with(skipNote)},
		{"read", []PageID{Here}, readOrSay},
		{Turn, []PageID{Here, PagePhase}, func(w *Walk, local any, e Event) Move {
			return turnFrom(w, of(local), e.Arg)
		}},
		{"go-to", []PageID{PageGoTo}, with(func(_ *Walk, phase string) Move {
			return open(PageGoTo, GoToFrom(phase))
		})},
		{Returned, []PageID{Here, PagePhase, PageOwn, PageNear, PagePlan, Next},
			func(w *Walk, local any, e Event) Move { return backToPhase(w, of(local), e) }},
		{Done, []PageID{Here, Next}, phaseDone},
		{Failed, []PageID{Here}, phaseFailed},
	}
}

// said is what came of a word that was kept.
type said struct{ onward bool }

// keeping keeps an answer, and says what came of it.
func keeping(s said, do func(Worker) error) Work {
	work := kept(do)
	work.Do = func(_ context.Context, w Worker, _ func(change.Note)) (any, error) { return s, do(w) }
	return work
}

// wordGiven keeps a person's word that a phase is done; the walk goes on.
func wordGiven(phase, note string) Work {
	return keeping(said{onward: true}, func(w Worker) error { return w.Confirm(phase, note) })
}

func phaseDone(w *Walk, local any, e Event) Move {
	switch s, word := e.Result.(said); {
	case word && s.onward:
		return Move{To: Next}
	case word:
		return stay(Notice{"Taken back. The state follows from what is there."})
	}
	return wasRead(w, local, e)
}

func phaseFailed(_ *Walk, _ any, e Event) Move {
	if _, word := e.Result.(said); word {
		return stay(Fail{Err: e.Err})
	}
	return stay(Fail{Err: e.Err, Again: "read"})
}

// readOrSay reads again, or says why nothing can be read.
func readOrSay(w *Walk, _ any, _ Event) Move {
	switch {
	case w.known.SignedIn():
		return stay(Run{readAgain})
	case w.task.OfSteps():
		return stay(Notice{"Nobody is signed in, so nothing can be read. Step 1 signs in."})
	}
	return stay(Notice{"Nobody is signed in, so nothing can be read."})
}

func skipNote(_ *Walk, phase string) Move {
	p, _ := judge.PhaseByID(phase)
	return open(PageNote, Note{Heading: "Skip " + p.Heading(), Label: "Why, for the next person",
		About: "The walk goes on; this stays open and is named at the end."})
}

// backToPhase goes on with what a page above was opened for.
func backToPhase(w *Walk, phase string, e Event) Move {
	if note, given := e.Value.(string); given && e.From == PageNote {
		return stay(Run{keeping(said{onward: true},
			func(w Worker) error { return w.Skip(phase, note) })})
	}
	_, again := e.Value.(planAgain)
	yes, answered := e.Value.(bool)
	switch {
	case again, e.From == PageOwn && yes:
		return doPhase(w, phase)
	case e.From == PageNear && answered:
		w.known.SetReplaceNear(yes)
		defer w.known.SetReplaceNear(false)
		return planPhase(w, phase)
	case e.From == PagePaste && w.verdict().Phase(phase).Status.Settled():
		return Move{To: Next}
	}
	return stay()
}

// doPhase plans a phase, after the question what becomes of addresses that are nearly
// the wanted ones.
func doPhase(w *Walk, phase string) Move {
	board := judge.BoardOf(w.known.Snapshot(), w.known.Profile())
	if phase == boardPhase && w.known.SignedIn() && board.Count(mtp.StatusNearMiss) > 0 {
		return Move{To: PageNear}
	}
	return planPhase(w, phase)
}

func askColleague(_ *Walk, phase string) Move {
	if phase == judge.SecretPhase {
		return Move{To: PageAllow}
	}
	return Move{To: PageColleague}
}

// planPhase shows what doing a phase from here would change, after the question whose
// tenant this is where a task has not put it yet.
func planPhase(w *Walk, phase string) Move {
	switch {
	case !w.known.SignedIn():
		return open(PagePhase, "1")
	case w.task != nil && !w.known.Profile().Own:
		return open(PageOwn, nil)
	}
	plan, err := w.known.Plan(phase)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return stay(Notice{"There is nothing to do: it already holds."})
	case err != nil:
		return stay(Fail{Err: err})
	}
	return open(PagePlan, &planned{plan: plan, then: PagePhaseWrite,
		local: &writing{plan: plan, phase: phase}})
}

// planAllowed plans the exemption where Entra has refused a secret and the policies
// cannot be read. It is tried for this plan alone.
func planAllowed(w *Walk, phase string) Move {
	w.known.SetAllowing(setup.AllowAnyway)
	defer w.known.SetAllowing(setup.AllowShown)
	return planPhase(w, phase)
}

// ShownFor is what it begins with where a yes writes it for a phase.
func ShownFor(phase string, plan change.Plan) any {
	return &planned{plan: plan, then: PagePhaseWrite, local: &writing{plan: plan, phase: phase,
		again: func(w *Walk) Move { return planPhase(w, phase) }}}
}
