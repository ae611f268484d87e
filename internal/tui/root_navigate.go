package tui

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// navigate answers what screens ask for. The second result says whether the
// message was one of these.
func (m *root) navigate(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case screen.PushMsg:
		return m.open(msg.Screen, false), true
	case screen.ReplaceMsg:
		m.drop(&m.pages, map[bool]int{false: 1, true: 2}[msg.Both])
		return m.open(msg.Screen, false), true
	case screen.ResetMsg:
		m.keepOnly(func(s screen.Screen) bool { return walked.Is(s, steps.PageWelcome) })
		return m.open(msg.Screen, false), true
	case screen.StopAndBackMsg:
		if m.writing() {
			m.cutShort = m.work.gen
		}
		if w, p := m.work, m.page(); w != nil && (!w.Job.Waits || w.owner == p.id) { // a wait below goes on
			m.stopJob()
		}
		return m.pop(), true
	case screen.OverMsg:
		return m.overlay(msg.Screen), true
	case screen.PhaseMsg:
		return m.openPhase(msg.ID), true
	case screen.TaskMsg:
		return m.beginTask(msg), true
	case screen.HomeMsg:
		return m.goHome(), true
	case screen.NextMsg:
		if m.deps.Task != nil {
			return m.goHome(), true
		}
		return m.openPhase(m.deps.Walk().Following(m.phaseShown())), true
	case screen.LeaveMsg:
		return m.leave(msg.Interrupted), true
	}
	return m.serve(msg)
}

// serve answers what is not about pages: short messages, copying, opening.
func (m *root) serve(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case screen.NoticeMsg:
		if msg.Holds != nil && !msg.Holds() {
			return nil, true // messages may overtake each other
		}
		return m.say(msg.Text, msg.Keys...), true
	case screen.CopyMsg:
		return m.copy(msg), true
	case screen.OpenMsg:
		return m.openURL(msg), true
	case screen.PlainMsg:
		return m.plainly(msg.Values), true
	case againMsg:
		return m.signInAgain(msg), true
	case screen.FailMsg:
		return m.fail(msg), true
	}
	return nil, false
}

// open shows a screen above the present page.
func (m *root) open(s screen.Screen, walk bool) tea.Cmd {
	m.lastLayer++
	m.boxes = nil
	m.pages = append(m.pages, layer{id: m.lastLayer, s: s, walk: walk})
	return begun(s)
}

// overlay draws a screen as a box over the page.
func (m *root) overlay(s screen.Screen) tea.Cmd {
	if _, unopened := s.(*addressBox); unopened {
		m.note = "" // that a browser was asked is over
	}
	m.lastLayer++
	m.boxes = append(m.boxes, layer{id: m.lastLayer, s: s})
	return begun(s)
}

// begun lets a screen begin its work when it comes into view.
func begun(s screen.Screen) tea.Cmd {
	if st, ok := s.(screen.Starter); ok {
		return st.Start()
	}
	return nil
}

// openPhase goes to a phase; "" is the end of the walk. What was opened above
// an earlier phase is closed, and Esc leads back through the phases seen, and from
// the first of them through the pages that came before the walk.
func (m *root) openPhase(id string) tea.Cmd {
	begun := slices.ContainsFunc(m.pages, func(l layer) bool { return l.walk || walked.Homely(l.s) })
	for len(m.pages) > 0 && !m.page().walk && !walked.Homely(m.page().s) && (begun || fleeting(m.page().s)) {
		m.drop(&m.pages, 1)
	}
	m.deps.OnFoot = m.deps.OnFoot || m.deps.ByHand() && id != "1"
	next := walked.PhaseScreen(m.deps, id)
	for i := range m.pages {
		b, ok := m.pages[i].s.(screen.Bound)
		if ok && b.PhaseID() == id || m.pages[i].walk && m.pages[i].s.ID() == next.ID() {
			m.drop(&m.pages, len(m.pages)-i)
			break
		}
	}
	return m.open(next, true)
}

// fleeting pages are over once they were answered: Esc leads past them.
func fleeting(s screen.Screen) bool {
	return walked.SignsIn(s) || walked.Is(s, steps.PageReading) || walked.Is(s, steps.PageOwn) ||
		walked.Is(s, steps.PageResume)
}

// drop takes n layers from the top of a set, tells them, and cancels the job
// that one of them owns.
func (m *root) drop(set *[]layer, n int) {
	for ; n > 0 && len(*set) > 0; n-- {
		l := (*set)[len(*set)-1]
		*set = (*set)[:len(*set)-1]
		m.farewell(l)
	}
}

// keepOnly closes all boxes, and all pages but those that are to be kept.
func (m *root) keepOnly(keep func(screen.Screen) bool) {
	m.drop(&m.boxes, len(m.boxes))
	var kept, gone []layer
	for _, l := range m.pages {
		if keep(l.s) {
			kept = append(kept, l)
		} else {
			gone = append(gone, l)
		}
	}
	m.pages = kept
	for _, l := range slices.Backward(gone) { // the topmost first
		m.farewell(l)
	}
}

// farewell tells a layer that it leaves, and cancels the job that it owns.
func (m *root) farewell(l layer) {
	if m.work != nil && m.work.owner == l.id {
		if m.work.Job.Makes {
			m.cutShort = m.work.gen
		}
		m.stopJob()
	}
	if lv, ok := l.s.(screen.Leaver); ok {
		lv.Leave()
	}
}

// close takes one layer away, whichever it is.
func (m *root) close(id int) tea.Cmd {
	if n := len(m.boxes); n > 0 && m.boxes[n-1].id == id {
		m.drop(&m.boxes, 1)
		return nil
	}
	if p := m.page(); p != nil && p.id == id {
		return m.goBack()
	}
	return nil
}

// goBack closes the topmost box, or the page if another lies below it.
func (m *root) goBack() tea.Cmd {
	if len(m.boxes) > 0 {
		m.drop(&m.boxes, 1)
		return nil
	}
	switch {
	case m.writing():
		return m.overlay(newLeave(screen.StopAndBackMsg{}, goingBack()))
	case m.work != nil && !m.work.Job.Waits:
		owner := m.work.owner
		m.stopJob()
		return tea.Batch(m.to(owner, screen.StoppedMsg{}), m.say("Stopped. Nothing was written."))
	case len(m.pages) < 2:
		return m.say("This is the first page. What was done stays done.", keyQuit, keyInterrupt)
	}
	return m.pop()
}

// pop closes the present page, whatever it is doing.
func (m *root) pop() tea.Cmd {
	if len(m.pages) < 2 {
		return nil
	}
	m.drop(&m.pages, 1)
	defer func() { *m.deps.Closed = nil }() // only the page below may know
	if r, ok := m.page().s.(screen.Returner); ok {
		return r.Return()
	}
	return nil
}

// leave ends the program, leaving the summary in the shell.
func (m *root) leave(interrupted bool) tea.Cmd {
	m.interrupted = interrupted
	m.stopJob()
	m.drop(&m.boxes, len(m.boxes))
	m.drop(&m.pages, len(m.pages))
	m.ended = true
	return tea.Quit
}

// mayLeave leaves, or asks first where something would be lost.
func (m *root) mayLeave(interrupted bool, s stake) tea.Cmd {
	if s.id == stakeNone {
		return m.leave(interrupted)
	}
	return m.overlay(newLeave(screen.LeaveMsg{Interrupted: interrupted}, s))
}

// interrupt is Ctrl+C: it works everywhere. Only a write in flight and a value that
// nobody could read again make it ask first, and then a second one does not ask again.
func (m *root) interrupt() tea.Cmd {
	f, s := m.front(), m.atStake()
	if f == nil || s.id != stakeWrite && s.id != stakeSecret {
		return m.leave(true)
	}
	if _, asked := f.s.(*leaveBox); asked {
		return m.leave(true)
	}
	return m.mayLeave(true, s)
}

func (m *root) writing() bool { return m.work != nil && m.work.Job.Writes }

// fail shows an error as a card. What ended because the person left says
// nothing.
func (m *root) fail(msg screen.FailMsg) tea.Cmd {
	if msg.Err == nil || errors.Is(msg.Err, context.Canceled) {
		return nil
	}
	return m.overlay(newErrorCard(m.deps, msg.Err, msg.Again))
}

// copy puts on the clipboard what was seen: a value that a tenant chose may be
// pasted into a shell next.
func (m *root) copy(msg screen.CopyMsg) tea.Cmd {
	var said tea.Cmd
	if !msg.Quiet {
		said = m.say(msg.Label+": copied if your terminal allows it.", keyPlain)
	}
	native, shown := m.deps.Config.Clipboard, text.Visible(msg.Text)
	if native == nil {
		return tea.Batch(said, tea.SetClipboard(shown))
	}
	return tea.Batch(said, tea.SetClipboard(shown), func() tea.Msg {
		_ = native(shown) // the terminal's way was tried as well, and the text can be shown
		return nil
	})
}

// openURL hands an address to the browser. Practice never opens a real page
// unasked: what is seen there is no part of it.
func (m *root) openURL(msg screen.OpenMsg) tea.Cmd {
	opener, url := m.deps.Config.Open, msg.URL
	if m.deps.Practice != nil && !msg.Real && engine.RealPage(url) {
		return m.overlay(newRealBox(url))
	}
	if url == "" {
		return m.say("No address of this page is known here yet.")
	}
	if opener == nil {
		return m.overlay(newAddressBox(url))
	}
	return tea.Batch(m.say("Asked your browser to open the page."), func() tea.Msg {
		if err := opener(url); err != nil {
			return screen.OverMsg{Screen: newAddressBox(url)}
		}
		return nil
	})
}
