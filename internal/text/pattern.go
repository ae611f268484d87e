package text

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first asked for: compiled
// while the program starts, those of all packages together took a tenth of the time to
// the first frame. A pattern that does not compile is a fault of the build, and a test
// of its package meets it.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
