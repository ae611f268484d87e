package judge

import (
	"ssowizard/internal/setup"
)

// PhaseReport is the judgement of one phase: of its steps, and of whether its
// turn has come.
type PhaseReport struct {
	Phase     Phase
	Status    setup.Status
	Reports   []setup.Report // one per numbered step
	Now       string         // what is there, in one line
	Wanted    string         // what is wanted, in one line
	BlockedBy string         // heading of the phase that must come first; "" if none
	Follows   string         // id of the phase whose finding this one repeats; "" if none
	Word      *setup.Word    // the confirmation or the note of a skip, if a person gave one
}

// Findings lists what was noticed in the phase, each once.
func (r PhaseReport) Findings() []setup.Finding {
	var out []setup.Finding
	seen := map[setup.Finding]bool{}
	for _, rep := range r.Reports {
		for _, f := range rep.Findings {
			if !seen[f] {
				seen[f] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// Evidence is what shows the phase's status, where something does.
func (r PhaseReport) Evidence() string {
	for i := len(r.Reports) - 1; i >= 0; i-- {
		if e := r.Reports[i].Evidence; e != "" {
			return e
		}
	}
	return ""
}

// Judge derives the state of everything from what was observed and what a person
// confirmed, as seen in a walk or in a check. It is pure: the same snapshot and
// profile always give the same verdict, and every list, report, document, exit code
// and gate reads it.
func Judge(s setup.Snapshot, p setup.Profile, as As) Verdict {
	v := Verdict{As: as, Snapshot: s, Profile: p, Before: Preflight(s, p, as)}
	for _, st := range catalogue() {
		v.Phases = append(v.Phases, judgePhase(st, s, p, as))
	}
	v.easeThePerson()
	v.tell()
	v.Proof = follow(v)
	v.settle()
	v.conclude()
	return v
}

// Phase returns the report of one phase, by its id; the zero report if there
// is no such phase.
func (v Verdict) Phase(id string) PhaseReport {
	for _, s := range v.Phases {
		if s.Phase.ID == id {
			return s
		}
	}
	return PhaseReport{}
}

// Next is the id of the first phase that is not settled; "" at the end.
func (v Verdict) Next() string {
	for _, s := range v.Phases {
		if !s.Status.Settled() {
			return s.Phase.ID
		}
	}
	return ""
}

func judgePhase(st Phase, s setup.Snapshot, p setup.Profile, as As) PhaseReport {
	r := PhaseReport{Phase: st, Wanted: st.Wanted(s, p)}
	for _, step := range st.Steps {
		seen := step.look(s, p, as)
		r.Reports, r.Now = append(r.Reports, seen.Report), seen.Now
	}
	r.Status = worst(r.Reports)
	for _, n := range st.Needs {
		if other, ok := PhaseByID(n.Phase); ok && !n.Met(s, p) {
			r.BlockedBy = other.Heading()
			if r.Status == setup.StatusTodo {
				r.Status = setup.StatusBlocked
			}
			break
		}
	}
	r.applyWord(s, p, as)
	for i := range r.Reports {
		if r.Status == setup.StatusBlocked || r.Status == setup.StatusSkipped ||
			r.Status == setup.StatusConfirmed && r.Reports[i].Status != setup.StatusOK {
			r.Reports[i].Status = r.Status
		}
	}
	return r
}

// wordSuffices tells whether a person's word settles a phase. Where somebody is signed
// in, what comes next needs the registration that step 2 names and the list that steps
// 10–11 give: a word without them would leave it waiting for what is settled.
func wordSuffices(phase string, s setup.Snapshot, p setup.Profile) bool {
	for _, n := range []need{NeedChoice, needURIs} {
		if n.Phase == phase && s.SignedIn {
			return n.Met(s, p)
		}
	}
	return true
}

// applyWord lets a person's word stand where the directory has none. It never
// covers a failure that was seen: evidence outweighs a confirmation.
// A check judges a step that was skipped like any other. Where nobody is signed in
// nothing was seen, so a word stands also for what would wait for another step.
func (r *PhaseReport) applyWord(s setup.Snapshot, p setup.Profile, as As) {
	id := r.Phase.ID
	if w, ok := p.Skipped[id]; ok && r.Status != setup.StatusOK && !as.Checks() {
		r.Word, r.Status = &w, setup.StatusSkipped
		return
	}
	w, ok := p.Confirmed[id]
	if !ok {
		return
	}
	r.Word = &w
	if !as.Checks() && !wordSuffices(id, s, p) {
		return
	}
	unseen := r.Status == setup.StatusBlocked && !s.SignedIn
	if r.Status == setup.StatusTodo || r.Status == setup.StatusUnknown || unseen {
		r.Status = setup.StatusConfirmed
	}
}

// severity orders states for a phase of several steps.
var severity = map[setup.Status]int{setup.StatusOK: 0, setup.StatusConfirmed: 1, setup.StatusSkipped: 1,
	setup.StatusWarn: 2, setup.StatusUnknown: 3, setup.StatusTodo: 4, setup.StatusBlocked: 5,
	setup.StatusFail: 6}

func worst(reports []setup.Report) setup.Status {
	out := setup.StatusOK
	for _, r := range reports {
		if severity[r.Status] > severity[out] {
			out = r.Status
		}
	}
	return out
}

// holds is the report of a check whose evidence was read; its status follows
// from the weightiest finding.
func holds(evidence string, findings ...setup.Finding) setup.Report {
	r := setup.Report{Status: setup.StatusOK, Evidence: evidence, Findings: findings}
	for _, f := range findings {
		st := map[setup.Level]setup.Status{setup.LevelWarn: setup.StatusWarn,
			setup.LevelFail: setup.StatusFail, setup.LevelUnknown: setup.StatusUnknown}[f.Level]
		if severity[st] > severity[r.Status] {
			r.Status = st
		}
	}
	return r
}

// todo is the report of something that is not there yet and nobody expects to
// be. What is absent from a registration that somebody else made is a failure.
func todo(p setup.Profile, as As, missing setup.Finding) setup.Report {
	if as.expects(p) {
		return holds("", missing)
	}
	return setup.Report{Status: setup.StatusTodo}
}

// unread is the report of something that could not be looked at.
func unread(subject string, why setup.Reason) setup.Report {
	return setup.Report{Status: setup.StatusUnknown,
		Findings: []setup.Finding{setup.CouldNotCheck(subject, why)}}
}
