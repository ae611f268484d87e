package mtp

import (
	"strings"
	"unicode"

	"ssowizard/internal/urltext"
)

// nearness says whether two URIs are close enough that one was meant to be the
// other, and how far apart they are: lower is closer. Close are those that
// agree but for capitals, a slash at the end, http for https, or the default
// port; and those that are one letter apart beyond that. One digit for another
// is not close: numbered addresses are siblings, not slips.
func nearness(want, found string) (int, bool) {
	if want == found {
		return 0, true
	}
	a, b := folded(want), folded(found)
	if a == b {
		return 2, true
	}
	if oneEdit([]rune(a), []rune(b)) {
		return 4, true
	}
	return 0, false
}

// folded takes away what people and browsers change without noticing.
func folded(uri string) string {
	s := strings.ToLower(strings.TrimSpace(uri))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	for _, end := range []string{"%20", "/", "."} {
		s = strings.TrimSuffix(s, end)
	}
	host, path, slash := strings.Cut(s, "/")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
	if slash {
		return host + "/" + path
	}
	return host
}

// oneEdit reports whether one letter added, left out, changed, or swapped with
// its neighbour turns a into b.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return string(a[i:]) == string(b[i+1:])
	}
	if i == len(a) || unicode.IsDigit(a[i]) && unicode.IsDigit(b[i]) {
		return false
	}
	if string(a[i+1:]) == string(b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:])
}

// Diff says where found first departs from want, as a rune index in found,
// and how, in words, as in: extra "/" at the end. The index is the length of
// found where only its end is lacking. Equal strings give -1 and "".
func Diff(want, found string) (at int, words string) {
	if want == found {
		return -1, ""
	}
	ws, fs := urltext.SchemeLen(want), urltext.SchemeLen(found)
	var parts []string
	at = -1
	if ws > 0 && fs > 0 && ws != fs {
		at = len("http")
		parts = append(parts, urltext.ASCIIFold(found[:fs-3])+" instead of "+urltext.ASCIIFold(want[:ws-3]))
	} else {
		ws, fs = 0, 0
	}
	w, f := []rune(want[ws:]), []rune(found[fs:])
	for _, d := range differences(w, f) {
		if at < 0 {
			at = fs + d.at
		}
		if len(parts) == 3 {
			parts = append(parts, "more")
			break
		}
		parts = append(parts, d.words(f, fs == 0))
	}
	return at, join2(parts)
}

func join2(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}

// difference is a stretch in which two strings disagree.
type difference struct {
	at          int // in found
	found, want []rune
}

// words describes the difference; f is the found string, and whole says that it
// begins with the scheme.
func (d difference) words(f []rune, whole bool) string {
	found, want := quoteRunes(d.found), quoteRunes(d.want)
	place := placeIn(f, d.at, whole)
	if d.at+len(d.found) == len(f) {
		place = " at the end"
	}
	switch {
	case len(d.want) == 0:
		return "extra " + found + place
	case len(d.found) == 0:
		return found + want + " missing" + place
	case len(d.found) == 1 && unicode.IsUpper(d.found[0]) && unicode.ToLower(d.found[0]) == d.want[0]:
		return "capital " + found + " instead of " + want
	case len(d.found) == 1 && unicode.IsUpper(d.want[0]) && unicode.ToLower(d.want[0]) == d.found[0]:
		return "small " + found + " instead of " + want
	}
	return found + " instead of " + want
}

// quoteRunes shows a stretch; "" for an empty one. A single character that the
// eye could take for another carries its number.
func quoteRunes(r []rune) string {
	switch len(r) {
	case 0:
		return ""
	case 1:
		return urltext.QuoteRune(r[0])
	}
	return `"` + urltext.Show(string(r)) + `"`
}

func placeIn(f []rune, at int, whole bool) string {
	s := string(f[:min(at, len(f))])
	if whole {
		i := strings.Index(string(f), "://")
		if i < 0 || len(s) < i+3 {
			return ""
		}
		s = s[i+3:]
	}
	switch {
	case strings.Contains(s, "?"):
		return " in the query"
	case strings.Contains(s, "/"):
		return " in the path"
	}
	return " in the host name"
}

// differences aligns the two strings at the least cost and gathers neighbouring
// changes. A change of case is the cheapest, so that it is told as such.
func differences(want, found []rune) []difference {
	n, m := len(want), len(found)
	cost := make([][]int, n+1)
	for i := range cost {
		cost[i] = make([]int, m+1)
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			cost[i][j] = alignCost(cost, want, found, i, j)
		}
	}
	var out []difference
	cur := difference{at: -1}
	flush := func() {
		if cur.at >= 0 {
			out = append(out, cur)
		}
		cur = difference{at: -1}
	}
	for i, j := 0, 0; i < n || j < m; {
		if i < n && j < m && want[i] == found[j] && cost[i][j] == cost[i+1][j+1] {
			flush()
			i, j = i+1, j+1
			continue
		}
		if cur.at < 0 {
			cur.at = j
		}
		switch {
		case i < n && j < m && want[i] != found[j] && cost[i][j] == cost[i+1][j+1]+
			changeCost(want[i], found[j]):
			cur.want, cur.found = append(cur.want, want[i]), append(cur.found, found[j])
			i, j = i+1, j+1
		case j < m && cost[i][j] == cost[i][j+1]+2:
			cur.found = append(cur.found, found[j])
			j++
		default:
			cur.want = append(cur.want, want[i])
			i++
		}
	}
	flush()
	return out
}

func alignCost(cost [][]int, want, found []rune, i, j int) int {
	n, m := len(want), len(found)
	switch {
	case i == n:
		return 2 * (m - j)
	case j == m:
		return 2 * (n - i)
	case want[i] == found[j]:
		return min(cost[i+1][j+1], cost[i][j+1]+2, cost[i+1][j]+2)
	}
	return min(cost[i+1][j+1]+changeCost(want[i], found[j]), cost[i][j+1]+2, cost[i+1][j]+2)
}

func changeCost(a, b rune) int {
	if unicode.ToLower(a) == unicode.ToLower(b) {
		return 1
	}
	return 2
}
