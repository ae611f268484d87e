package paste

import (
	"strconv"
	"strings"

	"ssowizard/internal/mtp"
)

// layout is what the whole paste shows about the text around each address.
type layout struct {
	heads   bool   // right in front of every address stands its number or bullet
	tail    string // the words that stand behind every address alike
	cell    rune   // what parts the cells of a table; 0: it is none, or its tabs and rules do
	spacing int    // line ends between two addresses

	ruled   map[rune]bool   // the signs that part each address's line into as many cells
	columns map[column]bool // what stands behind several addresses, the one that every list holds among them
}

// learn looks at all addresses at once.
func (l *layout) learn(g []glyph, cands []candidate, all []found) {
	l.spacing = spacing(g, cands)
	l.ruled = map[rune]bool{}
	for _, sign := range []rune{'\t', '|', '│', l.cell} {
		l.ruled[sign] = sign != 0 && parts(g, cands, sign)
	}
	if len(cands) < 2 {
		return
	}
	l.heads = headed(g, cands, l.cell)
	first := -1
	for _, f := range all {
		if f.uri == mtp.FirstURI {
			first = f.cand
		}
	}
	if first < 0 || len(cands) < 3 {
		return
	}
	l.columns = columnsOf(g, cands, first, *l)
	l.tail = tailOf(g, cands, first, *l)
	for k := range cands {
		if tailOf(g, cands, k, *l) != l.tail {
			l.tail = ""
			return
		}
	}
}

// before and behind are the stretches around the k-th address.
func before(g []glyph, cands []candidate, k int) []glyph {
	from := 0
	if k > 0 {
		from = cands[k-1].to
	}
	return g[min(from, cands[k].from):cands[k].from]
}

func after(g []glyph, cands []candidate, k int) []glyph {
	to := len(g)
	if k+1 < len(cands) {
		to = cands[k+1].from
	}
	return g[cands[k].to:max(to, cands[k].to)]
}

// spacing is how many line ends part two addresses of the list, where nothing but
// line ends does.
func spacing(g []glyph, cands []candidate) int {
	counts := map[int]int{}
	for k := 1; k < len(cands); k++ {
		between := before(g, cands, k)
		if strings.TrimSpace(strings.ReplaceAll(written(between), string(hardBreak), "x")) == "" {
			counts[strings.Count(written(between), "\n")]++
		}
	}
	best := 1
	for n, times := range counts {
		if times > counts[best] {
			best = n
		}
	}
	return max(best, 1)
}

// cellSign finds the separator of a table's cells: every line with an address has
// the same number of cells, with the address in the same one.
func cellSign(g []glyph, cands []candidate) rune {
	for _, sign := range []rune{'\t', ';', ','} {
		if parts(g, cands, sign) {
			return sign
		}
	}
	return 0
}

// parts reports whether a sign parts the lines of all addresses alike.
func parts(g []glyph, cands []candidate, sign rune) bool {
	cells, index, end := -1, -1, -1
	for _, c := range cands {
		if c.from < end {
			return false // a second one on the same line
		}
		from := c.from
		for from > 0 && g[from-1].r != '\n' {
			from--
		}
		end = c.to
		for end < len(g) && g[end].r != '\n' {
			end++
		}
		at := signs(g[from:c.from], sign)
		n := signs(g[from:end], sign)
		if cells < 0 {
			index, cells = at, n
		}
		if at != index || n != cells || n == 0 {
			return false
		}
	}
	return len(cands) > 1
}

// signs counts a sign outside of quotation marks.
func signs(g []glyph, sign rune) int {
	n, quoted := 0, false
	for i := range g {
		switch {
		case g[i].r == '"':
			quoted = !quoted && strings.Count(written(g[i+1:]), `"`) > 0
		case g[i].r == sign && !quoted:
			n++
		}
	}
	return n
}

// headed reports whether each address has its list marker right in front:
// consecutive numbers, or the same bullet.
func headed(g []glyph, cands []candidate, cell rune) bool {
	base := 0
	bullet := ""
	for k := range cands {
		head := headOf(before(g, cands, k), cell)
		if head == "" {
			return false
		}
		n, err := strconv.Atoi(strings.Trim(head, "()[].:#"))
		switch {
		case k == 0 && err == nil:
			base = n
		case k == 0:
			bullet = head
		case err == nil && (bullet != "" || n != base+k), err != nil && head != bullet:
			return false
		}
	}
	return base <= 1
}

// headOf returns the list marker of an address: on its line, or alone on the line
// above.
func headOf(g []glyph, cell rune) string {
	list := pieces(g)
	for i := len(list) - 1; i >= 0 && i >= len(list)-2; i-- {
		line := list[i].g
		if cell != 0 {
			line = copyOf(line)
			for j := range line {
				if line[j].r == cell {
					line[j].r = ' '
				}
			}
		}
		words := wordsOf(line)
		if len(words) == 0 {
			continue
		}
		if w := words[len(words)-1]; isMarker(w) && (len(words) == 1 || i == len(list)-1) {
			return w
		}
		return ""
	}
	return ""
}

// tailOf returns the first words after an address, on its line or on the line below.
func tailOf(g []glyph, cands []candidate, k int, l layout) string {
	for i, pc := range pieces(after(g, cands, k)) {
		if i > 0 && (pc.hard || pc.breaks > l.spacing) {
			break
		}
		words := wordsOf(pc.g)
		if len(words) == 0 {
			continue
		}
		return l.firstCell(pc.g, i > 0)
	}
	return ""
}
