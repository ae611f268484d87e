package document

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// SetupSchema names the form of the document of a setup. A change that breaks a
// reader changes the number at its end.
const SetupSchema = "ssowizard/setup/1"

// Run is a run that changes a setup, and how it ended.
type Run struct {
	Session  *engine.Session
	Practice bool
	Err      error // nil: good
	Code     ExitCode
}

// Setup is what a setup writes, once, at its end, however it ended (a wrong flag
// excepted, which is found before the run).
type Setup struct {
	Head
	// Secret tells where the secret is; null while there is none.
	Secret *SetupSecret `json:"secret"`
	// Preflight is what was looked at before the first write; empty where the
	// run ended before it signed in.
	Preflight []Item[setup.Finding] `json:"preflight"`
	// Steps are the phases of the walk in order.
	Steps []SetupStep `json:"steps"`
	// Left are sentences: what a person still has to do, in order.
	Left []string `json:"left"`
	Tail
}

// SetupSecret names the secret without its value.
type SetupSecret struct {
	KeyID  string     `json:"keyId"`
	Name   string     `json:"name"`
	Keeper string     `json:"keeper"` // the keychain's name, "shown once", or the file
	End    time.Time  `json:"end"`
	Proven *time.Time `json:"proven"` // when a token obtained with it last read one user; null: not yet
}

// SetupStep is one phase. Status is one of ok, warn, fail, unknown, confirmed, todo,
// blocked, skipped.
type SetupStep struct {
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

// NewSetup makes the document of a setup.
func NewSetup(run Run) Setup {
	p := run.Session.Profile()
	d := Setup{Head: run.head(SetupSchema), Tail: run.tail(), Preflight: []Item[setup.Finding]{},
		Left: append([]string{}, run.Session.Left()...)}
	if x := p.Secret; x.KeyID != "" {
		d.Secret = &SetupSecret{x.KeyID, x.Name, x.Keeper, x.End, x.Proven}
	}
	if run.Session.SignedIn() {
		d.Preflight = items(run.Session.Preflight(), some)
	}
	for _, r := range run.Session.Verdict(judge.Walking).Phases {
		s := SetupStep{ID: r.Phase.ID, Title: r.Phase.Title, Status: r.Status, Now: r.Now, Wanted: r.Wanted,
			Evidence: r.Evidence(), BlockedBy: r.BlockedBy, Findings: some(r.Findings())}
		if r.Word != nil {
			s.Note = r.Word.Note
		}
		d.Steps = append(d.Steps, s)
	}
	return d
}

func (run Run) head(schema string) Head {
	p := run.Session.Profile()
	h := Head{Schema: schema, Practice: run.Practice, At: run.Session.Now().UTC(),
		Services: run.Session.Snapshot().Services().Roots(), Tenant: tenant(p)}
	if p.App.AppID != "" || p.App.Name != "" {
		h.App = &App{p.App.AppID, p.App.ObjectID, p.App.Name, p.App.Adopted}
	}
	return h
}

func (run Run) tail() Tail {
	return Tail{Consent: run.Session.ConsentSeen().Told(), Exit: exit(run.Code, run.Err)}
}
