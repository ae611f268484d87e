package steps

import "ssowizard/internal/judge"

// Before the redirect URIs are written: what becomes of those that are nearly right.
var nearing = []node{
	asking{id: PageNear, about: judge.AskReplaceNear, heading: "Nearly the same",
		blocks: saying("Entra holds addresses that are nearly those of the MTP portal: a capital letter or " +
			"a slash differs. Entra compares every character, so the MTP portal cannot use them. Something " +
			"else may."),
		yes: Choice{Title: "Replace them", Detail: "the right ones take their place; shown first"},
		no:  Choice{Title: "Keep them", Detail: "the right ones are added beside them; shown first"},
		ways: []way{
			{"yes", []PageID{Below}, func(*Walk, any, Event) Move { return answer(true) }},
			{"no", []PageID{Below}, func(*Walk, any, Event) Move { return answer(false) }},
		}}.node(),
}
