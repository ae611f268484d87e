package paste

import (
	"slices"
	"strings"

	"ssowizard/internal/urltext"
)

// column is what stands in one column of a table: in the line of each address or on a
// line under it.
type column struct {
	words string
	under bool
}

// columnsOf are the words that stand behind several addresses, each in a cell or on a
// line of its own: the column of a table, a button. There is one only where something
// stands behind the address that every list holds too, of which it is known that it is
// whole.
func columnsOf(g []glyph, cands []candidate, first int, l layout) map[column]bool {
	times := map[column]int{}
	for k := range cands {
		for _, c := range cellsBehind(g, cands, k, l) {
			times[c]++
		}
	}
	out := map[column]bool{}
	if len(cellsBehind(g, cands, first, l)) == 0 {
		return out
	}
	for c, n := range times {
		out[c] = n > 1
	}
	return out
}

// cellsBehind is what stands behind an address, each piece once.
func cellsBehind(g []glyph, cands []candidate, k int, l layout) []column {
	var out []column
	for i, pc := range pieces(after(g, cands, k)) {
		for _, cell := range l.cells(pc.g) {
			c := column{plainWords(cell), i > 0}
			if !onlySigns(c.words) && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// cells parts a line.
func (l layout) cells(g []glyph) [][]glyph {
	var out [][]glyph
	from := 0
	for i := 0; i <= len(g); i++ {
		if i == len(g) || isCell(g[i].r, l.cell) {
			out = append(out, g[from:i])
			from = i + 1
		}
	}
	return out
}

// tells reports whether a stretch holds words that are neither signs nor a column.
func (l layout) tells(g []glyph, under bool) bool {
	return slices.ContainsFunc(l.cells(g), func(cell []glyph) bool {
		words := plainWords(cell)
		return !onlySigns(words) && !l.columns[column{words, under}]
	})
}

// firstCell are the words of a line up to where its cell ends.
func (l layout) firstCell(g []glyph, indented bool) string {
	if indented {
		g = l.indented(g)
	}
	for i := range g {
		if isCell(g[i].r, l.cell) {
			return plainWords(g[:i])
		}
	}
	return plainWords(g)
}

// plainWords are the words of a stretch, in a row.
func plainWords(g []glyph) string { return strings.Join(wordsOf(g), " ") }

// goesOn reports whether words that are parted from the address above could be its
// rest all the same: a page break, a cell, an empty line, a tag or the sign that
// joins two strings of a program can run through one. One word could; several are a
// sentence. What repeats the end of the address, or stands behind others too, is a
// column; what ends in a colon is a heading; what closes a letter closes the list.
func (at gap) goesOn(words string, under bool) bool {
	var rest []string
	for _, w := range strings.Fields(words) {
		if !onlySigns(w) {
			rest = append(rest, w)
		}
	}
	if len(rest) != 1 || at.columns[column{words, under}] {
		return false
	}
	word := strings.Trim(rest[0], " ,;\"'")
	uri := at.uris[0]
	repeats := uri != "" && strings.HasSuffix(uri, word)
	if repeats || strings.HasSuffix(word, ":") || !urltext.IsURIText(strings.Trim(word, "\\()[]{}")) {
		return false
	}
	return at.next || !closes(word, uri)
}

// closings are words that end a letter. None ends the last part of an address.
var closings = []string{"thanks", "thx", "regards", "cheers", "greetings", "sincerely"}

// closes tells the end of a letter under a whole list from the rest of its last
// address. Behind a letter or a digit such a word makes a word that there is not; behind
// a slash or another sign it could be a part of its own.
func closes(word, uri string) bool {
	word = urltext.ASCIIFold(strings.TrimRight(word, ".!"))
	return uri != "" && urltext.IsAlnum(rune(uri[len(uri)-1])) && slices.Contains(closings, word)
}
