package tui

import (
	"context"
	"errors"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/text"
)

// apply writes a plan that was confirmed and shows each write, each wait and
// the reading back as they happen.
type apply struct {
	d     *deps
	id    string
	plan  change.Plan
	done  bool
	err   error
	notes []change.Note
	took  time.Duration
	menu  menu
}

func newApply(d *deps, id string, p change.Plan) *apply { return &apply{d: d, id: id, plan: p} }

func (s *apply) ID() string {
	st, _ := judge.PhaseByID(s.id)
	return st.Screen() + "w"
}
func (s *apply) PhaseID() string { return s.id }
func (s *apply) Heading() string {
	st, _ := judge.PhaseByID(s.id)
	about := st.Heading
	switch {
	case s.err != nil:
		return about() + " · stopped"
	case s.done:
		return about() + " · written and read back"
	}
	return about() + " · writing"
}

func (s *apply) Keys() []key.Binding {
	if !s.done {
		return nil
	}
	return s.menu.keys(s.choices())
}

type appliedMsg struct {
	err   error
	notes []change.Note
	took  time.Duration
}

// Start writes. The plan goes in as it was shown.
func (s *apply) Start() tea.Cmd {
	s.done, s.err, s.notes = false, nil, nil
	plan, now := s.plan, s.d.now
	return start(job{What: "Writing to Entra", Usual: 30 * time.Second, Writes: true,
		Do: func(ctx context.Context, e worker, say func(change.Note)) tea.Msg {
			began := now()
			var kept []change.Note
			_, err := e.Apply(ctx, plan, func(n change.Note) {
				kept = append(kept, n)
				say(n)
			})
			return appliedMsg{err, kept, now().Sub(began)}
		}})
}

func (s *apply) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case appliedMsg:
		s.done, s.err, s.notes, s.took = true, msg.err, msg.notes, msg.took
		return s, nil
	case observedMsg:
		if msg.err != nil {
			return s, fail(msg.err, s.replan())
		}
		return s, toPhaseWith(s.id, planAndShow(s.d, s.id))
	}
	if !s.done {
		return s, nil
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

// replan reads again and shows what is to be written now.
func (s *apply) replan() tea.Cmd { return start(observeJob(s.d, "Reading again")) }

func (s *apply) choices() []choice {
	look := choice{Title: "Back to this step", Do: func() tea.Cmd { return toPhase(s.id) }}
	if s.err == nil {
		return []choice{goOn(s.d, s.id), {Title: "Look at this step", Detail: "what it holds now",
			Do: func() tea.Cmd { return toPhase(s.id) }}}
	}
	a := advice.Advise(s.err)
	if a.SignInAgain { // nothing can be read before that
		return append(signInWays(s.d), look)
	}
	again := choice{Title: "Read again and show the plan", Letter: "r",
		Detail: "what was written is not written twice", Do: s.replan}
	return []choice{again, look}
}

func (s *apply) Body(f frame) page {
	if s.err != nil {
		return page{Text: stack(s.progress(f), adviceView(f, advice.Advise(s.err))),
			Actions: s.menu.view(f, s.choices()), Focus: -1}
	}
	if !s.done {
		return page{Text: stack(f.Para(f.Theme.Strong, s.plan.Title, 0), s.progress(f)), Focus: -1}
	}
	r := f.State.Verdict.Phase(s.id)
	return page{Text: stack(s.progress(f), standing(f, r, s.took), findings(f, r.Findings())),
		Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// standing is how a phase stands after a write, and what was read back.
func standing(f frame, r judge.PhaseReport, took time.Duration) string {
	return lines(f.Theme.Status(r.Status).String()+f.Theme.Muted.Render(" · "+clock(took)),
		f.Hang(f.Theme.Muted.Render("Read back  "), f.Theme.Text, text.Or(r.Evidence(), r.Now)))
}

// progress is how far it got.
func (s *apply) progress(f frame) string { return progressView(f, s.plan.Title, s.notes) }

// progressView is one line for each thing done, and one for what is going on.
func progressView(f frame, title string, notes []change.Note) string {
	var times []time.Time
	if f.Work != nil {
		notes, times = f.Work.Notes, f.Work.Noted
	}
	t := f.Theme
	var rows []string
	for i, n := range notes {
		last := i == len(notes)-1
		switch {
		case n.Done:
			rows = append(rows, f.Hang(t.Good.Render("✓ "), t.Text, n.Text))
		case last && f.Work != nil:
			rows = append(rows, f.Hang(t.Now().Dot()+" ", t.Text, waitLine(n, f.Now.Sub(sinceOf(notes, times, i)))))
		}
	}
	if len(rows) == 0 && f.Work != nil {
		rows = append(rows, t.Now().Dot()+" "+title)
	}
	return strings.Join(rows, "\n")
}

// sinceOf is when the run of notes with the same text began: a wait that
// repeats its note has waited since the first of them.
func sinceOf(notes []change.Note, times []time.Time, i int) time.Time {
	for i > 0 && i < len(times) && notes[i-1].Text == notes[i].Text {
		i--
	}
	if i >= len(times) {
		return time.Time{}
	}
	return times[i]
}

// waitLine is what is being done or waited for, since when, how long it
// usually takes, and which try it is.
func waitLine(n change.Note, since time.Duration) string {
	parts := []string{strings.TrimSuffix(n.Text, "."), clock(since)}
	if n.Usual > 0 {
		parts = append(parts, "usually up to "+inWords(n.Usual))
	}
	if n.Try > 1 {
		parts = append(parts, "try "+itoa(n.Try))
	}
	return strings.Join(parts, " · ")
}

// stopped tells whether a job ended because the person left it.
func stopped(err error) bool { return errors.Is(err, context.Canceled) }
