package assets

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
	"sync"
)

//go:embed steps.json
var stepsJSON []byte

// The procedure has 29 numbered steps; three short parts follow it, two steps each.
const lastMainStep = 29

var closingSteps = []string{"A1", "A2", "S1", "S2", "N1", "N2"}

// StepText is what one numbered step says to a person, whether or not the program does the step
// for them. Texts are plain sentences; names of buttons, fields and pages stand in straight
// double quotes exactly as Microsoft or bvoip show them.
//
// Do and Expect may hold the placeholders {{appId}}, {{tenantId}}, {{appName}}, {{tenantName}},
// {{firstURI}} and {{secretName}}; the caller fills them in. After a | stand the words that take
// the place of a value that is not known yet, as this sentence needs them: {{appId|the value}}.
// Nothing touches a placeholder but blanks and the quotes of a portal name, so that a value can
// be copied as it stands.
type StepText struct {
	// Title fits the sidebar: at most 34 characters.
	Title string `json:"title"`
	// Why is one or two sentences: the purpose, and what goes wrong when the step is left out.
	Why string `json:"why"`
	// Where is the path through the portal, outermost place first.
	Where []string `json:"where"`
	// Link is a key for the page to open, "" when there is none. The keys are listed at LinkKeys.
	Link string `json:"link"`
	// Do holds the instructions in order, one action a line.
	Do []string `json:"do"`
	// Expect says what shows that the step worked, and what else may appear.
	Expect string `json:"expect"`
}

// LinkKeys returns the keys a StepText.Link may have. Turning a key into an address needs the
// cloud and the ids of the registration, so that is the caller's part.
func LinkKeys() []string {
	return []string{
		"entra-home", "app-registrations", "new-registration", "overview", "authentication",
		"api-permissions",
		"credentials", "enterprise-app", "pim-activate", "mtp-portal", "bindings-guide", "phone-system-guide",
	}
}

var parsedSteps = sync.OnceValue(func() map[string]StepText {
	steps, err := parseSteps(stepsJSON)
	if err != nil {
		panic("assets: steps.json: " + err.Error())
	}
	return steps
})

// Steps returns the texts by step number, "1" to "29" and "A1", "A2", "S1", "S2", "N1", "N2". The
// map is the caller's own; the slices inside are shared and must not be changed. It panics when
// the embedded file cannot be parsed.
func Steps() map[string]StepText {
	return maps.Clone(parsedSteps())
}

// Step is the text of one step by its number.
func Step(number string) (StepText, bool) {
	t, ok := parsedSteps()[number]
	return t, ok
}

// StepNumbers returns every step number in the order of the walk: the main part, then activating
// (A), signing in (S) and what comes next (N).
func StepNumbers() []string {
	numbers := make([]string, 0, lastMainStep+len(closingSteps))
	for n := 1; n <= lastMainStep; n++ {
		numbers = append(numbers, strconv.Itoa(n))
	}
	return append(numbers, closingSteps...)
}

// parseSteps reads the file strictly: an unknown property is a misspelt one, and a number given
// twice would silently lose a text, since encoding/json keeps the last.
func parseSteps(raw []byte) (map[string]StepText, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if tok, err := dec.Token(); err != nil {
		return nil, err
	} else if tok != json.Delim('{') {
		return nil, fmt.Errorf("want an object of steps, got %v", tok)
	}
	steps := make(map[string]StepText)
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		number := tok.(string) // the decoder yields only strings in the place of a key
		if _, twice := steps[number]; twice {
			return nil, fmt.Errorf("step %s is given twice", number)
		}
		var text StepText
		if err := dec.Decode(&text); err != nil {
			return nil, fmt.Errorf("step %s: %w", number, err)
		}
		steps[number] = text
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something follows the object of steps")
	}
	return steps, nil
}
