package mtp

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidate is a stretch of glyphs that begins like an address.
type candidate struct {
	from, to  int // the address, after trimming
	end       int // where the stretch ended before trimming
	shortened bool
}

// collect finds the addresses in the glyphs, keeps the well-formed ones and
// accounts for everything in between.
func (p *paste) collect(paste string, g []glyph, suspects map[int]bool) {
	done := 0
	cands := candidates(g)
	for k, c := range cands {
		p.between(g[done:c.from], suspects)
		done = c.to
		uri, at := text(g[c.from:c.to]), g[c.from].at
		if c.shortened {
			p.drop(Dropped{Text: show(text(g[c.from:c.end])), Kind: DropShortened, at: at,
				Reason: "the address was shortened where it was copied; copy it whole"})
			done = c.end
			continue
		}
		if why := malformed(uri); why != "" {
			p.drop(Dropped{Text: show(uri), Kind: DropBroken, Reason: why, at: at})
			continue
		}
		if k > 0 && isLinkTarget(g, cands[k-1], c) {
			p.linkTarget(uri, text(g[cands[k-1].from:cands[k-1].to]), at)
			continue
		}
		p.keep(uri, at, source(paste, g[c.from:c.to]), mends(g[c.from:c.to]))
	}
	p.between(g[done:], suspects)
}

func (p *paste) keep(uri string, at int, raw string, m mend) {
	if p.seen[uri] {
		p.Duplicates++
		p.drop(Dropped{Text: show(uri), Kind: DropDuplicate, Reason: "the same address again", at: at})
		return
	}
	p.seen[uri] = true
	p.URIs = append(p.URIs, uri)
	if m != 0 {
		p.Mended = append(p.Mended, Mended{URI: uri, Text: show(raw), Why: m.words()})
	}
}

// linkTarget is the second half of a Markdown link whose words are an address.
func (p *paste) linkTarget(target, shown string, at int) {
	d := Dropped{Text: show(target), Kind: DropLink, at: at,
		Reason: "the link leads here but shows another address; the one it shows was taken"}
	if target == shown {
		d.Kind, d.Reason = DropMarkup, "the target of a link, the same as the address it shows"
	}
	p.drop(d)
}

// isLinkTarget recognises [address](address).
func isLinkTarget(g []glyph, shown, target candidate) bool {
	return shown.from > 0 && g[shown.from-1].r == '[' && target.from-shown.to >= 2 &&
		strings.TrimSuffix(text(g[shown.to:target.from]), "<") == "]("
}

// candidates finds every stretch that starts with http:// or https://.
func candidates(g []glyph) []candidate {
	starts := schemeStarts(g)
	var out []candidate
	number := 0
	for k := 0; k < len(starts); k++ {
		from := starts[k]
		i := from
		query, next := false, k+1
		for ; i < len(g) && !isSeparator(g[i].r); i++ {
			query = query || g[i].r == '?'
			if next < len(starts) && i == starts[next] {
				if !query || g[i-1].r != '=' {
					break
				}
				next++ // an address inside a query: one URI, not two
			}
		}
		glued := next < len(starts) && i == starts[next]
		c := candidate{from: from, to: i, end: i}
		if before := listNumber(g[:from], false); before > 0 {
			number = before
		}
		if glued && number > 0 && listNumber(g[from:i], true) == number+1 {
			// "1.https://…2.https://…": a list that lost its line ends.
			number++
			c.to -= len(strconv.Itoa(number)) + 1
		}
		c.trim(g)
		out = append(out, c)
		k = next - 1
	}
	return out
}

func schemeStarts(g []glyph) []int {
	var out []int
	for i := range g {
		if r := g[i].r; r != 'h' && r != 'H' {
			continue
		}
		if schemeLen(text(g[i:min(i+8, len(g))])) > 0 {
			out = append(out, i)
		}
	}
	return out
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
	opened := map[rune]int{}
	for _, one := range g[c.from:c.to] {
		opened[one.r]++
	}
	for c.to > c.from {
		r := g[c.to-1].r
		switch {
		case r == '.' && g[c.to-2].r == '.':
			c.shortened = true
			return
		case strings.ContainsRune(".,;:!?'\\([{", r):
		case r == ')' && opened[')'] > opened['('], r == ']' && opened[']'] > opened['['],
			r == '}' && opened['}'] > opened['{']:
		case strings.ContainsRune("*_~", r) && c.from > 0 && g[c.from-1].r == r:
		default:
			return
		}
		opened[r]--
		c.to--
	}
}

// malformed says why a stretch is not a URI that can be kept; "" if it is one.
func malformed(uri string) string {
	for i, r := range uri {
		switch {
		case r == utf8.RuneError:
			return "it holds a damaged or control character; copy it again"
		case r > unicode.MaxASCII:
			return "it holds " + quoteRune(r) + ", which cannot stand in an address; it has to be percent-encoded"
		case r == '%' && !wholeEscape(uri[i:]):
			return `it holds "%" without two hexadecimal digits after it; it may have been cut off`
		case !isURIRune(r) && r != '[' && r != ']':
			return "it holds " + quoteRune(r) + ", which cannot stand in an address"
		}
	}
	return badHost(uri)
}

func wholeEscape(s string) bool {
	return len(s) >= 3 && hexDigit(rune(s[1])) >= 0 && hexDigit(rune(s[2])) >= 0
}
