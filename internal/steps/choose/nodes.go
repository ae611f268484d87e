// Package choose are the pages on which something is picked from lists of the tenant: the
// registration, and people to compare with. It refuses to take anything by its name alone,
// and to hold more than a part of a large tenant.
package choose

import "slices"

// Nodes are the pages of this room.
var Nodes = slices.Concat(
	choosing,
	peopling,
	searching,
)
