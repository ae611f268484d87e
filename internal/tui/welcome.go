package tui

import (
	"context"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
)

// welcome asks what the person came for and offers only what is there.
type welcome struct {
	d    *deps
	menu menu
}

func newWelcome(d *deps) *welcome { return &welcome{d: d} }

// firstScreen is where a run begins.
func firstScreen(d *deps) screen {
	if d.task != nil {
		return taskFirst(d)
	}
	if d.cfg.Start == "setup" {
		return newDomain(d, d.cfg.Domain)
	}
	return newWelcome(d)
}

func (w *welcome) ID() string          { return "S00" }
func (w *welcome) Heading() string     { return "What brings you here?" }
func (w *welcome) Keys() []key.Binding { return w.menu.keys(w.choices()) }

// resumable is how many unfinished walks are offered by name.
const resumable = 3

func (w *welcome) choices() []choice {
	var out []choice
	for i, p := range w.d.cfg.Profiles {
		if i == resumable {
			break
		}
		out = append(out, w.resume(p))
	}
	setUp := "29 steps, about ten minutes; resumes any time"
	if w.d.practice != nil {
		setUp = "on the practice tenant; nothing real is touched"
	}
	out = append(out, choice{Title: "Set up single sign-on", Detail: setUp,
		Do: func() tea.Cmd { return push(newDomain(w.d, w.d.cfg.Domain)) }})
	out = append(out, w.tasks()...)
	if w.d.cfg.StartPractice != nil && w.d.practice == nil {
		out = append(out, choice{Title: "Practice first", Detail: "a simulated tenant; nothing real is touched",
			Do: w.practise})
	}
	return out
}

// needs says which account does for the line at hand.
func (w *welcome) needs() string {
	list := w.choices()
	return engine.WordsFor(list[w.menu.cursor(list)].For, nil).Needs
}

func (w *welcome) resume(p setup.Profile) choice {
	name := p.Tenant.Name
	if name == "" {
		name = p.Tenant.Domain
	}
	if name == "" {
		name = p.Name
	}
	return choice{Title: "Go on with " + name, Detail: "left " + ago(w.d.now().Sub(p.Updated)) +
		"; what holds is read from Entra",
		Do: func() tea.Cmd { return push(newResume(w.d, p)) }}
}

func (w *welcome) practise() tea.Cmd {
	begin := w.d.cfg.StartPractice
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

func (w *welcome) Update(msg tea.Msg) (screen, tea.Cmd) {
	if p, ok := msg.(practiceMsg); ok {
		return w, tell(p) // it changes more than this page
	}
	cmd, _ := w.menu.update(msg, w.choices())
	return w, cmd
}

func (w *welcome) Body(f frame) page {
	t := f.Theme
	need := lines(t.Strong.Render("You will need"),
		f.Hang("  · ", t.Text, "an account in your own company's Microsoft 365, not in a customer's, "+w.needs()),
		f.Hang("  · ", t.Text, "the bvoip MTP portal, open in a browser"))
	changes := f.Hang(t.Strong.Render("What this changes")+"  ", t.Text,
		"one app registration in your tenant. Every write is shown before it is made, and there is a "+
			"receipt for each.")
	if p := w.d.practice; p != nil {
		need = f.Hang(t.Look.Render("Practice")+"  ", t.Text,
			p.Title+". "+p.About+" Everything that a browser or a colleague would do has a key of its own here.")
	}
	return page{Text: stack(w.menu.view(f, w.choices()), need, changes), Focus: w.menu.cursor(w.choices())}
}

// ago says how long since, in the largest fitting unit.
func ago(d time.Duration) string {
	for _, u := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / u.size); n == 1 {
			return "1 " + u.name + " ago"
		} else if n > 1 {
			return fmt.Sprintf("%d %ss ago", n, u.name)
		}
	}
	return "just now"
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
