package assets

import (
	_ "embed"
	"regexp"
	"slices"
	"sync"
)

//go:embed families.json
var familiesJSON []byte

// Family is a family of codes that are none of Entra's sign-in, though people meet them while they sign in.
type Family struct {
	// Code is the stable name, as in "ad-fs".
	Code string `json:"code"`
	// Pattern is a regular expression that matches one whole code of the family.
	Pattern string `json:"pattern"`
	// Name is whose codes they are, as it stands in a sentence.
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Remedy  string `json:"remedy"`

	is *regexp.Regexp
}

// In finds the codes of the family in a text, in its order.
func (f Family) In(text string) []string { return f.is.FindAllString(text, -1) }

var parsedFamilies = sync.OnceValue(func() []Family {
	list := embedded[[]Family]("families.json", familiesJSON)
	for i := range list {
		list[i].is = regexp.MustCompile(list[i].Pattern)
	}
	return list
})

// Families returns all of them. The slice is the caller's own. It panics when the embedded file
// cannot be parsed.
func Families() []Family { return slices.Clone(parsedFamilies()) }
