package document

import (
	"slices"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// RenewSchema names the form of the document of a renewal. A change that breaks
// a reader changes the number at its end.
const RenewSchema = "ssowizard/renew/1"

// Renew is what a renewal writes, once, however it ended.
type Renew struct {
	Head
	// New is the secret that this renewal made, in this run or an earlier one;
	// null while there is none.
	New *RenewedSecret `json:"new"`
	// Old are the other secrets that are on the registration now.
	Old []OldSecret `json:"old"`
	// Removed are the secrets that this run removed.
	Removed []RemovedSecret `json:"removed"`
	// Proof is the last trial of the new secret; null where it was not tried.
	Proof *Proof `json:"proof"`
	// Phases are the parts of the renewal in order; Next is the id of the first
	// that is not done, empty at the end.
	Phases []Phase  `json:"phases"`
	Next   string   `json:"next"`
	Left   []string `json:"left"` // sentences: what a person still has to do, in order
	Tail
}

// RenewedSecret is the new secret without its value.
type RenewedSecret struct {
	SecretName
	End        time.Time  `json:"endDateTime"`
	DaysLeft   int        `json:"daysLeft"`
	Keeper     string     `json:"keeper"`       // the keychain's name, "shown once", or the file
	MadeNow    bool       `json:"madeNow"`      // by this run
	Proven     *time.Time `json:"provenAt"`     // when a token obtained with it last read one user
	HandedOver *time.Time `json:"handedOverAt"` // when a person said that the MTP portal has it
}

// OldSecret is another secret on the registration.
type OldSecret struct {
	SecretName
	End      time.Time         `json:"endDateTime,omitzero"` // left out where no end is known
	DaysLeft *int              `json:"daysLeft,omitempty"`
	MadeHere bool              `json:"madeHere"` // by this wizard, as its receipts say
	InUse    bool              `json:"inUse"`    // this computer knew this one before the renewal
	Likely   change.Likelihood `json:"likely"`   // that the MTP portal uses it: likely, open or unlikely
	Why      string            `json:"why"`      // what that rests on, in sentences
}

// RemovedSecret is a secret that was removed.
type RemovedSecret struct {
	KeyID     string    `json:"keyId"`
	At        time.Time `json:"at"`
	Summary   string    `json:"summary"`
	RequestID string    `json:"requestId"`
	Left      string    `json:"left,omitempty"` // what stays on this computer all the same, in sentences
}

// Proof is a trial of the new secret.
type Proof struct {
	At       time.Time       `json:"at"`
	Works    bool            `json:"works"`
	InARow   int             `json:"inARow"` // tokens obtained one after the other
	Findings []setup.Finding `json:"findings"`
}

// Phase is one part of a renewal. ID is make, prove, hand-over, pilot or remove.
type Phase struct {
	ID     string       `json:"id"`
	Title  string       `json:"title"`
	Status setup.Status `json:"status"`
	Detail string       `json:"detail"`
}

// Before is how things stood when a run began that changes a setup. Zero: it never
// came as far as to look.
type Before struct {
	known    bool
	keyID    string
	renewing bool
	receipts int
	undone   map[int]bool
}

// Mark notes how things stand before a run changes them.
func Mark(p setup.Profile) Before {
	b := Before{true, p.Secret.KeyID, p.Renewal != nil, len(p.Receipts), map[int]bool{}}
	for i, r := range p.Receipts {
		b.undone[i] = r.Undone != nil
	}
	return b
}

// Known tells whether the run came as far as to look.
func (b Before) Known() bool { return b.known }

// TakenBack are the indexes of the receipts that were taken back since.
func (b Before) TakenBack(p setup.Profile) []int {
	var out []int
	for i, r := range p.Receipts {
		if b.known && r.Undone != nil && !b.undone[i] {
			out = append(out, i)
		}
	}
	return out
}

// NewRenew makes the document of a renewal. left are sentences.
func NewRenew(run Run, b Before, left []string) Renew {
	s, p, r := run.Session.Snapshot(), run.Session.Profile(), run.Session.Renewal()
	now := run.Session.Now()
	d := Renew{Head: run.head(RenewSchema), Tail: run.tail(), Old: []OldSecret{},
		Removed: []RemovedSecret{}, Phases: []Phase{}, Next: r.Next, Left: append([]string{}, left...)}
	made := b.known && p.Secret.KeyID != b.keyID
	if x := p.Secret; x.KeyID != "" && (made || b.renewing || !b.known && p.Renewal != nil) {
		d.New = &RenewedSecret{SecretName: SecretName{x.KeyID, x.Name, x.Hint}, End: x.End.UTC(),
			DaysLeft: setup.DaysLeft(now, x.End), Keeper: x.Keeper, MadeNow: made, Proven: x.Proven}
		if w, ok := p.Confirmed["29"]; ok {
			d.New.HandedOver = &w.At
		}
		d.Proof = proof(s)
	}
	for _, ph := range r.Phases {
		d.Phases = append(d.Phases, Phase(ph))
	}
	if d.New != nil && p.Renewal == nil { // it is over, and would read as if another were to begin
		d.Phases, d.Next = []Phase{}, ""
	}
	for _, o := range r.Old {
		if c := o.Password; d.New == nil || c.KeyID != d.New.KeyID {
			d.Old = append(d.Old, OldSecret{SecretName{c.KeyID, c.DisplayName, c.Hint}, c.EndDateTime.UTC(),
				daysLeft(now, c.EndDateTime), o.Ours, o.InUse, o.Likely, o.Why})
		}
	}
	if b.known {
		d.Removed = append(d.Removed, d.removed(s, p, p.Receipts[min(b.receipts, len(p.Receipts)):])...)
	}
	return d
}

// removed are the secrets of which receipts tell that are no longer there.
func (d Renew) removed(s setup.Snapshot, p setup.Profile, receipts []setup.Receipt) []RemovedSecret {
	var out []RemovedSecret
	for _, r := range receipts {
		same := func(o OldSecret) bool { return o.KeyID == r.ObjectID }
		there := s.App.Value != nil && slices.ContainsFunc(d.Old, same)
		if r.OfSecret() && r.ObjectID != p.Secret.KeyID && !there {
			out = append(out, RemovedSecret{r.ObjectID, r.At, r.Summary, r.RequestID, r.Left})
		}
	}
	return out
}

func proof(s setup.Snapshot) *Proof {
	if !s.Proof.Known {
		return nil
	}
	v := s.Proof.Value
	out := &Proof{At: v.At.UTC(), Works: v.Good, InARow: v.InARow, Findings: []setup.Finding{}}
	if v.Finding != nil {
		out.Findings = append(out.Findings, *v.Finding)
	}
	return out
}
