package paste

import (
	"unicode"
	"unicode/utf8"

	"ssowizard/internal/urltext"
)

// mend says what had to be undone to read a character.
type mend uint16

const (
	mendInvisible mend = 1 << iota // something invisible stood before it
	mendLine                       // a line break stood before it
	mendTag                        // an HTML tag stood before it
	mendSoft                       // a line end of quoted-printable stood before it
	mendEntity                     // it was written as an HTML entity
	mendEscape                     // it was written with a backslash
	mendQuoted                     // it was written in quoted-printable
	mendEncoded                    // the whole address was percent-encoded
	mendDamaged                    // a damaged character stood tight against it
	mendLabel                      // a label was glued to its end

	// mendBefore are those that speak of the gap before the character.
	mendBefore = mendInvisible | mendLine | mendTag | mendSoft
)

var mendWords = []struct {
	bit  mend
	word string
}{
	{mendLine, "a line break inside the address was taken out"},
	{mendInvisible, "invisible characters were taken out"},
	{mendTag, "HTML tags inside the address were taken out"},
	{mendEntity, "HTML entities were read as the characters they stand for"},
	{mendEscape, "backslashes of a quoted string were taken out"},
	{mendSoft | mendQuoted, "quoted-printable, the form of mail sources, was undone"},
	{mendEncoded, "the percent-encoding of the whole address was undone"},
	{mendDamaged, "a damaged character (U+FFFD) beside the address was taken off; " +
		"it was a quotation mark most likely"},
	{mendLabel, "the label that was glued to its end was taken off"},
}

func (m mend) words() []string {
	var out []string
	for _, w := range mendWords {
		if m&w.bit != 0 {
			out = append(out, w.word)
		}
	}
	return out
}

// glyph is a character of the paste together with the bytes it came from.
type glyph struct {
	r       rune
	at, end int
	why     mend
}

// hardBreak separates what HTML shows on different lines. Unlike a newline it
// is never the work of a narrow terminal.
const hardBreak = '\f'

// toGlyphs splits the paste into characters: line ends become '\n', every
// other white space a blank or a tab, and what cannot be seen is left out.
// NUL counts as invisible, which makes UTF-16 text readable.
func toGlyphs(text string) []glyph {
	out := make([]glyph, 0, len(text))
	var gap mend
	for i := 0; i < len(text); {
		if n := escapeSequence(text[i:]); n > 0 {
			i += n
			gap = mendInvisible
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			size = 2
		}
		r, ok := plainRune(r)
		if !ok {
			gap = mendInvisible
		} else {
			out = append(out, glyph{r, i, i + size, gap})
			gap = 0
		}
		i += size
	}
	return out
}

// plainRune folds white space and says whether the rune is visible at all.
func plainRune(r rune) (rune, bool) {
	switch {
	case r == '\t':
		return r, true
	case r == '\n', r == '\r', r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029:
		return '\n', true
	case urltext.IsInvisible(r):
		return 0, false
	case urltext.IsSpace(r):
		return ' ', true
	case unicode.IsControl(r):
		return utf8.RuneError, true
	}
	return r, true
}

// escapeSequence measures the terminal control sequence at the start of s:
// colors and paste markers (CSI), and titles or links (OSC), which a terminal
// sometimes leaves in what it copies. A lone escape character counts as one.
func escapeSequence(s string) int {
	switch {
	case len(s) == 0 || s[0] != 0x1b:
		return 0
	case len(s) > 1 && s[1] == '[':
		for i := 2; i < len(s) && i < 64; i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1
			}
			if s[i] < 0x20 || s[i] > 0x7e {
				break
			}
		}
	case len(s) > 1 && s[1] == ']':
		for i := 2; i < len(s) && i < 4096; i++ {
			if s[i] == 0x07 {
				return i + 1
			}
			if s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
			if s[i] == '\n' {
				break
			}
		}
	}
	return 1
}

// written returns the glyphs as a string.
func written(g []glyph) string {
	b := make([]rune, len(g))
	for i := range g {
		b[i] = g[i].r
	}
	return string(b)
}

// source returns the bytes of the paste that the glyphs came from.
func source(paste string, g []glyph) string {
	if len(g) == 0 {
		return ""
	}
	from, to := g[0].at, g[len(g)-1].end
	if from > to || to > len(paste) {
		return written(g)
	}
	return paste[from:to]
}

// mends gathers what had to be undone inside a run of glyphs. A gap before the
// first of them lies outside.
func mends(g []glyph) mend {
	var m mend
	for i := range g {
		w := g[i].why
		if i == 0 {
			w &^= mendBefore
		}
		m |= w
	}
	return m
}
