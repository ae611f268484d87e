package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// taskID names what a run is about.
type taskID string

// The tasks beside the setup, as Config.Start names them.
const (
	taskCheck taskID = "validate"
	taskRenew taskID = "renew"
	taskUndo  taskID = "undo"
)

// task is what a run is about where that is not the setup from step 1 on. The
// pages of steps are the setup's own; the task says where they lead back to. It
// is changed by the pages of the task only.
type task struct {
	id     taskID
	letter string // the first of its pages' short names: "V03"
	title  string
	back   string // what "Go on" leads to from the page of a step

	withoutURIs bool              // the person has no list of redirect URIs at hand
	seen        []setup.Candidate // found before one was chosen; the engine looks no further then
	looked      string            // the application id of the one that was chosen in this task
	choosing    bool              // another registration is being chosen
}

func newTask(id taskID) *task {
	switch id {
	case taskCheck:
		return &task{id: id, letter: "V", title: "Check an existing setup", back: "back to the report"}
	case taskRenew:
		return &task{id: id, letter: "R", title: "Renew the client secret",
			back: "back to the five parts of the renewal"}
	case taskUndo:
		return &task{id: id, letter: "U", title: "Take back what the wizard wrote", back: "back to the list"}
	}
	return nil
}

// on gives what the screens of a task work with. The next sign-in asks for what
// the task needs.
func (d *deps) on(t *task) *deps {
	out := *d
	out.task, out.errand = t, nil
	if out.session == nil {
		return &out
	}
	out.session.SignInFor(t.purpose())
	return &out
}

// ofSteps tells whether the task is about all steps of the setup, as the setup itself
// and a check are. The others have a list of their own, and a step that is to do in a
// setup may be none of it.
func (t *task) ofSteps() bool { return t == nil || t.id == taskCheck }

// walkTask is the task as the walk knows it; nil is the setup.
func (d *deps) walkTask() *steps.Task {
	if d.task == nil {
		return nil
	}
	t := steps.NewTask(steps.TaskID(d.task.id))
	t.Calendar = d.cfg.Calendar != nil
	return t
}

// purpose is what a sign-in of the task is for; of no task, for the setup.
func (t *task) purpose() change.Purpose {
	if t == nil {
		return change.ForSetup
	}
	return map[taskID]change.Purpose{taskCheck: change.ForCheck, taskRenew: change.ForRenewal,
		taskUndo: change.ForUndo}[t.id]
}

// code is the short name of a page that several tasks share: "S01a" in the
// setup is "V01a" in a check.
func (d *deps) code(id string) string {
	if d.task == nil {
		return id
	}
	return d.task.letter + strings.TrimPrefix(id, "S")
}

// stepOne is the phase that the pages of a sign-in belong to: step 1 of the
// walk, and none in a task, whose list has no such step.
func (d *deps) stepOne() string {
	if d.task == nil {
		return "1"
	}
	return ""
}

// titled puts the task before a heading of step 1, which is not its first step.
func (d *deps) titled(setup, here string) string {
	if d.task == nil {
		return setup
	}
	return d.task.title + " · " + here
}

// home is the page to which everything of a task leads back.
func (t *task) home(d *deps) screen {
	p := d.session.Profile()
	switch {
	case t.id == taskUndo && groundless(d), t.id == taskRenew && groundless(d) && nothingFound(d):
		return newWalked(d, steps.PageGround, nil)
	case t.id == taskUndo:
		return newWalked(d, steps.PageUndo, nil)
	case p.App.AppID == "" || t.choosing:
		return newFind(d)
	case t.id == taskRenew:
		return newWalked(d, steps.PageRenew, nil)
	case len(p.Wanted.URIs) == 0 && !t.withoutURIs:
		return newCheckURIs(d)
	}
	return newReport(d)
}

// taskMsg goes over to a task; nil is the setup. open makes its first page,
// where there is one to open.
type taskMsg struct {
	t    *task
	open func(*deps) screen
}

// homeMsg goes to the task's home page.
type homeMsg struct{}

func toHome() tea.Cmd { return tell(homeMsg{}) }

// beginning starts a task with its first page.
func beginning(id taskID, open func(*deps) screen) tea.Cmd {
	return tell(taskMsg{newTask(id), open})
}

func (m *root) beginTask(msg taskMsg) tea.Cmd {
	m.deps = m.deps.on(msg.t)
	if msg.open == nil {
		return nil
	}
	return m.open(msg.open(m.deps), false)
}

// goHome leads back to the task's page, which is made anew if it was left. Esc
// leads from there through the pages on which a person came to it.
func (m *root) goHome() tea.Cmd {
	if m.deps.task == nil {
		return nil // it was left meanwhile
	}
	s := m.deps.task.home(m.deps)
	for i := len(m.pages) - 1; i >= 0; i-- {
		if m.pages[i].s.ID() != s.ID() {
			continue
		}
		m.drop(&m.boxes, len(m.boxes))
		m.drop(&m.pages, len(m.pages)-1-i)
		m.page().top, m.page().low = 0, 0 // it is read from its beginning
		if r, ok := m.page().s.(returner); ok {
			return r.Return()
		}
		return nil
	}
	m.keepOnly(func(below screen) bool { return stays(below, s) })
	return m.open(s, false)
}

// stays tells whether a page stays below a task's page: those on which a person
// came to it, so that Esc leads back through them and another company, another
// registration or another list can still be given.
func stays(below, home screen) bool {
	switch below.(type) {
	case *welcome, *domain, *tenant:
		return true
	case *find:
		_, same := home.(*find)
		return !same
	case *checkURIs:
		_, report := home.(*report)
		return report
	}
	return false
}

// homes are the pages of the walk to which a task leads back.
var homes = []steps.PageID{steps.PageUndo, steps.PageGround, steps.PageRenew, steps.PageRenewOver,
	steps.PageRepairs}

// homely pages stay below the pages of steps that are opened from them.
func homely(s screen) bool {
	switch s := s.(type) {
	case *report:
		return true
	case *walked:
		return slices.Contains(homes, s.frame.ID)
	}
	return false
}

// taskFirst is the first page of a run that begins with a task: the company, or
// the profile that the task is about.
func taskFirst(d *deps) screen {
	if d.session == nil {
		return newDomain(d, d.cfg.Domain)
	}
	if p := d.session.Profile(); p.Tenant.ID != "" {
		return newResume(d, p)
	}
	if d.cfg.Domain == "" {
		if p, ok := fitting(d.cfg.Profiles, d.task.id); ok {
			return newResume(d, p)
		}
	}
	return newDomain(d, d.cfg.Domain)
}

// fitting is the newest profile that a task can be about.
func fitting(list []setup.Profile, id taskID) (setup.Profile, bool) {
	for _, p := range list {
		switch {
		case p.Tenant.ID == "":
		case id == taskRenew && p.Secret.KeyID != "" && !p.Secret.End.IsZero(), id == taskUndo &&
			len(written(p)) > 0:
			return p, true
		}
	}
	return setup.Profile{}, false
}

// written are the receipts of a profile that were not taken back.
func written(p setup.Profile) []setup.Receipt {
	var out []setup.Receipt
	for _, r := range p.Receipts {
		if r.Standing() {
			out = append(out, r)
		}
	}
	return out
}

// taskSummary is what stays in the shell after a check; the other tasks leave
// the engine's own.
func (d *deps) taskSummary(st state) []string {
	if d.task == nil || d.task.id != taskCheck || d.practice != nil || st.Profile.App.AppID == "" {
		return nil
	}
	_, said := verdictWords(st.Verdict)
	again := "ssowizard validate --tenant " + text.Or(st.Profile.Tenant.Domain, st.Profile.Tenant.ID) +
		" --app-id " + st.Profile.App.AppID
	return []string{"ssowizard: " + text.Or(st.Profile.Tenant.Name, st.Profile.Tenant.Domain) + ": " + said,
		"  Check again with:", commandIndent + again}
}

// groundless tells whether a task has nothing to work on in practice.
func groundless(d *deps) bool {
	p := d.session.Profile()
	return d.practice != nil && d.session.SignedIn() && p.App.AppID == "" && len(p.Receipts) == 0
}

// nothingFound tells whether the tenant was searched and holds no registration
// that could be the one.
func nothingFound(d *deps) bool {
	s := d.session.Snapshot()
	return s.Candidates.Known && len(s.Candidates.Value) == 0 && len(s.Bin.Value) == 0 && len(d.task.seen) == 0
}
