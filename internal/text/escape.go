package text

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Escape writes every character of a document that could steer or hide in a
// terminal as \uXXXX. Such characters can only stand inside of strings, since JSON
// allows them nowhere else.
func Escape(doc []byte) []byte {
	var out bytes.Buffer
	marks := 0 // as scrub counts them
	for len(doc) > 0 {
		r, size := utf8.DecodeRune(doc)
		switch {
		case r == '\n' || r == ' ':
			marks = maxMarks
		case r >= 0x300 && unicode.Is(unicode.M, r):
			marks++
		default:
			marks = 0
		}
		if r == '\n' || printable(r) && marks <= maxMarks {
			out.Write(doc[:size])
		} else if r < 0x10000 {
			_, _ = fmt.Fprintf(&out, `\u%04x`, r)
		} else {
			high, low := utf16.EncodeRune(r)
			_, _ = fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		}
		doc = doc[size:]
	}
	return out.Bytes()
}
