package paste

import (
	"strings"

	"ssowizard/internal/urltext"
)

// pairs are the names of tags that a paste both opens and closes, and whether an
// address stands in angle brackets there.
type pairs struct {
	both    map[string]bool
	angular bool
}

func pairsOf(g []glyph) pairs {
	out, open, closed := pairs{both: map[string]bool{}}, map[string]bool{}, map[string]bool{}
	for i := range g {
		if g[i].r != '<' {
			continue
		}
		out.angular = out.angular || urltext.SchemeLen(written(g[i+1:min(i+9, len(g))])) > 0
		if t, ok := tagAt(g, i); ok {
			if t.close {
				closed[t.name] = true
			} else {
				open[t.name] = true
			}
			out.both[t.name] = open[t.name] && closed[t.name]
		}
	}
	return out
}

// alone are the tags that need no other, and those whose other half is often left
// behind when a part of a page is copied.
const alone = " area base body br col colgroup dd div dt head hr html img input li link meta ol option" +
	" p source span table tbody td tfoot th thead tr ul wbr "

// tag tells a tag from a word in angle brackets, which can be the rest of an address
// that stood in them: a tag has its other half, says more than its name, or needs no
// other where no address stands in such brackets.
func (p pairs) tag(t tag) bool {
	lone := !p.angular && strings.Contains(alone, " "+t.name+" ")
	return lone || p.both[t.name] || len(t.attrs) > 0
}
