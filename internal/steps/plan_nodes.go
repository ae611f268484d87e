package steps

// planNodes are the pages of this room.
var planNodes = confirming
