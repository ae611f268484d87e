package paste

import (
	"slices"
	"sort"
	"strings"

	"ssowizard/internal/charset"
	"ssowizard/internal/mtp"
	"ssowizard/internal/urltext"
)

// pasteLimit is how many bytes of a paste are read. Twelve URIs at Entra's limit of
// 256 characters are 3 KiB; a whole saved page still fits.
const pasteLimit = 256 << 10

// dropLimit is how many pieces are reported one by one.
const dropLimit = 100

// DropKind classifies what was not taken from a paste.
type DropKind string

// What a paste holds besides redirect URIs.
const (
	DropMarker      DropKind = "marker"      // list numbers, bullets, check boxes
	DropPunctuation DropKind = "punctuation" // quotes, commas, full stops, table lines
	DropMarkup      DropKind = "markup"      // the label or the tags of a link
	DropText        DropKind = "text"        // words
	DropLink        DropKind = "link"        // where a link leads, if not to the address it shows
	DropShortened   DropKind = "shortened"   // an address that ends in an ellipsis
	DropNoScheme    DropKind = "no-scheme"   // an address without https://
	DropBroken      DropKind = "broken"      // looks like an address, is none
	DropRest        DropKind = "rest"        // perhaps the rest of the address above it
	DropRewritten   DropKind = "rewritten"   // a link that stands for an address and does not hold it
	DropDuplicate   DropKind = "duplicate"   // the same address again
	DropTooLong     DropKind = "too-long"    // beyond what is read of a paste
)

// Noise reports whether the kind is mere decoration that copying adds; other kinds
// should be reviewed.
func (k DropKind) Noise() bool {
	return k == DropMarker || k == DropPunctuation || k == DropMarkup
}

// Dropped is a piece of the paste that was not taken.
type Dropped struct {
	Text   string // what it was, printable, at most 200 characters
	Reason string // why it was not taken, in words
	Kind   DropKind
	Count  int    // how often; pieces of decoration are counted together under the first of them
	Beside bool   // it stood next to an address, so that it may be part of one
	Near   string // that address as it was read; "" if it was not
	Line   int    // where in the paste, from 1

	at int
}

// Mended is a URI that was damaged in the paste and repaired. The URI is also in
// Parsed.URIs; this says what was repaired.
type Mended struct {
	URI  string   // as it was kept
	Text string   // as it was pasted, printable: ⏎ is a line break
	Why  []string // what was undone, in words
	Line int      // where in the paste, from 1

	at int
}

// Parsed is the result of reading a paste.
type Parsed struct {
	URIs       []string  // in the order of the paste, each once, byte for byte
	Mended     []Mended  // those of them that the paste had damaged
	Dropped    []Dropped // everything else
	Duplicates int       // how many further copies of kept URIs there were
}

// ParseURIs reads redirect URIs out of whatever people copy: lines, numbered
// or bulleted lists, table cells, quoted strings, HTML, Markdown, JSON, forms, the
// source of a mail, links that a mail filter or a chat has rewritten, a blob wrapped
// at the width of a terminal, or URIs in a row with nothing between.
//
// What it keeps are absolute http and https URIs with a host, ASCII only and
// with whole percent escapes; whether Entra takes them is for Lint and Judge.
// Percent-encoding, capitals and slashes stay as they are. A URI that the
// paste damaged in a way that can be undone for certain is kept and reported
// in Mended; one that was cut off is not kept.
//
// It never fails: a paste without any URI gives an empty list and the reasons.
// Parsing the kept URIs again, one to a line, gives the same list.
func ParseURIs(text string) Parsed {
	text = charset.DecodePasted(text)
	cut := 0
	if len(text) > pasteLimit {
		cut = len(text) - pasteLimit
		text = text[:pasteLimit]
	}
	p := readPaste(text)
	p.keepStable()
	if cut > 0 {
		p.drop(Dropped{Text: "", Kind: DropTooLong, at: pasteLimit,
			Reason: "only the first 256 KiB of a paste are read; copy the list of addresses alone"})
	}
	p.tidy()
	p.number(text)
	return p.Parsed
}

// paste is a Parsed under construction.
type paste struct {
	Parsed
	seen map[string]bool
}

func (p *paste) drop(d Dropped) {
	if d.Count == 0 {
		d.Count = 1
	}
	d.Text = withoutSecrets(d.Text)
	p.Dropped = append(p.Dropped, d)
}

// notShown replaces a piece that is as sensitive as a password.
const notShown = "(not shown: like a client secret)"

// withoutSecrets removes words that look like a client secret or a token from a
// dropped piece, because dropped pieces are repeated on screens, in logs and in
// documents.
func withoutSecrets(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		bare := strings.Trim(w, `"'`+"`"+`.,;:()[]{}<>=|`)
		if _, value, is := strings.Cut(bare, "="); is {
			bare = value
		}
		if mtp.Recognize(bare) == mtp.KindSecret ||
			strings.HasPrefix(bare, "eyJ") && strings.Count(bare, ".") == 2 {
			words[i] = notShown
		}
	}
	if !slices.Contains(words, notShown) {
		return text
	}
	return strings.Join(words, " ")
}

// readPaste reads a paste once, without checking that the result parses to itself.
func readPaste(text string) *paste {
	p := &paste{seen: map[string]bool{}}
	g := undoQuoted(toGlyphs(text))
	g = p.stripMarkup(g)
	g = decodeEntities(g)
	g = decodeEscapes(g)
	cell := cellSign(g, candidates(g))
	var rest map[int]bool
	if cell == 0 { // the rows of a table end where their lines end
		g, rest = joinLines(g)
	}
	p.collect(text, g, gap{layout: layout{cell: cell}, suspects: rest})
	return p
}

// keepStable removes a URI that would parse differently the next time, so that a
// saved and pasted list stays the same.
func (p *paste) keepStable() {
	kept := p.URIs[:0]
	for _, u := range p.URIs {
		again := readPaste(u)
		if len(again.URIs) == 1 && again.URIs[0] == u && len(again.Dropped) == 0 {
			kept = append(kept, u)
			continue
		}
		p.drop(Dropped{Text: urltext.Show(u), Kind: DropBroken, Beside: true,
			Reason: "it can be read in more than one way; copy this address alone from the portal"})
		p.Mended = withoutURI(p.Mended, u)
	}
	p.URIs = kept
}

func withoutURI(m []Mended, uri string) []Mended {
	kept := m[:0]
	for _, one := range m {
		if one.URI != uri {
			kept = append(kept, one)
		}
	}
	return kept
}

// tidy sorts the dropped pieces by position and merges decoration, so that twelve
// commas take one line on the screen.
func (p *paste) tidy() {
	sort.SliceStable(p.Dropped, func(i, j int) bool { return p.Dropped[i].at < p.Dropped[j].at })
	var out []Dropped
	first := map[string]int{}
	more := 0
	for _, d := range p.Dropped {
		key := string(d.Kind) + d.Reason
		if i, ok := first[key]; ok && d.Kind.Noise() {
			out[i].Count += d.Count
			continue
		}
		if len(out) >= dropLimit {
			more += d.Count
			continue
		}
		first[key] = len(out)
		out = append(out, d)
	}
	if more > 0 {
		out = append(out, Dropped{Kind: DropText, Count: more, Reason: "further text that is not an address"})
	}
	p.Dropped = out
	if len(p.URIs) == 0 {
		p.URIs = nil
	}
}

// number sets the line of the paste on which each piece occurred.
func (p *paste) number(text string) {
	line := lineCounter{text: text, line: 1}
	for i := range p.Dropped {
		p.Dropped[i].Line = line.of(p.Dropped[i].at)
	}
	line = lineCounter{text: text, line: 1}
	sort.SliceStable(p.Mended, func(i, j int) bool { return p.Mended[i].at < p.Mended[j].at })
	for i := range p.Mended {
		p.Mended[i].Line = line.of(p.Mended[i].at)
	}
}

// lineCounter counts line ends up to increasing positions.
type lineCounter struct {
	text     string
	at, line int
}

func (c *lineCounter) of(at int) int {
	for ; c.at < at && c.at < len(c.text); c.at++ {
		if b := c.text[c.at]; b == '\n' || b == '\r' && !strings.HasPrefix(c.text[c.at+1:], "\n") {
			c.line++
		}
	}
	return c.line
}
