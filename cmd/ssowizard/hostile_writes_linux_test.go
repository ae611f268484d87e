package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/keyringtest"
	"ssowizard/internal/sim"
)

// hostileVictim is the real program on a real keyring, at a tenant in whose every
// answer holds hostile texts.
type hostileVictim struct {
	*victim
	login, graph string
	injector     *injecttest.Injector
}

func newHostileVictim(t *testing.T, tenant string, change ...func(*sim.Scenario)) *hostileVictim {
	t.Helper()
	sc := hostileScenario(t, tenant, keptURI)
	for _, c := range change {
		c(sc)
	}
	v := &hostileVictim{victim: newVictimOf(t, keyringtest.Unlocked(t), sim.Options{Scenario: sc, Scale: 1e-6, Seed: 100})}
	v.login, v.graph, v.injector = spokenFor(t, v.srv)
	return v
}

// uriFile is the file with the portal's list, with what steers in it.
func (v *hostileVictim) uriFile() string {
	v.t.Helper()
	path := filepath.Join(v.t.TempDir(), "uris.txt")
	// A word alone under a list may be the rest of an address, and is a doubt; a sentence is none.
	text := strings.Join(v.srv.Scenario().PortalURIs, "\n") + "\n\nNotes of ours: " + injecttest.Texts[0] + " and more.\nSo it was told us, " + injecttest.Texts[5] + " or so.\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		v.t.Fatal(err)
	}
	return path
}

// ends runs a command line, which must end so and say so, and in nothing that it
// wrote may there be anything that steers.
func (v *hostileVictim) ends(want int, sentence string, args ...string) {
	v.t.Helper()
	cmd := v.command(append(args, "--debug")...)
	cmd.Env = append(cmd.Env, envLogin+"="+v.login, envGraph+"="+v.graph)
	code, out := v.play(cmd, nil)
	if code != want || !strings.Contains(v.talk+out, sentence) {
		v.t.Errorf("%v ended with %d, want %d and %q:\n%s\n%s", args, code, want, sentence, v.talk, out)
	}
	for where, text := range map[string]string{"said": v.talk, "answered": out} {
		if wrong := injecttest.Shown(text); wrong != "" {
			v.t.Errorf("%v, %s: %s", args, where, wrong)
		}
	}
	if wrong := steering(v.t, v.home, nil); wrong != "" {
		v.t.Errorf("%v, left %s", args, wrong)
	}
}

// The whole setup, its renewal and its taking back are written for real: what
// they read before, between and after their writes is hostile each time.
func TestHostileTextReachesNothingThatTheWizardWrites(t *testing.T) {
	campaign.Only(t)
	t.Parallel()
	v := newHostileVictim(t, "new")
	uris := v.uriFile()
	tenant := []string{"--no-input", "--tenant", "contoso.com", "--yes"}
	run := func(want int, sentence string, args ...string) {
		t.Helper()
		v.ends(want, sentence, append(args, tenant...)...)
	}
	run(exitGood, "Holds: One user read with it", "setup", "--plain", "--name", "bvoip SSO", "--redirect-uris", uris)
	run(exitGood, "Reminders written", "renew", "--plain", "--ics", filepath.Join(v.home, "reminders.ics"))
	run(exitGood, "Took back", "undo", "--last", "--plain")
	run(exitGood, `"verdict": "good"`, "setup", "--json", "--redirect-uris", uris)
	run(exitGood, `"madeNow": true`, "renew", "--json")
	run(exitGood, `"undoneAt"`, "undo", "--last", "--json")
	if len(v.injector.Sent()) != len(injecttest.Texts) {
		t.Errorf("%d texts were sent", len(v.injector.Sent()))
	}
}

// A registration of somebody else's holds an address that Entra takes, that steers,
// and that is kept byte for byte: it stands in plans, receipts and documents.
func TestAHostileAddressIsRepairedAroundAndSteersNothing(t *testing.T) {
	t.Parallel()
	v := newHostileVictim(t, "two-faults")
	args := []string{"--no-input", "--tenant", "contoso.com", "--app-id", judgedApp}
	run := func(want int, sentence string, args []string, more ...string) {
		t.Helper()
		v.ends(want, sentence, append(more, args...)...)
	}
	run(exitGood, "Holds: One user read with it", args, "setup", "--plain", "--yes", "--redirect-uris", v.uriFile())
	if !campaign.Whole {
		return
	}
	run(exitGood, "evil.example", args, "validate", "--plain", "--sign-in", "device")
	run(exitGood, "evil.example", args, "validate", "--json", "--sign-in", "device")
	run(exitGood, "The report was written", args, "report", "--sign-in", "device", "--out", filepath.Join(v.home, "report.txt"))
	run(exitGood, "Took back", args, "undo", "--last", "--yes", "--plain")
}
