package setup

import (
	"time"

	"ssowizard/internal/text"
)

// RungState is the state of one rung of the proof.
type RungState string

// The states of a rung.
const (
	RungTodo    RungState = "todo"
	RungNow     RungState = "now"
	RungOK      RungState = "ok"
	RungFail    RungState = "fail"
	RungUnknown RungState = "unknown"
)

// Rung is one step of the proof, with its evidence and the time it took.
type Rung struct {
	ID     string
	Title  string
	Detail string
	State  RungState
	Took   time.Duration
}

// Broke is the rung's title where it is broken: the cause of something has to be
// said as what it is, not as what was wanted.
func (r Rung) Broke() string {
	return text.Or(brokenTitles[r.ID], r.Title)
}

// brokenTitles are what rungs are called where they are broken, by id; one whose
// title is the name of a thing keeps it.
var brokenTitles = map[string]string{
	"tenant":     "Tenant",
	"permission": "User.Read.All is not declared as it has to be",
	"token":      "No token with the secret",
	"role":       "No User.Read.All in the token",
	"read":       "No user read with it",
}

// Proof is what was shown about the secret. The first broken rung is the cause;
// what lies above it was not tried.
type Proof struct {
	At      time.Time
	Rungs   []Rung
	Waited  time.Duration // for the secret to work
	Tries   int
	InARow  int
	Good    bool
	Finding *Finding // why not
}

// Clone copies a proof so that a reader and a writer share no list.
func (p Proof) Clone() Proof {
	p.Rungs = append([]Rung(nil), p.Rungs...)
	return p
}

// Rung finds a rung by its id; the zero rung if there is none.
func (p Proof) Rung(id string) Rung {
	for _, r := range p.Rungs {
		if r.ID == id {
			return r
		}
	}
	return Rung{}
}

// Rung is the state of the rung that a finding is about.
func (f Finding) Rung() RungState {
	if f.Level == LevelUnknown {
		return RungUnknown
	}
	return RungFail
}
