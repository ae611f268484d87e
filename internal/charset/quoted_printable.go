package charset

import (
	"regexp"
	"strings"
)

var (
	softBreak   = regexp.MustCompile(`=[ \t]*\r?\n`)
	encodedByte = regexp.MustCompile(`=[0-9A-F]{2}`)
)

// QuotedPrintable decodes the quoted-printable encoding of mails: a continued line
// ends in "=", and "=" itself is "=3D". found reports whether the text was encoded;
// text with neither mark is returned unchanged. Source: RFC 2045, section 6.7.
func QuotedPrintable(text string) (plain string, found bool) {
	if !softBreak.MatchString(text) && !strings.Contains(text, "=3D") {
		return text, false
	}
	text = softBreak.ReplaceAllString(text, "")
	raw := encodedByte.ReplaceAllStringFunc(text, func(s string) string {
		return string([]byte{unhex(s[1])<<4 | unhex(s[2])})
	})
	return Decode([]byte(raw)), true
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c - 'A' + 10
}
