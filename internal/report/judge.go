package report

import (
	"slices"
	"strconv"

	"ssowizard/internal/steps"
)

// Found is what a look at a setup found: the walk judged as somebody else's
// setup, and each finding at the first step it concerns.
type Found struct {
	Snapshot steps.Snapshot
	Profile  steps.Profile
	Verdict  steps.Verdict
	Ladder   steps.Ladder
	Steps    []FoundStep
	unsigned bool // nobody signed in, by choice
}

// FoundStep is one numbered step.
type FoundStep struct {
	Step     steps.Step
	Stage    steps.Stage
	Status   steps.Status
	Evidence string
	Findings []steps.Finding
}

// lookedAtIn says at which step each thing is told that was looked at before
// any write. The keychain is a matter of the computer, not of the setup.
var lookedAtIn = map[string]string{"account": "1", "role": "1", "clock": "1", "register": "2", "multi-tenant": "5", "secrets": "23"}

// Judge judges a snapshot as somebody else's setup. unsigned: nobody signed in,
// by choice, which is said once and not at every step.
func Judge(s steps.Snapshot, p steps.Profile, unsigned bool) Found {
	p = p.Checked()
	x := Found{Snapshot: s, Profile: p, Verdict: steps.Judge(s, p), Ladder: steps.ProofLadder(s, p), unsigned: unsigned}
	said := map[steps.Finding]bool{}
	var ages []steps.Finding
	if !s.SignedIn {
		ages = p.SecretAge(s.At)
	}
	for _, f := range ages {
		said[f] = true // told with step 27
	}
	values := steps.Values(s, p)
	for _, r := range x.Verdict.Stages {
		for i, rep := range r.Reports {
			step := r.Stage.Steps[i]
			step.Title = steps.Fill(step.Title, values)
			one := FoundStep{Step: step, Stage: r.Stage, Status: rep.Status, Evidence: rep.Evidence}
			one.add(said, rep.Findings)
			if r.BlockedBy != "" && one.Status == steps.StatusFail && len(one.Findings) == 0 {
				one.Status = steps.StatusBlocked // what is wrong was said where it is wrong
			}
			x.Steps = append(x.Steps, one)
		}
	}
	x.tellExamples()
	if s.SignedIn {
		x.addPreflight(said, steps.Preflight(s, p))
	} else {
		x.addUnsigned(ages)
	}
	x.easeThePerson()
	x.settle()
	return x
}

// settle is the one rule of a step's state: it is never better than the weightiest
// finding that stands at it, whichever look that came from. What a person's word
// or work to come decides stays so.
func (x *Found) settle() {
	weight := map[steps.Status]int{steps.StatusOK: 0, steps.StatusWarn: 1, steps.StatusUnknown: 2, steps.StatusFail: 3}
	asks := map[steps.Level]steps.Status{steps.LevelNote: steps.StatusOK, steps.LevelWarn: steps.StatusWarn, steps.LevelUnknown: steps.StatusUnknown, steps.LevelFail: steps.StatusFail}
	for i := range x.Steps {
		s := &x.Steps[i]
		for _, f := range s.Findings {
			if now, judged := weight[s.Status]; judged && weight[asks[f.Level]] > now {
				s.Status = asks[f.Level]
			}
		}
	}
}

func (o *FoundStep) add(said map[steps.Finding]bool, fs []steps.Finding) {
	for _, f := range fs {
		if !said[f] {
			said[f] = true
			o.Findings = append(o.Findings, f)
		}
	}
}

// At is the step of that number; every step of the catalogue is there.
func (x *Found) At(number string) *FoundStep {
	i := slices.IndexFunc(x.Steps, func(s FoundStep) bool { return s.Step.Number == number })
	return &x.Steps[i]
}

func (x *Found) addPreflight(said map[steps.Finding]bool, items []steps.PreflightItem) {
	for _, i := range items {
		if number := lookedAtIn[i.ID]; number != "" {
			x.At(number).add(said, i.Findings)
		}
	}
}

// addUnsigned tells what is known of the secret's age although nobody signed in.
func (x *Found) addUnsigned(fs []steps.Finding) {
	step := x.At("27")
	step.Findings = append(step.Findings, fs...)
	for _, f := range fs {
		step.Status = map[steps.Level]steps.Status{steps.LevelFail: steps.StatusFail, steps.LevelWarn: steps.StatusWarn}[f.Level]
	}
	if !x.unsigned {
		return
	}
	for i := range x.Steps { // that nobody is signed in was chosen, and is said once
		s := &x.Steps[i]
		s.Findings = slices.DeleteFunc(s.Findings, func(f steps.Finding) bool { return f.Code == steps.CodeCouldNotCheck })
	}
}

// Examples is the evidence of step 11 in practice.
const Examples = "In practice, examples stand in for the MTP portal's list; nobody confirmed them."

// tellExamples keeps the practice tenant's examples from passing for a person's
// word about the MTP portal.
func (x *Found) tellExamples() {
	_, word := x.Profile.Confirmed["10-11"]
	step := x.At("11")
	if x.Snapshot.Practice && !word && step.Status == steps.StatusConfirmed {
		step.Status, step.Evidence = steps.StatusTodo, Examples
	}
}

// easeThePerson makes notes of what is said about the person, where nothing is
// wrong with the setup itself.
func (x *Found) easeThePerson() {
	if !steps.OnlyThePerson(x.Problems()) {
		return
	}
	for i := range x.Steps {
		s := &x.Steps[i]
		eased := false
		for j := range s.Findings {
			if s.Findings[j].AboutThePerson() {
				s.Findings[j].Level, eased = steps.LevelNote, true
			}
		}
		if eased && s.Status == steps.StatusWarn {
			s.Status = steps.StatusOK
		}
	}
}

func (x *Found) pick(levels ...steps.Level) []steps.Finding {
	var out []steps.Finding
	for _, s := range x.Steps {
		for _, f := range s.Findings {
			if slices.Contains(levels, f.Level) {
				out = append(out, f)
			}
		}
	}
	return out
}

// Problems are the findings that keep sign-in from working or soon will.
func (x *Found) Problems() []steps.Finding { return x.pick(steps.LevelFail, steps.LevelWarn) }

// Unknown are the findings about what could not be checked.
func (x *Found) Unknown() []steps.Finding { return x.pick(steps.LevelUnknown) }

// The verdicts, as the documents name them.
const (
	VerdictOK         = "ok"
	VerdictProblems   = "problems"
	VerdictIncomplete = "incomplete" // something that matters could not be looked at, and nothing was found wrong
)

// Outcome is how the setup stands: the verdict, why in one sentence where it is
// not ok, and the findings behind it.
func (x *Found) Outcome() (verdict, why string, fs []steps.Finding) {
	if fs := x.Problems(); len(fs) > 0 {
		return VerdictProblems, plural(len(fs), "problem was", "problems were") + " found.", fs
	}
	fs = x.Unknown()
	switch {
	case len(fs) > 0:
		return VerdictIncomplete, plural(len(fs), "thing", "things") + " could not be checked.", fs
	case x.unsigned && !x.Snapshot.Proof.Known:
		return VerdictIncomplete, "Nobody signed in, and the secret could not be tried, so nothing is known about the setup.", nil
	case !x.unsigned && !x.Snapshot.App.Known:
		return VerdictIncomplete, "The registration could not be read.", nil
	}
	return VerdictOK, "", nil
}

// plural is a count with its word, for sentences.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
