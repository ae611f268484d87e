package steps

import "slices"

// asideNodes are the pages of this room.
var asideNodes = slices.Concat(explainNodes, fileNodes)
