package plain

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// report is the answer of a run: the values, the state of every phase, and what
// is left for a person. It goes to Out as text, or stays for the document.
func (f *front) report() {
	if f.cfg.JSON {
		return
	}
	p := f.eng.Profile()
	_, headline := f.eng.Verdict(judge.Walking).Headline(f.company())
	f.answer("%s", headline)
	f.answer("Company: %s", f.company())
	if p.Tenant.ID != "" {
		f.answer("Directory (tenant) ID: %s", p.Tenant.ID)
	}
	if p.App.AppID != "" {
		f.answer("Registration: %s", p.App.Name)
		f.answer("Application (client) ID: %s", p.App.AppID)
	}
	if p.Secret.KeyID != "" {
		ends := "its end stands in Entra"
		if !p.Secret.End.IsZero() {
			ends = "ends on " + text.Day(p.Secret.End)
		}
		f.answer("Client secret: %s, kept in: %s, %s", p.Secret.Name, p.Secret.Keeper, ends)
	}
	f.answerPhases(f.eng.Verdict(judge.Walking).Phases)
	f.sayLeft()
}

// manySaid is from how many phases on one line stands for all that were only said.
const manySaid = 3

// answerStages lists the phases with their states. Those in a row that a person
// vouches for are one line: it holds nothing that their headings would add.
func (f *front) answerPhases(phases []judge.PhaseReport) {
	for i := 0; i < len(phases); {
		n := 0
		for i+n < len(phases) && phases[i+n].Status == setup.StatusConfirmed {
			n++
		}
		if n >= manySaid {
			f.answer("%-40s said by you, not checked", judge.Range(phases[i].Phase, phases[i+n-1].Phase))
			i += n
			continue
		}
		f.answer("%-40s %s", phases[i].Phase.Heading(), stateWords[phases[i].Status])
		i++
	}
}

func (f *front) sayLeft() {
	left := f.eng.Left()
	if len(left) == 0 {
		f.answer("Nothing is left to do.")
		return
	}
	f.answer("Left for you:")
	for _, l := range left {
		f.answer("  %s", l)
	}
}
