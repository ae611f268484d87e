package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
)

// unusable puts two profiles that cannot be used into the bench's folder.
func (b *bench) unusable() {
	b.t.Helper()
	for name, text := range map[string]string{"cut.json": `{"version":1,"tenant":{"id":`, "newer.json": `{"version":99}`} {
		must.Do(b.t, os.WriteFile(filepath.Join(b.folder, name), []byte(text), 0o600))
	}
}

// TestValidateAllNamesUnusableProfiles: a setup whose profile cannot be used is one that
// could not be checked, and not one that is left out of "all good".
func TestValidateAllNamesUnusableProfiles(t *testing.T) {
	b := newBench(t)
	b.unusable()
	b.want(exitUnchecked, []string{"validate", "--all", "--no-input"}, "cut.json", "it is damaged", "Keep it, and restore a copy", "newer.json", "it was written by a newer ssowizard")
	b = newBench(t)
	b.unusable()
	b.want(exitUnchecked, []string{"validate", "--all", "--no-input", "--json", "--quiet"})
	var docs []document.Validate
	if err := json.Unmarshal([]byte(b.out.String()), &docs); err != nil || len(docs) != 2 {
		t.Fatalf("%v, %d documents: %s", err, len(docs), b.out)
	}
	for _, d := range docs {
		if d.Verdict != judge.OverallIncomplete || d.Schema != document.ValidateSchema || d.At.IsZero() || !strings.Contains(d.Reason.Text, b.folder) {
			t.Errorf("%+v", d)
		}
	}
}

// TestValidateAllNamesAnUnreadableFolder: that is another thing than no setup.
func TestValidateAllNamesAnUnreadableFolder(t *testing.T) {
	b := newBench(t)
	b.folder = filepath.Join(b.folder, "file")
	must.Do(t, os.WriteFile(b.folder, nil, 0o600))
	b.want(exitUnchecked, []string{"validate", "--all", "--no-input"}, "the folder cannot be read", "Look at its owner and rights.")
	if strings.Contains(b.talk.String(), "remembers no setup") {
		t.Error(b.talk)
	}
}

// TestAReportNamesWhatItCannotUse: among what is not known, with the remedy.
func TestAReportNamesWhatItCannotUse(t *testing.T) {
	b := newBench(t)
	b.unusable()
	b.want(exitGood, []string{"report", "--no-input", "--json"}, "remembers no setup that can be used")
	var d document.Report
	must.Do(t, json.Unmarshal([]byte(b.out.String()), &d))
	said := ""
	for _, u := range d.Unknown {
		said += u.What + ": " + u.Why + " " + u.Remedy + "\n"
	}
	if !strings.Contains(said, "cut.json: The profile cannot be used: it is damaged. Keep it, and restore a copy") || !strings.Contains(said, "newer.json") {
		t.Errorf("not known: %s", said)
	}
}
