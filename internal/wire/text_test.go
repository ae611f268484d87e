package wire

import (
	"strings"
	"testing"
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

func FuzzClean(f *testing.F) {
	f.Add("\x1b[31mred")
	f.Add("\u202e\u200b\xff\x00")
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{Clean(s), strings.ReplaceAll(CleanBlock(s), "\n", "")} {
			if !utf8.ValidString(out) {
				t.Fatalf("invalid UTF-8 from %q", s)
			}
			for _, r := range out {
				if r != ' ' && !printable(r) {
					t.Fatalf("%U survived in %q", r, out)
				}
			}
		}
		if again := Clean(Clean(s)); again != Clean(s) && utf8.RuneCountInString(Clean(s)) < lineRunes {
			t.Fatalf("cleaning twice differs: %q, %q", Clean(s), again)
		}
	})
}
