package steps

import (
	"fmt"
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
	Files Files

	table    *Table
	known    Known
	practice *engine.Practice
	task     *Task
	now      func() time.Time
	name     string // of a new registration, where it was given beforehand
}

// NewWalk is the walk of one task through the pages of a table, with an engine. practice is
// nil wherever something real is touched; now is the clock of the front.
func NewWalk(pages *Table, k Known, practice *engine.Practice, t *Task, now func() time.Time) *Walk {
	return &Walk{File: vault.File, table: pages, known: k, practice: practice, task: t, now: now}
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
func (w *Walk) node(f *Frame) node {
	n := w.table.nodes[f.ID]
	if f.Local == nil && n.fresh != nil {
		f.Local = n.fresh()
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
	SignInWays []engine.WayOn
	Way        engine.WayOnID // as in Walk
	Files      Files          // likewise

	MayWrite bool
	Now      time.Time
	Practice *engine.Practice
	Task     *Task
	Name     string // of a new registration, where it was given beforehand
}

func (w *Walk) verdict() judge.Verdict { return w.known.Verdict(w.task.As()) }

// state takes the engine's last word.
func (w *Walk) state() State {
	seen, _ := w.known.RoleSeen()
	locked, _ := w.known.LockedFile()
	return State{
		Snapshot: w.known.Snapshot(), Profile: w.known.Profile(), Verdict: w.verdict(),
		Renewal: w.known.Renewal(), Undo: w.known.Undoable(), Consent: w.known.ConsentSeen(),
		SignedIn: w.known.SignedIn(), MayWrite: w.known.MayWrite(),
		Ahead: w.known.Preflight(), FilePath: w.known.FilePath(), Locked: locked,
		WhoSignsIn: w.known.WhoSignsIn(), SignInWays: w.known.SignInWays(), Way: w.Way,
		Browser: w.known.BrowserPages(), Role: seen,
		Links: w.known.Links(), Left: w.known.Left(), Now: w.now(), Practice: w.practice, Task: w.task,
		Name: w.name, Files: w.Files,
	}
}

// Page is the page of a frame as it is now.
func (w *Walk) Page(f *Frame) Page {
	p := w.node(f).page(w.state(), f.Local)
	if p.Code == "" {
		p.Code = w.task.code(f.ID)
	}
	return p
}

// Enter is what begins when a page comes into view for the first time.
func (w *Walk) Enter(f *Frame) Move {
	n := w.node(f)
	if n.enter == nil {
		return stay()
	}
	return w.checked(*f, "enter", n.first, n.enter(w, f.Local))
}

// Do answers an event. A choice that is off or not offered does nothing but say so; an
// end of work without a row of its own leaves the page as it is, with an error card
// where it failed.
func (w *Walk) Do(f *Frame, e Event) Move {
	n := w.node(f)
	at := slices.IndexFunc(n.ways, func(t way) bool { return t.on == e.On })
	switch {
	case at >= 0:
		return w.checked(*f, e.On, n.ways[at].to, n.ways[at].do(w, f.Local, e))
	case e.On == Back:
		return below()
	case e.On == Failed:
		return stay(Fail{Err: e.Err})
	case e.On == Done, e.On == Stopped, e.On == Returned:
		return stay()
	}
	astray(fmt.Sprintf("page %s has no way %q", f.ID, e.On))
	return stay()
}

// Astray is told of a move that the table does not name. Tests set it: a table that
// says less than the program does would be worth nothing.
var Astray func(what string)

func astray(what string) {
	if Astray != nil {
		Astray(what)
	}
}

// checked holds a move against its row, and says where it leads in the end.
func (w *Walk) checked(from Frame, on ChoiceID, to []PageID, m Move) Move {
	if m.To == "" {
		m.To = Here
	}
	if m.To != Here && !slices.Contains(to, m.To) {
		astray(fmt.Sprintf("%s by %q leads to %s, which its row does not name", from.ID, on, m.To))
	}
	return w.landing(from, m)
}

// byHand tells whether the walk goes without a sign-in.
func (st State) byHand() bool { return st.Task == nil && !st.SignedIn }
