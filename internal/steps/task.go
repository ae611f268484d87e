package steps

import (
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// TaskID names what a run is about.
type TaskID string

// The setup, and the tasks beside it as the command line names them.
const (
	TaskSetup TaskID = ""
	TaskCheck TaskID = "validate"
	TaskRenew TaskID = "renew"
	TaskUndo  TaskID = "undo"
)

// Task is what a run is about where that is not the setup from step 1 on; nil is the
// setup. What its pages learned stays with it.
type Task struct {
	ID     TaskID
	Letter string // the first of its pages' short names: "V03"
	Title  string
	Back   string // what "Go on" leads to from the page of a step

	WithoutURIs bool              // the person has no list of redirect URIs at hand
	Seen        []setup.Candidate // found before one was chosen; the engine looks no further then
	Looked      string            // the application id of the one that was chosen in this task
	ByURIs      bool              // registrations are looked for by a list that is being given
	Choosing    bool              // another registration is being chosen
	Reported    bool              // its report was shown
	Tried       string            // the key id of the secret of this computer that needs no try any more
}

// NewTask is a task by its name; nil for the setup.
func NewTask(id TaskID) *Task {
	switch id {
	case TaskCheck:
		return &Task{ID: id, Letter: "V", Title: "Check an existing setup", Back: "back to the report"}
	case TaskRenew:
		return &Task{ID: id, Letter: "R", Title: "Renew the client secret",
			Back: "back to the five parts of the renewal"}
	case TaskUndo:
		return &Task{ID: id, Letter: "U", Title: "Take back what the wizard wrote", Back: "back to the list"}
	}
	return nil
}

// Purpose is what a sign-in of the task is for.
func (t *Task) Purpose() change.Purpose {
	if t == nil {
		return change.ForSetup
	}
	return map[TaskID]change.Purpose{TaskCheck: change.ForCheck, TaskRenew: change.ForRenewal,
		TaskUndo: change.ForUndo}[t.ID]
}

// OfSteps tells whether the task is about all steps of the setup, as the setup itself
// and a check are. The others have a list of their own, and a step that is to do in a
// setup may be none of it.
func (t *Task) OfSteps() bool { return t == nil || t.ID == TaskCheck }

// MayGoTo tells whether its pages lead to any step: in a check, once its report was shown.
func (t *Task) MayGoTo() bool { return t == nil || t.OfSteps() && t.Reported && !t.Choosing }

// StepOne begins a page of step 1. In a task, whose list has no such step, its title
// stands before.
func (t *Task) StepOne(what string) Page {
	if t == nil {
		return Page{Phase: "1", Heading: "Step 1 · " + text.Capital(what)}
	}
	return Page{Heading: t.Title + " · " + what}
}

// As is how a setup is judged in the task: a check judges one that is to work,
// everything else one that is under way.
func (t *Task) As() judge.As {
	if t != nil && t.ID == TaskCheck {
		return judge.Checking
	}
	return judge.Walking
}

// Phase is the phase that a page belongs to in the setup, and to none in a task.
func (t *Task) Phase(id string) string {
	if t == nil {
		return id
	}
	return ""
}

// letter begins the short names of the task's pages.
func (t *Task) letter() string {
	if t == nil {
		return "S"
	}
	return t.Letter
}

// Code is the short name of a page: one that several tasks share ("01e") has the
// task's letter before it.
func (t *Task) Code(id PageID) string {
	if strings.HasPrefix(string(id), "0") {
		return t.letter() + string(id)
	}
	return string(id)
}

// Home is the page to which everything of the task leads back, as things stand: the
// questions that come before it, and then its own.
func (w *Walk) Home() PageID {
	p := w.Known.Profile()
	switch t := w.Task; {
	case t.ID == TaskUndo && w.groundless(), t.ID == TaskRenew && w.groundless() && w.nothingFound():
		return PageGround
	case t.ID == TaskUndo:
		return PageUndo
	case p.App.AppID == "" || t.Choosing:
		return PageChoose
	case t.ID == TaskRenew:
		return PageRenew
	case len(p.Wanted.URIs) == 0 && !t.WithoutURIs:
		return PageURIs
	case t.Reported && p.Secret.KeyID != "" && p.Secret.KeyID != t.Tried:
		return PageProof // a repair has made it
	}
	return PageReport
}

// Trying notes that the secret of this computer is tried, so that nothing leads to that by
// itself once more.
func (w *Walk) Trying() {
	if w.Task != nil {
		w.Task.Tried = w.Known.Profile().Secret.KeyID
	}
}

// groundless tells whether the task has nothing to work on in practice.
func (w *Walk) groundless() bool {
	p := w.Known.Profile()
	return w.Practice != nil && w.Known.SignedIn() && p.App.AppID == "" && len(p.Receipts) == 0
}

// nothingFound tells whether the tenant was searched and holds no registration that
// could be the one.
func (w *Walk) nothingFound() bool {
	s := w.Known.Snapshot()
	found := len(s.Candidates.Value) + len(s.Bin.Value) + len(w.Task.Seen)
	return s.Candidates.Known && found == 0
}

// LookedAt tells the registration that was chosen in this task, and was unknown to this
// computer before.
func (t *Task) LookedAt(appID string) bool { return t.Looked == strings.ToLower(appID) && appID != "" }
