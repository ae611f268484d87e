package assets

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed glossary.json
var glossaryJSON []byte

// Word is a word of the field in plain words, for somebody who has never seen the Entra admin center.
type Word struct {
	// Word is the word as it stands on pages.
	Word string `json:"word"`
	// Also are other names of the same thing, as people type them.
	Also []string `json:"also"`
	// Is says what it is, Why what it has to do with this setup, Where to look for it.
	Is    string `json:"is"`
	Why   string `json:"why"`
	Where string `json:"where"`
}

var parsedGlossary = sync.OnceValue(func() []Word { return embedded[[]Word]("glossary.json", glossaryJSON) })

// Glossary returns all words in alphabetical order. The slice is the caller's own. It panics when
// the embedded file cannot be parsed.
func Glossary() []Word { return slices.Clone(parsedGlossary()) }
