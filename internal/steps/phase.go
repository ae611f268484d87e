package steps

import (
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// stepped is the page of a phase: why it is there, what is there now and what is
// wanted, and the ways from one to the other. Phases with something of their own make
// their node of it too.
type stepped struct {
	phase string // "" is the phase that the frame names
	// facts stand in the place of what is said of every phase between why it is there
	// and what was noticed; nil says that.
	facts func(State, any) []Block
	// own are the choices of this phase alone: they stand before the portal's way, and
	// without a sign-in after it.
	own  func(State, any) []Choice
	more func(State, any, *Page) // what else the page has; nil: nothing
	bare bool                    // what was noticed is part of the facts
	// spare is the height below which why the phase is there gives way to what the page
	// has of its own; 0: it does where it has facts, and late.
	spare int

	fresh func() any
	enter func(*Walk, any) Move
	ways  []way // of its own choices; they come before those of every phase
}

var stepping = []node{
	stepped{}.node(),
	writer{id: PagePhaseWrite, onward: Choice{ID: GoOn, Title: "Go on"}, to: Next,
		back: "Back to this step", look: true}.node(),
}

func (k stepped) node() node {
	id := PageID(k.phase)
	if id == "" {
		id = PagePhase
	}
	ways := slices.Clone(k.ways)
	for _, w := range phaseWays(k.of) {
		own := slices.ContainsFunc(k.ways, func(o way) bool { return o.on == w.on })
		if !own && k.mayHave(change.Way(w.on)) {
			ways = append(ways, w)
		}
	}
	return node{id: id, fresh: k.fresh, page: k.page, enter: k.enter, ways: ways}
}

// mayHave tells whether a phase can have a way at all; others have no row.
func (k stepped) mayHave(w change.Way) bool {
	switch {
	case k.phase == "":
	case w == change.WayDo:
		return change.ActionOf(k.phase) != nil
	case w == change.WayAllow:
		return k.phase == judge.SecretPhase
	case w == change.WayAsk:
		return k.phase == judge.SecretPhase || k.phase == judge.ConsentPhase
	}
	return true
}

// of is the phase of a page.
func (k stepped) of(local any) string {
	if k.phase != "" {
		return k.phase
	}
	return local.(string)
}

func (k stepped) page(st State, local any) Page {
	r := st.Verdict.Phase(k.of(local))
	p := Page{Code: r.Phase.Screen(), Phase: r.Phase.ID, Heading: r.Phase.Heading(), Turns: true,
		Why: r.Phase.Why, Blocks: []Block{{Para{Text: r.Phase.Why, Spare: k.spares()}}},
		Values: stepValues(st, r.Phase.Steps...)}
	if k.facts != nil {
		p.Blocks = append(p.Blocks, k.facts(st, local)...)
	} else {
		p.Blocks = append(p.Blocks, phaseFacts(st, r))
	}
	if !k.bare {
		p.Blocks = append(p.Blocks, phaseFindings(r))
	}
	p.Blocks = append(p.Blocks, whoMay(st, r))
	var own []Choice
	if k.own != nil {
		own = k.own(st, local)
	}
	read := readChoice
	read.Screen = !st.SignedIn // there it says why it cannot
	p.Choices = append(phaseChoices(st, r, own), read)
	if st.Task == nil {
		p.Choices = append(p.Choices, goToChoice)
	}
	if k.more != nil {
		k.more(st, local, &p)
	}
	return p
}

func (k stepped) spares() int {
	switch {
	case k.spare > 0:
		return k.spare
	case k.facts == nil:
		return 0
	}
	return 20
}

// phaseFacts say what is there and what is wanted, and how that is known.
func phaseFacts(st State, r judge.PhaseReport) Block {
	sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
	if r.Status == setup.StatusBlocked && r.BlockedBy != "" {
		sign, word = Sign(r.Status), "blocked · first: "+r.BlockedBy
	}
	out := Block{Sight{Label: "State", Sign: sign, Word: word}}
	add := func(label, said string) {
		if said != "" {
			out = append(out, Fact{Label: label, Text: said})
		}
	}
	if sign != SignUnseen { // nobody has looked, so nothing can be said of now
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

func phaseFindings(r judge.PhaseReport) Block {
	var out Block
	for _, f := range r.Findings() {
		out = append(out, Finding{f})
	}
	return out
}

// whoMay says which role an open phase needs.
func whoMay(st State, r judge.PhaseReport) Block {
	a := change.ActionOf(r.Phase.ID)
	if a == nil || r.Status == setup.StatusOK || a.WhoMay(st.Snapshot) == "" {
		return nil
	}
	return Block{Para{Weight: Quiet,
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
func Sighted(s setup.Snapshot, p setup.Profile, task bool, r judge.PhaseReport) (Sign, string) {
	open := r.Status == setup.StatusTodo || r.Status == setup.StatusBlocked
	chosen := p.App.AppID != "" || p.Wanted.New
	switch {
	case !looked(s) && (r.Status == setup.StatusUnknown || r.Status == setup.StatusBlocked):
		return SignUnseen, unseen
	case task && open && r.Phase.ID == "1" && s.SignedIn:
		return Sign(setup.StatusTodo), "asked before a write"
	case task && open && r.Phase.ID == judge.NeedChoice.Phase:
		return Sign(setup.StatusTodo), "to be chosen"
	case task && open && r.Phase.ID != "1" && !chosen:
		return SignUnseen, unseen
	case r.Status == setup.StatusBlocked && !chosen:
		return Sign(r.Status), "waits for step 2"
	case r.Status == setup.StatusBlocked && r.BlockedBy != "":
		first, _, _ := strings.Cut(r.BlockedBy, " · ")
		return Sign(r.Status), "waits for " + strings.ToLower(first)
	}
	return Sign(r.Status), StatusWords[r.Status]
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
