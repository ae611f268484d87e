package paste

import (
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/urltext"
)

// narrowest is the smallest width, in characters, at which a line counts as
// broken by a terminal on the width alone.
const narrowest = 40

// line is one line of the paste, by index into the glyphs.
type line struct {
	from, to   int    // without the line end
	start      int    // first character that is not white space
	first      string // first word, up to white space or a separator
	rest       string // what follows it, without white space around
	brk        rune   // what ended the line
	starts     bool   // begins with an address
	width      int
	continuing bool // stands below a line as wide as the widest, and begins with no address
}

// joinLines mends addresses that a line break runs through. It joins only on
// evidence: the break splits "https://" or a percent escape, the upper line
// ends or the lower begins with a character that no address ends or begins
// with, or the upper line is as wide as any and the lower looks like a rest and
// not like a label. The second result marks, by their place in the paste, what
// might have been a rest and was not joined.
func joinLines(g []glyph) ([]glyph, map[int]bool) {
	lines := splitLines(g)
	w := widest(g, lines)
	suspects := map[int]bool{}
	out := make([]glyph, 0, len(g))
	open := ""
	for i, l := range lines {
		if i == 0 {
			out = append(out, g[l.from:l.to]...)
			open = lastWord(g[l.from:l.to], "")
			continue
		}
		prev := lines[i-1]
		var next line
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		switch w.judge(open, prev, l, next) {
		case joinYes:
			at := len(out)
			out = append(out, g[l.start:l.to]...)
			out[at].why |= mendLine
			open = lastWord(g[l.start:l.to], open)
			continue
		case joinMaybe:
			suspects[g[l.start].at] = true
		case joinNo:
		}
		out = append(out, glyph{prev.brk, g[prev.to].at, g[prev.to].end, 0})
		out = append(out, g[l.from:l.to]...)
		open = lastWord(g[l.from:l.to], "")
	}
	return out, suspects
}

func splitLines(g []glyph) []line {
	var lines []line
	from := 0
	for i := 0; i <= len(g); i++ {
		if i < len(g) && g[i].r != '\n' && g[i].r != hardBreak {
			continue
		}
		l := line{from: from, to: i, start: from, width: i - from}
		if i < len(g) {
			l.brk = g[i].r
		}
		for l.start < i && urltext.IsSpace(g[l.start].r) {
			l.start++
		}
		end := l.start
		for end < i && !urltext.IsSeparator(g[end].r) {
			end++
		}
		l.first = written(g[l.start:end])
		l.rest = strings.TrimSpace(written(g[end:i]))
		l.starts = urltext.SchemeLen(l.first) > 0
		lines = append(lines, l)
		from = i + 1
	}
	return lines
}

// widths is what the line lengths of a paste tell about where it was broken.
type widths struct {
	max    int            // of all lines, in characters
	breaks int            // how many lines continue below a line of that width
	repeat map[string]int // how often a word stands alone on a line, or a single letter at its head
	labels map[string]int // how often a word stands in front of an address
	hosts  map[string]int // how often a host is named
	first  bool           // FirstURI stands there whole
}

func widest(g []glyph, lines []line) widths {
	w := widths{repeat: map[string]int{}, labels: map[string]int{}, hosts: map[string]int{}}
	for _, c := range candidates(g) {
		uri := c.text(g)
		if urltext.SchemeLen(uri) > 0 {
			w.hosts[urltext.ASCIIFold(urltext.RawAuthority(uri))]++
		}
		w.first = w.first || uri == mtp.FirstURI
	}
	for _, l := range lines {
		w.max = max(w.max, l.width)
		if l.first != "" && (l.rest == "" || len(l.first) == 1) {
			w.repeat[l.first]++
		}
		if urltext.SchemeLen(l.rest) > 0 {
			w.labels[l.first]++
		}
	}
	for i := 1; i < len(lines); i++ {
		l := &lines[i]
		l.continuing = lines[i-1].width == w.max && l.first != "" && !l.starts && !isMarker(l.first)
		if l.continuing {
			w.breaks++
		}
	}
	return w
}

type join int

const (
	joinNo join = iota
	joinMaybe
	joinYes
)

// judge decides whether the line l goes on with the address at the end of the
// line above, of which open is the last word.
func (w widths) judge(open string, prev, l, next line) join {
	if open == "" || l.first == "" || prev.brk == hardBreak {
		return joinNo
	}
	if l.starts {
		return joinNo
	}
	if splitsScheme(open, l.first) {
		return joinYes
	}
	at := urltext.LastScheme(open)
	if at < 0 || !urltext.IsURIText(strings.TrimRight(l.first, "}]")) || strings.Contains(l.first, "://") &&
		!joinableHead(l.first) || strings.HasPrefix(l.first, "/") && strings.HasPrefix(next.first, "/") {
		return joinNo
	}
	if splitsEscape(open, l.first) {
		return joinYes
	}
	if w.onlyReading(open[at:], l.first) {
		return joinYes
	}
	last := open[len(open)-1]
	if strings.IndexByte(",;)]}'!:", last) >= 0 || w.repeat[l.first] > 1 ||
		w.labels[l.first] > 2 || strings.HasSuffix(l.first, ":") {
		return joinNo
	}
	full := prev.width == w.max
	if isMarker(l.first) && (!full || strings.IndexByte("-=&_%", last) < 0) {
		return joinNo
	}
	bare := at+urltext.SchemeLen(open[at:]) == len(open)
	if bare || strings.IndexByte("-=&?%_", last) >= 0 || strings.IndexByte("?&=%#_", l.first[0]) >= 0 {
		return joinYes
	}
	if l.first[0] == '/' && last != '/' {
		return joinYes
	}
	if full && w.looksLikeRest(l) {
		return joinYes
	}
	if l.rest == "" && (last == '/' || full || hasURISign(l.first)) {
		return joinMaybe
	}
	return joinNo
}

// onlyReading reports whether two pieces make what the paste leaves no other place
// for: a host that other addresses have, where the upper piece alone is a host that
// none has; or the address that every list holds.
func (w widths) onlyReading(above, below string) bool {
	joined := above + strings.TrimRight(below, ",;.}]'")
	if joined == mtp.FirstURI {
		return !w.first
	}
	host := urltext.RawAuthority(above)
	return !strings.Contains(above[urltext.SchemeLen(above):], "/") &&
		w.hosts[urltext.ASCIIFold(urltext.RawAuthority(joined))] > 1 && w.hosts[urltext.ASCIIFold(host)] < 2
}

// looksLikeRest tells the second half of an address from a label such as
// "Copy" or a sentence that happens to follow the longest line.
func (w widths) looksLikeRest(l line) bool {
	if w.max < narrowest && w.breaks < 2 {
		return false
	}
	alone := l.rest == "" || strings.ContainsAny(l.first, ",;") || urltext.SchemeLen(l.rest) > 0 ||
		strings.ContainsAny(l.rest[:1], "|\"'<>,;")
	if !alone && !strings.Contains(l.first, "/") {
		return false
	}
	return hasURISign(l.first) || w.breaks >= 3 || l.first[0] >= 'a' && l.first[0] <= 'z'
}

// hasURISign reports whether a word holds something that words do not.
func hasURISign(s string) bool {
	return strings.ContainsAny(s, "/?=&%#-_0123456789") || strings.Contains(strings.TrimRight(s, "."), ".")
}

// joinableHead reports whether what stands in front of the further address in
// a word can be the rest of one, as in a row without separators. A list number
// or the "name=" of an assignment cannot.
func joinableHead(s string) bool {
	for i := 1; i < len(s); i++ {
		if urltext.SchemeLen(s[i:]) > 0 {
			return !isMarker(s[:i]) && strings.IndexByte("=:([{'", s[i-1]) < 0
		}
	}
	return false
}

// splitsScheme reports whether a line break runs through "https://".
func splitsScheme(above, below string) bool {
	for _, scheme := range []string{"https://", "http://"} {
		for n := 1; n < len(scheme); n++ {
			if urltext.HasSuffixFold(above, scheme[:n]) && urltext.HasPrefixFold(below, scheme[n:]) {
				return true
			}
		}
	}
	return false
}

// splitsEscape reports whether a line break runs through a percent escape.
func splitsEscape(above, below string) bool {
	hex := func(i int) bool { return i < len(below) && urltext.HexDigit(rune(below[i])) >= 0 }
	if strings.HasSuffix(above, "%") {
		return hex(0) && hex(1)
	}
	n := len(above)
	return n >= 2 && above[n-2] == '%' && urltext.HexDigit(rune(above[n-1])) >= 0 && hex(0)
}

// lastWord returns the word at the very end of a line, with what was open before
// it when the line is that one word. A line that ends in a separator has none.
func lastWord(g []glyph, before string) string {
	i := len(g)
	for i > 0 && !urltext.IsSeparator(g[i-1].r) {
		i--
	}
	if i == 0 {
		return tail(before + written(g))
	}
	return written(g[i:])
}

// tail bounds a word that grows over thousands of lines.
func tail(s string) string {
	const most = 16 << 10
	if len(s) > most {
		return s[:64] + s[len(s)-most:]
	}
	return s
}

// isMarker reports whether a word is a list number, a bullet or a check box. A
// letter is one only with a sign at it, as in "a)" or "[x]".
func isMarker(s string) bool {
	inner := strings.Trim(s, "()[]{}.:#*+-–—")
	for _, r := range inner {
		if r < '0' || r > '9' {
			return len(inner) == 1 && urltext.IsLetter(r) && inner != s
		}
	}
	return len(inner) <= 3
}
