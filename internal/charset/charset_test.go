package charset

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func utf16Bytes(text string, order binary.AppendByteOrder, mark bool) []byte {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xFEFF)
	}
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestDecode(t *testing.T) {
	const text = "contoso.com,“Größe”\r\nhttps://mtp.bvoip.net/users\n"
	utf32 := []byte{0xFF, 0xFE, 0, 0}
	for _, r := range text {
		utf32 = binary.LittleEndian.AppendUint32(utf32, uint32(r))
	}
	for name, raw := range map[string][]byte{
		"utf-8":              []byte(text),
		"utf-8 with a mark":  []byte("\ufeff" + text),
		"utf-16le":           utf16Bytes(text, binary.LittleEndian, true),
		"utf-16be":           utf16Bytes(text, binary.BigEndian, true),
		"utf-16le unmarked":  utf16Bytes(text, binary.LittleEndian, false),
		"utf-16be unmarked":  utf16Bytes(text, binary.BigEndian, false),
		"utf-32":             utf32,
		"code page 1252":     []byte("contoso.com,\x93Gr\xf6\xdfe\x94\r\nhttps://mtp.bvoip.net/users\n"),
		"1252 beside utf-8":  []byte("contoso.com,\x93Größe\x94\r\nhttps://mtp.bvoip.net/users\n"),
		"1252 after a mark":  []byte("\xEF\xBB\xBFcontoso.com,\x93Gr\xf6\xdfe\x94\r\nhttps://mtp.bvoip.net/users\n"),
		"utf-16 cut in half": utf16Bytes(text+"\x00", binary.LittleEndian, true)[:2+2*len([]rune(text))],
	} {
		if got := Decode(raw); got != text {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// TestUndecodableBytesStayVisible: damage stays visible, and is never dropped.
func TestUndecodableBytesStayVisible(t *testing.T) {
	for name, raw := range map[string][]byte{
		"an empty place of 1252": []byte("a\x81"),
		"half a utf-16 unit":     {0xFF, 0xFE, 'a', 0, 'b'},
	} {
		if got := Decode(raw); got != "a\uFFFD" {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if got := DecodePasted("a\xff"); got != "a\xff" {
		t.Errorf("a pasted byte that is no text became %q", got)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"", "a", "\xFF\xFE", "\xFF\xFEa", "\x00a\x00b", "a\x00b\x00", "\xEF\xBB\xBF\x93", "\x00\x00\xFE\xFF\xFF\xFF\xFF\xFF"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text := Decode(raw)
		if !utf8.ValidString(text) {
			t.Fatalf("%q became %q, which is no UTF-8", raw, text)
		}
		if utf8.Valid(raw) && unmarked(raw) == nil && len(raw) > 0 && raw[0] < 0x80 && raw[0] > 0 && text != string(raw) {
			t.Fatalf("%q was text and became %q", raw, text)
		}
	})
}
