package text

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits, in runes, of what one piece of foreign text may occupy on a screen.
const (
	lineRunes  = 500
	blockRunes = 4000
)

// maxMarks is how many combining marks a letter keeps. No language stacks more
// than six; hundreds of them on one letter are drawn over the lines around it.
const maxMarks = 6

// Clean makes foreign text safe for one line of a terminal: control characters
// (C0, C1, DEL), bidirectional overrides, zero-width and other format
// characters are dropped, as are combining marks beyond the sixth of a letter;
// invalid UTF-8 becomes U+FFFD, runs of white space become one space, and what
// exceeds 500 runes is cut with an ellipsis.
func Clean(s string) string {
	return strings.Join(strings.Fields(scrub(s, false, lineRunes)), " ")
}

// CleanBlock is Clean for text of several lines: newlines stay, and up to 4000
// runes are kept.
func CleanBlock(s string) string {
	lines := strings.Split(scrub(s, true, blockRunes), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// Visible leaves of a text what can be seen, by the same rules, and changes
// neither its length nor its spaces otherwise: for what is shown whole, such as
// an address, and for text of this program's own with foreign text in it. A tab
// and other white space is a space; newlines stay.
func Visible(s string) string { return scrub(s, true, math.MaxInt) }

// scrub walks the text once, so that a megabyte of it costs no more than its
// limit: it stops as soon as the limit is reached.
func scrub(s string, keepNewlines bool, limit int) string {
	var b strings.Builder
	n, marks := 0, maxMarks // a mark needs a letter to stand on
	for i := 0; i < len(s) && n < limit; {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\n' && keepNewlines:
			b.WriteRune('\n')
			marks = maxMarks
		case r == '\r' && keepNewlines && strings.HasPrefix(s[i:], "\n"):
			continue
		case unicode.IsSpace(r):
			b.WriteRune(' ')
			marks = maxMarks
		case !printable(r):
			continue
		case r >= 0x300 && unicode.Is(unicode.M, r):
			if marks >= maxMarks {
				continue
			}
			marks++
			b.WriteRune(r)
		default:
			b.WriteRune(r)
			marks = 0
		}
		n++
		if n == limit && i < len(s) {
			b.WriteRune('…')
		}
	}
	return b.String()
}

// printable tells runes that occupy a place on the screen from those that only
// steer it. Format characters (Cf: bidi, zero-width, tags), private use and
// unassigned code points, variation selectors and Hangul fillers are refused,
// and skin tones, after which terminals disagree about the width of what stands
// before them; ordinary combining marks are letters of many languages and stay.
func printable(r rune) bool {
	switch {
	case r == utf8.RuneError:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r == 0x034F:
		return false
	case r >= 0x180B && r <= 0x180F, r == 0x17B4, r == 0x17B5:
		// Mongolian selectors, Khmer vowels without a shape
		return false
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0:
		return false
	case r >= 0x1F3FB && r <= 0x1F3FF:
		return false
	}
	return unicode.IsPrint(r)
}
