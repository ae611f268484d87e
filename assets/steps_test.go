package assets

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	maxTitle = 34  // the sidebar's column
	maxLine  = 200 // two and a half lines at 80 columns
	maxBlock = 320
)

var (
	placeholder  = regexp.MustCompile(`\{\{[^}]*\}\}`)
	placeholders = []string{"appId", "tenantId", "appName", "tenantName", "firstURI", "secretName"}
	// A value that is to be copied may close a line, then without a full stop that would be copied along.
	closesWithValue = regexp.MustCompile(`(: |\bor |\band )\{\{[^}]+\}\}$`)
	// A value stands free or is part of a quoted portal name; anything else touching it would be copied along.
	touched   = regexp.MustCompile(`[^\s"]\{\{|\}\}[^\s"]`)
	manners   = regexp.MustCompile(`(?i)!|\bplease\b|\bsimply\b|\bjust click\b|[“”‘’]`)
	oneQuoted = regexp.MustCompile(`"[^"]*"`)
)

// said returns every sentence-like text of a step, by place.
func said(s StepText) map[string]string {
	texts := map[string]string{"title": s.Title, "why": s.Why, "expect": s.Expect, "where": strings.Join(s.Where, " / ")}
	for i, line := range s.Do {
		texts["do "+string(rune('1'+i))] = line
	}
	return texts
}

func TestStepsArePresentOnce(t *testing.T) {
	numbers := StepNumbers()
	if got, want := len(numbers), 35; got != want {
		t.Fatalf("%d step numbers, want %d: %v", got, want, numbers)
	}
	if numbers[0] != "1" || numbers[28] != "29" || numbers[29] != "A1" || numbers[34] != "N2" {
		t.Errorf("order of the walk is wrong: %v", numbers)
	}
	steps := Steps()
	for _, n := range numbers {
		if _, ok := steps[n]; !ok {
			t.Errorf("step %s has no text", n)
		}
		delete(steps, n)
	}
	for n := range steps {
		t.Errorf("text for a step %q that is not in the walk", n)
	}
	if len(Steps()) != len(numbers) {
		t.Error("deleting from the returned map reached the next caller")
	}
}

func TestStepFields(t *testing.T) {
	links := LinkKeys()
	titles := map[string]string{}
	for n, s := range Steps() {
		for place, text := range said(s) {
			if strings.TrimSpace(text) == "" || text != strings.TrimSpace(text) {
				t.Errorf("step %s, %s: empty or with blanks at an end: %q", n, place, text)
			}
		}
		if len(s.Where) == 0 || len(s.Do) == 0 || slices.Contains(s.Where, "") {
			t.Errorf("step %s: where or do is empty", n)
		}
		if w := utf8.RuneCountInString(s.Title); w > maxTitle {
			t.Errorf("step %s: title has %d characters, at most %d fit: %q", n, w, maxTitle, s.Title)
		}
		if s.Link != "" && !slices.Contains(links, s.Link) {
			t.Errorf("step %s: unknown link key %q", n, s.Link)
		}
		if first, twice := titles[s.Title]; twice {
			t.Errorf("steps %s and %s share the title %q", first, n, s.Title)
		}
		titles[s.Title] = n
	}
}

func TestStepSentences(t *testing.T) {
	for n, s := range Steps() {
		for place, text := range said(s) {
			if m := manners.FindString(text); m != "" {
				t.Errorf("step %s, %s: %q does not belong here: %s", n, place, m, text)
			}
			if strings.Count(text, `"`)%2 != 0 {
				t.Errorf("step %s, %s: a quote is left open: %s", n, place, text)
			}
			limit := maxLine
			if place == "why" || place == "expect" {
				limit = maxBlock
			}
			if got := utf8.RuneCountInString(text); got > limit {
				t.Errorf("step %s, %s: %d characters, more than %d", n, place, got, limit)
			}
			if place == "title" || place == "where" {
				if strings.HasSuffix(text, ".") {
					t.Errorf("step %s: %s is a name and takes no full stop: %s", n, place, text)
				}
				continue
			}
			ends := strings.HasSuffix(text, ".") || strings.HasPrefix(place, "do") && closesWithValue.MatchString(text)
			if !ends {
				t.Errorf("step %s, %s: no full stop at the end: %s", n, place, text)
			}
		}
		// Dots inside quoted names, such as "User.Read.All", end nothing.
		if got := strings.Count(oneQuoted.ReplaceAllString(s.Why, "")+" ", ". "); got < 1 || got > 2 {
			t.Errorf("step %s: why has %d sentences, want 1 or 2: %s", n, got, s.Why)
		}
	}
}

func TestStepPlaceholders(t *testing.T) {
	seen := map[string]bool{}
	for n, s := range Steps() {
		for place, text := range said(s) {
			found := placeholder.FindAllString(text, -1)
			if len(found) > 0 && (place == "title" || place == "why" || place == "where") {
				t.Errorf("step %s: %s is shown without values and holds %v", n, place, found)
			}
			for _, p := range found {
				key, words, _ := strings.Cut(strings.Trim(p, "{}"), "|")
				seen[key] = true
				if !slices.Contains(placeholders, key) {
					t.Errorf("step %s, %s: unknown placeholder %s", n, place, p)
				}
				if words == "" && key != "firstURI" { // that one alone is always known
					t.Errorf("step %s, %s: %s has no words for what is not known yet", n, place, p)
				}
			}
			if m := touched.FindString(text); m != "" {
				t.Errorf("step %s, %s: something touches a value: %q in %s", n, place, m, text)
			}
			if rest := placeholder.ReplaceAllString(text, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
				t.Errorf("step %s, %s: a broken placeholder: %s", n, place, text)
			}
		}
	}
	for _, p := range placeholders {
		if !seen[p] {
			t.Errorf("no step uses %s", p)
		}
	}
}

// The values that a person types by hand must be offered where they are typed.
func TestStepValuesStandWhereTheyAreTyped(t *testing.T) {
	steps := Steps()
	for n, want := range map[string][]string{
		"1": {"{{tenantName|"}, "4": {"{{appName|"}, "7": {"{{firstURI}}"}, "9": {"{{appId|", "{{tenantId|"},
		"11": {"{{appId|", "{{tenantId|", `"Microsoft"`}, "19": {`"User.Read.All"`}, "21": {`"Grant admin consent for {{tenantName|…}}"`},
		"25": {"{{secretName|"}, "26": {`"730 days (24 months)"`, "24 months from today"}, "29": {`"Client Secret"`, `"Save changes"`},
	} {
		all := strings.Join(steps[n].Do, "\n")
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("step %s does not offer %s", n, w)
			}
		}
	}
}

func TestParseStepsRefuses(t *testing.T) {
	for name, raw := range map[string]string{
		"nothing":          "",
		"a list":           `[]`,
		"a number twice":   `{"1":{"title":"a"},"1":{"title":"b"}}`,
		"unknown property": `{"1":{"titel":"a"}}`,
		"wrong type":       `{"1":{"do":"a"}}`,
		"cut off":          `{"1":{"title":"a"}`,
		"more after it":    `{"1":{"title":"a"}} {}`,
	} {
		if got, err := parseSteps([]byte(raw)); err == nil {
			t.Errorf("%s: parsed as %v, want an error", name, got)
		}
	}
	got, err := parseSteps([]byte(`{"7":{"title":"a","do":["b."]}}`))
	if err != nil || got["7"].Title != "a" || !slices.Equal(got["7"].Do, []string{"b."}) {
		t.Errorf("a good file: %v, %v", got, err)
	}
}
