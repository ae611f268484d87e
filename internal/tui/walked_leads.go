package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// follow goes where a move leads, and does what belongs to it.
func (s *walked) follow(m steps.Move) tea.Cmd {
	var out []tea.Cmd
	for _, e := range m.Effects {
		out = append(out, s.effect(e))
	}
	then := s.goes(m)
	if m.To != steps.Here && s.page().Box { // it closes before anything comes in its place
		return tell(shutMsg{s.frame, tea.Batch(append(out, then)...)})
	}
	return tea.Batch(append(out, then)...)
}

// goes is where a move leads; nil where the page stays.
func (s *walked) goes(m steps.Move) tea.Cmd {
	box := s.page().Box
	switch {
	case m.Begins && m.To == steps.Here && s.d.task != nil && m.Task == s.d.task.ID:
		return tell(taskMsg{t: s.d.task}) // it goes on, and knows what it knew
	case m.Begins:
		return beginning(m.Task, m.To, m.Local)
	case m.To == steps.Here:
		return nil
	case m.To != steps.Below:
		s.settle()
		return s.leads(m, placing(m, box))
	}
	e := steps.Event{On: steps.Returned, From: s.frame.ID, Value: m.Value}
	if s.then != nil && m.Value != nil && m.Value != false {
		if box {
			return s.then(m.Value)
		}
		return tell(shutMsg{s.frame, s.then(m.Value)})
	}
	if box {
		return tell(closedMsg{e})
	}
	if s.d.closed != nil {
		*s.d.closed = &e
	}
	return goUp()
}

// placing is how a page that a move leads to takes its place. A box is gone by then.
func placing(m steps.Move, box bool) func(screen) tea.Cmd {
	switch {
	case m.Both && !box:
		return replaceBoth
	case m.Both, m.Replace && !box:
		return replace
	}
	return push
}

// leads opens the page that a move names: one of the walk, or one that this front
// still makes by itself.
func (s *walked) leads(m steps.Move, show func(screen) tea.Cmd) tea.Cmd {
	d := s.d
	switch m.To {
	case steps.Home:
		return toHome()
	case steps.Leave:
		return tell(leaveMsg{})
	case steps.PageDomain:
		return reset(newDomain(d, ""))
	case steps.PageByHand:
		return withoutSignIn(d, show)
	case steps.PageEnd:
		return toPhase("")
	}
	if id, phase := m.Phase(); phase {
		return toPhase(id)
	}
	w := newWalked(d, m.To, m.Local)
	if w.page().Box {
		return over(w)
	}
	return show(w)
}

func (s *walked) effect(e steps.Effect) tea.Cmd {
	switch e := e.(type) {
	case steps.Run:
		return s.run(e.Work)
	case steps.Notice:
		return notice(e.Text)
	case steps.Patience:
		return noticeWhile(e.Holds, e.Text)
	case steps.Fail:
		if e.Again == "" {
			return fail(e.Err, nil)
		}
		return fail(e.Err, tell(askedMsg{steps.Event{On: e.Again}}))
	case steps.Copy:
		return tell(copyMsg{label: e.Label, text: e.Text, quiet: e.Quiet})
	case steps.Open:
		if e.Unasked && s.d.cfg.Open == nil {
			return nil
		}
		return openURL(e.URL)
	case steps.Practice:
		return startPractice(s.d)
	case steps.Reveal:
		return s.reveals(e)
	}
	return nil
}

// run starts work of the page; an answer that is kept on this computer goes its own way.
func (s *walked) run(w steps.Work) tea.Cmd {
	if w.Beside {
		return func() tea.Msg {
			result, err := w.Do(context.Background(), nil, func(change.Note) {})
			return besideMsg{s.frame, workedMsg{result, err}}
		}
	}
	if w.Brief {
		var result any
		do := func(ctx context.Context, k worker) (err error) {
			result, err = w.Do(ctx, k, func(change.Note) {})
			return err
		}
		return keepOr(do, func() tea.Cmd { return tell(workedMsg{result: result}) },
			func(err error) tea.Cmd { return tell(workedMsg{result, err}) })
	}
	rest := s.resting()
	return start(job{What: w.What, Usual: w.Usual, Writes: w.Writes, Waits: w.Waits, Quiet: w.Quiet,
		Makes: w.Makes,
		Do: func(ctx context.Context, k worker, say func(change.Note)) tea.Msg {
			if !rest(ctx) {
				return nil
			}
			result, err := w.Do(ctx, k, say)
			return workedMsg{result, err}
		}})
}
