package plain

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// CheckSchema names the form of the document of a check. A change that breaks a
// reader changes the number at its end.
const CheckSchema = "ssowizard/validate/1"

// Check is the document that Validate writes to Out with JSON, once, however
// the check ended (a wrong flag excepted, which is found before). It holds no
// secret and no token.
type Check struct {
	Schema string    `json:"schema"` // always CheckSchema
	At     time.Time `json:"at"`     // when the directory was read, UTC
	// Services are who was asked in Microsoft's place, as the environment said; left
	// out where nobody was.
	Services *setup.Roots `json:"services,omitempty"`
	// Tenant is empty in its parts until it was found.
	Tenant CheckTenant `json:"tenant"`
	// App is empty in its parts until the registration was found.
	App CheckApp `json:"app"`
	// Verdict is ok, problems, or incomplete where something that matters could
	// not be looked at and nothing was found wrong.
	Verdict string `json:"verdict"`
	// Reason says why, by the ladder of the proof.
	Reason CheckReason `json:"reason"`
	// Steps are all numbered steps in order. A finding stands at the first step
	// it concerns.
	Steps []CheckStep `json:"steps"`
	// Repairs are what can be put right from here as things stand, in order; empty
	// where nothing can. What a repair brings to light is not among them.
	Repairs []CheckRepair `json:"repairs"`
	// RedirectURIs are the MTP portal's list and Entra's side by side; empty
	// where the registration was not read; of a deleted one, those it comes back with.
	RedirectURIs []CheckURI `json:"redirectUris"`
	// Secret is the kept secret, or the one that lives longest; null where there
	// is none or none could be seen. That of a deleted registration works again
	// only once it is restored.
	Secret *CheckSecret `json:"secret"`
	// Consent is what the sign-in left in the tenant; null for nothing.
	Consent *engine.ConsentTold `json:"consent"`
}

// CheckTenant is the company's directory.
type CheckTenant struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// CheckApp is the registration.
type CheckApp struct {
	AppID              string `json:"appId"`
	ObjectID           string `json:"objectId"`
	ServicePrincipalID string `json:"servicePrincipalId"`
	Name               string `json:"name"`
}

// CheckReason is why the verdict is what it is.
type CheckReason struct {
	Text   string      `json:"text"`            // in sentences
	Cause  string      `json:"cause,omitempty"` // id of the lowest broken rung
	Ladder []CheckRung `json:"ladder"`
}

// CheckRung is one rung of the proof. State is ok, fail, unknown or todo.
type CheckRung struct {
	ID       string          `json:"id"`
	State    setup.RungState `json:"state"`
	Evidence string          `json:"evidence"`
	At       *time.Time      `json:"at"` // when the evidence was read; null where there is none
	Took     int64           `json:"tookMs"`
	Follows  string          `json:"follows,omitempty"` // id of the broken rung that explains this one
}

// CheckStep is one numbered step. Status is one of ok, warn, fail, unknown,
// confirmed (a person's word), todo, blocked.
type CheckStep struct {
	Number   string         `json:"number"` // "12"
	ID       string         `json:"id"`     // of the steps done together: "12-14"
	Title    string         `json:"title"`
	Status   setup.Status   `json:"status"`
	Findings []CheckFinding `json:"findings"`
}

// CheckFinding is one thing noticed. Level is note, warn or fail; what could not
// be checked is a warn with the code could-not-check or portal-uris-unknown.
type CheckFinding struct {
	Code    setup.Code  `json:"code"`
	Level   setup.Level `json:"level"`
	Subject string      `json:"subject"`
	Want    string      `json:"want"`
	Got     string      `json:"got"`
	Text    string      `json:"text"`
	Remedy  string      `json:"remedy"`
}

// CheckRepair is one thing that can be put right: ID is that of the steps done
// together, open-to-all (who may sign in) or remove-unclaimed (whether a secret goes
// that this computer does not use), both a person's choice, or renew.
type CheckRepair struct {
	ID    string       `json:"id"`
	Mends []setup.Code `json:"mends"` // the codes of what it puts right, each once
}

// CheckURI is one row of the board. Status is registered, missing,
// wrong-platform, near-miss or extra.
type CheckURI struct {
	URI      string `json:"uri"` // the wanted one; of an extra one, what is there
	Status   string `json:"status"`
	Platform string `json:"platform"` // where it stands; "" where it does not
	Differs  string `json:"differs"`  // of a near miss: how
}

// CheckSecret is a client secret without its value.
type CheckSecret struct {
	KeyID       string    `json:"keyId"`
	Hint        string    `json:"hint"`
	EndDateTime time.Time `json:"endDateTime,omitzero"` // left out where no end is known
	DaysLeft    *int      `json:"daysLeft,omitempty"`   // negative once it has ended
	InKeychain  *bool     `json:"inKeychain"`           // null where the keychain did not answer
	Works       *bool     `json:"works"`                // null where it could not be tried
}

// wholeMillis rounds up, so that only what was not looked at took 0.
func wholeMillis(d time.Duration) int64 { return (d + time.Millisecond - 1).Milliseconds() }

// check makes the document. judged: err is the verdict itself, not something
// that ended the check before it.
func (f *front) check(x judge.Verdict, err error, judged bool) Check {
	s, p := x.Snapshot, x.Profile
	d := Check{Schema: CheckSchema, At: s.At.UTC(), Services: s.Services().Roots(), Tenant: CheckTenant{p.Tenant.ID, p.Tenant.Name, p.Tenant.Domain}, Verdict: string(verdictOf(err)),
		App: CheckApp{AppID: p.App.AppID, ObjectID: p.App.ObjectID, Name: p.App.Name}, Steps: []CheckStep{}, Repairs: checkRepairs(change.Repairs(x)), RedirectURIs: []CheckURI{}}
	if sp := s.Principal.Value; sp != nil {
		d.App.ServicePrincipalID = sp.ID
	}
	if gone := s.Deleted.Value; gone != nil { // its ids are those it will come back with
		d.App.ObjectID, d.App.Name = gone.ID, gone.DisplayName
	}
	d.Reason = reasonFor(x, err, judged)
	for _, one := range x.Steps {
		d.Steps = append(d.Steps, CheckStep{Number: one.Step.Number, ID: one.Stage.ID, Title: one.Step.Title, Status: one.Status, Findings: checkFindings(one.Findings)})
	}
	s = s.OrDeleted()
	if s.App.Value != nil {
		for _, row := range judge.BoardOf(s, p).Rows {
			d.RedirectURIs = append(d.RedirectURIs, checkURI(row))
		}
	}
	d.Secret, d.Consent = checkSecret(s, p), f.consent()
	return d
}

func reasonFor(x judge.Verdict, err error, judged bool) CheckReason {
	r := CheckReason{Ladder: []CheckRung{}, Text: x.Reason()}
	if cause, ok := x.Proof.Cause(); ok {
		r.Cause = cause.ID
	}
	for _, l := range x.Proof.Rungs {
		c := CheckRung{ID: l.ID, State: l.State, Evidence: l.Detail, Took: wholeMillis(l.Took), Follows: l.Follows}
		if !l.At.IsZero() {
			at := l.At.UTC()
			c.At = &at
		}
		r.Ladder = append(r.Ladder, c)
	}
	switch {
	case judged && err != nil:
		r.Text = strings.TrimSpace(sentence(err.Error()) + " " + r.Text)
	case !judged && err != nil:
		r.Text = endingWords(err)
	}
	return r
}

// endingWords says in sentences what ended a check before its verdict.
func endingWords(err error) string {
	var missing *Missing
	var refused *Refused
	var stopped *Stopped
	var unchecked *Unchecked
	if errors.Is(err, ErrInterrupted) || errors.Is(err, ErrInputEnded) || errors.As(err, &missing) || errors.As(err, &refused) || errors.As(err, &stopped) || errors.As(err, &unchecked) {
		return sentence(err.Error())
	}
	a := advice.Advise(err)
	text := strings.TrimSpace(sentence(a.What) + " " + sentence(a.Means) + " " + sentence(a.Do))
	if a.Code != "" {
		text += " (" + a.Code + ")"
	}
	return text
}

func checkFindings(fs []setup.Finding) []CheckFinding {
	out := make([]CheckFinding, 0, len(fs))
	for _, x := range fs {
		if x.Level == setup.LevelUnknown {
			x.Level = setup.LevelWarn
		}
		out = append(out, CheckFinding(x))
	}
	return out
}

func checkRepairs(list []change.Repair) []CheckRepair {
	out := []CheckRepair{}
	for _, r := range list {
		one := CheckRepair{ID: r.ID}
		for _, f := range r.Mends {
			if !slices.Contains(one.Mends, f.Code) {
				one.Mends = append(one.Mends, f.Code)
			}
		}
		out = append(out, one)
	}
	return out
}

func checkURI(r mtp.Row) CheckURI {
	u := CheckURI{URI: r.Want, Status: r.Status.String(), Differs: r.Differs}
	if r.Want == "" {
		u.URI = r.Found
	}
	if r.Found != "" {
		u.Platform = r.Platform.String()
	}
	return u
}

// checkSecret tells the kept secret, or of several whose values nobody knows the
// one that lives longest.
func checkSecret(s setup.Snapshot, p setup.Profile) *CheckSecret {
	c, kept := theSecret(s, p)
	if c.KeyID == "" {
		return nil
	}
	no := false
	out := &CheckSecret{KeyID: c.KeyID, Hint: c.Hint, EndDateTime: c.EndDateTime.UTC(), DaysLeft: daysLeftOf(s.At, c.EndDateTime), InKeychain: &no}
	if !kept {
		return out
	}
	out.InKeychain = nil
	if s.Stored.Known {
		out.InKeychain = &s.Stored.Value
	}
	if s.Proof.Known {
		out.Works = works(s.Proof.Value)
	}
	return out
}

// works tells whether a token was obtained with the secret, whatever the token may
// do; nil where that could not be told.
func works(p setup.Proof) *bool {
	f := p.Finding
	token := slices.ContainsFunc(p.Rungs, func(r setup.Rung) bool { return r.ID == "token" && r.State == setup.RungOK })
	yes := p.Good || token || f != nil && f.Code == setup.CodeConsentMissing
	if !yes && f != nil && f.Level == setup.LevelUnknown {
		return nil
	}
	return &yes
}

func theSecret(s setup.Snapshot, p setup.Profile) (c graph.Password, kept bool) {
	if app := s.App.Value; app != nil {
		for _, x := range app.PasswordCredentials {
			if x.KeyID == p.Secret.KeyID {
				return x, true
			}
			if c.KeyID == "" || judge.Outlives(x, c) {
				c = x
			}
		}
		return c, false
	}
	if p.Secret.KeyID == "" || s.App.Known {
		return c, false
	}
	return graph.Password{KeyID: p.Secret.KeyID, Hint: p.Secret.Hint, EndDateTime: p.Secret.End}, true
}
