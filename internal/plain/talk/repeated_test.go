package talk

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestASecretTypedAtTheWrongQuestionIsNotRepeated: not as none of the choices, not in what is
// wrong with it, not beside the question, and not in a transcript.
func TestASecretTypedAtTheWrongQuestionIsNotRepeated(t *testing.T) {
	for _, value := range []string{"WnF8Q~ZxxWPO0aB.cD-eF_gH1iJ2kL3mN4oP5R4K", "Client Secret: WnF8Q~ZxxWPO0aB.cD-eF_gH1iJ2kL3mN4oP5R4K"} {
		for name, ask := range map[string]func(*Voice) error{
			"choice": func(v *Voice) error {
				_, err := v.Choose(t.Context(), []Option{{Label: "One"}, {Label: "Two"}}, 0)
				return err
			},
			"text": func(v *Voice) error {
				_, err := v.Ask(t.Context(), Question{Text: "Name", Check: func(s string) error {
					if strings.Contains(s, "~") {
						return fmt.Errorf("%q is no name", s)
					}
					return nil
				}})
				return err
			},
			"agreement": func(v *Voice) error { _, err := v.Agree(t.Context(), "Do it?"); return err },
		} {
			var out bytes.Buffer
			v := New(Terminal{In: strings.NewReader(value + "\nmine\n1\ny\n"), Talk: &out, Out: &out})
			if err := ask(v); err != nil && !errors.Is(err, ErrLeft) {
				t.Fatal(err)
			}
			if said := out.String(); strings.Contains(said, "WnF8Q") || !strings.Contains(said, "withheld") {
				t.Errorf("%s: %s", name, said)
			}
		}
	}
}
