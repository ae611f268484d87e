package tui

import (
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/walked"
)

// atStake is what leaving now would lose: the same in practice and with a real
// tenant, but that practice has no next run to go on in.
func (m *root) atStake() stake {
	practice := m.deps.Practice != nil
	switch {
	case m.valueHeldHere():
		return leavingAValue("The value of the client secret lies in this program's memory alone, and step " +
			"29 is not confirmed.")
	case m.writing() && m.deps.Session.ValueOnItsWay():
		return leavingAValue("A client secret is being made, and its value goes into this program's memory " +
			"alone.")
	case m.writing():
		return leavingAWrite(practice)
	case m.keeping != nil:
		return stake{id: stakeAnswer, heading: "Your last answer is still being saved",
			text: "Leaving now may lose it, and the next run asks again. It usually takes less than a " +
				"second.",
			stay: "Stay until it is saved", leave: "Leave now", costs: "the answer may be lost"}
	case m.signingIn():
		return stake{id: stakeSignIn, heading: "A sign-in is on its way",
			text: "What was begun in the browser is good for this run only. Leaving now ends it, and the " +
				"next run begins another.",
			stay: "Go on waiting", leave: "Leave now", costs: "nothing was changed by the sign-in"}
	case practice && m.practiced():
		return stake{id: stakePractice, heading: "Leave practice?",
			text: "Practice has no next run to go on in: what was made in the simulated tenant and what " +
				"you confirmed is " +
				"forgotten. Nothing real was touched, and files you asked for are kept.",
			stay: "Stay", detail: "go on where you are", leave: "Leave",
			costs: "the next practice begins anew"}
	}
	return stake{}
}

func leavingAValue(where string) stake {
	return stake{id: stakeSecret, heading: "The secret's value would be lost",
		text: where + " Once the program ends nobody can read it again, and another secret has to be made.",
		stay: "Stay", detail: "step 29 enters it in the MTP portal", leave: "Leave now",
		costs: "the value is lost"}
}

func leavingAWrite(practice bool) stake {
	s := stake{id: stakeWrite, heading: "A write is on its way",
		text: "Leaving in the middle loses nothing: the next run reads what the tenant holds and goes " +
			"on from there. " +
			"It is tidier to wait for the answer.",
		stay: "Stay until it is done", detail: "usually a few seconds",
		leave: "Leave now", costs: "what was sent may still take effect; the next run looks before it writes"}
	if practice {
		s.text = "Leaving ends the practice, and the simulated tenant with it. The next practice begins anew."
		s.costs = "nothing real is touched; what was practiced is forgotten"
	}
	return s
}

// goingBack is the question where only the page is left while it writes.
func goingBack() stake {
	s := leavingAWrite(false)
	s.text = "Going back now stops waiting for the answer. What was sent may still take effect; it " +
		"is read again " +
		"before anything else is written."
	s.leave, s.costs = "Go back now", "the program goes on"
	return s
}

// valueHeldHere tells whether the only copy of a secret that nobody has entered
// in the MTP portal yet ends with the program.
func (m *root) valueHeldHere() bool {
	return m.deps.Session != nil && m.deps.Session.ValueAtStake()
}

// signingIn tells whether somebody may be at a sign-in in the browser now.
func (m *root) signingIn() bool {
	if m.work == nil || !m.work.Job.Waits {
		return false
	}
	for _, l := range m.pages {
		if l.id == m.work.owner {
			return walked.SignsIn(l.s)
		}
	}
	return false
}

// practiced tells whether there is something of this practice to lose. At its end
// there is not: the page says that leaving forgets it.
func (m *root) practiced() bool {
	if p := m.page(); p == nil || m.deps.Session == nil {
		return false
	} else if walked.Is(p.s, steps.PageEnd) {
		return false
	}
	p := m.deps.Session.Profile()
	made := len(p.Receipts) + len(p.Confirmed) + len(p.Skipped)
	if m.deps.Task == nil {
		made += len(p.Wanted.URIs)
	}
	return made > 0 || m.deps.Task == nil && (p.Wanted.New || p.App.AppID != "")
}
