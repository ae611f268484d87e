package assets

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

type aadstsEntry struct {
	Code    int    `json:"code"`
	Meaning string `json:"meaning"`
	Cause   string `json:"cause"`
	Remedy  string `json:"remedy"`

	Kind     string   `json:"kind"`
	AsksBack bool     `json:"asksBack"`
	Page     string   `json:"page"`
	Phase    string   `json:"phase"`
	Names    string   `json:"names"`
	Causes   []string `json:"causes"`
	Client   struct {
		Cause  string `json:"cause"`
		Remedy string `json:"remedy"`
	} `json:"client"`
}

// The wizard's commands that a remedy may name; the rest of the word after "ssowizard" is checked against it.
var (
	namedCommand = regexp.MustCompile(`ssowizard( \w+)?`)
	insideJargon = regexp.MustCompile(`(?i)AADSTS\d|developer error|TODO`)
)

func readAADSTS(t *testing.T) []aadstsEntry {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(AADSTS()))
	dec.DisallowUnknownFields()
	var entries []aadstsEntry
	if err := dec.Decode(&entries); err != nil {
		t.Fatalf("aadsts.json: %v", err)
	}
	return entries
}

func TestAADSTSCodes(t *testing.T) {
	last := 0
	for _, e := range readAADSTS(t) {
		if e.Code <= 0 {
			t.Errorf("code %d is not positive", e.Code)
		}
		if e.Code <= last {
			t.Errorf("code %d after %d: not ascending, or twice", e.Code, last)
		}
		last = e.Code
	}
}

func TestAADSTSTexts(t *testing.T) {
	for _, e := range readAADSTS(t) {
		texts := map[string]string{"meaning": e.Meaning, "cause": e.Cause, "remedy": e.Remedy}
		if e.Client.Cause != "" || e.Client.Remedy != "" {
			texts["client cause"], texts["client remedy"] = e.Client.Cause, e.Client.Remedy
		}
		for place, text := range texts {
			if text == "" || text != strings.TrimSpace(text) || !strings.HasSuffix(text, ".") {
				t.Errorf("%d, %s: empty, with blanks at an end, or without a full stop: %q", e.Code, place, text)
			}
			if m := manners.FindString(text); m != "" {
				t.Errorf("%d, %s: %q does not belong here: %s", e.Code, place, m, text)
			}
			if m := insideJargon.FindString(text); m != "" {
				t.Errorf("%d, %s: %q tells the reader nothing: %s", e.Code, place, m, text)
			}
			if strings.Count(text, `"`)%2 != 0 {
				t.Errorf("%d, %s: a quote is left open: %s", e.Code, place, text)
			}
			if got := utf8.RuneCountInString(text); got > 220 {
				t.Errorf("%d, %s: %d characters, more than 220", e.Code, place, got)
			}
			if place == "remedy" { // what mends it is named where it is told
				text = strings.NewReplacer("{Validate}", "Run ssowizard validate", "{validate}", "run ssowizard validate").Replace(text)
			}
			if placeholder.MatchString(text) {
				t.Errorf("%d, %s: nobody fills in placeholders here: %s", e.Code, place, text)
			}
			for _, m := range namedCommand.FindAllString(text, -1) {
				if !slices.Contains([]string{"ssowizard setup", "ssowizard validate", "ssowizard renew"}, m) {
					t.Errorf("%d, %s: names %q, which is not a command of the wizard: %s", e.Code, place, m, text)
				}
			}
		}
	}
}

// These are the codes that this job meets most; each has a remedy that must not get lost in an edit.
func TestAADSTSCoversTheJob(t *testing.T) {
	byCode := map[int]aadstsEntry{}
	for _, e := range readAADSTS(t) {
		byCode[e.Code] = e
	}
	for code, want := range map[int]string{
		50011: "12", 9002326: `"Single-page application"`, 65001: `"API permissions"`, 90094: "Privileged Role Administrator",
		7000215: `"Value"`, 7000222: "ssowizard renew", 700016: "both ids", 7000229: "{Validate}", 50194: "multiple tenants",
		53003: "browser sign-in", 530035: "browser sign-in", 53000: "browser sign-in", 50105: `"Assignment required?"`,
		7000112: `"Enabled for users to sign-in?"`, 90002: `"Directory (tenant) ID"`, 70020: "new code", 70016: "Enter the code",
	} {
		if e, ok := byCode[code]; !ok {
			t.Errorf("%d is missing", code)
		} else if !strings.Contains(e.Remedy, want) {
			t.Errorf("%d: the remedy no longer names %s: %s", code, want, e.Remedy)
		}
	}
}

func TestAADSTSIsTheCallersOwn(t *testing.T) {
	AADSTS()[0] = 'x'
	if AADSTS()[0] != '[' {
		t.Error("writing into the returned bytes reached the next caller")
	}
}
