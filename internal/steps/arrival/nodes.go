// Package arrival are the pages of the way in: what for, which company, who signs in and
// what stops that, whose tenant it is, and what signing in has left there. It refuses to
// write anything but what takes that back.
package arrival

import "slices"

// Nodes are the pages of this room.
var Nodes = slices.Concat(
	consenting,
	domains,
	owning,
	signers,
	signingIn,
	stopping,
	wayingOn,
	welcoming,
)
