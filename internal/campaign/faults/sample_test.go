package faults

import (
	"strings"

	"ssowizard/internal/campaign"
)

// repairable are the practice tenants that hold something to repair. Others enter by themselves; one that is lost is
// a repair that no longer works. fewest is how many cells a campaign has at least.
var repairable = strings.Fields("adopt assignment-required capital-letter delegated-twin deleted no-consent people-asked search secret-ending secret-expired " +
	"single-tenant sp-disabled trailing-slash two-faults two-missing web-platform")

const fewest = 15000

// The sample has sampled cells, of the stories that are no repair and of sampledRepairs of the others.
const sampled, sampledRepairs = 300, 2

// repaired are the practice tenants that have to be repaired in this run.
func repaired() []string { return campaign.Some(repairable, sampledRepairs) }
