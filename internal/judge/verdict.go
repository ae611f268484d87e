package judge

import (
	"slices"

	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// As is the perspective from which a setup is judged.
type As struct {
	checking, agreed bool
	_                [0]func() // asked by its methods: two of one perspective may differ
}

// The perspectives. Walking: a setup under way, in which what is absent from a
// registration of the wizard's own was not made yet, and a person may leave out a
// step. Checking: a setup that is to work, in which what is missing from a
// registration that exists is a fault, whoever made it, and whose tenant it is
// matters only before a write.
var (
	Walking  = As{}
	Checking = As{checking: true}
)

// Checks tells whether a setup is judged as one that is to work.
func (as As) Checks() bool { return as.checking }

// Agreed is the same perspective in a run that agrees to its plans beforehand, so that
// nobody would be asked whether a client secret may be allowed.
func (as As) Agreed(beforehand bool) As {
	as.agreed = beforehand
	return as
}

// allowing is what plans of such a run may allow.
func (as As) allowing() setup.Allowing {
	if as.agreed {
		return setup.AllowNever
	}
	return setup.AllowShown
}

// expects tells whether what is absent from the registration is a fault.
func (as As) expects(p setup.Profile) bool {
	return p.App.Adopted || as.Checks() && p.App.AppID != ""
}

// tried says what becomes of a write of which nobody knows whether it is allowed: a
// check writes nothing.
func (as As) tried() string {
	if as.Checks() {
		return messages.Say("tried.checking")
	}
	return messages.Say("tried.walking")
}

// Overall is how a setup stands, in one word, as the documents say it.
type Overall string

// The overall verdicts. Open is of a walk only: nothing is wrong, and not
// everything that can be done from here is done.
const (
	OverallOK       Overall = "ok"
	OverallProblems Overall = "problems"
	OverallOpen     Overall = "open"
	// Something that matters could not be looked at, and nothing was found wrong.
	OverallIncomplete Overall = "incomplete"
)

// Verdict is the judgement of a setup: the only one. It is made anew from each look
// and never changed after it was made.
type Verdict struct {
	As       As
	Snapshot setup.Snapshot // what it was judged from
	Profile  setup.Profile

	Phases []PhaseReport
	Steps  []StepReport    // every numbered step; a finding stands at the first one it concerns
	Before []PreflightItem // what matters before a write
	Proof  ProofChain      // what sign-in stands on, lowest first

	Overall Overall
	Why     string   // why it is not ok, in one sentence
	Open    []string // ids of the phases that can be done from here and are not
	Blind   []string // ids of the phases that could not be looked at
	Left    []string // ids of the phases that are left for a person

	eased bool // what is said about the person became notes
}

// StepReport is one numbered step, as it is told.
type StepReport struct {
	Step     Step
	Phase    Phase
	Status   setup.Status
	Evidence string
	Findings []setup.Finding
}

// Noticed is a finding, where it stands and where it is mended.
type Noticed struct {
	setup.Finding
	Step  string // number of the step
	Phase string // id of the phase that mends it
}

// Unsigned tells whether nobody signed in and nothing was read of the directory.
// That is said once, and not again at every step.
func (v Verdict) Unsigned() bool { return !v.Snapshot.SignedIn && !v.Snapshot.App.Known }

// Step is the report of a numbered step. It panics where the catalogue has no
// such number.
func (v *Verdict) Step(number string) *StepReport {
	i := slices.IndexFunc(v.Steps, func(s StepReport) bool { return s.Step.Number == number })
	return &v.Steps[i]
}

// Noticed lists what was noticed at these levels, each once, in the order of the
// walk: what comes first is the cause of what comes later.
func (v Verdict) Noticed(levels ...setup.Level) []Noticed {
	var out []Noticed
	for _, s := range v.Steps {
		for _, f := range s.Findings {
			if !slices.Contains(levels, f.Level) {
				continue
			}
			home := s.Phase.ID
			if f.Code == setup.CodeAppDeleted {
				home = "3-8" // its action brings it back
			}
			out = append(out, Noticed{f, s.Step.Number, home})
		}
	}
	return out
}

func (v Verdict) findings(levels ...setup.Level) []setup.Finding {
	var out []setup.Finding
	for _, n := range v.Noticed(levels...) {
		out = append(out, n.Finding)
	}
	return out
}

// Problems are the findings that keep sign-in from working or soon will.
func (v Verdict) Problems() []setup.Finding {
	wrong := v.findings(setup.LevelFail, setup.LevelWarn)
	if setup.OnlyThePerson(wrong) {
		return nil
	}
	return wrong
}

// Unknown are the findings about what could not be checked.
func (v Verdict) Unknown() []setup.Finding {
	return v.findings(setup.LevelUnknown)
}

// FirstFailure is the first thing in the order of the walk that keeps sign-in from
// working: what is built on it cannot work either.
func (v Verdict) FirstFailure() (Noticed, bool) {
	if fails := v.Noticed(setup.LevelFail); len(fails) > 0 {
		return fails[0], true
	}
	return Noticed{}, false
}
