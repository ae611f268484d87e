package assets

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed findings.json
var findingsJSON []byte

// FindingText says what one of the wizard's own finding codes means, whoever reads it: a person who saw it in a report,
// or a script's author who found it in the JSON output.
type FindingText struct {
	// Code is the stable name, as in "redirect-uri-missing".
	Code string `json:"code"`
	// Meaning is what was noticed.
	Meaning string `json:"meaning"`
	// Matters is what follows from it for single sign-on, or that nothing does.
	Matters string `json:"matters"`
	// Remedy is what to do.
	Remedy string `json:"remedy"`
}

var parsedFindings = sync.OnceValue(func() []FindingText {
	return embedded[[]FindingText]("findings.json", findingsJSON)
})

// Findings returns the texts of all finding codes, in the order of the walk. The slice is the caller's own. It panics
// when the embedded file cannot be parsed.
func Findings() []FindingText { return slices.Clone(parsedFindings()) }

// Finding looks one code up; ok is false where the wizard has no such code.
func Finding(code string) (text FindingText, ok bool) {
	for _, f := range parsedFindings() {
		if f.Code == code {
			return f, true
		}
	}
	return FindingText{}, false
}
