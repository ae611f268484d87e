package phases

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
)

// Before the redirect URIs are written: what becomes of those that are nearly right.
var nearing = []steps.Node{
	plans.Question{ID: steps.PageNear, About: judge.AskReplaceNear, Heading: "Nearly the same",
		Blocks: plans.Saying("Entra holds addresses that are nearly those of the MTP portal: a capital " +
			"letter or a slash differs. Entra compares every character, so the MTP portal cannot use them. " +
			"Something else may."),
		Yes: steps.Choice{Title: "Replace them", Detail: "the right ones take their place; shown first"},
		No:  steps.Choice{Title: "Keep them", Detail: "the right ones are added beside them; shown first"},
		Ways: []steps.Way{
			steps.On("yes", steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
				return steps.Answer(true)
			}),
			steps.On("no", steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
				return steps.Answer(false)
			}),
		}}.Node(),
}
