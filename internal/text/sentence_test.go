package text

import "testing"

func TestASentenceBeginsWithACapitalAndEndsWithAStop(t *testing.T) {
	for in, want := range map[string]string{"élan vital": "Élan vital.", "ß": "ß.", "名前": "名前.", "done": "Done.", "": ""} {
		if got := Sentence(in); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", in, got, want)
		}
	}
}
