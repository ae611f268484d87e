// Package charset makes text of the bytes that other programs save: UTF-8 with
// or without a mark, the UTF-16 of Windows PowerShell and of Excel's "Unicode
// Text" with or without one, and what Windows wrote before that (code page 1252).
//
// It is the one place for that: files, the input and pasted text all come
// through here. It guesses no language and changes no character that it could
// read; a byte that no reading fits becomes U+FFFD, so that whoever reads on sees
// the damage. It reads nothing itself and never fails.
package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode gives the bytes of a file or of the input as UTF-8, without a byte
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

// DecodePasted gives pasted text as UTF-8. A terminal hands over whatever was
// copied, also UTF-16. Single bytes that are no UTF-8 stay as they are: in a paste
// they are damage and no code page.
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

// marked reads text that begins with a byte order mark.
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

// sampled is how much of a text without a mark is looked at, in bytes.
const sampled = 4096

// unmarked tells UTF-16 without a mark by its zeros: letters of addresses, ids and
// commands have one in every second byte, on the same side. nil: it is none.
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

// utf16Text reads UTF-16. An odd byte at the end is damage.
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

// windowsText reads what is no UTF-8 as code page 1252, byte by byte; sequences
// that are UTF-8 stay, because files are put together from pieces.
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

// upper are the characters of code page 1252 from 0x80 to 0x9F, from the table
// that Microsoft gave to the Unicode Consortium. Five places are empty.
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
