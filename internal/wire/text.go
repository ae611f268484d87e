package wire

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits, in runes, of what one piece of foreign text may occupy on a screen.
const (
	lineRunes  = 500
	blockRunes = 4000
)

// Clean makes foreign text safe for one line of a terminal: control characters
// (C0, C1, DEL), bidirectional overrides, zero-width and other format
// characters are dropped, invalid UTF-8 becomes U+FFFD, runs of white space
// become one space, and what exceeds 500 runes is cut with an ellipsis.
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

// scrub walks the text once, so that a megabyte of it costs no more than its
// limit: it stops as soon as the limit is reached.
func scrub(s string, keepNewlines bool, limit int) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(s) && n < limit; {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\n' && keepNewlines:
			b.WriteRune('\n')
		case r == '\r' && keepNewlines:
			continue
		case unicode.IsSpace(r):
			b.WriteRune(' ')
		case !printable(r):
			continue
		default:
			b.WriteRune(r)
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
// unassigned code points, variation selectors and Hangul fillers are refused;
// ordinary combining marks are letters of many languages and stay.
func printable(r rune) bool {
	switch {
	case r == utf8.RuneError:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r == 0x034F:
		return false
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0:
		return false
	}
	return unicode.IsPrint(r)
}
