// Package tasks are the pages of what is done beside the setup: a check with its report and
// repairs, a renewal, taking back, and what practice needs for them. It refuses to know more
// of the steps than their verdict.
package tasks

import "slices"

// Nodes are the pages of this room.
var Nodes = slices.Concat(
	deciding,
	grounding,
	removing,
	renewing,
	repairing,
	reporting,
	undoing,
)
