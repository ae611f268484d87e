package walked

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
)

// follow goes where a move leads, and does what belongs to it.
func (s *Page) follow(m steps.Move) tea.Cmd {
	var out []tea.Cmd
	for _, e := range m.Effects {
		out = append(out, s.effect(e))
	}
	then := s.goes(m)
	if m.To != steps.Here && s.Page().Box { // it closes before anything comes in its place
		return screen.Tell(shutMsg{s.Frame, tea.Batch(append(out, then)...)})
	}
	return tea.Batch(append(out, then)...)
}

// goes is where a move leads; nil where the page stays.
func (s *Page) goes(m steps.Move) tea.Cmd {
	box := s.Page().Box
	switch {
	case m.Begins && m.To == steps.Here && s.D.Task != nil && m.Task == s.D.Task.ID:
		return screen.Tell(screen.TaskMsg{Task: s.D.Task}) // it goes on, and knows what it knew
	case m.Begins:
		return beginning(m.Task, m.To, m.Local)
	case m.To == steps.Here:
		return nil
	case m.To != steps.Below:
		s.settle()
		return s.leads(m, placing(m, box))
	}
	e := steps.Event{On: steps.Returned, From: s.Frame.ID, Value: m.Value}
	if s.then != nil && m.Value != nil && m.Value != false {
		if box {
			return s.then(m.Value)
		}
		return screen.Tell(shutMsg{s.Frame, s.then(m.Value)})
	}
	if box {
		return screen.Tell(closedMsg{e})
	}
	if s.D.Closed != nil {
		*s.D.Closed = &e
	}
	return screen.GoUp()
}

// placing is how a page that a move leads to takes its place. A box is gone by then.
func placing(m steps.Move, box bool) func(screen.Screen) tea.Cmd {
	switch {
	case m.Both && !box:
		return screen.ReplaceBoth
	case m.Both, m.Replace && !box:
		return screen.Replace
	}
	return screen.Push
}

// leads opens the page that a move names: one of the walk, or one that this front
// still makes by itself.
func (s *Page) leads(m steps.Move, show func(screen.Screen) tea.Cmd) tea.Cmd {
	d := s.D
	switch m.To {
	case steps.Home:
		return screen.ToHome()
	case steps.Leave:
		return screen.Tell(screen.LeaveMsg{})
	case steps.PageDomain:
		return screen.Reset(NewDomain(d, ""))
	case steps.PageByHand:
		return withoutSignIn(d, show)
	case steps.PageEnd:
		return screen.ToPhase("")
	}
	if id, phase := m.Phase(); phase {
		return screen.ToPhase(id)
	}
	w := New(d, m.To, m.Local)
	if w.Page().Box {
		return screen.Over(w)
	}
	return show(w)
}

func (s *Page) effect(e steps.Effect) tea.Cmd {
	switch e := e.(type) {
	case steps.Run:
		return s.run(e.Work)
	case steps.Notice:
		return screen.Notice(e.Text)
	case steps.Patience:
		return screen.NoticeWhile(e.Holds, e.Text)
	case steps.Fail:
		if e.Again == "" {
			return screen.Fail(e.Err, nil)
		}
		return screen.Fail(e.Err, screen.Tell(askedMsg{steps.Event{On: e.Again}}))
	case steps.Copy:
		return screen.Tell(screen.CopyMsg{Label: e.Label, Text: e.Text, Quiet: e.Quiet})
	case steps.Open:
		if e.Unasked && s.D.Config.Open == nil {
			return nil
		}
		return screen.OpenURL(e.URL)
	case steps.Practice:
		return startPractice(s.D)
	case steps.Reveal:
		return s.reveals(e)
	}
	return nil
}

// run starts work of the page; an answer that is kept on this computer goes its own way.
func (s *Page) run(w steps.Work) tea.Cmd {
	if w.Beside {
		return func() tea.Msg {
			result, err := w.Do(context.Background(), nil, func(change.Note) {})
			return BesideMsg{s.Frame, WorkedMsg{result, err}}
		}
	}
	if w.Brief {
		var result any
		do := func(ctx context.Context, k screen.Worker) (err error) {
			result, err = w.Do(ctx, k, func(change.Note) {})
			return err
		}
		return screen.KeepOr(do, func() tea.Cmd { return screen.Tell(WorkedMsg{result: result}) },
			func(err error) tea.Cmd { return screen.Tell(WorkedMsg{result, err}) })
	}
	rest := s.resting()
	return screen.Start(screen.Job{What: w.What, Usual: w.Usual, Writes: w.Writes, Waits: w.Waits,
		Quiet: w.Quiet, Makes: w.Makes,
		Do: func(ctx context.Context, k screen.Worker, say func(change.Note)) tea.Msg {
			if !rest(ctx) {
				return nil
			}
			result, err := w.Do(ctx, k, say)
			return WorkedMsg{result, err}
		}})
}

// beginning starts a task with a page of it.
func beginning(id steps.TaskID, first steps.PageID, local any) tea.Cmd {
	msg := screen.TaskMsg{Task: steps.NewTask(id)}
	if first != steps.Here {
		msg.Open = func(d *screen.Deps) screen.Screen { return New(d, first, local) }
	}
	return screen.Tell(msg)
}

// ObservedMsg is the answer to an observation.
type ObservedMsg struct{ Err error }

// ObserveJob reads what there is, as the task in hand does.
func ObserveJob(d *screen.Deps, what string) screen.Job {
	w := d.Walk().ReadWork(what)
	return screen.Job{What: w.What, Usual: w.Usual, Do: func(ctx context.Context, e screen.Worker,
		say func(change.Note)) tea.Msg {
		_, err := w.Do(ctx, e, say)
		return ObservedMsg{err}
	}}
}

// ring sounds the terminal's bell, once, when a wait for a person has ended.
func ring() tea.Cmd { return tea.Raw("\a") }
