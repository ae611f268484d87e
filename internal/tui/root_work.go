package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// tickEvery is how often elapsed times are drawn anew while work is in flight.
const tickEvery = 200 * time.Millisecond

// startJob begins a job for the screen in front, or for the page where a box
// started it and has closed since.
func (m *root) startJob(j screen.Job) tea.Cmd {
	l := m.front()
	if l == nil {
		return nil
	}
	m.stopJob()
	m.lastJob++
	w, run := begin(m.ctx, j, m.works, m.lastJob, l.id, m.deps.Now)
	m.work = w
	return tea.Batch(run, m.keepTicking())
}

// stopJob cancels the job in flight; its answer will be dropped.
func (m *root) stopJob() {
	if m.work != nil {
		m.work.cancel()
		m.work = nil
	}
}

// jobDone hands the answer to the screen that asked, if it is still wanted.
func (m *root) jobDone(msg doneMsg) tea.Cmd {
	if msg.gen == m.cutShort && (m.work == nil || !m.work.Job.Writes && !m.work.Job.Waits) {
		m.cutShort = 0
		return m.startJob(walked.ObserveJob(m.deps, "Reading what took effect"))
	}
	if m.work == nil || m.work.gen != msg.gen {
		return nil
	}
	w := m.work
	w.pull()
	w.cancel()
	m.work = nil
	m.note = "" // it was about what went on until now
	if f := m.front(); f != nil {
		// there is nothing left to leave in the middle of
		if b, asking := f.s.(*leaveBox); asking && b.stake.ends() {
			m.drop(&m.boxes, 1)
		}
	}
	if msg.msg == nil {
		return nil
	}
	return m.to(w.owner, msg.msg)
}

// keepTicking asks for the next tick unless one is on its way.
func (m *root) keepTicking() tea.Cmd {
	if m.ticking {
		return nil
	}
	m.ticking = true
	return m.deps.Tick(tickEvery, func(time.Time) tea.Msg { return screen.TickMsg{} })
}

// tick draws elapsed times anew, gives the screens with work their tick, and
// stops when nothing moves any more, so that the program idles.
func (m *root) tick(msg screen.TickMsg) tea.Cmd {
	m.ticking = false
	if m.note != "" && m.deps.Now().After(m.noteUntil) {
		m.note = ""
	}
	var cmd tea.Cmd
	if m.work != nil {
		m.work.pull()
		cmd = m.to(m.work.owner, msg)
	}
	if m.work == nil && m.note == "" && m.keeping == nil {
		return cmd
	}
	return tea.Batch(cmd, m.keepTicking())
}

// enterPractice goes on in the practice tenant: another engine, the same
// screens.
func (m *root) enterPractice(msg screen.PracticeMsg) tea.Cmd {
	if msg.Err != nil {
		return m.fail(screen.FailMsg{Err: msg.Err})
	}
	d := *m.deps
	d.Session, d.Practice, m.works = screen.Know(msg.Runner), msg.Practice, msg.Runner
	d.Config.Profiles, d.Config.Domain = nil, msg.Practice.Domain
	d.Config.URIs, d.Config.List, d.Config.Name = nil, "", msg.Practice.Name
	m.deps = &d
	d.Session.Take()
	m.drop(&m.pages, len(m.pages))
	return tea.Batch(m.open(walked.NewWelcome(&d), false), m.open(walked.NewDomain(&d, msg.Practice.Domain),
		false))
}
