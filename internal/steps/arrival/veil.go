package arrival

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"ssowizard/internal/wire"
)

// answerParts are the parts of a browser's answer that are named in its place:
// whoever pasted it sees whether all of it arrived.
var answerParts = []string{"code", "state", "error"}

// veiledAnswer is what is shown of an address that holds an authorization code:
// the host, which parts it has, and how long it is. A text of any other shape
// may be the code alone, so nothing but its length is shown.
func veiledAnswer(text string) string {
	if text == "" {
		return ""
	}
	length := fmt.Sprintf(" (%d characters)", utf8.RuneCountInString(text))
	if utf8.RuneCountInString(text) == 1 {
		length = " (1 character)"
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" || !wire.Loopback(strings.ToLower(u.Hostname())) {
		return "••••" + length
	}
	var parts []string
	for _, name := range answerParts {
		if u.Query().Has(name) {
			parts = append(parts, name+"=••••")
		}
	}
	return "http://" + u.Host + "/ " + strings.Join(append(parts, length[1:]), " ")
}
