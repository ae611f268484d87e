// Package charset converts the bytes that other programs save to text: UTF-8 with or
// without a byte order mark, the UTF-16 of Windows PowerShell and of Excel's
// "Unicode Text" with or without one, and Windows code page 1252.
//
// All files, standard input and pasted text go through it. It refuses to guess
// languages, to change a character it can decode, and to open a file. It never fails:
// an undecodable byte becomes U+FFFD, so that the damage stays visible.
package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode converts the bytes of a file or of standard input to UTF-8 without a byte
// order mark.
func Decode(raw []byte) string {
	if text, ok := marked(raw); ok {
		return text
	}
	if order := unmarked(raw); order != nil {
		return utf16Text(raw, order)
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	return windowsText(raw)
}

// DecodePasted converts pasted text to UTF-8. A terminal passes on whatever was
// copied, including UTF-16. Invalid UTF-8 bytes stay as they are: in a paste they
// are damage, not code page 1252.
func DecodePasted(text string) string {
	raw := []byte(text)
	if decoded, ok := marked(raw); ok {
		return decoded
	}
	if order := unmarked(raw); order != nil {
		return utf16Text(raw, order)
	}
	return text
}

// marked decodes text that starts with a byte order mark.
func marked(raw []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		rest := raw[3:]
		if utf8.Valid(rest) {
			return string(rest), true
		}
		return windowsText(rest), true
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE, 0, 0}):
		return utf32Text(raw[4:], binary.LittleEndian), true
	case bytes.HasPrefix(raw, []byte{0, 0, 0xFE, 0xFF}):
		return utf32Text(raw[4:], binary.BigEndian), true
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return utf16Text(raw[2:], binary.LittleEndian), true
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return utf16Text(raw[2:], binary.BigEndian), true
	}
	return "", false
}

// sampled is how many bytes of a text without a byte order mark are examined.
const sampled = 4096

// unmarked detects UTF-16 without a byte order mark by its zeros: in ASCII text
// every second byte is zero, always on the same side. nil means not UTF-16.
func unmarked(raw []byte) binary.ByteOrder {
	sample := raw[:min(len(raw), sampled)&^1]
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i&1]++
		}
	}
	units := len(sample) / 2
	switch {
	case units < 2:
		return nil
	case zeros[1]*2 > units && zeros[0]*20 < units:
		return binary.LittleEndian
	case zeros[0]*2 > units && zeros[1]*20 < units:
		return binary.BigEndian
	}
	return nil
}

// utf16Text decodes UTF-16. A trailing odd byte is damage.
func utf16Text(raw []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, order.Uint16(raw[i:]))
	}
	text := string(utf16.Decode(units))
	if len(raw)%2 == 1 && raw[len(raw)-1] != 0 {
		text += string(utf8.RuneError)
	}
	return text
}

func utf32Text(raw []byte, order binary.ByteOrder) string {
	var b strings.Builder
	for i := 0; i+3 < len(raw); i += 4 {
		b.WriteRune(rune(min(order.Uint32(raw[i:]), 0x110000)))
	}
	return b.String()
}

// windowsText decodes invalid UTF-8 as code page 1252, byte by byte. Valid UTF-8
// sequences stay, because files are assembled from pieces.
func windowsText(raw []byte) string {
	var b strings.Builder
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			r = windows1252(raw[0])
		}
		b.WriteRune(r)
		raw = raw[size:]
	}
	return b.String()
}

// upper holds the characters of code page 1252 from 0x80 to 0x9F, from Microsoft's
// table at the Unicode Consortium. Five positions are undefined.
var upper = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡',
	'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—',
	'˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}

func windows1252(b byte) rune {
	if b >= 0x80 && b <= 0x9F {
		return upper[b-0x80]
	}
	return rune(b)
}
