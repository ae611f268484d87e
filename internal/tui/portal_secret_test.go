package tui

import (
	"strings"
	"testing"

	"ssowizard/internal/tui/screen"
)

// Where the text says to paste the secret, c copies the secret: an id in its place
// would be pasted into "Client Secret".
func TestTheSecretIsTheFirstValueOfItsStepByHand(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 80, 24)
	value := secretValue(t, d)
	d.Press("p")
	d.At("S29p")
	d.Sees("Paste the value into \"Client Secret\"", "▸ Client Secret ••••••••••••••••", "Application (client) ID")
	d.Press("c")
	if len(d.copied) != 1 || d.copied[0] != value {
		t.Fatalf("copied %q", d.copied)
	}
	d.Sees("Client Secret: copied if your terminal allows it.")
	d.SeesNot(value, "v shows it")
	d.Press("down", "c")
	if id := d.m.state.Profile.App.AppID; len(d.copied) != 2 || d.copied[1] != id {
		t.Errorf("copied %q, want the id %s last", d.copied, id)
	}
	for _, v := range d.m.page().s.(screen.Holder).Values() {
		if v.Text == value || strings.Contains(v.Text, "•") {
			t.Errorf("%q is among the values that are printed plainly", v.Label)
		}
	}
}

// Without a secret c says where it comes from, and copies no id in its place.
func TestWithoutASecretNothingIsCopiedInItsPlace(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	d.goTo("29")
	d.Press("p", "c")
	d.At("S29p")
	d.Sees("▸ Client Secret There is none yet: steps 23–27 make it.", "Client Secret: There is none yet")
	if len(d.copied) != 0 {
		t.Errorf("copied %q", d.copied)
	}
}
