package steps

import (
	"fmt"
	"sort"

	"ssowizard/assets"
	"ssowizard/internal/entra"
)

// Explanation is what can be said about a code, a message or a value that
// somebody pasted. It repeats no secret and no token, and every text in it is
// fit for a terminal.
type Explanation struct {
	Topics  []Topic `json:"codes"`   // the codes, in the order of the text
	Message Message `json:"message"` // what else the text says
	Values  []Value `json:"values"`  // ids and addresses, and what they are here
	Causes  []Cause `json:"causes"`  // ordered: true, possible, unknown, ruled out
	Compare Compare `json:"comparedWith"`
}

// Compare says what the text could be set against.
type Compare struct {
	Profile string `json:"profile,omitempty"` // the name of the profile; "" for none
	Live    bool   `json:"live"`              // what Entra holds was read
}

// Recognised tells whether anything in the text meant something.
func (e Explanation) Recognised() bool { return len(e.Topics) > 0 || len(e.Values) > 0 }

// TopicKind tells Entra's codes from the wizard's own.
type TopicKind string

// The kinds of codes.
const (
	TopicAADSTS  TopicKind = "aadsts"
	TopicFinding TopicKind = "finding"
)

// Topic is one code and what it means in general. Cause is the usual one in
// this job; Explanation.Causes tells what holds here.
type Topic struct {
	Code    string    `json:"code"` // "AADSTS50011", "redirect-uri-missing"
	Kind    TopicKind `json:"kind"`
	Known   bool      `json:"known"` // false: Entra's by its looks, and not in the catalogue
	Meaning string    `json:"meaning,omitempty"`
	Cause   string    `json:"usualCause,omitempty"` // of a finding: why it matters
	Remedy  string    `json:"remedy"`
}

// Truth is how a possible cause stands against what is known.
type Truth string

// The truths, in the order in which causes are told. TruthUnknown is never
// taken for either of the others.
const (
	TruthHolds    Truth = "true"
	TruthPossible Truth = "possible"
	TruthUnknown  Truth = "unknown"
	TruthRuledOut Truth = "ruled-out"
)

var truthOrder = map[Truth]int{TruthHolds: 0, TruthPossible: 1, TruthUnknown: 2, TruthRuledOut: 3}

// Cause is one reason that could lead to a code, with what speaks for or
// against it.
type Cause struct {
	For      string `json:"for"` // the code it explains
	Truth    Truth  `json:"truth"`
	Finding  Code   `json:"finding,omitempty"` // the wizard's code for the same thing
	Text     string `json:"text"`
	Evidence string `json:"evidence,omitempty"`
	Remedy   string `json:"remedy,omitempty"`
}

// Explain says what a text means: an AADSTS number, one of the finding codes, a
// pasted error page, address or message, an id or another value. It looks
// nothing up: p is what this computer remembers, s what was observed last. A
// snapshot without a registration, as Snapshot{At: now}, leaves what only Entra
// knows unknown; its time says whether a remembered end date has passed.
func Explain(text string, s Snapshot, p Profile) Explanation {
	r := readText(text)
	c := scene{m: r.message, s: s, p: p}
	e := Explanation{Topics: []Topic{}, Message: r.message, Values: identify(r, c), Causes: []Cause{},
		Compare: Compare{Profile: p.Name, Live: s.App.Known}}
	for _, n := range r.numbers {
		e.Topics = append(e.Topics, aadstsTopic(n))
		e.Causes = append(e.Causes, c.causes(n)...)
	}
	for _, code := range r.findings {
		f, _ := assets.Finding(string(code))
		e.Topics = append(e.Topics, Topic{Code: f.Code, Kind: TopicFinding, Known: true, Meaning: f.Meaning, Cause: f.Matters, Remedy: f.Remedy})
		e.Causes = append(e.Causes, c.found(code)...)
	}
	sort.SliceStable(e.Causes, func(i, j int) bool { return truthOrder[e.Causes[i].Truth] < truthOrder[e.Causes[j].Truth] })
	return e
}

func aadstsTopic(n int) Topic {
	t := Topic{Code: aadstsName(n), Kind: TopicAADSTS}
	if x, ok := entra.Explain(n); ok {
		t.Known, t.Meaning, t.Cause, t.Remedy = true, x.Meaning, x.Cause, x.Remedy
		return t
	}
	t.Meaning = "This code is not in the catalogue of this program."
	t.Remedy = fmt.Sprintf("Microsoft explains it at https://login.microsoftonline.com/error?code=%d.", n)
	return t
}

func aadstsName(n int) string { return fmt.Sprintf("AADSTS%d", n) }

// found says whether a finding of this code is there now.
func (c scene) found(code Code) []Cause {
	if !c.s.App.Known {
		return nil
	}
	var out []Cause
	seen := map[Finding]bool{}
	add := func(fs []Finding) {
		for _, f := range fs {
			if f.Code != code || seen[f] {
				continue
			}
			seen[f] = true
			out = append(out, Cause{For: string(code), Truth: TruthHolds, Finding: code, Text: f.Text, Remedy: f.Remedy, Evidence: wantGot(f)})
		}
	}
	for _, st := range Judge(c.s, c.p).Stages {
		add(st.Findings())
	}
	for _, item := range Preflight(c.s, c.p) {
		add(item.Findings)
	}
	if len(out) == 0 {
		out = append(out, Cause{For: string(code), Truth: TruthRuledOut, Finding: code, Text: "Nothing of this kind was seen at the last look.", Evidence: "Read on " + day(c.s.At) + "."})
	}
	return out
}

func wantGot(f Finding) string {
	text := ""
	if f.Subject != "" {
		text = f.Subject + ": "
	}
	switch {
	case f.Want != "" && f.Got != "":
		return text + "wanted " + f.Want + ", found " + f.Got + "."
	case f.Got != "":
		return text + "found " + f.Got + "."
	case f.Subject != "":
		return "It concerns " + f.Subject + "."
	}
	return ""
}
