package tui

import (
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// repairList does what can be repaired, one plan after the other in the order of
// the walk. Each is shown before it is written and read back after it.
type repairList struct {
	d       *deps
	list    []change.Repair
	menu    menu
	begun   bool
	leftOut map[string]bool
}

func newRepairs(d *deps, list []change.Repair) *repairList {
	return &repairList{d: d, list: list, leftOut: map[string]bool{}}
}

func (s *repairList) ID() string          { return "V05" }
func (s *repairList) Heading() string     { return s.d.task.title + " · repair all, in this order" }
func (s *repairList) Keys() []key.Binding { return s.menu.keys(s.choices()) }

// open tells whether a stage still has something to steps.Repair.
func (s *repairList) open(id string) bool {
	for _, r := range change.RepairsTogether(s.d.verdict()) {
		if r.Stage.ID == id {
			return true
		}
	}
	return false
}

// grow takes up what a repair has brought to light: what a registration from the
// recycle bin lacks is read only once it is back. It comes after what was listed.
func (s *repairList) grow() {
	for _, r := range change.RepairsTogether(s.d.verdict()) {
		if !slices.ContainsFunc(s.list, func(o change.Repair) bool { return o.Stage.ID == r.Stage.ID }) {
			s.list = append(s.list, r)
		}
	}
}

// next is the first repair that is neither done nor left out.
func (s *repairList) next() (int, bool) {
	for i, r := range s.list {
		if !s.leftOut[r.Stage.ID] && s.open(r.Stage.ID) {
			return i, true
		}
	}
	return 0, false
}

func (s *repairList) choices() []choice {
	back := choice{Title: "Back to the report", Letter: "b", Detail: "what was written stays", Do: toHome}
	i, ok := s.next()
	if !ok {
		return []choice{back}
	}
	id := s.list[i].Stage.ID
	verb := "Begin with "
	if s.begun {
		verb = "Go on with "
	}
	return []choice{
		{Title: verb + spanWords(s.list[i].Stage), Detail: "shows what would change; nothing is written yet",
			Do: s.plan},
		{Title: "Leave this one out", Letter: "k", Detail: "and go on with the next", Do: func() tea.Cmd {
			s.leftOut[id] = true
			s.menu.put(0)
			return nil
		}},
		back,
	}
}

// plan shows the next repair, after the question whose tenant this is.
func (s *repairList) plan() tea.Cmd {
	i, ok := s.next()
	if !ok {
		return toHome()
	}
	return ownFirst(s.d, func() tea.Cmd {
		if s.list[i].Asks == judge.AskReplaceNear {
			return over(newNearBox(s.d, func() tea.Cmd { return s.show(i) }))
		}
		return s.show(i)
	})
}

func (s *repairList) show(i int) tea.Cmd {
	st := s.list[i].Stage
	s.begun = true
	p, err := s.d.session.Plan(st.ID)
	if errors.Is(err, advice.ErrNothingToDo) {
		s.leftOut[st.ID] = true
		return notice("Steps " + st.Span() + " cannot be repaired from here.")
	}
	if err != nil {
		return fail(err, nil)
	}
	heading := "Repair " + itoa(i+1) + " of " + itoa(len(s.list)) + " · " + spanWords(st)
	then := choice{Title: "Go on", Detail: "what that has brought to light, or the report", Do: goUp}
	if i+1 < len(s.list) {
		then.Detail = "next: " + s.list[i+1].Stage.Heading() + ", shown first"
	}
	page := newPart(s.d, st.ID, p, part{code: "V05w", heading: heading, onward: then,
		back: choice{Title: "Back to the repairs", Do: goUp}, again: goUp})
	// one sign-in for all of them
	return confirmPlan(s.d, p, func(change.Plan) tea.Cmd {
		return write(s.d, page, change.ScopesToRepair(s.d.verdict())...)
	})
}

// Return goes on by itself where a repair was written, and stays where it was
// not.
func (s *repairList) Return() tea.Cmd {
	s.menu.put(0)
	if s.begun {
		s.grow()
	}
	i, ok := s.next()
	switch {
	case !s.begun:
		return nil
	case !ok:
		return toHome()
	case i > 0 && !s.open(s.list[i-1].Stage.ID) && !s.leftOut[s.list[i-1].Stage.ID]:
		return s.plan()
	}
	return nil
}

func (s *repairList) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *repairList) Body(f frame) page {
	t := f.Theme
	rows := []string{}
	now, any := s.next()
	for i, r := range s.list {
		g, word := t.Status(setup.StatusTodo), strings.Join(saidTogether(r.Mends), " ")
		switch {
		case s.leftOut[r.Stage.ID]:
			g, word = t.Status(setup.StatusSkipped), "left out"
		case !s.open(r.Stage.ID):
			g, word = t.Status(setup.StatusOK), "written and read back"
		case any && i == now:
			g = t.Now()
		}
		rows = append(rows, lines(f.Hang(" "+g.Dot()+" ", t.Strong, r.Stage.Heading()), f.Para(t.Muted, word, 3)))
		if a := change.ActionOf(r.Stage.ID); a != nil && a.WhoMay(f.State.Snapshot) != "" && s.open(r.Stage.ID) {
			rows = append(rows, f.Para(t.Muted, "Who may do this: "+strings.TrimSuffix(a.WhoMay(f.State.Snapshot),
				".")+".", 3))
		}
	}
	intro := "The order is that of the walk: what comes later is built on what comes before. Each repair is " +
		"shown with before and after, written only after a yes, and read back."
	if !s.d.session.MayWrite() {
		intro += " Before the first write you sign in once more, since so far you may only read."
	}
	return page{Text: stack(f.Para(t.Text, intro, 0), strings.Join(rows, "\n")),
		Actions: s.menu.view(f, s.choices()), Focus: -1}
}
