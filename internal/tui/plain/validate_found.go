package plain

import (
	"slices"

	"ssowizard/internal/steps"
)

// found is what a check found: the walk judged as somebody else's setup, and
// each finding at the first step it concerns.
type found struct {
	snapshot steps.Snapshot
	profile  steps.Profile
	verdict  steps.Verdict
	ladder   steps.Ladder
	steps    []foundStep
	unsigned bool // nobody signed in, by choice
}

// foundStep is one numbered step.
type foundStep struct {
	step     steps.Step
	stage    steps.Stage
	status   steps.Status
	evidence string
	findings []steps.Finding
}

// aboutThePerson are findings about who is looking. They matter as soon as
// something has to be written; a setup that works is not worse for them.
var aboutThePerson = []steps.Code{steps.CodeRoleMissing, steps.CodeRoleEligible, steps.CodeRoleStaleToken, steps.CodeRegistrationRight, steps.CodeGuestAccount}

// lookedAtIn says at which step each thing is told that was looked at before
// any write. The keychain is a matter of the computer, not of the setup.
var lookedAtIn = map[string]string{"account": "1", "role": "1", "clock": "1", "register": "2", "multi-tenant": "5", "secrets": "23"}

// found judges the last snapshot.
func (f *front) found() found {
	s, p := f.eng.Snapshot(), f.eng.Profile().Checked()
	return judgedSetup(s, p, f.byHand)
}

func judgedSetup(s steps.Snapshot, p steps.Profile, unsigned bool) found {
	x := found{snapshot: s, profile: p, verdict: steps.Judge(s, p), ladder: steps.ProofLadder(s, p), unsigned: unsigned}
	said := map[steps.Finding]bool{}
	values := steps.Values(s, p)
	for _, r := range x.verdict.Stages {
		for i, rep := range r.Reports {
			step := r.Stage.Steps[i]
			step.Title = steps.Fill(step.Title, values)
			one := foundStep{step: step, stage: r.Stage, status: rep.Status, evidence: rep.Evidence}
			one.add(said, rep.Findings)
			if r.BlockedBy != "" && one.status == steps.StatusFail && len(one.findings) == 0 {
				one.status = steps.StatusBlocked // what is wrong was said where it is wrong
			}
			x.steps = append(x.steps, one)
		}
	}
	if s.SignedIn {
		x.addPreflight(said, steps.Preflight(s, p))
	} else {
		x.addUnsigned(said, p.SecretAge(s.At))
	}
	x.easeThePerson()
	return x
}

func (o *foundStep) add(said map[steps.Finding]bool, fs []steps.Finding) {
	for _, f := range fs {
		if !said[f] {
			said[f] = true
			o.findings = append(o.findings, f)
		}
	}
}

func (x *found) at(number string) *foundStep {
	i := slices.IndexFunc(x.steps, func(s foundStep) bool { return s.step.Number == number })
	return &x.steps[i]
}

func (x *found) addPreflight(said map[steps.Finding]bool, items []steps.PreflightItem) {
	for _, i := range items {
		if number := lookedAtIn[i.ID]; number != "" {
			x.at(number).add(said, i.Findings)
		}
	}
}

// addUnsigned tells what is known of the secret's age although nobody signed in.
func (x *found) addUnsigned(said map[steps.Finding]bool, fs []steps.Finding) {
	step := x.at("27")
	step.add(said, fs)
	for _, f := range fs {
		step.status = map[steps.Level]steps.Status{steps.LevelFail: steps.StatusFail, steps.LevelWarn: steps.StatusWarn}[f.Level]
	}
	if !x.unsigned {
		return
	}
	for i := range x.steps { // that nobody is signed in was chosen, and is said once
		s := &x.steps[i]
		s.findings = slices.DeleteFunc(s.findings, func(f steps.Finding) bool { return f.Code == steps.CodeCouldNotCheck })
	}
}

// easeThePerson makes notes of what is said about the person, where nothing is
// wrong with the setup itself.
func (x *found) easeThePerson() {
	about := func(f steps.Finding) bool { return slices.Contains(aboutThePerson, f.Code) }
	if slices.ContainsFunc(x.problems(), func(f steps.Finding) bool { return !about(f) }) {
		return
	}
	for i := range x.steps {
		s := &x.steps[i]
		eased := false
		for j := range s.findings {
			if about(s.findings[j]) {
				s.findings[j].Level, eased = steps.LevelNote, true
			}
		}
		if eased && s.status == steps.StatusWarn {
			s.status = steps.StatusOK
		}
	}
}

func (x *found) pick(levels ...steps.Level) []steps.Finding {
	var out []steps.Finding
	for _, s := range x.steps {
		for _, f := range s.findings {
			if slices.Contains(levels, f.Level) {
				out = append(out, f)
			}
		}
	}
	return out
}

func (x *found) problems() []steps.Finding { return x.pick(steps.LevelFail, steps.LevelWarn) }

// CheckEnding says how the setup stands that an engine has looked at, for a
// front that showed it in its own way: nil, *Stopped or *Unchecked.
func CheckEnding(r *steps.Runner) error {
	return judgedSetup(r.Snapshot(), r.Profile().Checked(), false).ending()
}

// ending is how the setup stands, as a run's end.
func (x found) ending() error {
	if fs := x.problems(); len(fs) > 0 {
		return &Stopped{Why: plural(len(fs), "problem was", "problems were") + " found.", Written: true, Findings: fs}
	}
	fs := x.pick(steps.LevelUnknown)
	switch {
	case len(fs) > 0:
		return &Unchecked{Why: plural(len(fs), "thing", "things") + " could not be checked.", Findings: fs}
	case x.unsigned && !x.snapshot.Proof.Known:
		return &Unchecked{Why: "Nobody signed in, and the secret could not be tried, so nothing is known about the setup."}
	case !x.unsigned && !x.snapshot.App.Known:
		return &Unchecked{Why: "The registration could not be read."}
	}
	return nil
}

// verdicts of a check, as the document names them.
const (
	verdictOK         = "ok"
	verdictProblems   = "problems"
	verdictIncomplete = "incomplete"
)

func verdictOf(err error) string {
	var stopped *Stopped
	switch {
	case err == nil:
		return verdictOK
	case asError(err, &stopped):
		return verdictProblems
	}
	return verdictIncomplete
}
