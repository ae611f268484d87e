package judge

import (
	"slices"

	"ssowizard/internal/entra"
	"ssowizard/internal/setup"
)

// lookedAtIn says at which step each thing is told that was looked at before any
// write. The keychain is a matter of this computer, not of the setup.
var lookedAtIn = map[string]string{"account": "1", "role": "1", "clock": "1", "register": "2",
	"multi-tenant": "5", "secrets": "23"}

// easeThePerson makes notes of what is said about the person in a check, where
// nothing is wrong with the setup itself.
func (v *Verdict) easeThePerson() {
	var wrong []setup.Finding
	add := func(fs []setup.Finding) {
		for _, f := range fs {
			if f.Level == setup.LevelFail || f.Level == setup.LevelWarn {
				wrong = append(wrong, f)
			}
		}
	}
	for _, r := range v.Phases {
		add(r.Findings())
	}
	for _, i := range v.beforehand() {
		add(i.Findings)
	}
	if !v.As.Checks() || !setup.OnlyThePerson(wrong) {
		return
	}
	for i := range v.Phases {
		r := &v.Phases[i]
		for j := range r.Reports {
			r.Reports[j].Ease()
		}
		if r.Status == setup.StatusWarn {
			r.Status = worst(r.Reports)
		}
	}
	v.eased = true
}

// beforehand is what of the look before any write is told in a check.
func (v *Verdict) beforehand() []PreflightItem {
	if !v.As.Checks() || !v.Snapshot.SignedIn {
		return nil // in a walk it has a page of its own
	}
	return slices.DeleteFunc(slices.Clone(v.Before),
		func(i PreflightItem) bool { return lookedAtIn[i.ID] == "" })
}

// mostSteps is how many numbered steps there are: 29, and 6 around them.
const mostSteps = 35

// tell puts each finding at the first step it concerns, and what was looked at
// before any write at the step to which it belongs.
func (v *Verdict) tell() {
	said := map[setup.Finding]string{}
	ages := v.unsignedAges(said)
	values := Values(v.Snapshot, v.Profile)
	v.Steps = make([]StepReport, 0, mostSteps)
	for i := range v.Phases {
		r := &v.Phases[i]
		for j, rep := range r.Reports {
			one := StepReport{Step: r.Phase.Steps[j], Phase: r.Phase, Status: rep.Status,
				Evidence: rep.Evidence}
			one.Step.Title = Fill(one.Step.Title, values)
			for _, f := range rep.Findings {
				if first, again := said[f]; !again {
					said[f] = r.Phase.ID
					one.Findings = append(one.Findings, f)
				} else if first != r.Phase.ID {
					r.Follows = first
				}
			}
			if r.BlockedBy != "" && one.Status == setup.StatusFail && len(one.Findings) == 0 {
				one.Status = setup.StatusBlocked // what is wrong was said where it is wrong
			}
			v.Steps = append(v.Steps, one)
		}
	}
	for _, i := range v.beforehand() {
		step := v.Step(lookedAtIn[i.ID])
		if v.eased {
			i.Findings = setup.AsNotes(i.Findings)
		}
		for _, f := range i.Findings {
			if _, again := said[f]; !again {
				said[f] = step.Phase.ID
				step.Findings = append(step.Findings, f)
			}
		}
	}
	v.tellUnsigned(ages)
}

// unsignedAges is what is known of the secret's age although nobody signed in. It
// is told with step 27.
func (v *Verdict) unsignedAges(said map[setup.Finding]string) []setup.Finding {
	if !v.As.Checks() || v.Snapshot.SignedIn {
		return nil
	}
	ages := v.Profile.SecretAge(v.Snapshot.At)
	for _, f := range ages {
		said[f] = "23-27"
	}
	return ages
}

// tellUnsigned tells the ages, and leaves out that nobody is signed in, which is
// said once and not at every step.
func (v *Verdict) tellUnsigned(ages []setup.Finding) {
	step := v.Step("27")
	step.Findings = append(step.Findings, ages...)
	for _, f := range ages {
		step.Status = asked[f.Level]
	}
	if !v.As.Checks() || !v.Unsigned() {
		return
	}
	for i := range v.Steps {
		s := &v.Steps[i]
		s.Findings = slices.DeleteFunc(s.Findings,
			func(f setup.Finding) bool { return f.Code == setup.CodeCouldNotCheck })
	}
}

// asked is the state that a finding asks for.
var asked = map[setup.Level]setup.Status{setup.LevelNote: setup.StatusOK, setup.LevelWarn: setup.StatusWarn,
	setup.LevelUnknown: setup.StatusUnknown, setup.LevelFail: setup.StatusFail}

// settle is the one rule of a state: in a check it is never better than the
// weightiest finding that stands there, whichever look that came from. What a
// person's word or work to come decides stays so.
func (v *Verdict) settle() {
	if !v.As.Checks() {
		return
	}
	weight := map[setup.Status]int{setup.StatusOK: 0, setup.StatusWarn: 1, setup.StatusUnknown: 2,
		setup.StatusFail: 3}
	raise := func(st *setup.Status, to setup.Status) {
		if now, judged := weight[*st]; judged && weight[to] > now {
			*st = to
		}
	}
	for i := range v.Steps {
		s := &v.Steps[i]
		for _, f := range s.Findings {
			raise(&s.Status, asked[f.Level])
			for j := range v.Phases {
				if v.Phases[j].Phase.ID == s.Phase.ID {
					raise(&v.Phases[j].Status, asked[f.Level])
				}
			}
		}
	}
}

func explainRemedy(code int) string {
	if e, ok := entra.Explain(code); ok {
		return e.Remedy
	}
	return "Look the code up in Entra under \"Sign-in logs\"."
}
