package paste

import (
	"slices"
	"strings"

	"ssowizard/internal/text"
	"ssowizard/internal/urltext"
)

// gap is what is known of a stretch between two addresses.
type gap struct {
	layout

	above    bool         // an address stands before it
	next     bool         // one follows it
	uris     [2]string    // those two as they were read; "" where one was not
	suspects map[int]bool // what might be the rest of an address, by its place
}

// piece is a line's worth of a gap.
type piece struct {
	g      []glyph
	breaks int  // line ends between the address above and this
	hard   bool // what parts them from the address above is no line end of a terminal
}

// pieces splits a gap at its line ends.
func pieces(g []glyph) []piece {
	var out []piece
	now, from := piece{}, 0
	for i := 0; i <= len(g); i++ {
		if i < len(g) && g[i].r != '\n' && g[i].r != hardBreak {
			continue
		}
		now.g = g[from:i]
		out = append(out, now)
		if i < len(g) {
			now.breaks++
			now.hard = now.hard || g[i].r == hardBreak
		}
		from = i + 1
	}
	return out
}

// between classifies the text between two addresses.
func (p *paste) between(g []glyph, at gap) {
	list := pieces(g)
	last := -1 // the piece with words that is closest to the next address
	for i, pc := range list {
		if saysSomething(pc.g) {
			last = i
		}
	}
	met := false // words, on the way down from the address above
	for i, pc := range list {
		s := spot{
			after: at.above && i == 0,
			below: at.above && i > 0 && !pc.hard && !met && pc.breaks <= at.spacing,
			front: at.next && i == len(list)-1,
			head:  at.next && i == last,
			apart: at.above && i > 0 && !met,
		}
		met = met || at.tells(pc.g, i > 0)
		p.line(pc.g, s, at)
	}
}

// spot is the position of a piece of text.
type spot struct {
	after bool // behind an address, on its line
	below bool // on the line under an address that ended its line
	front bool // in front of an address, on its line
	head  bool // the last words before an address
	apart bool // the first words under an address, in another cell or behind a gap
	under bool // on a line under an address, not on its own
}

// near is the address that a piece stands beside: the one above it comes first,
// since only that one could go on in it.
func (s spot) near(at gap) string {
	switch {
	case s.after || s.below || s.apart:
		return at.uris[0]
	case s.front:
		return at.uris[1]
	}
	return ""
}

// line accounts for one line's worth of text, cell by cell: what a table sets
// apart is no part of an address.
func (p *paste) line(g []glyph, s spot, at gap) {
	for len(g) > 0 && urltext.IsSpace(g[0].r) && !isCell(g[0].r, at.cell) {
		g = g[1:]
	}
	if !s.after {
		g = at.indented(g)
	}
	if len(g) == 0 {
		return
	}
	if at.suspects[g[0].at] && len(wordsOf(g)) > 0 {
		p.drop(Dropped{Text: urltext.Show(written(g)),
			Kind: DropRest, Beside: true, Near: at.uris[0], at: g[0].at,
			Reason: "it may be the rest of the address above; if so, copy that address in one piece"})
		return
	}
	from, met := 0, false
	for i := 0; i <= len(g); i++ {
		if i < len(g) && !isCell(g[i].r, at.cell) {
			continue
		}
		one := spot{under: !s.after}
		one.after, one.below = s.after && from == 0, s.below && from == 0 && (at.cell == 0 || !s.front)
		one.front = s.front && i == len(g)
		one.head = s.head
		switch {
		case from > 0:
			one.apart = s.after && !met && !at.ruled[g[from-1].r]
		case i < len(g) && s.front:
			one.apart = s.apart && !at.ruled[g[i].r]
		default:
			one.apart = s.apart
		}
		p.cellText(g[from:i], one, at)
		met = met || from > 0 && at.tells(g[from:i], !s.after)
		from = i + 1
	}
}

// indented is a line from its first word on: a tab or the rule of a table in front of
// the rest of an address sets it no more apart than blanks do.
func (l layout) indented(g []glyph) []glyph {
	from := g
	for len(g) > 0 && (urltext.IsSpace(g[0].r) || isCell(g[0].r, l.cell)) {
		g = g[1:]
	}
	if len(g) == 0 {
		return from
	}
	return g
}

// isCell reports whether a character separates table cells: tabs, rules, and the
// separator found for this paste.
func isCell(r, cell rune) bool {
	return r == '\t' || r == '|' || r >= 0x2500 && r <= 0x257F || r == cell && cell != 0
}

// cellText sorts what stands in one cell: decoration, words, or an address that
// only lacks its beginning.
func (p *paste) cellText(g []glyph, s spot, at gap) {
	words := wordsOf(g)
	if len(words) == 0 {
		if t := urltext.Show(written(g)); t != "" {
			p.drop(Dropped{Text: t, Kind: DropPunctuation, Reason: "signs around the addresses", at: g[0].at})
		}
		return
	}
	place := g[0].at
	beside := s.after || s.below || s.front
	if s.front && keyForm().MatchString(written(g)) {
		p.drop(Dropped{Text: urltext.Show(written(g)), Kind: DropMarker,
			Reason: "names of fields", at: place})
		return
	}
	var plain []string
	signed, marks := true, true
	for _, w := range words {
		kind, why := addressLike(w)
		if kind != "" {
			p.drop(Dropped{Text: urltext.Show(w), Kind: kind, Reason: why, Beside: beside,
				Near: s.near(at), at: place})
			continue
		}
		plain = append(plain, w)
		signed = signed && signedMarker().MatchString(w)
		marks = marks && isMarker(w)
	}
	said := strings.Join(plain, " ")
	rest := s.apart && at.goesOn(said, s.under)
	switch {
	case len(plain) == 0:
	case onlySigns(said) && (!s.below || s.head || !strings.ContainsAny(said, addressEnds)):
		p.drop(Dropped{Text: urltext.Show(said), Kind: DropPunctuation,
			Reason: "signs around the addresses", at: place})
	case signed, marks && (at.heads && s.head || !s.after && !s.below && !rest):
		p.drop(Dropped{Text: urltext.Show(said), Kind: DropMarker,
			Reason: "list numbers and bullets", at: place})
	default:
		if at.tail != "" && (s.after || s.below) && said == at.tail {
			beside = false // the same behind every address: a column or a button of a table
		}
		beside = beside || rest
		d := Dropped{Text: urltext.Show(said), Kind: DropText, Reason: "not an address",
			Beside: beside, at: place}
		if beside {
			d.Near = s.near(at)
		}
		p.drop(d)
	}
}

// addressEnds are signs that the rest of an address could consist of.
const addressEnds = "-_~=&+@%/"

func onlySigns(s string) bool {
	return strings.Trim(s, ".,;:!?'()[]{}*_~\\-+#=& ") == ""
}

// saysSomething distinguishes words from the punctuation around them.
func saysSomething(g []glyph) bool {
	return slices.ContainsFunc(wordsOf(g),
		func(w string) bool { return strings.Trim(w, ".,;:!?'()[]{}\\") != "" })
}

// wordsOf are the words of a stretch.
func wordsOf(g []glyph) []string { return strings.FieldsFunc(written(g), urltext.IsSeparator) }

var (
	// keyForm is a field's name in front of its value, as "redirect_uri=" or
	// "redirectUris": [".
	keyForm = text.Pattern("^[\\s\"'`*&$@(\\[{<,;\\-]*" + // what stands in front
		"[A-Za-z_$][\\w$.\\-]*(\\[\\d*\\])?[\"'\\]\\s]*" + // the name
		"[:=][\\s\"'`@(\\[{,]*$")

	// signedMarker is a list number or letter with a sign at it that no address
	// ends with.
	signedMarker = text.Pattern(
		`^(\(?\d{1,3}[.):\]]|\(?[A-Za-z][.)]|\[[ xX\d]{1,3}\]:?|[•·▪◦‣–—])$`)
)

// addressLike recognizes a word that was meant as an address but is not one.
func addressLike(w string) (DropKind, string) {
	w = strings.Trim(w, ".,;:!?'()[]{}*_~")
	lower := urltext.ASCIIFold(w)
	switch {
	case strings.Contains(lower, "http%3a%2f%2f"), strings.Contains(lower, "https%3a%2f%2f"):
		return DropBroken, "the whole address is percent-encoded; copy it as the portal shows it"
	case strings.Contains(w, "://"):
		return DropBroken, "it starts with neither https:// nor http://"
	case strings.HasPrefix(lower, "http:"), strings.HasPrefix(lower, "https:"):
		return DropBroken, `the two slashes after "https:" are not both there`
	}
	host, _, slash := strings.Cut(strings.TrimPrefix(w, "//"), "/")
	if slash && strings.Contains(host, ".") && urltext.IsURIText(w) && urltext.BadLabels(host) == "" {
		return DropNoScheme, "https:// is missing in front; it was not added, " +
			"because the list must match to the last character"
	}
	return "", ""
}
