package talk

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// TestARefusedAnswerIsNeverWhatEnterTakes, whatever it was: what was offered stays.
func TestARefusedAnswerIsNeverWhatEnterTakes(t *testing.T) {
	refuses := func(s string) error {
		if len(s) > 20 || strings.HasPrefix(s, "!") {
			return errors.New("no")
		}
		return nil
	}
	for _, bad := range []string{"!", strings.Repeat("x", 400), "!a\x01b\x1b[31mc", "a\x01b", "\x1b[D", "a\x7f", "a\u009bb"} {
		for _, offered := range []string{"contoso.com", ""} {
			for _, empty := range []bool{false, true} {
				var talk bytes.Buffer
				in := bad + "\n" + bad + "\n\nlater\n"
				v := New(Terminal{In: strings.NewReader(in), Talk: &talk, Out: &talk})
				got, err := v.Ask(t.Context(), Question{Text: "Name", Value: offered, Empty: empty, Check: refuses})
				want := offered
				if offered == "" && !empty {
					want = "later"
				}
				if err != nil || got != want {
					t.Errorf("%q refused, %q offered: got %q, %v:\n%s", bad, offered, got, err, talk.String())
				}
			}
		}
	}
}

// TestEveryListCanBeLeft, and says what it takes.
func TestEveryListCanBeLeft(t *testing.T) {
	yes, no := Option{Label: "Yes", Says: []string{"yes", "y"}}, Option{Label: "No", Says: []string{"no", "n"}}
	step := Option{Label: "Steps 12–14", Numbers: []string{"12", "13", "14"}}
	for _, c := range []struct {
		list []Option
		says string
	}{
		{[]Option{yes, no}, "Type one of the numbers 1 to 2, or y, or n; q leaves."},
		{[]Option{{Label: "On"}, no, {Label: "Leave", Says: []string{Leaves}}}, "Type one of the numbers 1 to 3, or n; q leaves."},
		{[]Option{step, no}, "Type the number of a step, or what stands before another choice; q leaves."},
	} {
		for _, typed := range []string{"q", "Q"} {
			var talk bytes.Buffer
			v := New(Terminal{In: strings.NewReader("perhaps\n" + typed + "\n"), Talk: &talk, Out: &talk})
			n, err := v.Choose(t.Context(), c.list, 0)
			own := err == nil && n == len(c.list)-1 && len(c.list) == 3
			if !errors.Is(err, ErrLeft) && !own {
				t.Errorf("%q: chose %d, %v", typed, n, err)
			}
			if !strings.Contains(talk.String(), c.says) {
				t.Errorf("not said: %q\n%s", c.says, talk.String())
			}
		}
	}
}
