// Package aside are the pages that can be opened beside the walk: an explanation of a number
// or a message, and the files that a person takes along. It refuses to lead anywhere but back.
package aside

import "slices"

// Nodes are the pages of this room.
var Nodes = slices.Concat(
	explainNodes,
	fileNodes,
	reportNodes,
)
