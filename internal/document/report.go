package document

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// ReportSchema names the form of the report. A change that breaks a reader changes
// the number at its end.
const ReportSchema = "ssowizard/report/1"

// Report is the report for support. Times are UTC. Lists are never null.
type Report struct {
	Schema   string    `json:"schema"`   // always ReportSchema
	At       time.Time `json:"at"`       // when it was made
	Practice bool      `json:"practice"` // true: a simulated tenant
	// Services are who was asked in Microsoft's place; nil where nobody was.
	Services     *setup.Roots    `json:"services,omitempty"`
	Program      Program         `json:"program"`
	Keychain     Keychain        `json:"keychain"`
	Look         Look            `json:"look"`
	Tenant       Tenant          `json:"tenant"`
	App          ReportApp       `json:"app"`
	Verdict      judge.Overall   `json:"verdict"` // ok, problems or incomplete
	Reason       string          `json:"reason"`  // why, in sentences
	Beforehand   []Item[Finding] `json:"beforehand"`
	Steps        []ReportStep    `json:"steps"`
	Ladder       []ReportLink    `json:"ladder"`
	RedirectURIs []Row           `json:"redirectUris"`
	Secrets      []ReportSecret  `json:"secrets"`
	Said         []Said          `json:"said"`
	Receipts     []ReportReceipt `json:"receipts"`
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

// Said is a person's word: something only they can know, or a step left out.
type Said struct {
	ID      string    `json:"id"` // of the part of the walk
	At      time.Time `json:"at"`
	Skipped bool      `json:"skipped"` // left out, not confirmed
	Note    string    `json:"note"`
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

// ReportApp is the registration.
type ReportApp struct {
	AppSeen
	Audience string `json:"audience"` // Graph's signInAudience; "" where it was not read
	MadeHere bool   `json:"madeHere"` // by the wizard on that computer, by its own notes
}

// ReportStep is one numbered step of the written procedure.
type ReportStep struct {
	Step
	Evidence string    `json:"evidence"`
	Findings []Finding `json:"findings"`
}

// ReportLink is one link of the proof, from the bottom up.
type ReportLink struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Held
	Follows string `json:"follows"` // id of the broken link that explains this one
}

// ReportSecret is a client secret without its value.
type ReportSecret struct {
	SecretName
	End      *time.Time `json:"endDateTime"`
	DaysLeft int        `json:"daysLeft"` // at the time of the report; negative once it has ended
	MadeHere bool       `json:"madeHere"`
	InEntra  *bool      `json:"inEntra"`  // null where the registration was not read
	Keeper   string     `json:"keeper"`   // where its value is kept on that computer; "" where it is not
	Stored   *bool      `json:"stored"`   // its value was there; null where nobody looked
	Proven   *time.Time `json:"provenAt"` // when a token was last obtained with it
	Copied   *time.Time `json:"copiedAt"` // when its value was copied for the MTP portal
}

// ReportReceipt is one write of the wizard on that computer.
type ReportReceipt struct {
	Number int       `json:"number"` // counted from 1, as ssowizard undo --receipt does
	At     time.Time `json:"at"`
	Action string    `json:"action"`
	Written
	RequestID string     `json:"requestId"`
	Undone    *time.Time `json:"undone"` // when it was taken back
	// Unattributed: the wizard began it and was stopped, and whether it or somebody
	// else made it is not known.
	Unattributed bool `json:"unattributed"`
}
