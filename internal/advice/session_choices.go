package advice

import (
	"strings"

	"ssowizard/internal/mtp"
)

// NameError says why a registration cannot have a name.
type NameError struct{ Why string }

func (e *NameError) Error() string { return "this name cannot be used: " + e.Why }

// URIsError says why a list of redirect URIs was refused.
type URIsError struct{ Problems []mtp.Problem }

func (e *URIsError) Error() string {
	words := make([]string, 0, len(e.Problems))
	for _, p := range e.Problems {
		words = append(words, p.Text)
	}
	return strings.Join(words, " ")
}
