package text

import "testing"

func TestOnlyAGUIDIsOne(t *testing.T) {
	for s, want := range map[string]bool{
		"0f8fad5b-d9cb-469f-a165-70867728950e":   true,
		"0F8FAD5B-D9CB-469F-A165-70867728950E":   true,
		"0f8fad5b-d9cb-469f-a165-70867728950g":   false,
		"0f8fad5b0d9cb-469f-a165-70867728950e":   false,
		"0f8fad5b-d9cb-469f-a165-7086772895-e":   false,
		"{0f8fad5b-d9cb-469f-a165-70867728950e}": false,
		"0f8fad5b-d9cb-469f-a165-70867728950":    false,
		"0f8fad5b-d9cb-469f-a165-7086772895é":    false,
		"":                                       false,
	} {
		if IsGUID(s) != want {
			t.Errorf("IsGUID(%q) = %v", s, !want)
		}
	}
}
