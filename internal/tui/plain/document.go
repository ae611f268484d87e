package plain

import (
	"bytes"
	"errors"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/wire"
)

// Schema names the form of the document that JSON asks for. A change that
// breaks a reader changes the number at its end.
const Schema = "ssowizard/setup/1"

// Document is what a run with JSON writes to Out, once, at its end, however it
// ended (a wrong flag excepted, which is found before the run). It holds no
// secret and no token.
type Document struct {
	Schema   string    `json:"schema"`   // always Schema
	Practice bool      `json:"practice"` // true: a simulated tenant, nothing real was touched
	At       time.Time `json:"at"`       // when the document was written, UTC
	// Services are who was asked in Microsoft's place, as the environment said; left
	// out where nobody was.
	Services *setup.Roots `json:"services,omitempty"`
	// Tenant is the company's directory; its fields are empty until it was found.
	Tenant DocumentTenant `json:"tenant"`
	// App is the registration; null until one was chosen or made.
	App *DocumentApp `json:"app"`
	// Secret tells where the secret is; null while there is none.
	Secret *DocumentSecret `json:"secret"`
	// Preflight is what was looked at before the first write; empty where the
	// run ended before it signed in.
	Preflight []DocumentCheck `json:"preflight"`
	// Steps are the stages of the walk in order.
	Steps []DocumentStep `json:"steps"`
	// Left are sentences: what a person still has to do, in order.
	Left []string `json:"left"`
	// Consent is what the sign-ins of the run left in the tenant; null for nothing.
	Consent *engine.ConsentTold `json:"consent"`
	// Exit is how the run ended.
	Exit DocumentExit `json:"exit"`
}

// DocumentTenant is the company's directory.
type DocumentTenant struct {
	ID     string `json:"id"`
	Domain string `json:"domain"`
	Name   string `json:"name"`
}

// DocumentApp is the registration.
type DocumentApp struct {
	AppID    string `json:"appId"`    // application (client) ID; empty until it was made
	ObjectID string `json:"objectId"` // Graph's own id of it
	Name     string `json:"name"`
	Adopted  bool   `json:"adopted"` // it was there before this wizard
}

// DocumentSecret names the secret without its value.
type DocumentSecret struct {
	KeyID  string     `json:"keyId"`
	Name   string     `json:"name"`
	Keeper string     `json:"keeper"` // the keychain's name, "shown once", or the file
	End    time.Time  `json:"end"`
	Proven *time.Time `json:"proven"` // when a token obtained with it last read one user; null: not yet
}

// DocumentCheck is one entry of the preflight. Status is a steps.Status.
type DocumentCheck struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Status   setup.Status    `json:"status"`
	Detail   string          `json:"detail"`
	Stops    bool            `json:"stops"` // a later step would fail
	Findings []setup.Finding `json:"findings"`
}

// DocumentStep is one stage. Status is one of ok, warn, fail, unknown,
// confirmed, todo, blocked, skipped.
type DocumentStep struct {
	ID        string          `json:"id"` // "3-8"
	Title     string          `json:"title"`
	Status    setup.Status    `json:"status"`
	Now       string          `json:"now"`
	Wanted    string          `json:"wanted"`
	Evidence  string          `json:"evidence,omitempty"`
	BlockedBy string          `json:"blockedBy,omitempty"`
	Note      string          `json:"note,omitempty"` // a person's, with a confirmation or a skip
	Findings  []setup.Finding `json:"findings"`
}

// DocumentExit is the verdict. Code is the program's exit code, Verdict its
// name: good, failure, usage, problems, sign-in, unchecked, interrupted.
type DocumentExit struct {
	Code     int             `json:"code"`
	Verdict  string          `json:"verdict"`
	Reason   string          `json:"reason,omitempty"`
	Missing  []string        `json:"missing,omitempty"` // flags, where values were missing
	Findings []setup.Finding `json:"findings"`          // what led to the verdict
	Error    *DocumentError  `json:"error,omitempty"`   // what a service or this computer refused
}

// DocumentError is a refusal in words, with what support needs.
type DocumentError struct {
	What      string `json:"what"`
	Means     string `json:"means"`
	Do        string `json:"do"`
	Code      string `json:"code,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}

func (f *front) writeDocument(err error) {
	if f.written != nil {
		f.writeJSON(f.written(err))
		return
	}
	f.writeJSON(f.document(err))
}

func (f *front) writeJSON(v any) {
	doc, err := wire.JSON(v)
	if err != nil {
		f.say("The document could not be written: %v", err)
		return
	}
	f.line(f.out, string(bytes.TrimRight(doc, "\n"))) // whole: a line that is broken is no JSON
}

func (f *front) document(err error) Document {
	p := f.eng.Profile()
	d := Document{Schema: Schema, Practice: f.cfg.Practice != nil, At: f.eng.Now().UTC(), Services: f.services().Roots(),
		Tenant: DocumentTenant{p.Tenant.ID, p.Tenant.Domain, p.Tenant.Name}, Preflight: []DocumentCheck{}, Left: []string{}}
	if p.App.AppID != "" || p.App.Name != "" {
		d.App = &DocumentApp{p.App.AppID, p.App.ObjectID, p.App.Name, p.App.Adopted}
	}
	if p.Secret.KeyID != "" {
		d.Secret = &DocumentSecret{p.Secret.KeyID, p.Secret.Name, p.Secret.Keeper, p.Secret.End, p.Secret.Proven}
	}
	if f.eng.SignedIn() {
		for _, i := range f.eng.Preflight() {
			d.Preflight = append(d.Preflight, DocumentCheck{i.ID, i.Title, i.Status, i.Detail, i.Stops, some(i.Findings)})
		}
	}
	for _, r := range f.eng.Verdict(judge.Walking).Stages {
		s := DocumentStep{ID: r.Stage.ID, Title: r.Stage.Title, Status: r.Status, Now: r.Now, Wanted: r.Wanted,
			Evidence: r.Evidence(), BlockedBy: r.BlockedBy, Findings: some(r.Findings())}
		if r.Word != nil {
			s.Note = r.Word.Note
		}
		d.Steps = append(d.Steps, s)
	}
	d.Left = append(d.Left, f.eng.Left()...)
	d.Consent, d.Exit = f.consent(), f.documentExit(err)
	return d
}

func (f *front) documentExit(err error) DocumentExit {
	e := DocumentExit{Verdict: "good", Findings: []setup.Finding{}}
	if f.cfg.Exit != nil {
		e.Code, e.Verdict = f.cfg.Exit(err)
	}
	if err == nil {
		return e
	}
	var missing *Missing
	var stopped *Stopped
	var unchecked *Unchecked
	var file *Unwritten
	switch {
	case errors.As(err, &missing):
		e.Reason = "values are missing"
		for _, l := range missing.Lacks {
			e.Missing = append(e.Missing, l.Flag)
		}
	case errors.As(err, &stopped):
		e.Reason, e.Findings = stopped.Why, some(stopped.Findings)
	case errors.As(err, &unchecked):
		e.Reason, e.Findings = unchecked.Why, some(unchecked.Findings)
	case errors.As(err, &file):
		e.Reason, e.Error = file.What, &DocumentError{What: file.What, Means: file.Means, Do: file.Do}
	default:
		e.Reason = err.Error()
		if e.Code != 0 && !errors.Is(err, ErrInterrupted) && !errors.Is(err, ErrInputEnded) {
			a := advice.Advise(err)
			if refused := (*Refused)(nil); a.Unknown && errors.As(err, &refused) {
				a.What, a.Means, a.Do = refused.Flag+": "+sentence(refused.Why), "The value cannot be used.", refused.Remedy
			}
			e.Reason, e.Error = a.What, &DocumentError{a.What, a.Means, a.Do, a.Code, a.RequestID}
		}
	}
	return e
}

// some makes an empty list of no list, so that readers find [] and never null.
func some(fs []setup.Finding) []setup.Finding {
	if fs == nil {
		return []setup.Finding{}
	}
	return fs
}
