// Package choose are the pages on which something is picked from lists of the tenant: the
// registration, and people to compare with. Nothing is taken by its name alone, and only a
// part of a large tenant is held.
package choose

import (
	"slices"
)

// Nodes are the pages of this room.
var Nodes = slices.Concat(choosing, peopling, searching)
