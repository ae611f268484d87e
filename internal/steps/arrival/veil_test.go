package arrival

import (
	"testing"
)

func TestVeiledAnswer(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "x": "•••• (1 character)", "hello": "•••• (5 characters)",
		"http://localhost:1/?code=abc&state=wrong":   "http://localhost:1/ code=•••• state=•••• (40 characters)",
		"http://localhost:1/abc?abc=abc":             "http://localhost:1/ (30 characters)",
		"http://abc@localhost:1/?error=abc#code=abc": "http://localhost:1/ error=•••• (42 characters)",
		"https://localhost:1/?code=abc":              "•••• (29 characters)",
		"http://abc.example/?code=abc":               "•••• (28 characters)",
	} {
		if got := veiledAnswer(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
