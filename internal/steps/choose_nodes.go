package steps

import "slices"

// chooseNodes are the pages of this room.
var chooseNodes = slices.Concat(choosing, peopling, searching)
