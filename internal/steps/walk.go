package steps

import (
	"slices"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
	"ssowizard/internal/vault"
)

// Walk makes pages and answers events. It keeps nothing of a page: what a page
// remembers is in its frame, and the frames are stacked by whoever shows them.
type Walk struct {
	// File makes the encrypted file that stands in for a keychain.
	File  func(path string, passphrase Typed) vault.Keychain
	Way   engine.WayOnID // the way to sign in that the run was begun with; "" for none
	List  string         // the redirect URIs that came with the flags, as they were given
	Files Files

	Known    Known            // the engine, for the rooms alone: a front has its own
	Practice *engine.Practice // nil: something real is touched
	Task     *Task            // nil: the setup
	Now      func() time.Time // the front's clock

	table *Table
	name  string // of a new registration, where it was given beforehand
}

// New is the walk of one task through the pages of a table, with an engine. practice is
// nil wherever something real is touched; now is the clock of the front.
func New(pages *Table, k Known, practice *engine.Practice, t *Task, now func() time.Time) *Walk {
	return &Walk{File: vault.File, table: pages, Known: k, Practice: practice, Task: t, Now: now}
}

// Named is the walk with a name for a new registration, which was given beforehand.
func (w *Walk) Named(name string) *Walk {
	w.name = name
	return w
}

// Frame is a page on the stack: which one, and what it remembers while it is there.
type Frame struct {
	ID    PageID
	Local any
}

// At is a frame of a page; local is what it begins with, nil for what it always does.
func At(id PageID, local any) *Frame { return &Frame{ID: id, Local: local} }

// node is the page of a frame, which then holds what the page begins with.
func (w *Walk) node(f *Frame) Node {
	n := w.table.nodes[f.ID]
	if f.Local == nil && n.Fresh != nil {
		f.Local = n.Fresh()
	}
	return n
}

// State is what is known, taken once for each page that is drawn.
type State struct {
	Snapshot setup.Snapshot
	Profile  setup.Profile
	Verdict  judge.Verdict
	Renewal  change.Renewal
	Undo     []undo.Item // newest first
	Consent  engine.ConsentLeft
	Browser  []engine.BrowserPage // what it may show while a sign-in is waited for
	Role     engine.RoleSeen      // by the last sign-in for the name alone
	Ahead    []judge.PreflightItem
	FilePath string // where an encrypted file for the secret would lie
	Locked   string // where one lies that this run has not opened; "" for nowhere
	Links    judge.Links
	Left     []string // what is left for a person
	SignedIn bool

	WhoSignsIn string
	App        string   // that Microsoft's page will name
	Scopes     []string // that the next sign-in asks for
	SignInWays []engine.WayOn
	Way        engine.WayOnID // as in Walk
	Files      Files          // likewise

	MayWrite bool
	Now      time.Time
	Practice *engine.Practice
	Task     *Task
	Name     string // of a new registration, where it was given beforehand
}

// Verdict is how things stand, judged as the task judges them.
func (w *Walk) Verdict() judge.Verdict { return w.Known.Verdict(w.Task.As()) }

// State takes the engine's last word.
func (w *Walk) State() State {
	seen, _ := w.Known.RoleSeen()
	locked, _ := w.Known.LockedFile()
	return State{
		Snapshot: w.Known.Snapshot(), Profile: w.Known.Profile(), Verdict: w.Verdict(),
		Renewal: w.Known.Renewal(), Undo: w.Known.Undoable(), Consent: w.Known.ConsentSeen(),
		SignedIn: w.Known.SignedIn(), MayWrite: w.Known.MayWrite(),
		Ahead: w.Known.Preflight(), FilePath: w.Known.FilePath(), Locked: locked,
		WhoSignsIn: w.Known.WhoSignsIn(), SignInWays: w.Known.SignInWays(), Way: w.Way,
		App: w.Known.SignInClientName(), Scopes: w.Known.Scopes(),
		Browser: w.Known.BrowserPages(), Role: seen,
		Links: w.Known.Links(), Left: w.Known.Left(), Now: w.Now(), Practice: w.Practice, Task: w.Task,
		Name: w.name, Files: w.Files,
	}
}

// Page is the page of a frame as it is now.
func (w *Walk) Page(f *Frame) Page {
	n := w.node(f)
	p := n.Page(w.State(), f.Local)
	if p.Code == "" {
		p.Code = w.Task.Code(f.ID)
	}
	if Astray != nil {
		n.holds(p)
	}
	return p
}

// Enter is what begins when a page comes into view for the first time.
func (w *Walk) Enter(f *Frame) Move {
	n := w.node(f)
	if n.Enter == nil {
		return Stay()
	}
	return w.checked(*f, "enter", n.First, n.Enter(w, f.Local))
}

// Do answers an event. A choice that is off or not offered does nothing but say so; an
// end of work without a row of its own leaves the page as it is, with an error card
// where it failed.
func (w *Walk) Do(f *Frame, e Event) Move {
	n := w.node(f)
	at := slices.IndexFunc(n.Ways, func(t Way) bool { return t.On == e.On })
	switch {
	case at >= 0:
		return w.checked(*f, e.On, n.Ways[at].To, n.Ways[at].Do(w, f.Local, e))
	case e.On == Back:
		return Close()
	case e.On == Failed:
		return Stay(Fail{Err: e.Err})
	case e.On == Done, e.On == Stopped, e.On == Returned:
		return Stay()
	}
	astray("page %s has no way %q", f.ID, e.On)
	return Stay()
}

// checked holds a move against its row, and says where it leads in the end.
func (w *Walk) checked(from Frame, on ChoiceID, to []PageID, m Move) Move {
	if m.To == "" {
		m.To = Here
	}
	if m.To != Here && !slices.Contains(to, m.To) {
		astray("%s by %q leads to %s, which its row does not name", from.ID, on, m.To)
	}
	return w.landing(from, m)
}

// ByHand tells whether the walk goes without a sign-in.
func (st State) ByHand() bool { return st.Task == nil && !st.SignedIn }
