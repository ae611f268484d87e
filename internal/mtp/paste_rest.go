package mtp

import "strings"

// between accounts for the text that stands between two addresses.
func (p *paste) between(g []glyph, suspects map[int]bool) {
	from := 0
	for i := 0; i <= len(g); i++ {
		if i < len(g) && g[i].r != '\n' && g[i].r != hardBreak {
			continue
		}
		if from < i {
			p.leftover(g[from:i], suspects)
		}
		from = i + 1
	}
}

// leftover sorts one line's worth of such text: decoration, words, or an
// address that only lacks its beginning.
func (p *paste) leftover(g []glyph, suspects map[int]bool) {
	for len(g) > 0 && isSpace(g[0].r) {
		g = g[1:]
	}
	words := strings.FieldsFunc(text(g), isSeparator)
	if len(words) == 0 {
		if s := show(text(g)); s != "" {
			p.drop(Dropped{Text: s, Kind: DropPunctuation, Reason: "signs around the addresses", at: g[0].at})
		}
		return
	}
	at := g[0].at
	if suspects[at] {
		p.drop(Dropped{Text: show(text(g)), Kind: DropRest, at: at,
			Reason: "it may be the rest of the address above; if so, copy that address in one piece"})
		return
	}
	var plain []string
	marks := true
	for _, w := range words {
		kind, why := addressLike(w)
		if kind != "" {
			p.drop(Dropped{Text: show(w), Kind: kind, Reason: why, at: at})
			continue
		}
		plain = append(plain, w)
		marks = marks && isMarker(w)
	}
	switch {
	case len(plain) == 0:
	case strings.Trim(strings.Join(plain, ""), ".,;:!?'()[]{}*_~\\-+#=&") == "":
		p.drop(Dropped{Text: show(strings.Join(plain, " ")), Kind: DropPunctuation, Reason: "signs around the addresses", at: at})
	case marks:
		p.drop(Dropped{Text: show(strings.Join(plain, " ")), Kind: DropMarker, Reason: "list numbers and bullets", at: at})
	default:
		p.drop(Dropped{Text: show(strings.Join(plain, " ")), Kind: DropText, Reason: "not an address", at: at})
	}
}

// addressLike recognises a word that was meant as an address and is none.
func addressLike(w string) (DropKind, string) {
	w = strings.Trim(w, ".,;:!?'()[]{}*_~")
	lower := asciiFold(w)
	switch {
	case strings.Contains(lower, "http%3a%2f%2f"), strings.Contains(lower, "https%3a%2f%2f"):
		return DropBroken, "the whole address is percent-encoded; copy it as the portal shows it"
	case strings.Contains(w, "://"):
		return DropBroken, "it starts with neither https:// nor http://"
	case strings.HasPrefix(lower, "http:"), strings.HasPrefix(lower, "https:"):
		return DropBroken, `the two slashes after "https:" are not both there`
	}
	host, _, slash := strings.Cut(strings.TrimPrefix(w, "//"), "/")
	if slash && strings.Contains(host, ".") && isURIText(w) && badLabels(host) == "" {
		return DropNoScheme, "https:// is missing in front; it was not added, because the list must match to the last character"
	}
	return "", ""
}
