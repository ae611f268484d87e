// Package plans are the pages of a write: the plan, the yes to it, how long a secret is to
// live, the write itself and what was read back. It refuses to make a plan: whoever opens
// these pages brings one.
package plans

import "slices"

// Nodes are the pages of this room.
var Nodes = slices.Concat(
	confirming,
)
