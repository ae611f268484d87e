package paste

import (
	"strconv"
	"strings"

	"ssowizard/internal/urltext"
)

// candidate is a stretch of glyphs that begins like an address.
type candidate struct {
	from, to  int    // the address, after trimming
	end       int    // where the stretch ended before trimming
	rounds    int    // how often the whole of it was percent-encoded; 0: it was not
	key       string // "redirect_uri" where it is the value of a form's field
	shortened bool
	damaged   bool // a damaged character stood tight at both ends
	linked    bool // it is a link that stands for an address
}

const (
	maxKey      = 64 // characters of a field's name
	wrapperHead = 80 // characters of a link that tell whose it is
)

// start is where an address begins.
type start struct{ at, rounds int }

// candidates finds every stretch that starts with http:// or https://, also in
// percent-encoding.
func candidates(g []glyph) []candidate {
	starts := schemeStarts(g)
	var out []candidate
	number, done := 0, 0
	for k := range starts {
		s := starts[k]
		if s.at < done {
			continue // inside the address before it
		}
		c := candidate{from: s.at, rounds: s.rounds, key: keyBefore(g, s.at)}
		next := c.stretch(g, starts[k+1:])
		glued := next == c.to && next < len(g)
		if before := listNumber(g[:s.at], false); before > 0 {
			number = before
		}
		if glued && number > 0 && listNumber(g[s.at:c.to], true) == number+1 {
			// "1.https://…2.https://…": a list that lost its line ends.
			number++
			c.to -= len(strconv.Itoa(number)) + 1
		}
		c.cutForm(g, glued)
		c.trim(g)
		out = append(out, c)
		done = max(c.end, c.to)
	}
	return out
}

// stretch finds where the address ends: at a separator, or where the next address
// begins that is not inside of it. It gives where that next one begins.
func (c *candidate) stretch(g []glyph, later []start) (next int) {
	query := false
	i, k := c.from, 0
	for ; i < len(g) && !urltext.IsSeparator(g[i].r); i++ {
		query = query || g[i].r == '?'
		if c.rounds > 0 && g[i].r == '&' {
			break
		}
		for k < len(later) && later[k].at < i {
			k++
		}
		if k < len(later) && later[k].at == i && !c.holds(g, i, later[k].rounds, query) {
			break
		}
	}
	c.to, c.end = i, i
	if k < len(later) {
		return later[k].at
	}
	return len(g)
}

// holds reports whether an address that begins at i belongs to this one.
func (c *candidate) holds(g []glyph, i, rounds int, query bool) bool {
	if c.rounds > 0 || rounds > 0 {
		return rounds > c.rounds
	}
	if c.key != "" && strings.HasSuffix(written(g[max(c.from, i-maxKey-2):i]), "&"+c.key+"=") {
		return false
	}
	return query && g[i-1].r == '=' ||
		holdsWhole(written(g[c.from:min(i, c.from+wrapperHead)]), written(g[max(c.from, i-4):i]))
}

func schemeStarts(g []glyph) []start {
	var out []start
	for i := range g {
		if r := g[i].r; r != 'h' && r != 'H' {
			continue
		}
		head := written(g[i:min(i+8, len(g))])
		if urltext.SchemeLen(head) > 0 {
			out = append(out, start{i, 0})
		} else if urltext.HasPrefixFold(head, "http") {
			if n := encodedScheme(written(g[i:min(i+longestScheme, len(g))])); n > 0 {
				out = append(out, start{i, n})
			}
		}
	}
	return out
}

// keyBefore reads the "name=" right in front of an address; "" if there is none.
func keyBefore(g []glyph, at int) string {
	i := at - 1
	if i < 0 || g[i].r != '=' {
		return ""
	}
	for i > 0 && at-i < maxKey && (urltext.IsAlnum(g[i-1].r) || strings.ContainsRune("_-.[]", g[i-1].r)) {
		i--
	}
	return written(g[i : at-1])
}

// cutForm ends the value of a form's field where the next field begins. An "&"
// without a "?" before it is no part of an address that anybody registers.
func (c *candidate) cutForm(g []glyph, glued bool) {
	s := written(g[c.from:c.to])
	at := -1
	if c.key != "" {
		at = strings.Index(s, "&"+c.key+"=")
	}
	if q := strings.IndexByte(s, '?'); at < 0 && (c.key != "" || glued && strings.HasSuffix(s, "=")) {
		if i := strings.IndexByte(s, '&'); i >= 0 && (q < 0 || i < q) && strings.Contains(s[i:], "=") {
			at = i
		}
	}
	if at >= 0 {
		c.to = c.from + len([]rune(s[:at]))
		c.end = c.to
	}
}

// listNumber reads the "7." or "7)" at the end of a run; 0 if there is none.
// Blanks may follow it unless it has to be tight.
func listNumber(g []glyph, tight bool) int {
	i := len(g)
	for !tight && i > 0 && g[i-1].r == ' ' {
		i--
	}
	if i == 0 || g[i-1].r != '.' && g[i-1].r != ')' {
		return 0
	}
	i--
	n, scale := 0, 1
	for i > 0 && scale < 1000 && g[i-1].r >= '0' && g[i-1].r <= '9' {
		n += int(g[i-1].r-'0') * scale
		scale *= 10
		i--
	}
	return n
}

// trim takes off what the text around put behind the address: full stops and
// commas, closing brackets that were not opened inside, emphasis marks that
// also stand in front.
func (c *candidate) trim(g []glyph) {
	if c.to < len(g) && g[c.to].r == '…' {
		c.shortened = true
		c.end = c.to + 1
		return
	}
	if c.from > 0 && isDamage(g[c.from-1].r) {
		for c.to > c.from && isDamage(g[c.to-1].r) {
			c.to--
			c.damaged = true
		}
	}
	closes := func(closing, opening rune) bool { // more often than it was opened
		n := 0
		for _, one := range g[c.from:c.to] {
			switch one.r {
			case closing:
				n++
			case opening:
				n--
			}
		}
		return n > 0
	}
	for c.to > c.from {
		r := g[c.to-1].r
		switch {
		case r == '.' && g[c.to-2].r == '.':
			c.shortened = true
			return
		case strings.ContainsRune(".,;:!?'\\([{", r):
		case r == ')' && closes(')', '('), r == ']' && closes(']', '['), r == '}' && closes('}', '{'):
		case strings.ContainsRune("*_~", r) && c.from > 0 && g[c.from-1].r == r:
		default:
			return
		}
		c.to--
	}
}

// bound ends an address where a table's cell or a bracket around it ends. Entra
// takes neither comma nor semicolon in a redirect URI, and no address holds a
// backslash or the closing half of a brace alone.
func (c *candidate) bound(g []glyph) {
	open := 0
	for i := c.from; i < c.to; i++ {
		switch g[i].r {
		case '{':
			open++
		case '}':
			open--
		}
		if r := g[i].r; r == ',' || r == ';' || r == '\\' || open < 0 {
			c.to = i
			c.trim(g)
			return
		}
	}
}
