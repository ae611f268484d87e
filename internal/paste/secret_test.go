package paste

import (
	"strings"
	"testing"
)

// TestASecretInAListIsNotRepeated: somebody pastes the wrong field, or the whole page
// of secrets beside the addresses. What was left out is shown, and this is not.
func TestASecretInAListIsNotRepeated(t *testing.T) {
	const secret, token = "abc8Q~exampleexampleexampleexampleexample", "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ4In0.c2lnbmF0dXJl"
	for _, form := range []string{"%", "Value: %", "https://mtp.bvoip.net/users %", "%\nhttps://mtp.bvoip.net/users", "\"%\",", "secret=%", "| % |", "https://mtp.bvoip.net/users\t%\t5/4/2028"} {
		for _, value := range []string{secret, token} {
			p := ParseURIs(strings.ReplaceAll(form, "%", value))
			all := ""
			for _, d := range p.Dropped {
				all += d.Text + d.Reason + d.Near + "\n"
			}
			for _, d := range p.Doubts() {
				all += d.Text + d.Why + d.URI + "\n"
			}
			if strings.Contains(all, value[4:20]) {
				t.Errorf("%q repeats it: %s", form, all)
			}
			if len(p.Dropped) == 0 {
				t.Errorf("%q: nothing was said to be left out", form)
			}
		}
	}
}
