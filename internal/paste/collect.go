package paste

import (
	"strings"
	"unicode/utf8"

	"ssowizard/internal/mtp"
	"ssowizard/internal/urltext"
)

// found is an address that can be kept.
type found struct {
	uri  string
	at   int
	raw  string // as it was pasted
	why  mend
	by   string // whose link it was taken out of
	cand int    // by index into the candidates
}

// collect finds the addresses in the glyphs, keeps the well-formed ones and
// accounts for everything in between.
func (p *paste) collect(paste string, g []glyph, known gap) {
	cands := candidates(g)
	learned := redirectors{}
	for _, c := range cands {
		learned.learn(c.text(g))
	}
	var all []found
	for k := range cands {
		if f, ok := p.read(paste, g, cands, k, learned); ok {
			f.cand = k
			all = append(all, f)
		}
	}
	takeOffLabel(all)
	known.learn(g, cands, all)
	done := 0
	read := map[int]string{}
	for _, f := range all {
		read[f.cand] = f.uri
	}
	for k, c := range cands {
		known.above, known.next, known.uris = k > 0, true, [2]string{read[k-1], read[k]}
		p.between(g[done:c.from], known)
		done = c.to
		if c.shortened || c.end > c.to && cands[k].linked {
			done = c.end
		}
	}
	known.above, known.next, known.uris = len(cands) > 0, false, [2]string{read[len(cands)-1]}
	p.between(g[done:], known)
	for _, f := range all {
		p.keep(f)
	}
}

// text is the address as it stands in the glyphs.
func (c candidate) text(g []glyph) string { return written(g[c.from:c.to]) }

// read makes an address of a candidate, or says why it is none.
func (p *paste) read(paste string, g []glyph, cands []candidate, k int, learned redirectors) (f found,
	ok bool) {
	c := &cands[k]
	f = found{uri: c.text(g), at: g[c.from].at}
	refuse := func(kind DropKind, shown, why string) (found, bool) {
		p.drop(Dropped{Text: urltext.Show(shown), Kind: kind, Reason: why, at: f.at})
		return f, false
	}
	if c.shortened {
		return refuse(DropShortened, written(g[c.from:c.end]),
			"the address was shortened where it was copied; copy it whole")
	}
	if c.rounds > 0 {
		decoded, whole := decodeWhole(f.uri, c.rounds)
		if !whole {
			return refuse(DropBroken, f.uri,
				"it is percent-encoded, and its last escape is not whole; it may have been cut off")
		}
		f.uri, f.why = decoded, mendEncoded
	}
	u, rewritten := unwrap(f.uri, learned)
	if rewritten && u.uri == "" {
		c.linked = true
		return refuse(DropRewritten, f.uri, "a link by "+u.by+" stands in the place of the address, and "+
			u.why+"; copy the address from the MTP portal itself")
	}
	if rewritten {
		c.linked = true
		f.uri, f.by = u.uri, u.by
	} else if c.rounds == 0 {
		c.bound(g)
		f.uri = c.text(g)
	}
	if why := urltext.Malformed(f.uri); why != "" {
		return refuse(DropBroken, f.uri, why)
	}
	if k > 0 && isLinkTarget(g, cands[k-1], *c) {
		p.linkTarget(f.uri, written(g[cands[k-1].from:cands[k-1].to]), f.at)
		return f, false
	}
	f.raw, f.why = source(paste, g[c.from:c.to]), f.why|mends(g[c.from:c.to])
	if c.damaged {
		f.why |= mendDamaged
	}
	return f, true
}

// keep takes an address, once.
func (p *paste) keep(f found) {
	if p.seen[f.uri] {
		p.Duplicates++
		p.drop(Dropped{Text: urltext.Show(f.uri), Kind: DropDuplicate,
			Reason: "the same address again", at: f.at})
		return
	}
	p.seen[f.uri] = true
	p.URIs = append(p.URIs, f.uri)
	why := f.why.words()
	if f.by != "" {
		why = append([]string{"it was taken out of a link by " + f.by}, why...)
	}
	if len(why) > 0 {
		p.Mended = append(p.Mended, Mended{URI: f.uri, Text: urltext.Show(f.raw), Why: why, at: f.at})
	}
}

// linkTarget is where a link leads whose words are an address.
func (p *paste) linkTarget(target, shown string, at int) {
	d := Dropped{Text: urltext.Show(target), Kind: DropLink, at: at,
		Reason: "the link leads here but shows another address; the one it shows was taken"}
	if target == shown {
		d.Kind, d.Reason = DropMarkup, "the target of a link, the same as the address it shows"
	}
	p.drop(d)
}

// isLinkTarget recognizes [address](address), and address<address> as Outlook
// copies it.
func isLinkTarget(g []glyph, shown, target candidate) bool {
	between := written(g[shown.to:target.from])
	if between == "<" || between == " <" {
		return target.end < len(g) && g[target.end].r == '>'
	}
	return shown.from > 0 && g[shown.from-1].r == '[' && target.from-shown.to >= 2 &&
		strings.TrimSuffix(between, "<") == "]("
}

// takeOffLabel removes a word such as "Copy" that a web table appended to every
// address. FirstURI, which every list contains, shows where the address ends.
func takeOffLabel(all []found) {
	label := ""
	for _, f := range all {
		if f.uri == mtp.FirstURI {
			return
		}
		if rest, ok := strings.CutPrefix(f.uri, mtp.FirstURI); ok && isWord(rest) {
			label = rest
		}
	}
	if label == "" || len(all) < 3 {
		return
	}
	for _, f := range all {
		if short, ok := strings.CutSuffix(f.uri, label); !ok || urltext.Malformed(short) != "" ||
			strings.HasSuffix(short, "/") {
			return
		}
	}
	for i := range all {
		all[i].uri = strings.TrimSuffix(all[i].uri, label)
		all[i].why |= mendLabel
	}
}

func isWord(s string) bool {
	for _, r := range s {
		if !urltext.IsLetter(r) {
			return false
		}
	}
	return s != ""
}

// isDamage reports the replacement character, which programs leave for a character
// they could not decode.
func isDamage(r rune) bool { return r == utf8.RuneError }
