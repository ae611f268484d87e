package phases

import (
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
	"ssowizard/internal/text"
)

// Stepped is the page of a phase: why it is there, what is there now and what is
// wanted, and the ways from one to the other. Phases with something of their own make
// their node of it too.
type Stepped struct {
	Phase string // "" is the phase that the frame names
	// facts stand in the place of what is said of every phase between why it is there
	// and what was noticed; nil says that.
	Facts func(steps.State, any) []steps.Block
	// own are the choices of this phase alone: they stand before the portal's way, and
	// without a sign-in after it.
	Own  func(steps.State, any) []steps.Choice
	More func(steps.State, any, *steps.Page) // what else the page has; nil: nothing
	bare bool                                // what was noticed is part of the facts
	// spare is the height below which why the phase is there gives way to what the page
	// has of its own; 0: it does where it has facts, and late.
	spare int

	Fresh func() any
	enter func(*steps.Walk, any) steps.Move
	Ways  []steps.Way // of its own choices; they come before those of every phase
}

var stepping = []steps.Node{
	Stepped{}.Node(),
	plans.Writer{ID: steps.PagePhaseWrite, Onward: steps.Choice{ID: steps.GoOn, Title: "Go on"},
		To:   steps.Next,
		Back: "Back to this step", Look: true}.Node(),
}

// Node is the page of the phase, with the ways that every phase has.
func (k Stepped) Node() steps.Node {
	id := steps.PageID(k.Phase)
	if id == "" {
		id = steps.PagePhase
	}
	ways := slices.Clone(k.Ways)
	for _, w := range phaseWays(k.of) {
		own := slices.ContainsFunc(k.Ways, func(o steps.Way) bool { return o.On == w.On })
		if !own && k.mayHave(change.Way(w.On)) {
			ways = append(ways, w)
		}
	}
	return steps.Node{ID: id, Fresh: k.Fresh, Page: k.page, Enter: k.enter, Ways: ways}
}

// mayHave tells whether a phase can have a way at all; others have no row.
func (k Stepped) mayHave(w change.Way) bool {
	switch {
	case k.Phase == "":
	case w == change.WayDo:
		return change.ActionOf(k.Phase) != nil
	case w == change.WayAllow:
		return k.Phase == judge.SecretPhase
	case w == change.WayAsk:
		return k.Phase == judge.SecretPhase || k.Phase == judge.ConsentPhase
	}
	return true
}

// of is the phase of a page.
func (k Stepped) of(local any) string {
	if k.Phase != "" {
		return k.Phase
	}
	return local.(string)
}

func (k Stepped) page(st steps.State, local any) steps.Page {
	r := st.Verdict.Phase(k.of(local))
	p := steps.Page{Code: r.Phase.Screen(), Phase: r.Phase.ID, Heading: r.Phase.Heading(), Turns: true,
		Why: r.Phase.Why, Blocks: []steps.Block{{steps.Para{Text: r.Phase.Why, Spare: k.spares()}}},
		Values: steps.StepValues(st, r.Phase.Steps...)}
	if k.Facts != nil {
		p.Blocks = append(p.Blocks, k.Facts(st, local)...)
	} else {
		p.Blocks = append(p.Blocks, PhaseFacts(st, r))
	}
	if !k.bare {
		p.Blocks = append(p.Blocks, phaseFindings(r))
	}
	p.Blocks = append(p.Blocks, whoMay(st, r))
	var own []steps.Choice
	if k.Own != nil {
		own = k.Own(st, local)
	}
	read := steps.ReadChoice
	read.Screen = !st.SignedIn // there it says why it cannot
	p.Choices = append(phaseChoices(st, r, own), read)
	if st.Task == nil {
		p.Choices = append(p.Choices, goToChoice)
	}
	if k.More != nil {
		k.More(st, local, &p)
	}
	return p
}

func (k Stepped) spares() int {
	switch {
	case k.spare > 0:
		return k.spare
	case k.Facts == nil:
		return 0
	}
	return 20
}

// PhaseFacts say what is there and what is wanted, and how that is known.
func PhaseFacts(st steps.State, r judge.PhaseReport) steps.Block {
	sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
	if r.Status == setup.StatusBlocked && r.BlockedBy != "" {
		sign, word = steps.Sign(r.Status), "blocked · first: "+r.BlockedBy
	}
	out := steps.Block{steps.Sight{Label: "State", Sign: sign, Word: word}}
	add := func(label, said string) {
		if said != "" {
			out = append(out, steps.Fact{Label: label, Text: said})
		}
	}
	if sign != steps.SignUnseen { // nobody has looked, so nothing can be said of now
		add("Now", r.Now)
	}
	add("Wanted", r.Wanted)
	if r.Status == setup.StatusOK || r.Status == setup.StatusWarn {
		add("Seen", r.Evidence())
	}
	if r.Word != nil {
		add("Noted", Noted(*r.Word))
	}
	return out
}

// Noted is a person's word with its date and note.
func Noted(w setup.Word) string {
	line := text.DayAndTime(w.At)
	if w.Note != "" {
		line += " · " + w.Note
	}
	return line
}

func phaseFindings(r judge.PhaseReport) steps.Block {
	var out steps.Block
	for _, f := range r.Findings() {
		out = append(out, steps.Finding{Finding: f})
	}
	return out
}

// whoMay says which role an open phase needs.
func whoMay(st steps.State, r judge.PhaseReport) steps.Block {
	a := change.ActionOf(r.Phase.ID)
	if a == nil || r.Status == setup.StatusOK || a.WhoMay(st.Snapshot) == "" {
		return nil
	}
	return steps.Block{steps.Para{Weight: steps.Quiet,
		Text: "Who may do this: " + strings.TrimSuffix(a.WhoMay(st.Snapshot), ".") + "."}}
}

// StatusWords are the states of a phase as they are said.
var StatusWords = map[setup.Status]string{
	setup.StatusOK: "holds", setup.StatusWarn: "look here", setup.StatusFail: "does not hold",
	setup.StatusUnknown: "could not check", setup.StatusConfirmed: "confirmed by you",
	setup.StatusBlocked: "blocked", setup.StatusSkipped: "skipped", setup.StatusTodo: "to do",
}

// Sighted is how a phase stands as lists show it. It keeps the engine's three answers
// apart and says what the engine's word alone would leave open: whether anybody has
// looked yet, and what comes first.
func Sighted(s setup.Snapshot, p setup.Profile, task bool, r judge.PhaseReport) (steps.Sign, string) {
	open := r.Status == setup.StatusTodo || r.Status == setup.StatusBlocked
	chosen := p.App.AppID != "" || p.Wanted.New
	switch {
	case !looked(s) && (r.Status == setup.StatusUnknown || r.Status == setup.StatusBlocked):
		return steps.SignUnseen, unseen
	case task && open && r.Phase.ID == "1" && s.SignedIn:
		return steps.Sign(setup.StatusTodo), "asked before a write"
	case task && open && r.Phase.ID == judge.NeedChoice.Phase:
		return steps.Sign(setup.StatusTodo), "to be chosen"
	case task && open && r.Phase.ID != "1" && !chosen:
		return steps.SignUnseen, unseen
	case r.Status == setup.StatusBlocked && !chosen:
		return steps.Sign(r.Status), "waits for step 2"
	case r.Status == setup.StatusBlocked && r.BlockedBy != "":
		first, _, _ := strings.Cut(r.BlockedBy, " · ")
		return steps.Sign(r.Status), "waits for " + strings.ToLower(first)
	}
	return steps.Sign(r.Status), StatusWords[r.Status]
}

// unseen is said of what nobody has looked at in this run. It is no answer about the
// tenant: neither that something holds, nor that it could not be checked.
const unseen = "not looked at yet"

// looked tells whether anything of the tenant was read in this run. Until then nothing
// can be said about what lies there, and nothing has failed to be read.
func looked(s setup.Snapshot) bool {
	return s.SignedIn && (s.Organization.Known || s.Role.Known || s.Candidates.Known || s.App.Known ||
		s.Graph.Known)
}
