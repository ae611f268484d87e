package entra

import (
	"encoding/json"
	"strings"
	"sync"

	"ssowizard/assets"
	"ssowizard/internal/text"
)

// Entry is what one AADSTS code means while single sign-on is being set up.
type Entry struct {
	Code    int    `json:"code"`    // the number after "AADSTS"
	Meaning string `json:"meaning"` // what Entra refused
	Cause   string `json:"cause"`   // why it usually happens in this job
	Remedy  string `json:"remedy"`  // what to do
	// Within is the remedy with {validate}, or {Validate} where a sentence begins, for
	// the command that Remedy names; "" where it names none.
	Within string `json:"-"`
	Kind   Kind   `json:"kind"`
	// AsksBack: the sign-in log records it on the way to a success.
	AsksBack bool `json:"asksBack"`
	// Id of the page of Microsoft's that carries it; "" where that is not known.
	Page   string   `json:"page"`
	Phase  string   `json:"phase"`  // id of the phase in which it is mended; "" where none is known to
	Names  string   `json:"names"`  // what its message names: "address", "origin" or ""
	Causes []string `json:"causes"` // ids of the causes that this setup can decide
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

// Validate is the command that mends most of what is refused, as a remedy names it.
const Validate = "run ssowizard validate"

// Told is a remedy with the way in which it is done: the command, or a place in the walk.
func Told(within, way string) string {
	return strings.NewReplacer("{Validate}", text.Capital(way), "{validate}", way).Replace(within)
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
		if told := Told(e.Remedy, Validate); told != e.Remedy {
			e.Remedy, e.Within = told, e.Remedy
		}
		m[e.Code] = e
	}
	return m
}
