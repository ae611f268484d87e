package explain

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
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

// TopicKind tells Entra's codes from the wizard's own, and both from the rest.
type TopicKind string

// The kinds of codes.
const (
	TopicAADSTS  TopicKind = "aadsts"
	TopicFinding TopicKind = "finding"
	TopicPage    TopicKind = "page"    // a page or a banner of Microsoft's that shows no number
	TopicForeign TopicKind = "foreign" // a code of another service
	TopicWord    TopicKind = "word"    // a word of the field; Remedy says where to look
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
	Within  string    `json:"-"` // see entra.Entry
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

// Words say on every front how a cause stands.
func (t Truth) Words() string {
	return map[Truth]string{TruthHolds: "This is so", TruthPossible: "Could be",
		TruthUnknown: "Could not check", TruthRuledOut: "Not this"}[t]
}

var truthOrder = map[Truth]int{TruthHolds: 0, TruthPossible: 1, TruthUnknown: 2, TruthRuledOut: 3}

// Cause is one reason that could lead to a code, with what speaks for or
// against it.
type Cause struct {
	For      string     `json:"for"` // the code it explains
	Truth    Truth      `json:"truth"`
	Finding  setup.Code `json:"finding,omitempty"` // the wizard's code for the same thing
	Text     string     `json:"text"`
	Evidence string     `json:"evidence,omitempty"`
	Remedy   string     `json:"remedy,omitempty"`
	Within   string     `json:"-"` // see entra.Entry
}

// Explain says what a text means: an AADSTS number, one of the finding codes, a
// pasted error page, address or message, an id or another value. It looks
// nothing up: p is what this computer remembers, s what was observed last. A
// snapshot without a registration, as Snapshot{At: now}, leaves what only Entra
// knows unknown; its time says whether a remembered end date has passed. clients are
// the ids of sign-in clients besides Microsoft's own, as --client-id names one.
func Explain(text string, s setup.Snapshot, p setup.Profile, clients ...string) Explanation {
	r := readText(text)
	c := scene{s: s, p: p}
	r.settleAddress(c.knownAddresses())
	r.settleApp(c.appID())
	r.message.Client = r.clientOf(r.text, c.appID(), clients)
	c.m = r.message
	e := Explanation{Topics: []Topic{}, Message: r.message, Values: identify(r, c), Causes: []Cause{},
		Compare: Compare{Profile: p.Name, Live: s.App.Known}}
	for _, n := range r.numbers {
		if client := r.message.Client; client != "" {
			e.Topics = append(e.Topics, clientTopic(aadstsTopic(n), n, client))
			e.Causes = append(e.Causes, clientCause(n, client))
			continue
		}
		e.Topics = append(e.Topics, aadstsTopic(n))
		e.Causes = append(e.Causes, c.causes(n)...)
	}
	for _, x := range r.refusals {
		e.Topics = append(e.Topics, refusalTopic(x))
	}
	e.Topics = append(e.Topics, r.foreign...)
	for _, code := range r.findings {
		f, _ := assets.Finding(string(code))
		e.Topics = append(e.Topics, Topic{Code: f.Code, Kind: TopicFinding, Known: true, Meaning: f.Meaning,
			Cause: f.Matters, Remedy: f.Remedy})
		e.Causes = append(e.Causes, c.found(code)...)
	}
	if t, is := wordTopic(text); is && len(e.Topics) == 0 {
		e.Topics = append(e.Topics, t)
	}
	sort.SliceStable(e.Causes, func(i, j int) bool {
		return truthOrder[e.Causes[i].Truth] < truthOrder[e.Causes[j].Truth]
	})
	e.tidy()
	return e
}

// tidy makes every sentence fit for a terminal: names and addresses in them
// come from messages, from the tenant and from a file that others could write.
func (e *Explanation) tidy() {
	line := func(parts ...*string) {
		for _, s := range parts {
			*s = strings.Join(strings.Fields(text.CleanBlock(*s)), " ")
		}
	}
	for i := range e.Values {
		v := &e.Values[i]
		line(&v.Text, &v.Means, &v.Do)
	}
	for i := range e.Causes {
		x := &e.Causes[i]
		line(&x.Text, &x.Evidence, &x.Remedy)
	}
	line(&e.Compare.Profile)
}

func aadstsTopic(n int) Topic {
	t := Topic{Code: aadstsName(n), Kind: TopicAADSTS}
	if x, ok := entra.Explain(n); ok {
		t.Known, t.Meaning, t.Cause, t.Remedy, t.Within = true, x.Meaning, x.Cause, x.Remedy, x.Within
		return t
	}
	t.Meaning = "This code is not in the catalog of this program."
	t.Remedy = fmt.Sprintf("Microsoft explains it at https://login.microsoftonline.com/error?code=%d.", n)
	return t
}

func aadstsName(n int) string { return fmt.Sprintf("AADSTS%d", n) }

// found says whether a finding of this code is there now.
func (c scene) found(code setup.Code) []Cause {
	if !c.s.App.Known {
		return nil
	}
	var all []setup.Finding
	v := judge.Judge(c.s, c.p, judge.Checking)
	for _, st := range v.Phases {
		all = append(all, st.Findings()...)
	}
	for _, item := range v.Before {
		all = append(all, item.Findings...)
	}
	out := fromFindings(all, code)
	for i := range out {
		out[i].For = string(code)
	}
	if len(out) > 0 {
		return out
	}
	x := Cause{For: string(code), Truth: TruthRuledOut,
		Finding: code, Text: "Nothing of this kind was seen at the last look.",
		Evidence: "Entra was read on " + text.Day(c.s.At) + "."}
	if why, ok := c.unseen(code, all); ok {
		x.Truth, x.Text, x.Evidence, x.Remedy = TruthUnknown,
			"Nothing of this kind was seen, and not everything could be read.", why.Text, why.Remedy
	}
	return []Cause{x}
}

// unseen tells why a finding's absence says nothing: the part it comes from was
// not read, or some part was not.
func (c scene) unseen(code setup.Code, all []setup.Finding) (setup.Reason, bool) {
	s := c.s
	for _, part := range []struct {
		codes []setup.Code
		known bool
		why   setup.Reason
	}{
		{[]setup.Code{setup.CodeSecretRejected, setup.CodeSecretUnproven}, s.Proof.Known, s.Proof.Why},
		{[]setup.Code{setup.CodePilotFailed}, s.Pilot.Known, s.Pilot.Why},
		{[]setup.Code{setup.CodeRegistrationCandidate}, s.Candidates.Known, s.Candidates.Why},
		{[]setup.Code{setup.CodeKeychainMissing}, s.Keychain.Known, s.Keychain.Why},
		{[]setup.Code{setup.CodeSecretNotInKeychain}, s.Stored.Known, s.Stored.Why},
	} {
		if slices.Contains(part.codes, code) {
			return setup.Reason{Text: text.Or(part.why.Text, "It was not tried."), Remedy: part.why.Remedy},
				!part.known
		}
	}
	for _, f := range all {
		if f.Code == setup.CodeCouldNotCheck {
			return setup.Reason{Text: f.Text(), Remedy: f.Remedy()}, true
		}
	}
	return setup.Reason{}, false
}

func wantGot(f setup.Finding) string {
	text := ""
	if f.Subject != "" {
		text = f.Subject + ": "
	}
	switch {
	case f.Want() != "" && f.Got() != "":
		return text + "wanted " + f.Want() + ", found " + f.Got() + "."
	case f.Got() != "":
		return text + "found " + f.Got() + "."
	case f.Subject != "":
		return "It concerns " + f.Subject + "."
	}
	return ""
}
