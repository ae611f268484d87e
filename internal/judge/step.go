package judge

import (
	"strings"

	"ssowizard/assets"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Step is one numbered step of the walk, as a value. Its number is the number
// of the written procedure, so that two people on the telephone mean the same.
type Step struct {
	Number string // "1" to "29", "A1", "A2", "S1", "S2", "N1", "N2"
	Title  string
	Why    string
	Where  []string // the place in the portal, outermost first
	Link   string   // key of a deep link, see Links.URL
	Do     []string // what to do by hand; may hold {{placeholders|and words for them}}
	Expect string   // what the next page shows
	look   look
}

// Phase is what one screen deals with: the steps that are done together. What does
// them in one go is ActionOf.
type Phase struct {
	ID      string // "3-8"; also the key of confirmations and notes
	Chapter string // heading in the list of steps
	Title   string // at most 24 characters, beside the list
	Why     string // one or two sentences
	Steps   []Step
	Needs   []need                                     // what must be there before its turn comes
	Wanted  func(setup.Snapshot, setup.Profile) string // in one line
}

// Span is the phase's numbers as people say them: "3–8", "9", "A1–A2".
func (s Phase) Span() string {
	if len(s.Steps) == 1 {
		return s.Steps[0].Number
	}
	return s.Steps[0].Number + "–" + s.Steps[len(s.Steps)-1].Number
}

// Heading names the phase above its screen: "Steps 3–8 · New registration".
func (s Phase) Heading() string {
	word := "Step "
	if len(s.Steps) > 1 {
		word = "Steps "
	}
	return word + s.Span() + " · " + s.Title
}

// Words names the phase within a sentence: "steps 3–8".
func (s Phase) Words() string {
	if len(s.Steps) > 1 {
		return "steps " + s.Span()
	}
	return "step " + s.Span()
}

// Screen is the short stable name of the phase's screen, said on the telephone.
func (s Phase) Screen() string {
	n := s.Steps[0].Number
	if len(n) == 1 {
		n = "0" + n
	}
	return "S" + n
}

// step makes one step from its text and its look.
func step(number string, see look) Step {
	t, ok := assets.Step(number)
	if !ok {
		panic("steps: no text for step " + number)
	}
	return Step{Number: number, Title: t.Title, Why: t.Why, Where: t.Where, Link: t.Link, Do: t.Do,
		Expect: t.Expect, look: see}
}

// Values are what the placeholders of step texts stand for in this walk; what is
// not known yet is empty.
func Values(s setup.Snapshot, p setup.Profile) map[string]string {
	v := map[string]string{
		"tenantId": text.Or(s.Tenant.ID, p.Tenant.ID), "tenantName": p.Tenant.Name,
		"appName": text.Or(p.App.Name, p.Wanted.Name), "appId": p.App.AppID,
		"firstURI": FirstURI, "secretName": p.Secret.Name,
	}
	if p.Secret.ByHand {
		v["secretName"] = "" // the portal's list shows it, and nobody read that
	}
	return v
}

// SpeaksOf tells whether a step text has a placeholder for a key of Values.
func SpeaksOf(text, key string) bool {
	return strings.Contains(text, "{{"+key+"}}") || strings.Contains(text, "{{"+key+"|")
}

// Fill puts values into a step text, set off by quotes unless the text quotes
// them already. A placeholder {{key|words}} without a value becomes its words: the
// sentence around it decides how what is not known is spoken of.
func Fill(text string, values map[string]string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{")
		inside, after, ended := strings.Cut(rest, "}}")
		key, words, _ := strings.Cut(inside, "|")
		v, known := values[key]
		if !found || !ended || !known {
			out.WriteString(text) // no text has a placeholder that is not known
			return out.String()
		}
		out.WriteString(before)
		switch {
		case v == "":
			v = words
		case strings.Count(out.String(), "\"")%2 == 0:
			v = "\"" + strings.ReplaceAll(v, "\"", "'") + "\""
		}
		out.WriteString(v)
		text = after
	}
}
