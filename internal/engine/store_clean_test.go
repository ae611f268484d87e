package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// TestIdsOfEveryFirstCharacterSurvive: what is read and saved back is what was there, whatever an id of Entra's begins
// with.
func TestIdsOfEveryFirstCharacterSurvive(t *testing.T) {
	st := profile.DiskStore(t.TempDir())
	p := setup.Profile{Version: setup.ProfileVersion, Name: "contoso", Tenant: setup.ProfileTenant{ID: "t"}, Begun: &setup.Receipt{Object: "appRoleAssignment", ObjectID: "-begun"}}
	for _, c := range base64url {
		p.Receipts = append(p.Receipts, setup.Receipt{At: time.Now().UTC(), Object: "oauth2PermissionGrant", ObjectID: string(c) + "pTHRihpbICMLgzTa_RN6xyNdPPvBNQw2YQfOfGXkI-", Before: "", After: "User.Read"})
	}
	for range 2 {
		if err := st.Save(p); err != nil {
			t.Fatal(err)
		}
		got, err := st.Load("contoso")
		if err != nil {
			t.Fatal(err)
		}
		if got.Begun.ObjectID != "-begun" || len(got.Receipts) != 64 {
			t.Fatalf("%d receipts, begun %q", len(got.Receipts), got.Begun.ObjectID)
		}
		for i, rec := range got.Receipts {
			if rec.ObjectID != p.Receipts[i].ObjectID {
				t.Errorf("%q became %q", p.Receipts[i].ObjectID, rec.ObjectID)
			}
		}
		p = got
	}
}

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
		r := NewRunner(Config{Store: profile.DiskStore(dir)})
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
