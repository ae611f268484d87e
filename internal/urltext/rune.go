package urltext

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsURIRune reports whether RFC 3986 lets the character stand in a URI outside
// of an IPv6 address.
func IsURIRune(r rune) bool {
	return IsAlnum(r) || strings.ContainsRune("-._~:/?#@!$&'()*+,;=%", r)
}

// IsURIText reports whether all of a text, and something, can stand in a URI.
func IsURIText(s string) bool {
	for _, r := range s {
		if !IsURIRune(r) {
			return false
		}
	}
	return s != ""
}

// IsSeparator reports whether a character of a paste ends an address: white
// space, quotes, angle brackets, table lines, and every sign outside ASCII that
// is no letter, digit or mark. Letters outside ASCII do not end it: an address
// with an "ä" in it is refused whole and not cut in half.
func IsSeparator(r rune) bool {
	if r <= unicode.MaxASCII {
		return r <= ' ' || r == 0x7f || strings.ContainsRune("\"<>|`", r)
	}
	return r != utf8.RuneError && !unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// IsLetter tells a letter of ASCII.
func IsLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// IsAlnum tells a letter or digit of ASCII.
func IsAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// IsSpace tells white space, and the blanks that Unicode does not count among it.
func IsSpace(r rune) bool { return unicode.IsSpace(r) || r == 0x2800 || r == 0x3164 }

// IsInvisible covers format characters (zero-width, bidirectional, soft
// hyphen, byte order mark), variation selectors and NUL.
func IsInvisible(r rune) bool {
	return r == 0 || r == 0x34f || r == 0x115f || r == 0x1160 ||
		r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef ||
		unicode.Is(unicode.Cf, r)
}

// QuoteRune shows a character, with its number where the eye could mistake it.
func QuoteRune(r rune) string {
	switch {
	case r == ' ':
		return "a blank"
	case IsInvisible(r) || IsSpace(r) || unicode.IsControl(r):
		return fmt.Sprintf("U+%04X", r)
	case r > unicode.MaxASCII:
		return fmt.Sprintf("%q (U+%04X)", string(r), r)
	}
	return `"` + string(r) + `"`
}

// Show makes pasted text safe to print in a message.
func Show(s string) string {
	var b strings.Builder
	n, blank := 0, false
	for _, r := range s {
		if IsSpace(r) && r != '\n' && r != '\r' && blank {
			continue
		}
		blank = IsSpace(r)
		if n++; n > 200 {
			b.WriteRune('…')
			break
		}
		switch {
		case r == '\n' || r == '\r':
			b.WriteRune('⏎')
		case IsSpace(r):
			b.WriteRune(' ')
		case IsInvisible(r) || r < ' ' || r == 0x7f:
			b.WriteRune('·')
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// HexDigit is the value of a hexadecimal digit; -1 for another character.
func HexDigit(r rune) rune {
	switch {
	case r >= '0' && r <= '9':
		return r - '0'
	case r >= 'a' && r <= 'f':
		return r - 'a' + 10
	case r >= 'A' && r <= 'F':
		return r - 'A' + 10
	}
	return -1
}
