package faults

import (
	"slices"
	"strings"

	"ssowizard/internal/campaign"
)

// repairable are the practice tenants that hold something to repair. Others enter by themselves; one that is lost is
// a repair that no longer works. fewest is how many cells a campaign has at least.
var repairable = strings.Fields("adopt assignment-required capital-letter delegated-twin deleted no-consent people-asked search secret-ending secret-expired " +
	"single-tenant sp-disabled trailing-slash two-faults two-missing web-platform")

const fewest = 15000

// The sample has sampled cells, of sampledRepairs of the repairs and of sampledStories of the others. What
// comes after a lost answer is looked for at sampledLost of a story's writes.
const sampled, sampledRepairs, sampledStories, sampledLost = 60, 2, 8, 2

// repaired are the practice tenants that have to be repaired in this run.
func repaired() []string { return campaign.Some(repairable, sampledRepairs) }

// someStories are the stories of this run.
func someStories(all []story) []story {
	var names []string
	for _, st := range all {
		if !strings.HasPrefix(st.name, "repair ") {
			names = append(names, st.name)
		}
	}
	names = campaign.Some(names, sampledStories)
	return slices.DeleteFunc(all, func(st story) bool { return !strings.HasPrefix(st.name, "repair ") && !slices.Contains(names, st.name) })
}
