package assets

import (
	"slices"
	"strings"
	"testing"
)

// TestBrowserPagesLeadOn: each page says what it means and what to do, and names ways that exist; no way is nowhere.
func TestBrowserPagesLeadOn(t *testing.T) {
	s := BrowserPages()
	ways := map[string]bool{}
	for _, w := range s.Ways {
		if ways[w.ID] || w.Title == "" || w.Detail == "" || len(w.Title) > 40 || len(w.Detail) > 55 {
			t.Errorf("way %+v", w)
		}
		ways[w.ID] = true
	}
	used, seen := map[string]bool{}, map[string]bool{}
	for _, p := range slices.Concat(s.Pages, s.Standings) {
		if seen[p.ID] || p.Means == "" || p.Do == "" || len(p.Ways) == 0 {
			t.Errorf("page %+v", p)
		}
		seen[p.ID] = true
		for _, id := range p.Ways {
			used[id] = true
			if !ways[id] {
				t.Errorf("%s leads to %q, which is no way", p.ID, id)
			}
		}
		if words := strings.ToLower(p.Means + p.Do); strings.Contains(words, "please") || strings.Contains(words, "simply") || strings.Contains(words, "!") {
			t.Errorf("%s: %s", p.ID, words)
		}
	}
	for _, e := range readAADSTS(t) {
		if e.Page != "" && !seen[e.Page] {
			t.Errorf("AADSTS%d stands on the page %q, which is none", e.Code, e.Page)
		}
	}
	for id := range ways {
		if used[id] == (id == "stuck") { // that one leads to the pages
			t.Errorf("no page leads to %q", id)
		}
	}
	for _, want := range []string{"need-approval", "no-access", "cant-get-there", "pick-account", "number", "other", "nothing"} {
		if !seen[want] {
			t.Errorf("no page %q", want)
		}
	}
}
