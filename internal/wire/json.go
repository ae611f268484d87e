package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON writes a value as a document for programs and for people who look at it
// on a terminal: indented, ending in a line end, and with every character that
// could steer or hide in a terminal written as \uXXXX. Nothing is lost: whoever
// decodes it gets each text as it was.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it is read by people too, and "System > Single sign-on" is a place
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return escaped(b.Bytes()), nil
}

// escaped goes over a document in which such characters can only stand inside of
// strings, since JSON allows them nowhere else.
func escaped(doc []byte) []byte {
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
