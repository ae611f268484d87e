package assets

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestRefusalsLeadSomewhere: each is told by words of its own, and leads to a number, to a finding or to texts.
func TestRefusalsLeadSomewhere(t *testing.T) {
	numbers := map[int]bool{}
	for _, e := range readAADSTS(t) {
		numbers[e.Code] = true
	}
	codes, phrases := map[string]bool{}, map[string]string{}
	for _, r := range Refusals() {
		if !findingCode.MatchString(r.Code) || codes[r.Code] || len(r.Phrases) == 0 {
			t.Errorf("%q is no code, stands twice, or has no phrase", r.Code)
		}
		codes[r.Code] = true
		for _, p := range r.Phrases {
			// In bytes: a Chinese or Japanese character tells as much as several letters.
			if p != strings.ToLower(p) || len(p) < 12 || phrases[p] != "" {
				t.Errorf("%s: %q is not lower case, tells too little, or stands twice", r.Code, p)
			}
			phrases[p] = r.Code
		}
		_, known := Finding(r.Finding)
		leads := 0
		for _, yes := range []bool{r.Number != 0, r.Finding != "", r.Meaning != ""} {
			if yes {
				leads++
			}
		}
		if leads != 1 || r.Number != 0 && !numbers[r.Number] || r.Finding != "" && !known {
			t.Errorf("%s leads to %d, %q, %q", r.Code, r.Number, r.Finding, r.Meaning)
		}
		for _, text := range []string{r.Meaning, r.Cause, r.Remedy} {
			if (text == "") != (r.Meaning == "") || text != "" && !strings.HasSuffix(text, ".") || utf8.RuneCountInString(text) > 220 || manners.MatchString(text) {
				t.Errorf("%s: %q", r.Code, text)
			}
		}
	}
}
