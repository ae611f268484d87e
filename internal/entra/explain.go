package entra

import (
	"encoding/json"
	"strings"
	"sync"

	"ssowizard/assets"
)

// Entry is what one AADSTS code means while single sign-on is being set up.
type Entry struct {
	Code    int    `json:"code"`    // the number after "AADSTS"
	Meaning string `json:"meaning"` // what Entra refused
	Cause   string `json:"cause"`   // why it usually happens in this job
	Remedy  string `json:"remedy"`  // what to do
	// Client is for a refusal of the program that signs an administrator in, which
	// has nothing to do with the registration. Its texts are empty where the code
	// means the same for both; "{client}" stands in them for the program's name.
	Client struct {
		Cause  string `json:"cause"`
		Remedy string `json:"remedy"`
	} `json:"client"`
}

// OfClient is what the code means when it refuses the program of that name, which
// signs people in. false: it means the same for both.
func (e Entry) OfClient(name string) (Entry, bool) {
	if e.Client.Remedy == "" {
		return e, false
	}
	of := strings.NewReplacer("{client}", name)
	e.Cause, e.Remedy = of.Replace(e.Client.Cause), of.Replace(e.Client.Remedy)
	return e, true
}

// Explain looks a code up in the embedded catalog. It works offline.
func Explain(code int) (Entry, bool) {
	e, ok := catalogue()[code]
	return e, ok
}

var catalogue = sync.OnceValue(func() map[int]Entry { return readCatalogue(assets.AADSTS()) })

// readCatalogue indexes the catalog. A broken file is a fault of the build,
// which the tests of this package find; a running program does without it.
func readCatalogue(b []byte) map[int]Entry {
	var list []Entry
	if json.Unmarshal(b, &list) != nil {
		return nil
	}
	m := make(map[int]Entry, len(list))
	for _, e := range list {
		m[e.Code] = e
	}
	return m
}
