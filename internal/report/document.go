package report

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
)

// Schema names the form of the document. A change that breaks a reader changes
// the number at its end.
const Schema = "ssowizard/report/1"

// Document is the report. Times are UTC. Lists are never null.
type Document struct {
	Schema   string    `json:"schema"`   // always Schema
	At       time.Time `json:"at"`       // when it was made
	Practice bool      `json:"practice"` // true: a simulated tenant
	// Services are who was asked in Microsoft's place; nil where nobody was.
	Services     *setup.Roots  `json:"services,omitempty"`
	Program      Program       `json:"program"`
	Keychain     Keychain      `json:"keychain"`
	Look         Look          `json:"look"`
	Tenant       Tenant        `json:"tenant"`
	App          App           `json:"app"`
	Verdict      string        `json:"verdict"` // ok, problems or incomplete
	Reason       string        `json:"reason"`  // why, in sentences
	Beforehand   []Beforehand  `json:"beforehand"`
	Steps        []Step        `json:"steps"`
	Ladder       []Rung        `json:"ladder"`
	RedirectURIs []RedirectURI `json:"redirectUris"`
	Secrets      []Secret      `json:"secrets"`
	Said         []Said        `json:"said"`
	Receipts     []Receipt     `json:"receipts"`
	// Consent is what the sign-ins of the run left in the tenant; null for nothing.
	Consent *engine.ConsentTold `json:"consent"`
	Calls   []Call              `json:"calls"`
	Unknown []Unknown           `json:"unknown"`
}

// Program is what made the report, and on what.
type Program struct {
	Version string `json:"version"`
	OS      string `json:"os"`   // linux, windows, darwin
	Arch    string `json:"arch"` // amd64, arm64
	Cloud   string `json:"cloud"`
}

// Keychain is the place for secrets on that computer.
type Keychain struct {
	Name    string `json:"name"`    // "" where none was tried
	Answers bool   `json:"answers"` // a value of no meaning was put there, read back and removed
	Why     string `json:"why"`     // why it does not answer, or was not tried
}

// Look is how what follows was looked at.
type Look struct {
	At       time.Time `json:"at"` // of the last reading
	SignedIn bool      `json:"signedIn"`
	As       string    `json:"as"`    // sign-in name; "" where nobody signed in
	Role     string    `json:"role"`  // what the person may do, in words
	Ended    *Ended    `json:"ended"` // what ended the look before its time; null where nothing did
}

// Ended is a refusal in words, with what support needs.
type Ended struct {
	What      string     `json:"what"`
	Means     string     `json:"means"`
	Do        string     `json:"do"`
	Code      string     `json:"code"`
	RequestID string     `json:"requestId"`
	At        *time.Time `json:"at"` // the service's time; null where it told none
}

// Tenant is the company's directory.
type Tenant struct {
	ID     string `json:"id"`
	Domain string `json:"domain"`
	Name   string `json:"name"`
}

// App is the registration.
type App struct {
	AppID              string `json:"appId"`
	ObjectID           string `json:"objectId"`
	ServicePrincipalID string `json:"servicePrincipalId"`
	Name               string `json:"name"`
	Audience           string `json:"audience"` // Graph's signInAudience; "" where it was not read
	MadeHere           bool   `json:"madeHere"` // by the wizard on that computer, by its own notes
}

// Beforehand is one thing that is looked at before any write.
type Beforehand struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Status   string    `json:"status"`
	Detail   string    `json:"detail"`
	Stops    bool      `json:"stops"` // a later step would fail
	Findings []Finding `json:"findings"`
}

// Step is one numbered step of the written procedure. Status is one of ok, warn,
// fail, unknown, confirmed, todo, blocked.
type Step struct {
	Number   string    `json:"number"`
	ID       string    `json:"id"` // of the part of the walk it belongs to: "3-8"
	Title    string    `json:"title"`
	Status   string    `json:"status"`
	Evidence string    `json:"evidence"`
	Findings []Finding `json:"findings"`
}

// Finding is one thing noticed. Level is note, warn, fail or unknown.
type Finding struct {
	Code    string `json:"code"`
	Level   string `json:"level"`
	Subject string `json:"subject"`
	Want    string `json:"want"`
	Got     string `json:"got"`
	Text    string `json:"text"`
	Remedy  string `json:"remedy"`
}

// Rung is one rung of the proof, from the bottom up. State is ok, fail, unknown
// or todo.
type Rung struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	State    string     `json:"state"`
	Evidence string     `json:"evidence"`
	At       *time.Time `json:"at"` // when the evidence was read; null where there is none
	TookMS   int64      `json:"tookMs"`
	Follows  string     `json:"follows"` // id of the broken rung that explains this one
}

// RedirectURI is one row of the two lists side by side. Status is registered,
// missing, wrong-platform, near-miss, extra, or wanted where Entra's list was
// not read.
type RedirectURI struct {
	URI      string `json:"uri"`
	Status   string `json:"status"`
	Platform string `json:"platform"`
	Differs  string `json:"differs"`
}

// Secret is a client secret without its value.
type Secret struct {
	KeyID    string     `json:"keyId"`
	Name     string     `json:"name"`
	Hint     string     `json:"hint"` // the three characters that Entra itself shows
	End      *time.Time `json:"endDateTime"`
	DaysLeft int        `json:"daysLeft"` // at the time of the report; negative once it has ended
	MadeHere bool       `json:"madeHere"`
	InEntra  *bool      `json:"inEntra"`  // null where the registration was not read
	Keeper   string     `json:"keeper"`   // where its value is kept on that computer; "" where it is not
	Stored   *bool      `json:"stored"`   // its value was there; null where nobody looked
	Proven   *time.Time `json:"provenAt"` // when a token was last obtained with it
	Copied   *time.Time `json:"copiedAt"` // when its value was copied for the MTP portal
}

// Said is a person's word: something only they can know, or a step left out.
type Said struct {
	ID      string    `json:"id"` // of the part of the walk
	At      time.Time `json:"at"`
	Skipped bool      `json:"skipped"` // left out, not confirmed
	Note    string    `json:"note"`
}

// Receipt is one write of the wizard on that computer.
type Receipt struct {
	Number    int        `json:"number"` // counted from 1, as ssowizard undo --receipt does
	At        time.Time  `json:"at"`
	Action    string     `json:"action"`
	By        string     `json:"by"`
	Object    string     `json:"object"`
	ObjectID  string     `json:"objectId"`
	Summary   string     `json:"summary"`
	RequestID string     `json:"requestId"`
	Undone    *time.Time `json:"undone"` // when it was taken back
	// Unattributed: the wizard began it and was stopped, and whether it or somebody
	// else made it is not known.
	Unattributed bool `json:"unattributed"`
}

// Call is one request of the run that made the report: no header, no body.
type Call struct {
	At        time.Time `json:"at"`
	TookMS    int64     `json:"tookMs"`
	Method    string    `json:"method"`
	Host      string    `json:"host"`
	Path      string    `json:"path"`
	Status    int       `json:"status"` // 0: no answer came
	RequestID string    `json:"requestId"`
	Error     string    `json:"error"`
	Items     []string  `json:"items"` // the requests inside a batch
}

// Unknown is something that could not be looked at, and what would help.
type Unknown struct {
	What      string `json:"what"`
	Why       string `json:"why"`
	Remedy    string `json:"remedy"`
	RequestID string `json:"requestId"`
}

// findings makes the document's findings.
func findings(fs []setup.Finding) []Finding {
	out := make([]Finding, 0, len(fs))
	for _, f := range fs {
		out = append(out, Finding{string(f.Code), string(f.Level), f.Subject, f.Want, f.Got, f.Text, f.Remedy})
	}
	return out
}
