package steps

import (
	"strings"

	"ssowizard/internal/judge"
)

// TaskID names what a run is about.
type TaskID string

// The tasks beside the setup, as the command line names them.
const (
	TaskCheck TaskID = "validate"
	TaskRenew TaskID = "renew"
	TaskUndo  TaskID = "undo"
)

// Task is what a run is about where that is not the setup from step 1 on; nil is the
// setup.
type Task struct {
	ID     TaskID
	Letter string // the first of its pages' short names: "V03"
	Title  string
	Back   string // what "Go on" leads to from the page of a step
	Home   PageID // to which everything of the task leads back

	Calendar bool // reminders can be written into a calendar file
}

// NewTask is a task by its name; nil for the setup.
func NewTask(id TaskID) *Task {
	switch id {
	case TaskCheck:
		return &Task{ID: id, Letter: "V", Title: "Check an existing setup", Back: "back to the report",
			Home: PageReport}
	case TaskRenew:
		return &Task{ID: id, Letter: "R", Title: "Renew the client secret",
			Back: "back to the five parts of the renewal", Home: PageRenew}
	case TaskUndo:
		return &Task{ID: id, Letter: "U", Title: "Take back what the wizard wrote",
			Back: "back to the list", Home: PageUndo}
	}
	return nil
}

// As is how a setup is judged in the task: a check judges one that is to work,
// everything else one that is under way.
func (t *Task) As() judge.As {
	if t != nil && t.ID == TaskCheck {
		return judge.Checking
	}
	return judge.Walking
}

// letter begins the short names of the task's pages.
func (t *Task) letter() string {
	if t == nil {
		return "S"
	}
	return t.Letter
}

// code is the short name of a page: one that several tasks share ("01e") has the
// task's letter before it.
func (t *Task) code(id PageID) string {
	if strings.HasPrefix(string(id), "0") {
		return t.letter() + string(id)
	}
	return string(id)
}
