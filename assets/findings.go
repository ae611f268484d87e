package assets

import (
	"cmp"
	_ "embed"
	"slices"
	"sync"
)

//go:embed findings.json
var findingsJSON []byte

// FindingText says what one of the wizard's own finding codes means, whoever reads it: a person
// who saw it in a report, or a script's author who found it in the JSON output.
type FindingText struct {
	// Code is the stable name, as in "redirect-uri-missing".
	Code string `json:"code"`
	// Meaning is what was noticed.
	Meaning string `json:"meaning"`
	// Matters is what follows from it for single sign-on, or that nothing does.
	Matters string `json:"matters"`
	// Remedy is what to do.
	Remedy string `json:"remedy"`
	// Says are the sentences about one tenant, by variant. They hold placeholders;
	// internal/messages fills them in.
	Says map[string]Wording `json:"says"`
}

// Wording is how one variant of a finding is said. What a variant leaves out is said as in the variant "".
type Wording struct {
	Want   string `json:"want,omitempty"`
	Got    string `json:"got,omitempty"`
	Text   string `json:"text,omitempty"`
	Remedy string `json:"remedy,omitempty"`
}

var parsedFindings = sync.OnceValue(func() []FindingText {
	return embedded[[]FindingText]("findings.json", findingsJSON)
})

// Findings returns the texts of all finding codes, in the order of the walk. The slice is the
// caller's own. It panics when the embedded file cannot be parsed.
func Findings() []FindingText { return slices.Clone(parsedFindings()) }

// Says is how a variant of a finding is said; the zero wording where the wizard has no such code or variant.
func Says(code, variant string) Wording {
	return parsedWordings()[[2]string{code, variant}]
}

var parsedWordings = sync.OnceValue(func() map[[2]string]Wording {
	out := map[[2]string]Wording{}
	for _, f := range parsedFindings() {
		plain := f.Says[""]
		for variant, w := range f.Says {
			w.Want, w.Got = cmp.Or(w.Want, plain.Want), cmp.Or(w.Got, plain.Got)
			w.Text, w.Remedy = cmp.Or(w.Text, plain.Text), cmp.Or(w.Remedy, plain.Remedy)
			out[[2]string{f.Code, variant}] = w
		}
	}
	return out
})

// Finding looks one code up; ok is false where the wizard has no such code.
func Finding(code string) (text FindingText, ok bool) {
	for _, f := range parsedFindings() {
		if f.Code == code {
			return f, true
		}
	}
	return FindingText{}, false
}
