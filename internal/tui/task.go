package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// home is the page to which everything of a task leads back.
func home(d *screen.Deps) *walked.Page { return walked.New(d, d.Walk().Home(), nil) }

func (m *root) beginTask(msg screen.TaskMsg) tea.Cmd {
	m.deps = m.deps.On(msg.Task)
	if msg.Open == nil {
		return nil
	}
	return m.open(msg.Open(m.deps), false)
}

// goHome leads back to the task's page, which is made anew if it was left. Esc
// leads from there through the pages on which a person came to it.
func (m *root) goHome() tea.Cmd {
	if m.deps.Task == nil {
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
		if r, ok := m.page().s.(screen.Returner); ok {
			return r.Return()
		}
		return nil
	}
	m.keepOnly(func(below screen.Screen) bool { return stays(below, s) })
	return m.open(s, false)
}

// stays tells whether a page stays below a task's page: those on which a person
// came to it, so that Esc leads back through them and another company, another
// registration or another list can still be given.
func stays(below, home screen.Screen) bool {
	return walked.Is(below, steps.PageWelcome) || walked.Is(below, steps.PageDomain) ||
		walked.Is(below, steps.PageTenant) || walked.Is(below, steps.PageChoose) && below.ID() != home.ID() ||
		walked.Is(below, steps.PageURIs) && walked.Is(home, steps.PageReport) ||
		walked.Is(below, steps.PageReport) && walked.Is(home, steps.PageProof)
}

// taskSummary is what stays in the shell after a check; the other tasks leave
// the engine's own.
func (m *root) taskSummary() []string {
	d, st := m.deps, m.state
	if d.Task == nil || d.Task.ID != steps.TaskCheck || d.Practice != nil || st.Profile.App.AppID == "" {
		return nil
	}
	_, said := tasks.Headline(st.Verdict)
	again := "ssowizard validate --tenant " + text.Or(st.Profile.Tenant.Domain, st.Profile.Tenant.ID) +
		" --app-id " + st.Profile.App.AppID
	return []string{"ssowizard: " + text.Or(st.Profile.Tenant.Name, st.Profile.Tenant.Domain) + ": " + said,
		"  Check again with:", commandIndent + again}
}
