package steps

import (
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// Steps N1 and N2: the two guides with which the procedure ends.
const guidesPhase = "N1-N2"

var guiding = []node{stepped{phase: guidesPhase, facts: guideFacts, own: guideChoices, more: guideMore,
	ways: []way{{"open", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
		p, _ := judge.PhaseByID(guidesPhase)
		return stay(Open{URL: w.known.Links().URL(p.Steps[0].Link)})
	}}}}.node()}

func guideFacts(st State, _ any) []Block {
	r := st.Verdict.Phase(guidesPhase)
	out := []Block{phaseWord(r)}
	for _, s := range r.Phase.Steps {
		guide := "\"" + s.Where[len(s.Where)-1] + "\""
		if u := st.Links.URL(s.Link); u != "" {
			guide += " at " + u
		}
		out = append(out, Block{Para{Weight: Strong, Text: s.Number + "  " + s.Title},
			Para{In: 4, Text: s.Why, Spare: 20}, Para{In: 4, Text: "Guide: " + guide}})
	}
	return out
}

func guideChoices(st State, _ any) []Choice {
	p, _ := judge.PhaseByID(guidesPhase)
	if st.Links.URL(p.Steps[0].Link) == "" {
		return nil
	}
	return []Choice{{ID: "open", Title: "Open the knowledge base", Key: "o", Screen: true,
		Detail: "both guides are found there by their titles"}}
}

func guideMore(st State, _ any, p *Page) {
	p.retitle(change.WayConfirm, "I know where they are", "and to the end of the walk")
	p.Values = nil
	phase, _ := judge.PhaseByID(guidesPhase)
	for _, s := range phase.Steps {
		if u := st.Links.URL(s.Link); u != "" {
			p.Values = append(p.Values, Value{s.Where[len(s.Where)-1], u})
		}
	}
}
