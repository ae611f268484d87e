package steps

import "os"

// openNothingElse has no counterpart here: what is no plain file is refused
// before it is opened.
const openNothingElse = 0

// notOwn is decided by the folder: the user's own application data, which other
// accounts cannot write to.
func notOwn(os.FileInfo) (why, do string) { return "", "" }
