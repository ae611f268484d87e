package engine_test

import (
	"strings"
	"testing"

	"ssowizard/internal/explain"
	"ssowizard/internal/must"
)

func TestALiveTenantIsExplained(t *testing.T) {
	const app = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	w := signedIn(t, "adopt")
	must.Do(t, w.r.ChooseExisting(app))
	w.pasteURIs()
	s, p := w.observe(), w.r.Profile()
	for text, want := range map[string]string{
		"9002326": "true redirect-uri-wrong-platform: One of the MTP portal's",
		"65001":   "true",
		app:       "",
	} {
		e := explain.Explain(text, s, p)
		if !e.Recognised() || !strings.HasPrefix(firstCause(e), want) {
			t.Errorf("%s: %+v", text, e)
		}
	}
}

func firstCause(e explain.Explanation) string {
	if len(e.Causes) == 0 {
		return ""
	}
	c := e.Causes[0]
	return string(c.Truth) + " " + string(c.Finding) + ": " + c.Text
}
