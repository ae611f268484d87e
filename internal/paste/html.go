package paste

import (
	"slices"
	"strings"

	"ssowizard/internal/urltext"
)

// tagLength is how far a tag may run, in characters, before its "<" is taken
// for a plain sign.
const tagLength = 4096

// tag is an HTML tag inside a run of glyphs.
type tag struct {
	name  string
	close bool
	end   int // index after the ">"
	attrs map[string][]glyph
}

// stripMarkup turns HTML into text: each link gives its address, each input
// its value, and what HTML sets apart lands on lines of its own. Text without
// a tag is left as it is.
func (p *paste) stripMarkup(g []glyph) []glyph {
	var out []glyph
	seen, unclosed := false, false
	pairs := pairsOf(g)
	var gap mend
	for i := 0; i < len(g); {
		if n := comment(g[i:], &unclosed); n > 0 {
			seen, gap = true, mendTag
			i += n
			continue
		}
		t, ok := tagAt(g, i)
		if !ok || !pairs.tag(t) {
			one := g[i]
			one.why |= gap
			gap = 0
			out = append(out, one)
			i++
			continue
		}
		seen = true
		p.drop(Dropped{Text: urltext.Show(written(g[i:t.end])), Kind: DropMarkup,
			Reason: "HTML tags", at: g[i].at})
		switch {
		case isRaw(t):
			i = skipRaw(g, t)
			out = append(out, mark(g[t.end-1]))
		case isInline(t.name):
			gap = mendTag
			i = t.end
		case t.name == "a" && !t.close && len(t.attrs["href"]) > 0:
			end := anchorEnd(g, t.end)
			out = append(out, p.link(t.attrs["href"], g[t.end:end], g[t.end-1])...)
			i = end
		default:
			out = append(out, p.values(t, g[t.end-1])...)
			i = t.end
		}
	}
	if !seen {
		return g
	}
	for i := range out {
		if out[i].r == '\n' {
			out[i].r = ' '
		}
	}
	return out
}

// mark is a hard break in the place of a tag.
func mark(at glyph) glyph { return glyph{hardBreak, at.at, at.end, 0} }

// link decides what a link stands for. If it shows a whole address, that is
// what a person saw and meant: mail filters rewrite where links lead, browsers
// add slashes. If it shows words or a shortened address, its target counts.
func (p *paste) link(href, label []glyph, at glyph) []glyph {
	inner := &paste{seen: map[string]bool{}}
	shown := inner.stripMarkup(label)
	target := strings.TrimSpace(written(decodeEntities(copyOf(href))))
	if !strings.Contains(target, "://") {
		return append(append([]glyph{mark(at)}, shown...), mark(at))
	}
	inner.collect("", decodeEntities(copyOf(shown)), gap{})
	if len(inner.URIs) == 1 && !inner.lost() {
		if u, _ := unwrap(target, nil); inner.URIs[0] != target && inner.URIs[0] != u.uri {
			p.drop(Dropped{Text: urltext.Show(target), Kind: DropLink, at: href[0].at,
				Reason: "the link leads here but shows another address; the one it shows was taken"})
		}
		return append(append([]glyph{mark(at)}, shown...), mark(at))
	}
	if label := urltext.Show(written(shown)); label != "" {
		p.drop(Dropped{Text: label, Kind: DropMarkup, Reason: "the words of a link", at: at.end})
	}
	return append(append([]glyph{mark(at)}, href...), mark(at))
}

// lost reports whether an address was seen but not kept.
func (p *paste) lost() bool {
	return slices.ContainsFunc(p.Dropped,
		func(d Dropped) bool { return d.Kind == DropShortened || d.Kind == DropBroken })
}

// values gives what a tag other than a link carries: the content of an input
// or of a copy button.
func (p *paste) values(t tag, at glyph) []glyph {
	out := []glyph{mark(at)}
	for _, name := range []string{"value", "data-clipboard-text", "data-value", "data-url"} {
		if v := t.attrs[name]; strings.Contains(written(v), "://") {
			out = append(append(out, v...), mark(at))
		}
	}
	return out
}

// tagAt reads the tag at g[i]. An address in angle brackets is none.
func tagAt(g []glyph, i int) (tag, bool) {
	if g[i].r != '<' {
		return tag{}, false
	}
	t := tag{attrs: map[string][]glyph{}}
	j := i + 1
	if j < len(g) && g[j].r == '/' {
		t.close = true
		j++
	}
	from := j
	for j < len(g) && j-from < 32 && (urltext.IsAlnum(g[j].r) || j > from && g[j].r == '-') {
		j++
	}
	if j == from || !urltext.IsLetter(g[from].r) || j >= len(g) {
		return tag{}, false
	}
	if r := g[j].r; r != '>' && r != '/' && !urltext.IsSpace(r) {
		return tag{}, false
	}
	if g[j].r == '/' && j+1 < len(g) && g[j+1].r != '>' && !urltext.IsSpace(g[j+1].r) {
		return tag{}, false // two parts of a path in angle brackets
	}
	t.name = strings.ToLower(written(g[from:j]))
	end, ok := t.readAttrs(g, j)
	t.end = end
	return t, ok
}

// readAttrs reads name="value" pairs up to the end of the tag.
func (t *tag) readAttrs(g []glyph, j int) (int, bool) {
	limit := min(len(g), j+tagLength)
	for j < limit {
		switch r := g[j].r; {
		case r == '>':
			return j + 1, true
		case r == '<':
			return 0, false
		case urltext.IsSpace(r) || r == '/':
			j++
			continue
		}
		from := j
		for j < limit && !urltext.IsSpace(g[j].r) && !strings.ContainsRune("=>/<", g[j].r) {
			j++
		}
		name := strings.ToLower(written(g[from:j]))
		if j >= limit || g[j].r != '=' {
			if j == from {
				j++
			}
			continue
		}
		value, next, ok := attrValue(g, j+1, limit)
		if !ok {
			return 0, false
		}
		if _, twice := t.attrs[name]; !twice {
			t.attrs[name] = value
		}
		j = next
	}
	return 0, false
}

func attrValue(g []glyph, j, limit int) ([]glyph, int, bool) {
	if j >= limit {
		return nil, 0, false
	}
	quote := g[j].r
	if quote != '"' && quote != '\'' {
		from := j
		for j < limit && !urltext.IsSpace(g[j].r) && g[j].r != '>' {
			j++
		}
		return g[from:j], j, true
	}
	from := j + 1
	for j = from; j < limit; j++ {
		if g[j].r == quote {
			return g[from:j], j + 1, true
		}
	}
	return nil, 0, false
}

// comment measures the comment at the start of g. Once one was found to have no
// end, none after it has, and they are not searched again.
func comment(g []glyph, unclosed *bool) int {
	if *unclosed || len(g) < 4 || written(g[:4]) != "<!--" {
		return 0
	}
	for i := 4; i+2 < len(g); i++ {
		if g[i].r == '-' && g[i+1].r == '-' && g[i+2].r == '>' {
			return i + 3
		}
	}
	*unclosed = true
	return 0
}

// isInline names the tags that dress up letters without setting them apart.
func isInline(name string) bool {
	switch name {
	case "b", "strong", "i", "em", "u", "mark", "font", "wbr":
		return true
	}
	return false
}

func isRaw(t tag) bool { return !t.close && (t.name == "script" || t.name == "style") }

// skipRaw returns the index of the tag that closes a script or a style sheet.
func skipRaw(g []glyph, t tag) int {
	for i := t.end; i < len(g); i++ {
		if g[i].r != '<' {
			continue
		}
		if c, ok := tagAt(g, i); ok && c.close && c.name == t.name {
			return i
		}
	}
	return len(g)
}

// anchorEnd returns the index where the content of a link ends: at its closing
// tag, or where the next link begins because it was never closed.
func anchorEnd(g []glyph, i int) int {
	for ; i < len(g); i++ {
		if g[i].r != '<' {
			continue
		}
		if t, ok := tagAt(g, i); ok && t.name == "a" {
			return i
		}
	}
	return len(g)
}

func copyOf(g []glyph) []glyph { return append([]glyph(nil), g...) }
