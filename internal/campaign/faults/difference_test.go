package faults

import (
	"fmt"
	"strings"
)

// difference shows the lines of one state that the other has not, each from shortly before the place where it parts from
// the other's.
func difference(got, want string) string {
	more, less := missing(got, want), missing(want, got)
	var out strings.Builder
	for i := range max(len(more), len(less)) {
		var a, b string
		if i < len(more) {
			a = more[i]
		}
		if i < len(less) {
			b = less[i]
		}
		from := 0
		for from < len(a) && from < len(b) && a[from] == b[from] {
			from++
		}
		from = max(0, from-100)
		fmt.Fprintf(&out, "\n+ %d: %.400s\n- %d: %.400s", from, a[min(from, len(a)):], from, b[min(from, len(b)):])
	}
	return out.String()
}

// missing lists the lines of one text that the other has not.
func missing(from, in string) []string {
	have := map[string]int{}
	for l := range strings.SplitSeq(in, "\n") {
		have[l]++
	}
	var out []string
	for l := range strings.SplitSeq(from, "\n") {
		if have[l]--; have[l] < 0 {
			out = append(out, l)
		}
	}
	return out
}
