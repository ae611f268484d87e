package document

import (
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/mtp"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ValidateSchema names the form of the document of a check. A change that breaks a
// reader changes the number at its end.
const ValidateSchema = "ssowizard/validate/1"

// Validate is what a check writes, once, however it ended (a wrong flag excepted,
// which is found before).
type Validate struct {
	Schema string    `json:"schema"` // always ValidateSchema
	At     time.Time `json:"at"`     // when the directory was read, UTC
	// Services are who was asked in Microsoft's place, as the environment said; left
	// out where nobody was.
	Services *setup.Roots `json:"services,omitempty"`
	// Tenant is empty in its parts until it was found.
	Tenant ValidateTenant `json:"tenant"`
	App    AppSeen        `json:"app"`
	// Verdict is ok, problems, or incomplete where something that matters could
	// not be looked at and nothing was found wrong.
	Verdict judge.Overall `json:"verdict"`
	// Reason says why, by the chain of the proof.
	Reason Reason `json:"reason"`
	// Steps are all numbered steps in order. A finding stands at the first step
	// it concerns.
	Steps []ValidateStep `json:"steps"`
	// Repairs are what can be put right from here as things stand, in order; empty
	// where nothing can. What a repair brings to light is not among them.
	Repairs []Repair `json:"repairs"`
	// RedirectURIs are the MTP portal's list and Entra's side by side; empty
	// where the registration was not read; of a deleted one, those it comes back with.
	RedirectURIs []Row `json:"redirectUris"`
	// Secret is the kept secret, or the one that lives longest; null where there
	// is none or none could be seen. That of a deleted registration works again
	// only once it is restored.
	Secret *ValidateSecret `json:"secret"`
	// Consent is what the sign-in left in the tenant; null for nothing.
	Consent *engine.ConsentTold `json:"consent"`
}

// ValidateTenant is the company's directory, in the order of this document.
type ValidateTenant struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// Reason is why the verdict is what it is.
type Reason struct {
	Text   string `json:"text"`            // in sentences
	Cause  string `json:"cause,omitempty"` // id of the lowest broken link
	Ladder []Link `json:"ladder"`
}

// Link is one link of the proof.
type Link struct {
	ID string `json:"id"`
	Held
	Follows string `json:"follows,omitempty"` // id of the broken link that explains this one
}

// ValidateStep is one numbered step. Level of a finding is note, warn or fail; what
// could not be checked is a warn with the code could-not-check or portal-uris-unknown.
type ValidateStep struct {
	Step
	Findings []Finding `json:"findings"`
}

// Repair is one thing that can be put right: ID is that of the steps done together,
// open-to-all (who may sign in) or remove-unclaimed (whether a secret goes that this
// computer does not use), both a person's choice, or renew.
type Repair struct {
	ID    string       `json:"id"`
	Mends []setup.Code `json:"mends"` // the codes of what it puts right, each once
}

// Check is a check that ended: what was judged, and how it ended.
type Check struct {
	Verdict judge.Verdict
	Err     error // nil: good
	// Judged: Err is the verdict itself, not something that ended the check before it.
	Judged bool
}

// NewCheck is a check of which the verdict is the end.
func NewCheck(v judge.Verdict) Check { return Check{v, outcome.Of(v, false), true} }

// StoppedCheck is a check that something ended before its verdict. What that was is
// put among the findings of the step that it concerns, so that a machine finds its code
// there too. asked is the tenant as it was named.
func StoppedCheck(v judge.Verdict, asked string, err error) Check {
	var list []setup.Finding
	if outcome.NoTenant(err) {
		list = []setup.Finding{NoTenant(asked, err)}
	} else if stopped := outcome.As[*outcome.Stopped](err); stopped != nil {
		list = stopped.Findings
	}
	if len(list) == 0 {
		return Check{Verdict: v, Err: err}
	}
	number := "2" // which registration is meant is not known
	if list[0].Code == setup.CodeTenantNotFound {
		number = "1"
	}
	v.Steps = slices.Clone(v.Steps)
	at := v.Step(number)
	at.Status, at.Findings = setup.StatusFail, slices.Concat(at.Findings, list)
	return Check{Verdict: v, Err: err}
}

// NoTenant is what is found where Microsoft knows no company by the name that was given.
func NoTenant(asked string, err error) setup.Finding {
	a := advice.Advise(err)
	return setup.Finding{Code: setup.CodeTenantNotFound, Level: setup.LevelFail, Subject: asked,
		Args: messages.With("what", text.Sentence(a.What), "do", a.Do)}
}

// Overall is the verdict of the document.
func (c Check) Overall() judge.Overall { return outcome.Overall(c.Err) }

// Reason says in sentences why the verdict is what it is.
func (c Check) Reason() string {
	words := c.Verdict.Reason()
	switch {
	case c.Judged && c.Err != nil:
		return strings.TrimSpace(text.Sentence(c.Err.Error()) + " " + words)
	case c.Err != nil:
		return EndedEarly(c.Err)
	}
	return words
}

// NewValidate makes the document of a check.
func NewValidate(c Check, consent *engine.ConsentTold) Validate {
	v := c.Verdict
	s, p := v.Snapshot, v.Profile
	d := emptyValidate(s.At, c.Overall())
	d.Services, d.App = s.Services().Roots(), appSeen(s, p)
	d.Tenant = ValidateTenant{p.Tenant.ID, p.Tenant.Name, p.Tenant.Domain}
	d.Reason.Text = c.Reason()
	if cause, ok := v.Proof.Cause(); ok {
		d.Reason.Cause = cause.ID
	}
	for _, r := range v.Proof.Links {
		d.Reason.Ladder = append(d.Reason.Ladder, Link{r.ID, held(r, wholeMillis(r.Took)), r.Follows})
	}
	for _, r := range v.Steps {
		d.Steps = append(d.Steps, ValidateStep{step(r), weighed(r.Findings)})
	}
	for _, r := range change.Repairs(v) {
		d.Repairs = append(d.Repairs, repair(r))
	}
	s = s.OrDeleted()
	if s.App.Value != nil {
		d.RedirectURIs = rows(judge.BoardOf(s, p))
	}
	d.Secret, d.Consent = validateSecret(s, p), consent
	return d
}

// Unlooked is the document of a setup that nobody could begin to look at.
func Unlooked(at time.Time, err error) Validate {
	d := emptyValidate(at, judge.OverallIncomplete)
	d.Reason.Text = EndedEarly(err)
	return d
}

func emptyValidate(at time.Time, verdict judge.Overall) Validate {
	return Validate{Schema: ValidateSchema, At: at.UTC(), Verdict: verdict, Reason: Reason{Ladder: []Link{}},
		Steps: []ValidateStep{}, Repairs: []Repair{}, RedirectURIs: []Row{}}
}

// OnlyWrong leaves the steps with a problem or with something unchecked, without notes,
// and the addresses that are not as they should be. What the setup is, the verdict, its
// reason and the secret stay.
func (d Validate) OnlyWrong() Validate {
	list := []ValidateStep{}
	note := func(f Finding) bool { return f.Level == setup.LevelNote }
	right := func(r Row) bool { return r.Status == mtp.StatusRegistered.String() }
	for _, s := range d.Steps {
		s.Findings = slices.DeleteFunc(slices.Clone(s.Findings), note)
		if len(s.Findings) > 0 {
			list = append(list, s)
		}
	}
	d.Steps = list
	d.RedirectURIs = slices.DeleteFunc(slices.Clone(d.RedirectURIs), right)
	return d
}

// weighed are findings in the three levels of this document.
func weighed(list []setup.Finding) []Finding {
	out := findings(list)
	for i := range out {
		if out[i].Level == setup.LevelUnknown {
			out[i].Level = setup.LevelWarn
		}
	}
	return out
}

func repair(r change.Repair) Repair {
	out := Repair{ID: r.ID}
	for _, f := range r.Mends {
		if !slices.Contains(out.Mends, f.Code) {
			out.Mends = append(out.Mends, f.Code)
		}
	}
	return out
}

// wholeMillis rounds up, so that only what was not looked at took 0.
func wholeMillis(d time.Duration) int64 { return (d + time.Millisecond - 1).Milliseconds() }
