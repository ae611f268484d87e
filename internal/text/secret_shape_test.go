package text

import "testing"

func TestSecretShaped(t *testing.T) {
	for word, want := range map[string]bool{
		"abc~DEF": true, "Ab1.": true, "ab1.c": false, "AB1.C": false, "Ab.c": false, "Ab1": false,
		"Ab1.c d": false, "ä~": false, "": false, "Ab1._-": true,
	} {
		if got := SecretShaped(word); got != want {
			t.Errorf("%q: %v", word, got)
		}
	}
	if !SecretSigns("eyJ_-.~") || SecretSigns("a+b") || SecretSigns("a\n") {
		t.Error("signs")
	}
}
