package phases

import (
	"context"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// A phase as it is done by hand: step by step where, what to do and what comes then;
// the values to copy, and in the end a look at whether it worked.
const (

	// ViewPortal opens one step at a time.
	ViewPortal steps.View = "portal"
)

// portal is what the page remembers.
type portal struct {
	phase string
	made  *engine.Made // what was done here in the simulated portal; nil: nothing yet
	list  draft        // what was pasted from here and not taken yet
}

// InPortal is what the page begins with for a phase.
func InPortal(phase string) any { return &portal{phase: phase} }

var byHandNodes = []steps.Node{{ID: steps.PagePortal, Page: portalPage, Ways: []steps.Way{
	steps.On("check", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
		return steps.Stay(steps.Run{Work: readDone})
	}),
	steps.On("did", steps.To(steps.Here, steps.PagePaste),
		func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			l := local.(*portal)
			m := doneByHand(w, l.phase)
			if m.To == steps.PagePaste {
				m.Local = &l.list
			}
			return m
		}),
	steps.On("play", steps.To(steps.Here), playHand),
	steps.On("open", steps.To(steps.Here), openPage),
	steps.On("read", steps.To(steps.Here), readOrSay),
	steps.On(steps.Done, steps.To(steps.Here, steps.Next, steps.PagePhase), portalDone),
	steps.On(steps.Failed, steps.To(steps.Here), portalFailed),
}}}

func portalPage(st steps.State, local any) steps.Page {
	l := local.(*portal)
	phase, _ := judge.PhaseByID(l.phase)
	p := steps.Page{Code: phase.Screen() + "p", Phase: phase.ID, Heading: phase.Heading() + " · by hand",
		View: ViewPortal, Values: steps.StepValues(st, phase.Steps...)}
	known := judge.Values(st.Snapshot, st.Profile)
	last := ""
	for _, s := range phase.Steps {
		h := steps.Hand{Number: s.Number, Title: s.Title, Where: s.Where, Known: known,
			Values: steps.StepValues(st, s),
			Secret: phase.ID == string(steps.PageHandOver)}
		if u := st.Links.URL(s.Link); u != last {
			h.Page, last = u, u
		}
		for _, do := range s.Do {
			h.Do = append(h.Do, judge.Fill(do, known))
		}
		h.Expect = judge.Fill(s.Expect, known)
		p.Blocks = append(p.Blocks, steps.Block{h})
	}
	p.Below = []steps.Block{madeByHand(st, l)}
	p.Choices = portalChoices(st, phase)
	return p
}

func portalChoices(st steps.State, phase judge.Phase) []steps.Choice {
	out := []steps.Choice{{ID: "did", Title: "I have done this", Key: "y", Word: true,
		Detail: "noted with the date; only you can know",
		Off:    unmade(st.Snapshot, st.Profile, phase.ID)}}
	if change.Checkable(st.Verdict, phase.ID) {
		out = []steps.Choice{{ID: "check", Title: "Check what I did", Detail: "reads again"}}
	}
	if st.Links.URL(phase.Steps[0].Link) != "" && st.Practice == nil {
		out = append(out, steps.Choice{ID: "open", Title: "Open the page", Detail: "in the browser"})
	}
	if p := st.Practice; p != nil && p.Hand != nil && change.ActionOf(phase.ID) != nil {
		out = append(out, steps.Choice{ID: "play", Title: "Do it there for me (practice)", Key: "a"})
	}
	return out
}

// doneByHand takes a person's word. For the MTP portal's account the word alone is no
// use to anybody who is signed in: the next step needs the list.
func doneByHand(w *steps.Walk, phase string) steps.Move {
	if phase == accountPhase && w.Known.SignedIn() && len(w.Known.Profile().Wanted.URIs) == 0 {
		return steps.Move{To: steps.PagePaste}
	}
	if first := unmade(w.Known.Snapshot(), w.Known.Profile(), phase); first != "" {
		return steps.Stay(steps.Notice{Text: "That cannot be so yet; " + first + "."})
	}
	return steps.Stay(steps.Run{Work: wordGiven(phase, "")})
}

// accountPhase is where the list of redirect URIs comes from.
const accountPhase = "10-11"

func openPage(w *steps.Walk, local any, e steps.Event) steps.Move {
	if e.Arg == "" {
		phase, _ := judge.PhaseByID(local.(*portal).phase)
		e.Arg = w.Known.Links().URL(phase.Steps[0].Link)
	}
	return steps.Stay(steps.Open{URL: e.Arg})
}

// lookedAt is what came of a look at what was done by hand.
type lookedAt struct{}

var readDone = steps.Work{What: "Reading what you did", Usual: 3 * time.Second, Do: func(ctx context.Context,
	w steps.Worker, _ func(change.Note)) (any, error) {
	_, err := w.Observe(ctx)
	return lookedAt{}, err
}}

func portalFailed(_ *steps.Walk, _ any, e steps.Event) steps.Move {
	switch e.Result.(type) {
	case lookedAt:
		return steps.Stay(steps.Fail{Err: e.Err, Again: "check"})
	case engine.Made:
		return steps.Stay(steps.Fail{Err: e.Err, Again: "play"})
	case said:
		return steps.Stay(steps.Fail{Err: e.Err})
	}
	return steps.Stay(steps.Fail{Err: e.Err, Again: "read"})
}

// portalDone says what a look found, and goes on where it holds.
func portalDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*portal)
	switch made, hand := e.Result.(engine.Made); {
	case hand:
		w.Practice.Showed(made)
		l.made = &made
		return steps.Stay(handedOut(l.phase, made)...)
	case e.Result != any(lookedAt{}):
		return PhaseDone(w, local, e)
	}
	at := "Looked at " + steps.ClockTime(w.Now()) + ". "
	switch r := w.Verdict().Phase(l.phase); {
	case r.Status == setup.StatusOK, r.Status == setup.StatusConfirmed:
		return steps.Move{To: steps.Next,
			Effects: []steps.Effect{steps.Notice{Text: "It holds: " + r.Evidence()}}}
	case r.Status == setup.StatusWarn:
		return toPhase(l.phase, "It works, and there is something to look at.")
	case l.phase == judge.NeedChoice.Phase:
		return toPhase(l.phase, at+"Say which registration it is, or make a new one.")
	case l.phase == registerPhase && w.Known.Profile().App.AppID == "" &&
		len(w.Known.Snapshot().Candidates.Value) > 0:
		return toPhase(judge.NeedChoice.Phase, "There is a registration now. Say that it is the one.")
	case len(r.Findings()) > 0:
		return steps.Stay(steps.Notice{Text: at + r.Findings()[0].Text()})
	}
	return steps.Stay(steps.Notice{Text: at + "It is not there yet."})
}

// registerPhase makes the registration.
const registerPhase = "3-8"

func toPhase(phase, why string) steps.Move {
	return steps.Move{To: steps.PagePhase, Local: phase, Effects: []steps.Effect{steps.Notice{Text: why}}}
}

// In practice the portal is not there: its pages are Microsoft's real ones. So that the
// portal way can be practiced, the program plays the hand that works there.

func playHand(w *steps.Walk, local any, _ steps.Event) steps.Move {
	hand, phase := w.Practice.Hand, local.(*portal).phase
	about := w.Practice.At(w.Known.Profile())
	return steps.Stay(steps.Run{Work: steps.Work{What: "Working in the simulated portal",
		Usual: 10 * time.Second,
		Do: func(ctx context.Context, _ steps.Worker, _ func(change.Note)) (any, error) {
			return hand(ctx, phase, about)
		}}})
}

// handedOut says what came of it, as the portal's page would: the id that stands there,
// or the value that it shows once.
func handedOut(phase string, made engine.Made) []steps.Effect {
	switch {
	case !made.Secret.Empty():
		return []steps.Effect{steps.Notice{Text: "The simulated portal showed the value once. It is on " +
			"your clipboard, to be pasted."}, steps.Copy{Text: made.Secret.Reveal(), Quiet: true}}
	case phase == registerPhase:
		return []steps.Effect{steps.Notice{Text: "Registered in the simulated portal. Its application " +
			"(client) ID is on your clipboard."}, steps.Copy{Text: made.AppID, Quiet: true}}
	}
	return []steps.Effect{steps.Notice{Text: "Done in the simulated portal."}}
}

// madeByHand says, as long as the page is open, what was done there and where it is
// taken from.
func madeByHand(st steps.State, l *portal) steps.Block {
	if l.made == nil {
		return nil
	}
	phase, _ := judge.PhaseByID(l.phase)
	out := steps.Block{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong,
		Text: "Done in the simulated portal: " + phase.Heading() + "."}}
	if l.made.AppID != "" {
		out = append(out, steps.Fact{Label: "Registration", Text: l.made.Name},
			steps.Fact{Label: "Application (client) ID", Text: l.made.AppID, Weight: steps.Strong})
	}
	switch {
	case !st.ByHand():
	case !l.made.Secret.Empty():
		out = append(out, steps.Para{Weight: steps.Quiet, In: 2,
			Text: "The value was shown once. At step 28 a takes it from there."})
	case l.made.AppID != "" && st.Profile.App.AppID == "":
		out = append(out, steps.Para{Weight: steps.Quiet, In: 2,
			Text: "At step 9 a takes the id from there."})
	}
	return out
}
