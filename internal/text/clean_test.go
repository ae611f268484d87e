package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanKeepsWordsAndDropsSteering(t *testing.T) {
	cases := map[string]string{
		"Contoso Voice":                           "Contoso Voice",
		"  Contoso \t\r\n Voice ":                 "Contoso Voice",
		"\x1b[31mred\x1b[0m":                      "[31mred[0m",
		"\x1b]52;c;ZXZpbA==\x07x":                 "]52;c;ZXZpbA==x",
		"a\u009b31mb":                             "a31mb",
		"pay\u202eexe.lap":                        "payexe.lap",
		"zero\u200bwidth\u2060\ufeff":             "zerowidth",
		"soft\u00adhyphen":                        "softhyphen",
		"bad\xffbyte":                             "bad\uFFFDbyte",
		"nul\x00nul":                              "nulnul",
		"Škoda Praha – Büro 東京":                   "Škoda Praha – Büro 東京",
		"e\u0301":                                 "e\u0301",
		"tag\U000E0041\U000E0042":                 "tag",
		"\u2028line\u2029para":                    "line para",
		"heart\ufe0f":                             "heart",
		"isolate\u2066x\u2069":                    "isolatex",
		"Trace ID: 1\r\nCorrelation ID: 2":        "Trace ID: 1 Correlation ID: 2",
		"non\u00a0breaking":                       "non breaking",
		"\u3164hangul filler":                     "hangul filler",
		"private\ue000use":                        "privateuse",
		"wave\U0001F44B\U0001F3FD":                "wave\U0001F44B",
		"\u0301mark first":                        "mark first",
		"space \u0301mark":                        "space mark",
		"z\u0301" + strings.Repeat("\u0336", 300): "z\u0301\u0336\u0336\u0336\u0336\u0336",
		"\x9b31m as a byte":                       "\uFFFD31m as a byte",
		"\u009d52;c;eA==\u009c":                   "52;c;eA==",
		"\x1bPq\x1b\\\x1b_x\x1b\\\x1b^x\x1bXx":    "Pq\\_x\\^xXx",
		"selector\U000E0101\u180b":                "selector",
		"":                                        "",
		"\x1b\x1b\x1b":                            "",
		"https://mtp.example.net/users?x=%1b[31m": "https://mtp.example.net/users?x=%1b[31m",
	}
	for in, want := range cases {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanBoundsLength(t *testing.T) {
	got := Clean(strings.Repeat("x", 1<<20))
	if n := utf8.RuneCountInString(got); n != lineRunes+1 || !strings.HasSuffix(got, "…") {
		t.Errorf("a megabyte became %d runes ending %q", n, got[len(got)-3:])
	}
}

func TestCleanBlockKeepsLines(t *testing.T) {
	if got := CleanBlock("one \r\ntwo\x1b[2J\n\n"); got != "one\ntwo[2J" {
		t.Errorf("got %q", got)
	}
}

func TestVisibleKeepsLengthAndSpaces(t *testing.T) {
	long := strings.Repeat("https://a.example/", 1000)
	for in, want := range map[string]string{long: long, "  a\tb\r\n c  ": "  a b\n c  ", "a\u2028b\u0085c": "a b c", "\x1b]0;x\a\u202ey": "]0;xy"} {
		if got := Visible(in); got != want {
			t.Errorf("Visible(%.40q) = %.40q, want %.40q", in, got, want)
		}
	}
}

// FuzzClean holds what every screen relies on: nothing but what can be seen, no
// stack of marks, valid UTF-8, within the limit, and cleaning twice is cleaning
// once. What was clean before is not touched.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"\x1b[31mred", "\u202e\u200b\xff\x00", "z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "a\r\n\tb\u2028c\u0085", "\x9b\x9d\x90\u009b", "\U000E0041\U0001F44B\U0001F3FD\u200d\U0001F469\ufe0f", "Škoda Praha 東京"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, block, whole := Clean(s), CleanBlock(s), Visible(s)
		if strings.ContainsAny(line, "\n") {
			t.Errorf("a line has a line end: %q", line)
		}
		for _, out := range []string{line, block, whole} {
			seen(t, out)
		}
		if n := utf8.RuneCountInString(line); n > lineRunes+1 {
			t.Errorf("%d runes in a line", n)
		}
		if n := utf8.RuneCountInString(block); n > blockRunes+1 {
			t.Errorf("%d runes in a block", n)
		}
		if utf8.RuneCountInString(whole) > utf8.RuneCountInString(s) {
			t.Errorf("%q grew to %q", s, whole)
		}
		if again := Visible(whole); again != whole {
			t.Errorf("Visible twice differs: %q, %q", whole, again)
		}
		if again := Clean(line); again != line && utf8.RuneCountInString(line) < lineRunes {
			t.Errorf("cleaning twice differs: %q, %q", line, again)
		}
		if plain := strings.Map(ascii, s); Visible(plain) != plain {
			t.Errorf("%q was touched", plain)
		}
	})
}

// ascii keeps what needs no cleaning.
func ascii(r rune) rune {
	if r >= ' ' && r < 0x7f {
		return r
	}
	return -1
}

// seen fails where a text holds what cannot be seen, or more marks on a letter
// than any language has.
func seen(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("invalid UTF-8: %q", s)
	}
	marks := 0
	for _, r := range s {
		if r != '\n' && r != utf8.RuneError && !unicode.IsPrint(r) {
			t.Fatalf("%U survived in %q", r, s)
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > maxMarks {
			t.Fatalf("a stack of marks survived in %q", s)
		}
	}
}
