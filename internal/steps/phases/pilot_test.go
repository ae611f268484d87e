package phases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/steps"
)

// said is the text of blocks.
func saidIn(blocks []steps.Block) string {
	var out []string
	for _, b := range blocks {
		for _, l := range b {
			switch l := l.(type) {
			case steps.Mark:
				out = append(out, l.Text)
			case steps.Para:
				out = append(out, l.Text)
			case steps.Fact:
				out = append(out, l.Label+" "+l.Text)
			default:
				out = append(out, fmt.Sprint(l))
			}
		}
	}
	return strings.Join(out, "\n")
}

// TestWhereTheLogCannotBeReadAWordIsAskedFor, and no error card interrupts.
func TestWhereTheLogCannotBeReadAWordIsAskedFor(t *testing.T) {
	t.Parallel()
	l := &pilot{}
	m := pilotFailed(nil, l, steps.Event{On: steps.Failed, Result: pilotSeen{},
		Err: &advice.NoSignInLogError{Reason: "Your tenant has no license for it."}})
	if len(m.Effects) != 0 {
		t.Errorf("it does %v", m.Effects)
	}
	said := saidIn(pilotOutcome(steps.State{}, l))
	for _, want := range []string{"The sign-in log cannot be read here.",
		"Your tenant has no license for it.", "Your word takes its place"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %q", want, said)
		}
	}
}

// TestARefusalInTheLogIsExplained by the catalog, and where there is none by what Entra says.
func TestARefusalInTheLogIsExplained(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{50105: "What to do", 1: "Entra's own words"} {
		said := saidIn([]steps.Block{refusal(code, "ada@contoso.com", "Entra's own words", time.Now())})
		if !strings.Contains(said, want) || !strings.Contains(said, fmt.Sprintf("AADSTS%d", code)) {
			t.Errorf("%d reads %q", code, said)
		}
	}
}
