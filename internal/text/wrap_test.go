package text

import (
	"slices"
	"strings"
	"testing"
)

// A line that is filled keeps to the width by either way to count columns, and no
// letter of it is lost.
func TestAFilledLineKeepsToTheWidth(t *testing.T) {
	for _, s := range []string{
		"one two three four five six seven", strings.Repeat("x", 100), "go to " + strings.Repeat("/path", 20) + " now",
		strings.Repeat("漢字", 40), strings.Repeat("क्षत्रिय ", 20), strings.Repeat("क्षि", 60), "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪 ok", "ก็ำ" + strings.Repeat("ำ", 50), "",
	} {
		for width := 4; width < 60; width++ {
			rows := Fill(s, width)
			for _, r := range rows {
				if Columns(r) > width {
					t.Errorf("%d columns: %q has %d", width, r, Columns(r))
				}
			}
			if got, want := strings.Join(rows, ""), s; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
				t.Errorf("%d columns: %q became %q", width, want, got)
			}
		}
	}
}

func TestALongWordFillsTheLineItBeginsOn(t *testing.T) {
	for s, want := range map[string][]string{
		"ab " + strings.Repeat("x", 14):       {"ab xxxxxxx", "xxxxxxx"},
		"abcdefgh " + strings.Repeat("x", 12): {"abcdefgh", "xxxxxxxxxx", "xx"},
		"one two three":                       {"one two", "three"},
		"a\n\nb":                              {"a", "", "b"},
		"":                                    {""},
	} {
		if got := Fill(s, 10); !slices.Equal(got, want) {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}

// A word is never cut by Wrap, and a text is not broken for a width of no use.
func TestWrapKeepsWordsAndIndent(t *testing.T) {
	address := "https://login.example/" + strings.Repeat("x", 60)
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"one two three four five six", 0, "one two three four five six"},
		{"  one two three four five", 20, "  one two three four\n  five"},
		{"open " + address + " now please", 20, "open\n" + address + "\nnow please"},
		{"ünï cödé wïdth ïs rünes", 20, "ünï cödé wïdth ïs\nrünes"},
		{"a\n\n  b", 40, "a\n\n  b"},
		{"  漢字漢字 漢字漢字 漢字漢字", 20, "  漢字漢字 漢字漢字\n  漢字漢字"},
		{"🙂🙂🙂🙂🙂 🙂🙂🙂🙂🙂", 20, "🙂🙂🙂🙂🙂\n🙂🙂🙂🙂🙂"},
		{"one two three  four five", 20, "one two three  four\nfive"},
		{"  Step 1   holds    here too", 20, "  Step 1   holds\n  here too"},
	} {
		if got := Wrap(c.text, c.width); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
