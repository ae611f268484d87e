package change

import (
	"context"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Action is what the portal does click by click and Graph in one or two
// requests: the steps it covers, what it needs, and how it plans.
type Action struct {
	Verb   string   // on the button: "Register it for me"
	Effect string   // beside the button: "one registration, one service principal"
	Role   string   // who may do this, in words
	Plan   PlanFunc // pure
	// roleFor is who may do what the plan would do as things stand, where that is
	// not Role; nil otherwise.
	roleFor func(setup.Snapshot) string
	// wordsFor are the verb and the effect as things stand, where those are not Verb
	// and Effect; empty where they are.
	wordsFor func(setup.Snapshot) (verb, effect string)
}

// ActionOf is what does a phase's steps, by the phase's id; nil where a person does
// them.
func ActionOf(phase string) *Action { return actions[phase] }

// actions are what does a phase's steps, by the phase's id.
var actions = map[string]*Action{}

// does declares what does a phase's steps; it returns it.
func does(phase string, a *Action) *Action {
	actions[phase] = a
	return a
}

// part plans some writes of a phase that is made of several.
type part struct {
	place int // a write that another needs has the lower one
	plan  func(setup.Snapshot, setup.Profile, Options) []Operation
}

// parts are those of each phase, in order. Each is declared beside its operation.
var parts = map[string][]part{}

// writes declares writes of a phase, and their place among the others.
func writes(phase string, place int, plan func(setup.Snapshot, setup.Profile, Options) []Operation) {
	parts[phase] = append(parts[phase], part{place, plan})
	slices.SortFunc(parts[phase], func(a, b part) int { return a.place - b.place })
}

// writesOf plans all parts of a phase.
func writesOf(phase string, s setup.Snapshot, p setup.Profile, opts Options) []Operation {
	var ops []Operation
	for _, x := range parts[phase] {
		ops = append(ops, x.plan(s, p, opts)...)
	}
	return ops
}

// Words are what the action is called as things stand: on its button, and beside it.
func (a *Action) Words(s setup.Snapshot) (verb, effect string) {
	if a.wordsFor != nil {
		verb, effect = a.wordsFor(s)
	}
	return text.Or(verb, a.Verb), text.Or(effect, a.Effect)
}

// WhoMay is who may do what the action would do as things stand, in words; ""
// where anybody may.
func (a *Action) WhoMay(s setup.Snapshot) string {
	if a.roleFor != nil {
		return a.roleFor(s)
	}
	return a.Role
}

// PlanFunc plans what a step lacks.
type PlanFunc func(setup.Snapshot, setup.Profile, Options) (Plan, error)

// Options are what one run was told to do, beyond what its profile says is wanted. The
// zero value is a run in which each plan is shown and asked about.
type Options struct {
	// Whole: everything automatic is planned as one change, for runs in which
	// nobody can be asked between the steps.
	Whole bool
	// ReplaceNear: near misses are replaced by the wanted URI instead of kept.
	ReplaceNear bool
	// OpenToAll: people need not be assigned one by one to sign in.
	OpenToAll bool
	// Allow says whether plans give the registration a policy that allows a secret.
	Allow setup.Allowing
	// DropUnclaimed: secrets of this program's that this computer does not use are removed.
	DropUnclaimed bool
}

// As is a perspective in a run with these options.
func (o Options) As(as judge.As) judge.As { return as.Agreed(o.Allow == setup.AllowNever) }

// notSet is what stood before where nothing did; a dash says nothing when it is
// read aloud.
const notSet = "not set"

// Plan is what will be written, and nothing else. It holds the fingerprint of
// what it was based on.
type Plan struct {
	Action   string // id of the action
	Title    string
	Changes  []setup.Change
	Requests []setup.Request
	Notes    []setup.Finding // said before the write: a capped lifetime, a kept URI
	UndoHint string
	Months   int // how long a secret that it makes is meant to live; 0 where it makes none
	// Unattributed: what it takes back may be somebody else's, so it wants a yes of
	// its own, also where plans are agreed to beforehand.
	Unattributed bool
	Basis        string
	Ops          []Operation
}

// Empty tells whether there is nothing to write.
func (p Plan) Empty() bool { return len(p.Ops) == 0 }

// Yes is the answer that agrees to the plan, with a verb of its own where all it does
// is to remove secrets: those cannot be brought back.
func (p Plan) Yes() string {
	if p.Unattributed {
		return "Yes, take it back, whoever wrote it"
	}
	for _, r := range p.Requests {
		if !strings.HasSuffix(r.Path, "/removePassword") {
			return "Yes, write it"
		}
	}
	if len(p.Requests) == 0 {
		return "Yes, write it"
	}
	return "Yes, remove it"
}

// Operation is one write. What it shows is what it sends.
type Operation interface {
	Change() []setup.Change
	Request() setup.Request
	// Run writes, records and returns the receipt. It may be run again after a
	// crash or a lost answer: it looks before it writes.
	Run(ctx context.Context, r Env, c *graph.Client, note func(Note)) (setup.Receipt, error)
	// Seen reports whether a look shows what Run wrote. The session looks again until
	// every operation of a plan is seen.
	Seen(setup.Snapshot) bool
}

// NewPlan derives everything that is shown from the operations themselves.
func NewPlan(a, title string, s setup.Snapshot, ops []Operation, notes ...setup.Finding) Plan {
	p := Plan{Action: a, Title: title, Notes: notes, Basis: Fingerprint(s), Ops: ops,
		UndoHint: "Can be taken back with: ssowizard undo"}
	if s.Practice { // it is forgotten with the program, and undo would look into the real tenant
		p.UndoHint = "Outside practice, this can be taken back with: ssowizard undo"
	}
	for _, o := range ops {
		p.Changes = append(p.Changes, o.Change()...)
		p.Requests = append(p.Requests, o.Request())
		if made, ok := o.(*AddSecret); ok {
			p.Months = made.months
		}
	}
	return p
}

// Note is one line about work in progress: what is being done or waited for.
type Note struct {
	Text    string
	Waiting bool          // nothing is done until the service is ready
	Usual   time.Duration // how long such a wait usually takes at most; 0: unknown
	Try     int
	Done    bool
}

// SettledToPlan refuses to plan from an answer that does not show yet what was
// written: what it seems to lack would be made twice.
func SettledToPlan(s setup.Snapshot) error {
	if s.Behind == "" {
		return nil
	}
	return &advice.BlockedError{By: "Entra has to show what was written: " + s.Behind}
}
