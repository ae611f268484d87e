package setup

import (
	"encoding/json"
	"testing"
)

// TestASecretToFollowIsSavedAsBefore: profiles that older versions saved are read, and read what this one saves.
func TestASecretToFollowIsSavedAsBefore(t *testing.T) {
	for saved, want := range map[string]Beside{
		`{"kind":"","name":"","at":"0001-01-01T00:00:00Z"}`:                   {},
		`{"kind":"","name":"","at":"0001-01-01T00:00:00Z","beside":"others"}`: {Others: true},
		`{"kind":"","name":"","at":"0001-01-01T00:00:00Z","beside":"k-1"}`:    {KeyID: "k-1"},
	} {
		var p Pending
		if err := json.Unmarshal([]byte(saved), &p); err != nil || p.Beside != want {
			t.Errorf("%s: %+v, %v", saved, p.Beside, err)
		}
		if raw, err := json.Marshal(p); err != nil || string(raw) != saved {
			t.Errorf("%s becomes %s, %v", saved, raw, err)
		}
	}
	if !BesideSecret("").follows("any") || !BesideSecret("a").follows("a") || BesideSecret("a").follows("b") || (Beside{}).follows("") {
		t.Error("a secret may follow another than the one that it was asked for beside")
	}
}
