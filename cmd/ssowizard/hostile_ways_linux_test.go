package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// The ways that end before the work is done, or leave something behind: a policy
// forbids the secret, and the registration is exempted from it; another computer
// made what this one does not know. What each reads
// is hostile, in what it says, in its documents and in its files.
func TestHostileTextOnSideCommandsReachesNoTerminalAndNoFile(t *testing.T) {
	campaign.Only(t)
	t.Parallel()
	setup := []string{"setup", "--no-input", "--yes", "--tenant", "contoso.com", "--name", "bvoip SSO"}
	t.Run("a policy", func(t *testing.T) {
		t.Parallel()
		v := newHostileVictim(t, "secrets-forbidden")
		run := append(setup, "--redirect-uris", v.uriFile())
		v.ends(exitProblems, "--allow-secret-exemption", append(run, "--plain")...)
		v.ends(exitProblems, `"verdict": "problems"`, append(run, "--json")...)
		v.ends(exitGood, "Signing in left consent in your tenant", append(run, "--plain", "--allow-secret-exemption")...)
		v.ends(exitGood, "Took back", "undo", "--plain", "--last", "--no-input", "--yes", "--tenant", "contoso.com")
		v.saidAll()
	})
	t.Run("another computer", func(t *testing.T) {
		t.Parallel()
		v := newHostileVictim(t, "new")
		run := append(setup, "--plain", "--redirect-uris", v.uriFile())
		v.ends(exitGood, "Holds: One user read with it", run...)
		here, id := v.home, v.appID()
		v.home = t.TempDir()
		v.ends(exitProblems, "so no second one was made", run...)
		v.ends(exitGood, "Holds: One user read with it", "setup", "--plain", "--no-input", "--yes", "--tenant", "contoso.com", "--redirect-uris", v.uris, "--app-id", id)
		v.home = here
		list := filepath.Join(t.TempDir(), "list.csv")
		must.Do(t, os.WriteFile(list, []byte("contoso.com,"+id+","+v.uriFile()+"\n"), 0o600))
		v.ends(exitGood, id, "validate", "--list", list, "--no-input", "--sign-in", "device")
		v.ends(exitGood, id, "validate", "--json", "--list", list, "--no-input", "--sign-in", "device")
		v.saidAll()
	})
	t.Run("two of one kind", func(t *testing.T) {
		t.Parallel()
		v := newHostileVictim(t, "good", sameAgain)
		for _, args := range [][]string{{"validate", "--plain"}, {"validate", "--json"}, {"report"}, {"report", "--json"}} {
			run := append(args, "--no-input", "--sign-in", "device", "--tenant", "contoso.com", "--app-id", judgedApp, "--redirect-uris", v.uris)
			v.ends(map[string]int{"validate": exitProblems, "report": exitGood}[args[0]], twinApp, run...)
			v.ends(map[string]int{"validate": exitProblems, "report": exitGood}[args[0]], strangeSecret, run...)
		}
	})
}

// twinApp is a second registration with the addresses of the first.
const twinApp = "7a1d4c52-0be3-4f68-9d27-5c8e6b3f1a94"

// strangeSecret carries the wizard's mark, and no receipt knows it.
const strangeSecret = "11111111-2222-4333-8444-555555555556"

func sameAgain(sc *sim.Scenario) {
	for _, o := range sc.Applications {
		if o["appId"] != judgedApp {
			continue
		}
		list, _ := o["passwordCredentials"].([]any)
		o["passwordCredentials"] = append(list, map[string]any{"keyId": strangeSecret, "displayName": "bvoip MTP portal, by ssowizard 20260101-070000-abcdef",
			"hint": "x\u202e", "startDateTime": "now-10d", "endDateTime": "now+300d"})
		twin := maps.Clone(o)
		twin["id"], twin["appId"], twin["displayName"] = "c3f9a7e1-8b24-4d60-a5f3-92e7d1b06c48", twinApp, "Made twice"
		sc.Applications = append(sc.Applications, twin)
		return
	}
}

// appID is the registration that the profile of this computer is about.
func (v *hostileVictim) appID() string {
	v.t.Helper()
	files, err := filepath.Glob(filepath.Join(v.settings(), "*.json"))
	if err != nil || len(files) != 1 {
		v.t.Fatalf("%d profiles, %v", len(files), err)
	}
	raw, err := os.ReadFile(files[0])
	must.Do(v.t, err)
	var p struct{ App struct{ AppID string } }
	if err := json.Unmarshal(raw, &p); err != nil || p.App.AppID == "" {
		v.t.Fatalf("%q, %v", p.App.AppID, err)
	}
	return p.App.AppID
}

// saidAll fails where one of the texts was never sent: too little to judge by.
func (v *hostileVictim) saidAll() {
	v.t.Helper()
	if n := len(v.injector.Sent()); n != len(injecttest.Texts) {
		v.t.Errorf("%d of %d texts were sent", n, len(injecttest.Texts))
	}
}
