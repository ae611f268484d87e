package assets

import (
	"slices"
	"strings"
	"testing"
)

// TestEachWordIsThereOnce under one name only, in order, and says what, why and where in
// short sentences.
func TestEachWordIsThereOnce(t *testing.T) {
	list := Glossary()
	if !slices.IsSortedFunc(list, func(a, b Word) int { return strings.Compare(strings.ToLower(a.Word), strings.ToLower(b.Word)) }) {
		t.Error("the words are not in order")
	}
	if len(list) < 40 {
		t.Errorf("%d words", len(list))
	}
	seen := map[string]string{}
	for _, w := range list {
		for _, name := range append([]string{w.Word}, w.Also...) {
			name = strings.ToLower(name)
			if other, twice := seen[name]; twice {
				t.Errorf("%q is a name of %q and of %q", name, other, w.Word)
			}
			seen[name] = w.Word
		}
		for what, s := range map[string]string{"is": w.Is, "why": w.Why, "where": w.Where} {
			if n := len(strings.Fields(s)); n == 0 || n > 40 || !strings.HasSuffix(s, ".") {
				t.Errorf("%q, %s: %d words: %q", w.Word, what, n, s)
			}
		}
	}
}
