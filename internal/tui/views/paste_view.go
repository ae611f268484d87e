package views

import (
	"strings"
)

// Path is what follows the common beginning, every character of it.
func Path(uri, origin string) string {
	if p := strings.TrimPrefix(uri, origin); p != "" {
		return p
	}
	return "(nothing after the host)"
}
