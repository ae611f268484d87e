package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/views"
)

// on gives what the screens of a task work with. The next sign-in asks for what
// the task needs.
func (d *deps) on(t *steps.Task) *deps {
	out := *d
	out.task = t
	if out.session == nil {
		return &out
	}
	out.session.SignInFor(t.Purpose())
	return &out
}

// home is the page to which everything of a task leads back.
func home(d *deps) *walked { return newWalked(d, d.walk().Home(), nil) }

// taskMsg goes over to a task; nil is the setup. open makes its first page, where there is
// one to open.
type taskMsg struct {
	t    *steps.Task
	open func(*deps) screen
}

// homeMsg goes to the task's home page.
type homeMsg struct{}

func toHome() tea.Cmd { return tell(homeMsg{}) }

// beginning starts a task with a page of it.
func beginning(id steps.TaskID, first steps.PageID, local any) tea.Cmd {
	msg := taskMsg{t: steps.NewTask(id)}
	if first != steps.Here {
		msg.open = func(d *deps) screen { return newWalked(d, first, local) }
	}
	return tell(msg)
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
	s := home(m.deps)
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
	return isPage(below, steps.PageWelcome) || isPage(below, steps.PageDomain) ||
		isPage(below, steps.PageTenant) || isPage(below, steps.PageChoose) && below.ID() != home.ID() ||
		isPage(below, steps.PageURIs) && isPage(home, steps.PageReport)
}

// homes are the pages of the walk to which a task leads back.
var homes = []steps.PageID{steps.PageUndo, steps.PageGround, steps.PageRenew, steps.PageRenewOver,
	steps.PageRepairs, steps.PageReport}

// homely pages stay below the pages of steps that are opened from them.
func homely(s screen) bool {
	w, walk := s.(*walked)
	return walk && slices.Contains(homes, w.frame.ID)
}

// taskSummary is what stays in the shell after a check; the other tasks leave
// the engine's own.
func (d *deps) taskSummary(st views.State) []string {
	if d.task == nil || d.task.ID != steps.TaskCheck || d.practice != nil || st.Profile.App.AppID == "" {
		return nil
	}
	_, said := tasks.Headline(st.Verdict)
	again := "ssowizard validate --tenant " + text.Or(st.Profile.Tenant.Domain, st.Profile.Tenant.ID) +
		" --app-id " + st.Profile.App.AppID
	return []string{"ssowizard: " + text.Or(st.Profile.Tenant.Name, st.Profile.Tenant.Domain) + ": " + said,
		"  Check again with:", commandIndent + again}
}
