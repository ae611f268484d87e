package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/profile"
)

// TestWhatIsNotUnderstoodIsLeftAlone: a profile of which a part means nothing here is refused with the part's name, and
// stays byte for byte what it was.
func TestWhatIsNotUnderstoodIsLeftAlone(t *testing.T) {
	for words, raw := range map[string]string{
		"\"lost2\"":              `{"version":2,"tenant":{"id":"t"},"lost2":[{"name":"x"}]}`,
		"\"keptBy\"":             `{"version":2,"receipts":[{"object":"password","objectId":"a","keptBy":"b"}]}`,
		"receipts[1].objectId":   `{"version":2,"receipts":[{"objectId":"ok"},{"objectId":"a/b"}]}`,
		"receipts[0].objectId":   `{"version":2,"receipts":[{"objectId":".."}]}`,
		"begun.objectId":         `{"version":2,"begun":{"objectId":"a b"}}`,
		"secret.keyId":           `{"version":2,"secret":{"keyId":"-rf"}}`,
		"tenant.domain":          `{"version":2,"tenant":{"domain":"$(reboot).example"}}`,
		"wanted.redirectUris[1]": `{"version":2,"wanted":{"redirectUris":["https://a.example/x","javascript:alert(1)"]}}`,
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "contoso.json")
		written0600(t, path, raw)
		r := NewSession(Config{Store: profile.DiskStore(dir)})
		err := r.UseProfile("contoso")
		r.Close()
		var pe *profile.Error
		if !errors.As(err, &pe) || !strings.Contains(errors.Join(err, pe.Cause).Error(), words) || !strings.Contains(pe.Do, "left as it is") {
			t.Errorf("%s: got %v", words, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != raw {
			t.Errorf("%s: the file is now %q, %v", words, after, err)
		}
	}
}

func TestAProfileThatCannotBeSavedChangesNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must.Do(t, os.WriteFile(file, nil, 0o600))
	r := NewSession(Config{Store: profile.DiskStore(file)})
	r.profile.Name = "contoso"
	var pe *profile.Error
	if err := r.Confirm("29", ""); !errors.As(err, &pe) {
		t.Errorf("got %v", err)
	}
	if len(r.Profile().Confirmed) != 0 {
		t.Error("the confirmation was kept although it is not on the disk")
	}
}
