package plain

import (
	"slices"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
)

// RenewSchema names the form of the document of a renewal. A change that breaks
// a reader changes the number at its end.
const RenewSchema = "ssowizard/renew/1"

// Renewed is the document that Renew writes to Out with JSON, once, however the
// renewal ended. It holds no secret and no token.
type Renewed struct {
	Schema   string         `json:"schema"` // always RenewSchema
	Practice bool           `json:"practice"`
	At       time.Time      `json:"at"`                 // when the document was written, UTC
	Services *setup.Roots   `json:"services,omitempty"` // as of a Document
	Tenant   DocumentTenant `json:"tenant"`
	App      *DocumentApp   `json:"app"` // null until it was found
	// New is the secret that this renewal made, in this run or an earlier one;
	// null while there is none.
	New *RenewedSecret `json:"new"`
	// Old are the other secrets that are on the registration now.
	Old []RenewedOld `json:"old"`
	// Removed are the secrets that this run removed.
	Removed []RenewedGone `json:"removed"`
	// Proof is the last trial of the new secret; null where it was not tried.
	Proof *RenewedProof `json:"proof"`
	// Phases are the parts of the renewal in order; Next is the id of the first
	// that is not done, empty at the end.
	Phases []RenewedPhase `json:"phases"`
	Next   string         `json:"next"`
	Left   []string       `json:"left"` // sentences: what a person still has to do, in order
	// Consent is what the sign-in left in the tenant; null for nothing.
	Consent *engine.ConsentTold `json:"consent"`
	Exit    DocumentExit        `json:"exit"`
}

// RenewedSecret is the new secret without its value.
type RenewedSecret struct {
	KeyID      string     `json:"keyId"`
	Name       string     `json:"name"`
	Hint       string     `json:"hint"` // Entra's own three characters of it
	End        time.Time  `json:"endDateTime"`
	DaysLeft   int        `json:"daysLeft"`
	Keeper     string     `json:"keeper"`       // the keychain's name, "shown once", or the file
	MadeNow    bool       `json:"madeNow"`      // by this run
	Proven     *time.Time `json:"provenAt"`     // when a token obtained with it last read one user
	HandedOver *time.Time `json:"handedOverAt"` // when a person said that the MTP portal has it
}

// RenewedOld is another secret on the registration.
type RenewedOld struct {
	KeyID    string    `json:"keyId"`
	Name     string    `json:"name"`
	Hint     string    `json:"hint"`
	End      time.Time `json:"endDateTime,omitzero"` // left out where no end is known
	DaysLeft *int      `json:"daysLeft,omitempty"`
	MadeHere bool      `json:"madeHere"` // by this wizard, as its receipts say
	InUse    bool      `json:"inUse"`    // this computer knew this one before the renewal
	Likely   string    `json:"likely"`   // that the MTP portal uses it: likely, open or unlikely
	Why      string    `json:"why"`      // what that rests on, in sentences
}

// RenewedGone is a secret that was removed.
type RenewedGone struct {
	KeyID     string    `json:"keyId"`
	At        time.Time `json:"at"`
	Summary   string    `json:"summary"`
	RequestID string    `json:"requestId"`
	Left      string    `json:"left,omitempty"` // what stays on this computer all the same, in sentences
}

// RenewedProof is a trial of the new secret.
type RenewedProof struct {
	At       time.Time       `json:"at"`
	Works    bool            `json:"works"`
	InARow   int             `json:"inARow"` // tokens obtained one after the other
	Findings []setup.Finding `json:"findings"`
}

// RenewedPhase is one part of a renewal. ID is make, prove, hand-over, pilot or
// remove; Status is a steps.Status.
type RenewedPhase struct {
	ID     string       `json:"id"`
	Title  string       `json:"title"`
	Status setup.Status `json:"status"`
	Detail string       `json:"detail"`
}

// before is how things stood when a run began that changes a setup.
type before struct {
	known    bool // the run came as far as to look
	keyID    string
	renewing bool
	receipts int
	undone   map[int]bool
}

func (f *front) mark() {
	p := f.eng.Profile()
	f.began = before{true, p.Secret.KeyID, p.Renewal != nil, len(p.Receipts), map[int]bool{}}
	for i, r := range p.Receipts {
		f.began.undone[i] = r.Undone != nil
	}
}

func (f *front) renewed(err error) any {
	s, p, r := f.eng.Snapshot(), f.eng.Profile(), f.eng.Renewal()
	now := f.eng.Now()
	head := f.document(err)
	d := Renewed{Schema: RenewSchema, Practice: head.Practice, At: head.At, Services: head.Services, Tenant: head.Tenant, App: head.App, Old: []RenewedOld{}, Removed: []RenewedGone{},
		Phases: []RenewedPhase{}, Next: r.Next, Left: append([]string{}, f.leftOfRenewal()...), Consent: head.Consent, Exit: head.Exit}
	made := f.began.known && p.Secret.KeyID != f.began.keyID
	if p.Secret.KeyID != "" && (made || f.began.renewing || !f.began.known && p.Renewal != nil) {
		d.New = &RenewedSecret{KeyID: p.Secret.KeyID, Name: p.Secret.Name, Hint: p.Secret.Hint, End: p.Secret.End.UTC(), DaysLeft: daysLeft(now, p.Secret.End),
			Keeper: p.Secret.Keeper, MadeNow: made, Proven: p.Secret.Proven}
		if w, ok := p.Confirmed["29"]; ok {
			d.New.HandedOver = &w.At
		}
		d.Proof = proofOf(s)
	}
	for _, ph := range r.Phases {
		d.Phases = append(d.Phases, RenewedPhase(ph))
	}
	if d.New != nil && p.Renewal == nil { // it is over, and would read as if another were to begin
		d.Phases, d.Next = []RenewedPhase{}, ""
	}
	for _, o := range r.Old {
		if c := o.Password; d.New == nil || c.KeyID != d.New.KeyID {
			d.Old = append(d.Old, RenewedOld{c.KeyID, c.DisplayName, c.Hint, c.EndDateTime.UTC(), daysLeftOf(now, c.EndDateTime), o.Ours, o.InUse, string(o.Likely), o.Why})
		}
	}
	if !f.began.known {
		return d
	}
	for _, rec := range p.Receipts[min(f.began.receipts, len(p.Receipts)):] {
		there := s.App.Value != nil && slices.ContainsFunc(d.Old, func(o RenewedOld) bool { return o.KeyID == rec.ObjectID })
		if rec.OfSecret() && rec.ObjectID != p.Secret.KeyID && !there {
			d.Removed = append(d.Removed, RenewedGone{rec.ObjectID, rec.At, rec.Summary, rec.RequestID, rec.Left})
		}
	}
	return d
}

func proofOf(s setup.Snapshot) *RenewedProof {
	if !s.Proof.Known {
		return nil
	}
	v := s.Proof.Value
	out := &RenewedProof{At: v.At.UTC(), Works: v.Good, InARow: v.InARow, Findings: []setup.Finding{}}
	if v.Finding != nil {
		out.Findings = append(out.Findings, *v.Finding)
	}
	return out
}
