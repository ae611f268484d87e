// Package phases are the pages of the setup's phases, from the look ahead to the end: what is
// there, what is wanted, and the ways from one to the other. A phase with something of its
// own makes its page of a Stepped. The package refuses to judge: how a phase stands is the
// verdict's.
package phases

import "slices"

// Nodes are the pages of this room.
var Nodes = slices.Concat(
	accounts,
	allowings,
	boarding,
	byHandNodes,
	colleagues,
	ending,
	goingTo,
	guiding,
	handingOver,
	idPages,
	lookingAhead,
	nearing,
	noting,
	piloting,
	placing,
	proving,
	secretMaking,
	stepping,
	urisNodes,
)
