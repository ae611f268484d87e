package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/judge"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

func plainText(s string) string { return ansi.Strip(s) }

// atHandOver drives a whole new setup to step 29.
func atHandOver(t *testing.T, tenant string, width, height int) (*rig, *driver) {
	t.Helper()
	g, d := atAccount(t, tenant, width, height)
	d.Press("enter", "enter", "enter", "y")
	for _, id := range []string{"S12", "S15", "S21", "S23"} {
		d.At(id)
		d.do()
		d.Press("enter")
	}
	d.At("S28")
	d.Tick(tickEvery)
	d.Await("Proven at")
	d.Press("enter")
	d.At("S29")
	return g, d
}

func secretValue(t *testing.T, d *driver) string {
	t.Helper()
	s, err := d.m.works.Secret(t.Context())
	if err != nil || s.Empty() {
		t.Fatalf("no secret: %v", err)
	}
	return s.Reveal()
}

func TestTheSecretIsMaskedCopiedAndShownForAWhile(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 80, 24)
	value := secretValue(t, d)
	p := d.m.state.Profile
	d.Sees("Client Secret", "••••••••", "\"Save changes\"", p.App.AppID, p.Tenant.ID, "Not the \"Secret ID\" "+p.Secret.KeyID, "works until")
	d.SeesNot(value)
	d.Press("c")
	if got := strings.Join(d.copied, " "); !strings.Contains(got, value) {
		t.Fatalf("copied %q", got)
	}
	d.SeesNot(value)
	d.Sees("copied if your terminal allows it. v show it for 30 s")
	d.Press("v")
	d.Sees(value, "hides by itself in 0:")
	for _, size := range [][2]int{{80, 24}, {100, 24}, {100, 30}, {120, 36}, {200, 60}} {
		d.Resize(size[0], size[1])
		if !strings.Contains(d.Screen(), value) || !strings.Contains(d.Screen(), "hides by itself in") {
			t.Errorf("at %v whoever asks for the value has to look for it:\n%s", size, d.Screen())
		}
	}
	d.Resize(80, 24)
	d.Press("c")
	d.SeesNot("v shows it.")
	d.Press("v")
	d.SeesNot(value)
	d.Press("v")
	d.Sees(value)
	d.pass(walked.RevealFor)
	d.SeesNot(value) // by the clock alone, before any message came
	d.Tick(0)
	if slices.Contains(d.m.page().s.(*walked.Page).Sensitive(), value) {
		t.Error("the value is still held after it was hidden")
	}
	d.Press("v", "p")
	d.SeesNot(value)
	d.Press("esc")
	d.SeesNot(value)
	for _, v := range d.m.page().s.(screen.Holder).Values() {
		if v.Text == value {
			t.Error("the secret is among the values that are printed plainly")
		}
	}
	d.Press("y")
	if _, ok := d.m.state.Profile.Confirmed[handOverPhase]; !ok {
		t.Error("29 is not confirmed")
	}
	d.At("SA1")
}

// Share-safe mode and the value shut each other out: switching the mode hides it
// either way, and while the mode is on it is not shown.
func TestShareSafeHidesTheSecretAndKeepsItHidden(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 80, 24)
	value := secretValue(t, d)
	d.Press("v")
	d.Sees(value)
	d.Press("s")
	d.SeesNot(value, "hides by itself")
	d.Press("v")
	d.SeesNot(value, "hides by itself")
	d.Sees("Share-safe is on, so the value stays hidden. s share-safe")
	d.Press("s")
	d.SeesNot(value) // a key that was pressed for the names shows no secret
	d.Press("v")
	d.Sees(value)
	d.Press("v")
	d.Tap("v")
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	d.Tap("s") // before the keychain has answered
	d.Idle()
	d.Press("s")
	d.SeesNot(value)
	if slices.Contains(d.m.page().s.(*walked.Page).Sensitive(), value) {
		t.Error("the value is held although it is hidden")
	}
}

// TestEnterIsNoWordAboutWhatWasNotDone: it copies before it says pasted, and
// waits for the log before it says that a sign-in worked.
func TestEnterIsNoWordAboutWhatWasNotDone(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 100, 36)
	d.Sees("▸ Copy the secret")
	d.Press("enter")
	d.At("S29")
	if got := strings.Join(d.copied, " "); !strings.Contains(got, secretValue(t, d)) {
		t.Fatalf("copied %q", got)
	}
	d.Sees("▸ Copy the secret sent to the clipboard; if pasting gives something else, v shows it") // it stays under the cursor
	d.Press("enter", "enter")
	d.At("S29")
	if _, said := d.m.state.Profile.Confirmed[handOverPhase]; said {
		t.Error("Enter said that it was pasted")
	}
	d.Press("y", "enter")
	d.At("SA1n") // the people to compare with
	d.Press("esc", "y")
	d.At("SS1")
	d.Sees("▸ w Wait for it here")
	d.Press("enter")
	d.At("SS1")
	if _, said := d.m.state.Profile.Confirmed[pilotPhase]; said {
		t.Error("Enter said that it worked")
	}
	d.Press("y")
	if _, said := d.m.state.Profile.Confirmed[pilotPhase]; !said {
		t.Error("the word is not noted")
	}
}

func TestLifetimeAndKeeperAreSaidBeforehand(t *testing.T) {
	t.Parallel()
	for tenant, want := range map[string]string{"new": "24 months, as the procedure asks.", "secrets-capped": "the longest that your tenant's policy"} {
		g := newRig(t, tenant)
		d := g.start(100, 30)
		d.register()
		d.goTo("23")
		end := judge.LifeOf(d.m.state.Snapshot, d.m.state.Profile).End
		d.Sees(want, "until "+text.Day(end), "memory (practice only); gone when this program ends", "If that fails, the new secret is taken back")
	}
}

func TestTheFirstBrokenLinkIsTheCause(t *testing.T) {
	t.Parallel()
	_, d := atBoard(t, 100, 40)
	for _, n := range []string{"15", "21", "23"} {
		d.goTo(n)
		d.do()
	}
	d.Press("enter")
	d.goTo("28")
	d.Tick(tickEvery)
	d.Await("The cause: Redirect URIs")
	d.Sees("What to do", "Go to steps 12–14", "✓ A token with the secret")
	d.Press("m")
	d.At("S12")
}

func TestProofBeforeThereIsASecret(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.goTo("28")
	d.Sees("There is no secret of this program's making yet", "Go to steps 23–27")
	d.Press("enter")
	d.At("S23")
}

// TestAPlaceForTheSecretLeadsOnToItsPlan: it was asked for because the secret is to be
// made.
func TestAPlaceForTheSecretLeadsOnToItsPlan(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.keys = absent{}
	d := g.start(100, 36)
	d.signIn()
	d.Press("y")
	d.At("S01f")
	d.goTo("2")
	d.Press("m", "enter")
	d.At("S03")
	d.do()
	d.goTo("23")
	d.Sees("Choose where it is kept")
	d.Press("w")
	d.At("S01f")
	d.Press("w")
	d.At("W")
	d.Sees("Client secret")
}
