package assets

import (
	_ "embed"
	"maps"
	"sync"
)

//go:embed advice.json
var adviceJSON []byte

// Counsel is an error in words: what happened, what it means here, what to do. The texts have
// placeholders that internal/messages fills in.
type Counsel struct {
	What        string `json:"what"`
	Means       string `json:"means"`
	Do          string `json:"do"`
	Code        string `json:"code"`        // of Microsoft's, for support; "" where the error tells
	SignInAgain bool   `json:"signInAgain"` // a new sign-in would mend it
}

var parsedAdvice = sync.OnceValue(func() map[string]Counsel {
	return embedded[map[string]Counsel]("advice.json", adviceJSON)
})

// Advice is what is said under an id; the zero counsel for an id that is not there.
func Advice(id string) Counsel { return parsedAdvice()[id] }

// AllAdvice returns all that is said, by id. The map is the caller's own.
func AllAdvice() map[string]Counsel { return maps.Clone(parsedAdvice()) }
