package steps

import (
	"context"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// A phase as it is done by hand: step by step where, what to do and what comes then;
// the values to copy, and in the end a look at whether it worked.
const (

	// ViewPortal opens one step at a time.
	ViewPortal View = "portal"
)

// portal is what the page remembers.
type portal struct {
	phase string
	made  *engine.Made // what was done here in the simulated portal; nil: nothing yet
}

// InPortal is what the page begins with for a phase.
func InPortal(phase string) any { return &portal{phase: phase} }

var byHandNodes = []node{{id: PagePortal, page: portalPage, ways: []way{
	{"check", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{readDone}) }},
	{"did", []PageID{Here, PagePaste}, func(w *Walk, local any, _ Event) Move {
		return doneByHand(w, local.(*portal).phase)
	}},
	{"play", []PageID{Here}, playHand},
	{"open", []PageID{Here}, openPage},
	{"read", []PageID{Here}, readOrSay},
	{Returned, []PageID{Here, Next}, pasted},
	{Done, []PageID{Here, Next, PagePhase}, portalDone},
	{Failed, []PageID{Here}, portalFailed},
}}}

func portalPage(st State, local any) Page {
	l := local.(*portal)
	phase, _ := judge.PhaseByID(l.phase)
	p := Page{Code: phase.Screen() + "p", Phase: phase.ID, Heading: phase.Heading() + " · by hand",
		View: ViewPortal, Values: stepValues(st, phase.Steps...)}
	known := judge.Values(st.Snapshot, st.Profile)
	last := ""
	for _, s := range phase.Steps {
		h := Hand{Number: s.Number, Title: s.Title, Where: s.Where, Known: known, Values: stepValues(st, s),
			Secret: phase.ID == string(PageHandOver)}
		if u := st.Links.URL(s.Link); u != last {
			h.Page, last = u, u
		}
		for _, do := range s.Do {
			h.Do = append(h.Do, judge.Fill(do, known))
		}
		h.Expect = judge.Fill(s.Expect, known)
		p.Blocks = append(p.Blocks, Block{h})
	}
	p.Below = []Block{madeByHand(st, l)}
	p.Choices = portalChoices(st, phase)
	return p
}

func portalChoices(st State, phase judge.Phase) []Choice {
	out := []Choice{{ID: "did", Title: "I have done this", Key: "y", Word: true,
		Detail: "noted with the date; only you can know"}}
	if change.Checkable(st.Verdict, phase.ID) {
		out = []Choice{{ID: "check", Title: "Check what I did", Detail: "reads again"}}
	}
	if st.Links.URL(phase.Steps[0].Link) != "" && st.Practice == nil {
		out = append(out, Choice{ID: "open", Title: "Open the page", Detail: "in the browser"})
	}
	if p := st.Practice; p != nil && p.Hand != nil && change.ActionOf(phase.ID) != nil {
		out = append(out, Choice{ID: "play", Title: "Do it there for me (practice)", Key: "a"})
	}
	return out
}

// doneByHand takes a person's word. For the MTP portal's account the word alone is no
// use to anybody who is signed in: the next step needs the list.
func doneByHand(w *Walk, phase string) Move {
	if phase == accountPhase && w.known.SignedIn() && len(w.known.Profile().Wanted.URIs) == 0 {
		return Move{To: PagePaste}
	}
	return stay(Run{wordGiven(phase, "")})
}

// accountPhase is where the list of redirect URIs comes from.
const accountPhase = "10-11"

func pasted(w *Walk, local any, e Event) Move {
	if e.From == PagePaste && w.verdict().Phase(local.(*portal).phase).Status.Settled() {
		return Move{To: Next}
	}
	return stay()
}

func openPage(w *Walk, local any, e Event) Move {
	if e.Arg == "" {
		phase, _ := judge.PhaseByID(local.(*portal).phase)
		e.Arg = w.known.Links().URL(phase.Steps[0].Link)
	}
	return stay(Open{e.Arg})
}

// lookedAt is what came of a look at what was done by hand.
type lookedAt struct{}

var readDone = Work{What: "Reading what you did", Usual: 3 * time.Second, Do: func(ctx context.Context,
	w Worker, _ func(change.Note)) (any, error) {
	_, err := w.Observe(ctx)
	return lookedAt{}, err
}}

func portalFailed(_ *Walk, _ any, e Event) Move {
	switch e.Result.(type) {
	case lookedAt:
		return stay(Fail{Err: e.Err, Again: "check"})
	case engine.Made:
		return stay(Fail{Err: e.Err, Again: "play"})
	case said:
		return stay(Fail{Err: e.Err})
	}
	return stay(Fail{Err: e.Err, Again: "read"})
}

// portalDone says what a look found, and goes on where it holds.
func portalDone(w *Walk, local any, e Event) Move {
	l := local.(*portal)
	switch made, hand := e.Result.(engine.Made); {
	case hand:
		w.practice.Showed(made)
		l.made = &made
		return stay(handedOut(l.phase, made)...)
	case e.Result != any(lookedAt{}):
		return phaseDone(w, local, e)
	}
	at := "Looked at " + clockTime(w.now()) + ". "
	switch r := w.verdict().Phase(l.phase); {
	case r.Status == setup.StatusOK, r.Status == setup.StatusConfirmed:
		return Move{To: Next, Effects: []Effect{Notice{"It holds: " + r.Evidence()}}}
	case r.Status == setup.StatusWarn:
		return toPhase(l.phase, "It works, and there is something to look at.")
	case l.phase == judge.NeedChoice.Phase:
		return toPhase(l.phase, at+"Say which registration it is, or make a new one.")
	case l.phase == registerPhase && w.known.Profile().App.AppID == "" &&
		len(w.known.Snapshot().Candidates.Value) > 0:
		return toPhase(judge.NeedChoice.Phase, "There is a registration now. Say that it is the one.")
	case len(r.Findings()) > 0:
		return stay(Notice{at + r.Findings()[0].Text()})
	}
	return stay(Notice{at + "It is not there yet."})
}

// registerPhase makes the registration.
const registerPhase = "3-8"

func toPhase(phase, why string) Move {
	return Move{To: PagePhase, Local: phase, Effects: []Effect{Notice{why}}}
}

// In practice the portal is not there: its pages are Microsoft's real ones. So that the
// portal way can be practiced, the program plays the hand that works there.

func playHand(w *Walk, local any, _ Event) Move {
	hand, phase := w.practice.Hand, local.(*portal).phase
	about := w.practice.At(w.known.Profile())
	return stay(Run{Work{What: "Working in the simulated portal", Usual: 10 * time.Second,
		Do: func(ctx context.Context, _ Worker, _ func(change.Note)) (any, error) {
			return hand(ctx, phase, about)
		}}})
}

// handedOut says what came of it, as the portal's page would: the id that stands there,
// or the value that it shows once.
func handedOut(phase string, made engine.Made) []Effect {
	switch {
	case !made.Secret.Empty():
		return []Effect{Notice{"The simulated portal showed the value once. It is on your clipboard, to be " +
			"pasted."}, Copy{Text: made.Secret.Reveal(), Quiet: true}}
	case phase == registerPhase:
		return []Effect{Notice{"Registered in the simulated portal. Its application (client) ID is on your " +
			"clipboard."}, Copy{Text: made.AppID, Quiet: true}}
	}
	return []Effect{Notice{"Done in the simulated portal."}}
}

// madeByHand says, as long as the page is open, what was done there and where it is
// taken from.
func madeByHand(st State, l *portal) Block {
	if l.made == nil {
		return nil
	}
	phase, _ := judge.PhaseByID(l.phase)
	out := Block{Mark{Sign: SignGood, Weight: Strong,
		Text: "Done in the simulated portal: " + phase.Heading() + "."}}
	if l.made.AppID != "" {
		out = append(out, Fact{Label: "Registration", Text: l.made.Name},
			Fact{Label: "Application (client) ID", Text: l.made.AppID, Weight: Strong})
	}
	switch {
	case !st.byHand():
	case !l.made.Secret.Empty():
		out = append(out, Para{Weight: Quiet, In: 2,
			Text: "The value was shown once. At step 28 a takes it from there."})
	case l.made.AppID != "" && st.Profile.App.AppID == "":
		out = append(out, Para{Weight: Quiet, In: 2, Text: "At step 9 a takes the id from there."})
	}
	return out
}
