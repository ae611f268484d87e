package wire

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/text"
)

func TestJSONLosesNothingAndSteersNothing(t *testing.T) {
	for _, s := range []string{"Contoso > \"Büro\" 東京", "\x1b[2J\x07\x00", "\u009b31m\u009d52;c;eA==\u009c", "pay\u202eexe", "\u2066a\u2069\u200b\ufeff\u00ad", "tag\U000E0041", "\U0001F44B\U0001F3FD",
		"z" + strings.Repeat("\u0301", 40), "\u0301first", "after a space \u0301", "\u2028\u2029\u0085", "\r\n\t", strings.Repeat("x", 1<<20)} {
		out, err := JSON(map[string]any{"text": s, "list": []string{s}})
		must.Do(t, err)
		if text.Visible(string(out)) != string(out) || strings.Contains(string(out), "\r") {
			t.Errorf("%.60q reaches a terminal as %.200q", s, out)
		}
		var back struct{ Text string }
		if err := json.Unmarshal(out, &back); err != nil || back.Text != s {
			t.Errorf("%.60q came back as %.60q, %v", s, back.Text, err)
		}
	}
	out, _ := JSON("bad\xffbyte")
	if string(out) != "\"bad\ufffdbyte\"\n" && string(out) != "\"bad\\ufffdbyte\"\n" {
		t.Errorf("%q", out)
	}
}

// TestTimesAreWrittenToTheSecond: wherever they stand in a document, and the
// value that was given stays as it is.
func TestTimesAreWrittenToTheSecond(t *testing.T) {
	at := time.Date(2026, 11, 22, 22, 44, 15, 590739833, time.FixedZone("", 3600))
	type inner struct {
		At   time.Time
		Then *time.Time
		Name string
		no   int
	}
	v := struct {
		At    time.Time
		List  []inner
		By    map[string]*inner
		Any   any
		Empty []inner
	}{at, []inner{{at, &at, "2026-11-22T22:44:15.5Z", 1}}, map[string]*inner{"a": {At: at}}, inner{Then: &at}, nil}
	doc, err := JSON(v)
	must.Do(t, err)
	if n := strings.Count(string(doc), `"2026-11-22T21:44:15Z"`); n != 5 || !strings.Contains(string(doc), `"2026-11-22T22:44:15.5Z"`) || !strings.Contains(string(doc), `"Empty": null`) {
		t.Errorf("%d times in:\n%s", n, doc)
	}
	if at.Nanosecond() == 0 || v.List[0].Then.Nanosecond() == 0 || v.List[0].no != 1 {
		t.Error("the value was changed")
	}
}
