package profile_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/injecttest"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

func TestProfileGoesToDiskAndComesBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "er")
	st := profile.DiskStore(dir)
	if _, err := st.Load("contoso"); !errors.Is(err, profile.ErrNoProfile) {
		t.Fatalf("before: %v", err)
	}
	p := setup.Profile{Version: setup.ProfileVersion, Name: "contoso", Tenant: setup.ProfileTenant{ID: "t"}, Wanted: setup.Wanted{URIs: []string{"https://a"}},
		Pending: &setup.Pending{Kind: setup.PendingPassword, Name: "x", At: time.Unix(1, 0).UTC()}, Confirmed: map[string]setup.Word{"29": {At: time.Unix(2, 0).UTC()}}}
	must.Do(t, st.Save(p))
	got, err := st.Load("contoso")
	must.Do(t, err)
	if !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v\nwant %+v", got, p)
	}
	info, err := os.Stat(filepath.Join(dir, "contoso.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".new-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestProfilesThatCannotBeUsedAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		must.Do(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("cut.json", `{"version":1,"tenant":{"id":`)
	write("newer.json", `{"version":99}`)
	write("empty.json", "")
	write("target", `{"version":1}`)
	must.Do(t, os.Symlink(filepath.Join(dir, "target"), filepath.Join(dir, "link.json")))
	for name, word := range map[string]string{"cut": "damaged", "newer": "newer", "empty": "empty", "link": "plain file"} {
		_, err := profile.DiskStore(dir).Load(name)
		var pe *profile.Error
		if !errors.As(err, &pe) || !strings.Contains(err.Error(), word) || pe.Do == "" {
			t.Errorf("%s: %v", name, err)
		}
		// The receipts stand in no other place, so that none of them may be thrown away on advice.
		if lost := name == "cut" || name == "empty"; lost && (strings.Contains(strings.ToLower(err.Error()), "move it away") ||
			!strings.Contains(err.Error(), "restore a copy") || !strings.Contains(err.Error(), "take nothing back")) {
			t.Errorf("%s: whoever follows this loses the receipts: %v", name, err)
		}
	}
	write("good.json", `{"version":1}`)
	write("ssowizard-report-20261122-224415.json", `{"version":"a report is no profile"}`)
	list, err := profile.ViewStore(profile.DiskStore(dir)).List()
	var unusable *profile.UnusableError
	if len(list) != 1 || list[0].Name != "good" || !errors.As(err, &unusable) || len(unusable.Profiles) != 4 || !strings.Contains(err.Error(), "newer ssowizard") {
		t.Errorf("listed %v, %v", list, err)
	}
	if list, err := profile.DiskStore(filepath.Join(dir, "target")).List(); len(list) != 0 || !errors.As(err, &unusable) || unusable.Profiles[0].Do == "" {
		t.Errorf("what is no folder: listed %v, %v", list, err)
	}
	for _, bad := range []string{"", "..", "a/b", `a\b`, ".hidden", strings.Repeat("x", 101),
		"con", "NUL", "aux.json", "Prn.old", "com1", "COM9.x", "lpt0"} {
		if _, err := profile.DiskStore(dir).Load(bad); err == nil {
			t.Errorf("profile name %q was taken", bad)
		}
	}
}

// TestAFileWithTheNameOfADeviceIsNamed: one that another system took is not passed
// over in a list.
func TestAFileWithTheNameOfADeviceIsNamed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such file can be made there")
	}
	dir := t.TempDir()
	for _, name := range []string{"con.json", "console.json", "Lpt1.x.json", "com10.json"} {
		written0600(t, filepath.Join(dir, name), `{"version":1}`)
	}
	list, err := profile.DiskStore(dir).List()
	var unusable *profile.UnusableError
	if len(list) != 2 || !errors.As(err, &unusable) || len(unusable.Profiles) != 2 || !strings.Contains(err.Error(), "device") {
		t.Errorf("listed %v, %v", list, err)
	}
}

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
		must.Do(t, st.Save(p))
		got, err := st.Load("contoso")
		must.Do(t, err)
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

// An address of somebody else's is kept byte for byte, and the file that holds it
// steers no terminal in which it is looked at.
func TestAProfilesFileSteersNothing(t *testing.T) {
	dir := t.TempDir()
	const uri = "https://evil.example/\u202e\u200bhidden\u009b2J\U000E0041"
	p := setup.Profile{Version: setup.ProfileVersion, Name: "contoso", Tenant: setup.ProfileTenant{ID: "t"}, Receipts: []setup.Receipt{{Action: "12-14", Before: map[string]any{"spa": []any{uri}}}}}
	must.Do(t, profile.DiskStore(dir).Save(p))
	raw, err := os.ReadFile(filepath.Join(dir, "contoso.json"))
	if wrong := injecttest.Shown(string(raw)); err != nil || wrong != "" {
		t.Errorf("%v, %s", err, wrong)
	}
	if got, err := profile.DiskStore(dir).Load("contoso"); err != nil || !reflect.DeepEqual(got.Receipts[0].Before, p.Receipts[0].Before) {
		t.Errorf("it came back as %+v, %v", got.Receipts, err)
	}
}

func written0600(t *testing.T, path, text string) {
	t.Helper()
	must.Do(t, os.WriteFile(path, []byte(text), 0o600))
}
