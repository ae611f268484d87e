package document

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// Head is how the document of a run that changes a setup begins.
type Head struct {
	Schema   string    `json:"schema"`   // the form of the document
	Practice bool      `json:"practice"` // true: a simulated tenant, nothing real was touched
	At       time.Time `json:"at"`       // when the document was written, UTC
	// Services are who was asked in Microsoft's place, as the environment said; left
	// out where nobody was.
	Services *setup.Roots `json:"services,omitempty"`
	// Tenant is the company's directory; its fields are empty until it was found.
	Tenant Tenant `json:"tenant"`
	// App is the registration; null until one was found, chosen or made.
	App *App `json:"app"`
}

// Tail is how it ends.
type Tail struct {
	// Consent is what the sign-ins of the run left in the tenant; null for nothing.
	Consent *engine.ConsentTold `json:"consent"`
	// Exit is how the run ended.
	Exit Exit `json:"exit"`
}

// Tenant is the company's directory.
type Tenant struct {
	ID     string `json:"id"`
	Domain string `json:"domain"`
	Name   string `json:"name"`
}

// App is the registration as this computer remembers it.
type App struct {
	AppID    string `json:"appId"`    // application (client) ID; empty until it was made
	ObjectID string `json:"objectId"` // Graph's own id of it
	Name     string `json:"name"`
	Adopted  bool   `json:"adopted"` // it was there before this wizard
}

// AppSeen is the registration as it was read; its fields are empty until it was found.
// Those of a deleted one are those that it comes back with.
type AppSeen struct {
	AppID              string `json:"appId"`
	ObjectID           string `json:"objectId"`
	ServicePrincipalID string `json:"servicePrincipalId"`
	Name               string `json:"name"`
}

// SecretName names a client secret without its value.
type SecretName struct {
	KeyID string `json:"keyId"`
	Name  string `json:"name"`
	Hint  string `json:"hint"` // the three characters that Entra itself shows
}

// Item is one thing that is looked at before any write. Status is a steps.Status.
type Item[F any] struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Status   setup.Status `json:"status"`
	Detail   string       `json:"detail"`
	Stops    bool         `json:"stops"` // a later step would fail
	Findings []F          `json:"findings"`
}

// Step is one numbered step of the written procedure. Status is one of ok, warn, fail,
// unknown, confirmed (a person's word), todo, blocked.
type Step struct {
	Number string       `json:"number"` // "12"
	ID     string       `json:"id"`     // of the steps done together: "12-14"
	Title  string       `json:"title"`
	Status setup.Status `json:"status"`
}

// Finding is one thing noticed, with all its fields. Level is note, warn, fail or
// unknown. A steps.Finding in a document leaves empty ones out.
type Finding struct {
	Code    setup.Code  `json:"code"`
	Level   setup.Level `json:"level"`
	Subject string      `json:"subject"`
	Want    string      `json:"want"`
	Got     string      `json:"got"`
	Text    string      `json:"text"`
	Remedy  string      `json:"remedy"`
}

// Held is what a link of the proof rests on. State is ok, fail, unknown or todo.
type Held struct {
	State    setup.LinkState `json:"state"`
	Evidence string          `json:"evidence"`
	At       *time.Time      `json:"at"` // when the evidence was read; null where there is none
	TookMS   int64           `json:"tookMs"`
}

// Row is one address of the two lists of redirect URIs side by side. Status is
// registered, missing, wrong-platform, near-miss or extra; in a report also wanted,
// where Entra's list was not read.
type Row struct {
	URI      string `json:"uri"` // the wanted one; of an extra one, what is there
	Status   string `json:"status"`
	Platform string `json:"platform"` // where it stands; "" where it does not
	Differs  string `json:"differs"`  // of a near miss: how
}

// Written is what a receipt is about.
type Written struct {
	By       string `json:"by"`
	Object   string `json:"object"`
	ObjectID string `json:"objectId"`
	Summary  string `json:"summary"`
}

func tenant(p setup.Profile) Tenant { return Tenant{p.Tenant.ID, p.Tenant.Domain, p.Tenant.Name} }

func appSeen(s setup.Snapshot, p setup.Profile) AppSeen {
	a := AppSeen{AppID: p.App.AppID, ObjectID: p.App.ObjectID, Name: p.App.Name}
	if sp := s.Principal.Value; sp != nil {
		a.ServicePrincipalID = sp.ID
	}
	if gone := s.Deleted.Value; gone != nil {
		a.ObjectID, a.Name = gone.ID, gone.DisplayName
	}
	return a
}

func items[F any](list []judge.PreflightItem, findings func([]setup.Finding) []F) []Item[F] {
	out := []Item[F]{}
	for _, i := range list {
		out = append(out, Item[F]{i.ID, i.Title, i.Status, i.Detail, i.Stops, findings(i.Findings)})
	}
	return out
}

func step(r judge.StepReport) Step {
	return Step{r.Step.Number, r.Phase.ID, r.Step.Title, r.Status}
}

func findings(list []setup.Finding) []Finding {
	out := make([]Finding, 0, len(list))
	for _, f := range list {
		out = append(out, Finding{f.Code, f.Level, f.Subject, f.Want(), f.Got(), f.Text(), f.Remedy()})
	}
	return out
}

// some makes an empty list of no list, so that readers find [] and never null.
func some(list []setup.Finding) []setup.Finding { return append([]setup.Finding{}, list...) }

func held(r judge.ChainLink, took int64) Held { return Held{r.State, r.Detail, moment(r.At), took} }

func rows(b mtp.Board) []Row {
	out := []Row{}
	for _, r := range b.Rows {
		row := Row{URI: r.Want, Status: r.Status.String(), Differs: r.Differs}
		if r.Want == "" {
			row.URI = r.Found
		}
		if r.Found != "" {
			row.Platform = r.Platform.String()
		}
		out = append(out, row)
	}
	return out
}

func written(r setup.Receipt) Written { return Written{r.By, r.Object, r.ObjectID, r.Summary} }

// moment is a time in UTC; nil for none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return utc(&t)
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}

// daysLeft is nil where no end is known.
func daysLeft(now, end time.Time) *int {
	if end.IsZero() {
		return nil
	}
	n := setup.DaysLeft(now, end)
	return &n
}
