package paste

import (
	"strings"
	"unicode/utf8"

	"ssowizard/internal/urltext"
)

// undoQuoted undoes quoted-printable, the form of mail sources (RFC 2045, 6.7):
// "=" at the end of a line goes with the line end, "=3D" is "=". It is undone only
// where the text shows that it is one: its head says so, or every "=" of it stands
// as that form demands and one of them breaks an address or a long line.
func undoQuoted(g []glyph) []glyph {
	if !isQuoted(g) {
		return g
	}
	out := make([]glyph, 0, len(g))
	var gap mend
	for i := 0; i < len(g); {
		if n := softBreak(g[i:]); n > 0 {
			gap |= mendSoft
			i += n
			continue
		}
		one, n := g[i], 1
		if r, took := quotedRune(g[i:]); took > 0 {
			r, seen := plainRune(r)
			if !seen {
				gap |= mendInvisible
				i += took
				continue
			}
			one, n = glyph{r, g[i].at, g[i+took-1].end, g[i].why&mendBefore | mendQuoted}, took
		}
		one.why |= gap
		gap = 0
		out = append(out, one)
		i += n
	}
	return out
}

// isQuoted weighs every "=" of the text.
func isQuoted(g []glyph) bool {
	soft, equals, other := false, 0, 0
	start := 0 // of the line
	for i := range g {
		if g[i].r == '\n' {
			start = i + 1
		}
		if g[i].r != '=' {
			continue
		}
		switch {
		case softBreak(g[i:]) > 0:
			line := written(g[start:i])
			soft = soft || (i-start >= 70 || urltext.LastScheme(line) >= 0) && !endsInName(line)
		case quotedByte(g[i:]) < 0:
			other++
		case g[i+1].r == '3' && g[i+2].r == 'D':
			equals++
		}
	}
	if soft || equals > 0 {
		if strings.Contains(urltext.ASCIIFold(written(g[:min(len(g), 1<<14)])), "quoted-printable") {
			return true
		}
	}
	return other == 0 && (soft || equals > 1)
}

// endsInName tells a line that a terminal broke behind "?name=" or "&name=".
func endsInName(line string) bool {
	i := strings.LastIndexAny(line, "?&")
	if i < 0 || i < urltext.LastScheme(line) || i == len(line)-1 {
		return false
	}
	for _, r := range line[i+1:] {
		if !urltext.IsAlnum(r) && r != '_' && r != '-' && r != '.' {
			return false
		}
	}
	return true
}

// softBreak measures "=" with the line end behind it; 0 if there is none. Where
// the next line begins with an address, the line end stands between two.
func softBreak(g []glyph) int {
	if len(g) == 0 || g[0].r != '=' {
		return 0
	}
	for i := 1; i < len(g); i++ {
		switch g[i].r {
		case ' ', '\t':
		case '\n':
			if urltext.SchemeLen(written(g[i+1:min(i+9, len(g))])) > 0 {
				return 0
			}
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// quotedByte reads "=C3" at the start of g; -1 if it does not stand there. Its
// digits are capitals (RFC 2045).
func quotedByte(g []glyph) int {
	if len(g) < 3 || g[0].r != '=' {
		return -1
	}
	hi, lo := urltext.HexDigit(g[1].r), urltext.HexDigit(g[2].r)
	if hi < 0 || lo < 0 || urltext.IsLetter(g[1].r) && g[1].r >= 'a' ||
		urltext.IsLetter(g[2].r) && g[2].r >= 'a' {
		return -1
	}
	return int(hi)<<4 | int(lo)
}

// quotedRune reads a character written in bytes, and how many glyphs it took.
func quotedRune(g []glyph) (rune, int) {
	var raw []byte
	for at := 0; len(raw) < utf8.UTFMax; at += 3 {
		b := quotedByte(g[min(at, len(g)):])
		if b < 0 {
			break
		}
		raw = append(raw, byte(b&0xFF))
		if utf8.FullRune(raw) {
			r, size := utf8.DecodeRune(raw)
			return r, 3 * size
		}
	}
	if len(raw) > 0 {
		return utf8.RuneError, 3
	}
	return 0, 0
}
