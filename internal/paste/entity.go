package paste

import (
	"html"
	"strings"
	"unicode/utf8"

	"ssowizard/internal/urltext"
)

// entityLength is longer than the longest named HTML entity.
const entityLength = 34

// decodeEntities reads HTML entities that end in a semicolon. Those without
// are left alone: in "?a=1&copy=2" the ampersand is the address's own. A
// doubly encoded "&amp;amp;" is read to its end.
func decodeEntities(g []glyph) []glyph {
	out := g[:0:0]
	for i := 0; i < len(g); i++ {
		if g[i].r != '&' {
			out = append(out, g[i])
			continue
		}
		n, value := entityAt(g[i:])
		if n == 0 {
			out = append(out, g[i])
			continue
		}
		last := g[i+n-1]
		one := glyph{0, g[i].at, last.end, g[i].why&mendBefore | mendEntity}
		for _, r := range value {
			r, ok := plainRune(r)
			if !ok {
				if i+n < len(g) {
					g[i+n].why |= mendInvisible
				}
				continue
			}
			one.r = r
			if r == '&' {
				// Read again from here, as the start of the next entity.
				g[i+n-1] = one
				i--
				break
			}
			out = append(out, one)
		}
		i += n - 1
	}
	return out
}

// entityAt reads the entity at the start of g: how many glyphs it takes and
// what it stands for.
func entityAt(g []glyph) (int, string) {
	var b strings.Builder
	for i := 0; i < len(g) && i < entityLength; i++ {
		r := g[i].r
		b.WriteRune(r)
		if r == ';' {
			return entityValue(b.String(), i+1)
		}
		if i > 0 && !urltext.IsAlnum(r) && r != '#' {
			break
		}
	}
	return 0, ""
}

func entityValue(name string, n int) (int, string) {
	value := html.UnescapeString(name)
	if value == name || utf8.RuneCountInString(value) > 2 {
		return 0, ""
	}
	switch strings.ToLower(name) {
	case "&semi;", "&#59;", "&#x3b;":
		return n, ";"
	}
	if strings.HasSuffix(value, ";") {
		// "&ampx;": only the first letters were an entity.
		return 0, ""
	}
	return n, value
}

// decodeEscapes undoes the backslashes of JSON strings and of Markdown source.
// A backslash is never part of a URI, so nothing is lost.
func decodeEscapes(g []glyph) []glyph {
	out := g[:0:0]
	for i := 0; i < len(g); i++ {
		if g[i].r != '\\' || i+1 >= len(g) {
			out = append(out, g[i])
			continue
		}
		next := g[i+1]
		one := glyph{next.r, g[i].at, next.end, g[i].why&mendBefore | mendEscape}
		switch {
		case next.r == 'n' || next.r == 'r':
			one.r = hardBreak
			i++
		case next.r == 't':
			one.r = '\t'
			i++
		case next.r == 'u':
			r, ok := hex4(g[i+2:])
			if !ok {
				out = append(out, g[i])
				continue
			}
			one.end = g[i+5].end
			i += 5
			if one.r, ok = plainRune(r); !ok {
				continue
			}
		case isPunct(next.r):
			i++
		default:
			out = append(out, g[i])
			continue
		}
		out = append(out, one)
	}
	return out
}

func hex4(g []glyph) (rune, bool) {
	if len(g) < 4 {
		return 0, false
	}
	var r rune
	for _, one := range g[:4] {
		d := urltext.HexDigit(one.r)
		if d < 0 {
			return 0, false
		}
		r = r<<4 | d
	}
	return r, true
}

func isPunct(r rune) bool {
	return r > ' ' && r < 0x7f && !urltext.IsAlnum(r)
}
