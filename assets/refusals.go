package assets

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed refusals.json
var refusalsJSON []byte

// Refusal is what a page or a banner of Microsoft's says without a number of its own. It is told
// by its words, in the languages in which they are known here.
type Refusal struct {
	// Code is the stable name, as in "page-no-access".
	Code string `json:"code"`
	// Phrases are what stands on the page, lower case, each enough by itself.
	Phrases []string `json:"phrases"`
	// Number is the AADSTS number that the page stands for; 0 where it stands for none.
	Number int `json:"number"`
	// Finding is the wizard's own code for the same thing; "" where there is none.
	Finding string `json:"finding"`
	// Meaning, Cause and Remedy are the texts, empty where Number or Finding leads to them.
	Meaning string `json:"meaning"`
	Cause   string `json:"cause"`
	Remedy  string `json:"remedy"`
}

var parsedRefusals = sync.OnceValue(func() []Refusal {
	return embedded[[]Refusal]("refusals.json", refusalsJSON)
})

// Refusals returns all of them, the more telling first. The slice is the caller's own. It panics
// when the embedded file cannot be parsed.
func Refusals() []Refusal { return slices.Clone(parsedRefusals()) }
