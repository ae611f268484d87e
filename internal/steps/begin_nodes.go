package steps

import "slices"

// beginNodes are the pages of this room.
var beginNodes = slices.Concat(consenting, domains, owning, signingIn, stopping, wayingOn, welcoming)
