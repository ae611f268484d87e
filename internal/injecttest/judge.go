package injecttest

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ourSequence matches a color sequence, the only kind that the program's renderer
// writes.
var ourSequence = regexp.MustCompile(`^\x1b\[([0-9;:]*)m`)

// Steers checks terminal output: it may hold visible text, line ends, and the
// program's own colors only. It returns what is wrong, or "".
func Steers(content string) string {
	marks := 0
	for i := 0; i < len(content); {
		if seq := ourSequence.FindStringSubmatch(content[i:min(i+64, len(content))]); seq != nil {
			if strings.Contains(";"+strings.ReplaceAll(seq[1], ":", ";")+";", ";"+Mark+";") {
				return fmt.Sprintf("a colour from data at %.60q", content[i:])
			}
			i += len(seq[0])
			continue
		}
		r, size := utf8.DecodeRuneInString(content[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return fmt.Sprintf("a byte that is no text at %.60q", content[max(0, i-20):])
		case r != '\n' && r != utf8.RuneError && !unicode.IsPrint(r),
			unicode.Is(unicode.Variation_Selector, r), r >= 0x1F3FB && r <= 0x1F3FF:
			return fmt.Sprintf("%U at %.60q", r, content[max(0, i-20):])
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > 6 {
			return fmt.Sprintf("a stack of marks at %.60q", content[max(0, i-40):])
		}
		i += size
	}
	return ""
}

// Columns counts a line's columns with a width table of its own, taken from
// Unicode's East Asian widths. It shares no library with the program, so that the
// two cannot share a mistake.
func Columns(line string) int {
	n := 0
	for _, r := range line {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), r >= 0x1160 && r <= 0x11FF:
		case wideRune(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wideRune(r rune) bool {
	for _, w := range [][2]rune{{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2E80, 0x303E}, {0x3041, 0x33FF},
		{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
		{0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
		{0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}} {
		if r >= w[0] && r <= w[1] {
			return true
		}
	}
	return false
}

// Shown checks text that must hold no colors at all: the plain front, a document, a
// file, an error.
func Shown(text string) string {
	if i := strings.IndexByte(text, 0x1b); i >= 0 {
		return fmt.Sprintf("an escape at %.60q", text[max(0, i-20):])
	}
	return Steers(text)
}
