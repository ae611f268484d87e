package messages_test

import (
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/messages"
)

func TestExpandFillsInWhatIsNamed(t *testing.T) {
	for _, c := range []struct{ text, name, value, want string }{
		{"It is {a}.", "a", "{b} and }", "It is {b} and }."},
		{"It is {a:unnamed}.", "a", "", "It is unnamed."},
		{"It is {a:unnamed}.", "a", "B", "It is B."},
		{"In {n|1 day|# days}", "n", "1", "In 1 day"},
		{"In {n|1 day|# days}", "n", "0", "In 0 days"},
		{"In {n|1 day|# days}", "n", "12", "In 12 days"},
		{"{n|no day|1 day|# days}.", "n", "0", "no day."},
		{"{a}{a} {c}", "a", "x", "xx "},
	} {
		if got := messages.Expand(c.text, messages.With(c.name, c.value).Get); got != c.want {
			t.Errorf("%q with %s=%q: %q, want %q", c.text, c.name, c.value, got, c.want)
		}
	}
}

func TestArgumentsOfOneKindAreEqual(t *testing.T) {
	a, b := messages.With("a", "1", "b", "2"), messages.With("a", "1", "b", "2")
	if a != b || a == messages.With("a", "1", "b", "3") || a.Get("b") != "2" || a.Get("c") != "" || a.Get("") != "" {
		t.Errorf("%v and %v", a, b)
	}
}

// TestNoTextHasABraceThatFillsNothing: a brace outside of a placeholder is a slip.
func TestNoTextHasABraceThatFillsNothing(t *testing.T) {
	whole := func(where, text string) {
		if rest := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
			t.Errorf("%s: %s", where, text)
		}
	}
	for id, text := range assets.Messages() {
		if whole(id, text); text == "" {
			t.Errorf("%s is empty", id)
		}
	}
	for id, a := range assets.AllAdvice() {
		if whole(id, a.What+a.Means+a.Do); a.What == "" || a.Means == "" || a.Do == "" {
			t.Errorf("%s: something is not said: %+v", id, a)
		}
	}
	for _, f := range assets.Findings() {
		for v := range f.Says {
			w := assets.Says(f.Code, v)
			whole(f.Code, w.Want+w.Got+w.Text+w.Remedy)
			if w.Want == "" || w.Got == "" || w.Text == "" || w.Remedy == "" && f.Code != "portal-uris-doubtful" {
				t.Errorf("%s %q: something is not said: %+v", f.Code, v, w)
			}
		}
	}
}
