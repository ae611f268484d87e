package assets

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var findingCode = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

func TestFindingTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Findings() {
		if !findingCode.MatchString(f.Code) || seen[f.Code] {
			t.Errorf("%q is not a code, or stands twice", f.Code)
		}
		seen[f.Code] = true
		for place, text := range map[string]string{"meaning": f.Meaning, "matters": f.Matters, "remedy": f.Remedy} {
			if text == "" || text != strings.TrimSpace(text) || !strings.HasSuffix(text, ".") {
				t.Errorf("%s, %s: empty, with blanks at an end, or without a full stop: %q", f.Code, place, text)
			}
			if m := manners.FindString(text); m != "" {
				t.Errorf("%s, %s: %q does not belong here: %s", f.Code, place, m, text)
			}
			if strings.Count(text, `"`)%2 != 0 {
				t.Errorf("%s, %s: a quote is left open: %s", f.Code, place, text)
			}
			if n := utf8.RuneCountInString(text); n > 220 {
				t.Errorf("%s, %s: %d characters, more than 220", f.Code, place, n)
			}
			if placeholder.MatchString(text) {
				t.Errorf("%s, %s: nobody fills in placeholders here: %s", f.Code, place, text)
			}
		}
	}
}

// TestWhatABannerLeadsToFitsWhoeverStandsInEntra: a refusal in the portal is explained with these words too, so they
// claim no more than the banner shows, and say what to do there.
func TestWhatABannerLeadsToFitsWhoeverStandsInEntra(t *testing.T) {
	for code, want := range map[string]string{"role-missing": "usually", "secret-policy-cap": "choose a shorter \"Expires\""} {
		f, _ := Finding(code)
		if !strings.Contains(f.Meaning+" "+f.Remedy, want) {
			t.Errorf("%s says %q, want %q", code, f.Meaning+" "+f.Remedy, want)
		}
	}
}

func TestFindingIsFoundByItsCode(t *testing.T) {
	if f, ok := Finding("redirect-uri-missing"); !ok || !strings.Contains(f.Meaning, "AADSTS50011") {
		t.Errorf("got %+v, %v", f, ok)
	}
	if f, ok := Finding("redirect-uri"); ok {
		t.Errorf("part of a code gave %+v", f)
	}
	list := Findings()
	list[0].Code = "x"
	if Findings()[0].Code == "x" {
		t.Error("writing into the returned list reached the next caller")
	}
}
