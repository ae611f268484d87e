package phases

import (
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// Steps N1 and N2: the two guides with which the procedure ends.
const guidesPhase = "N1-N2"

var guiding = []steps.Node{Stepped{Phase: guidesPhase, Facts: guideFacts, Own: guideChoices, More: guideMore,
	Ways: []steps.Way{steps.On("open", steps.To(steps.Here),
		func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			p, _ := judge.PhaseByID(guidesPhase)
			return steps.Stay(steps.Open{URL: w.Known.Links().URL(p.Steps[0].Link)})
		})}}.Node()}

func guideFacts(st steps.State, _ any) []steps.Block {
	r := st.Verdict.Phase(guidesPhase)
	out := []steps.Block{PhaseWord(r)}
	for _, s := range r.Phase.Steps {
		guide := "\"" + s.Where[len(s.Where)-1] + "\""
		if u := st.Links.URL(s.Link); u != "" {
			guide += " at " + u
		}
		out = append(out, steps.Block{steps.Para{Weight: steps.Strong, Text: s.Number + "  " + s.Title},
			steps.Para{In: 4, Text: s.Why, Spare: 20}, steps.Para{In: 4, Text: "Guide: " + guide}})
	}
	return out
}

func guideChoices(st steps.State, _ any) []steps.Choice {
	p, _ := judge.PhaseByID(guidesPhase)
	if st.Links.URL(p.Steps[0].Link) == "" {
		return nil
	}
	return []steps.Choice{{ID: "open", Title: "Open the knowledge base", Key: "o", Screen: true,
		Detail: "both guides are found there by their titles"}}
}

func guideMore(st steps.State, _ any, p *steps.Page) {
	p.Retitle(change.WayConfirm, "I know where they are", "and to the end of the walk")
	p.Values = nil
	phase, _ := judge.PhaseByID(guidesPhase)
	for _, s := range phase.Steps {
		if u := st.Links.URL(s.Link); u != "" {
			p.Values = append(p.Values, steps.Value{Label: s.Where[len(s.Where)-1], Text: u})
		}
	}
}
