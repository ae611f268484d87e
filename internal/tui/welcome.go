package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
)

// welcomed is what the first pages begin with: what this computer remembers and what was
// given.
func (d *deps) welcomed() *arrival.Welcome {
	return &arrival.Welcome{Saved: d.cfg.Profiles, Domain: d.cfg.Domain, Unsigned: d.cfg.SignIn == "none",
		MayPractice: d.cfg.StartPractice != nil}
}

func newWelcome(d *deps) screen { return newWalked(d, steps.PageWelcome, d.welcomed()) }

// newDomain asks which company it is about.
func newDomain(d *deps, text string) screen {
	return newWalked(d, steps.PageDomain, &arrival.Company{Domain: text, Unsigned: d.cfg.SignIn == "none"})
}

// firstScreen is where a run begins.
func firstScreen(d *deps) screen {
	if d.task == nil && d.cfg.Start != "setup" {
		return newWelcome(d)
	}
	first := arrival.First(d.walk(), d.welcomed())
	return newWalked(d, first.ID, first.Local)
}

// startPractice brings up the practice tenant.
func startPractice(d *deps) tea.Cmd {
	begin := d.cfg.StartPractice
	return start(job{What: "Starting the practice tenant", Usual: 2 * time.Second,
		Do: func(ctx context.Context, _ worker, _ func(change.Note)) tea.Msg {
			r, p, err := begin(ctx)
			return practiceMsg{runner: r, practice: p, err: err}
		}})
}

// practiceMsg brings the practice tenant; the root goes on in it.
type practiceMsg struct {
	runner   *engine.Session
	practice *engine.Practice
	err      error
}

// enterPractice goes on in the practice tenant: another engine, the same
// screens.
func (m *root) enterPractice(msg practiceMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail(failMsg{err: msg.err})
	}
	d := *m.deps
	d.session, d.practice, m.works = know(msg.runner), msg.practice, msg.runner
	d.cfg.Profiles, d.cfg.Domain = nil, msg.practice.Domain
	d.cfg.URIs, d.cfg.List, d.cfg.Name = nil, "", msg.practice.Name
	m.deps = &d
	d.session.take()
	m.drop(&m.pages, len(m.pages))
	return tea.Batch(m.open(newWelcome(&d), false), m.open(newDomain(&d, msg.practice.Domain), false))
}
