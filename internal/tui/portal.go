package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// portal shows a stage step by step as it is done by hand: where, what to do,
// what comes next; the page to open, the values to copy, and a key that looks
// whether it worked.
type portal struct {
	d  *deps
	id string
	at int // the value or page that c and o are about
}

func newPortal(d *deps, id string) *portal { return &portal{d: d, id: id} }

func (s *portal) stage() steps.Stage { st, _ := steps.StageByID(s.id); return st }

func (s *portal) ID() string      { return s.stage().Screen() + "p" }
func (s *portal) StageID() string { return s.id }
func (s *portal) Heading() string { return s.stage().Heading() + " · by hand" }
func (s *portal) Values() []value { return stageValues(s.d, s.stage()) }

var (
	keyCopy  = bind("c", "copy", "c")
	keyOpen  = bind("o", "open the page", "o")
	keyDone  = bind("enter", "I have done this", "enter")
	keyCheck = bind("enter", "check what I did", "enter")
	keyPick  = bind("↑↓", "choose what to copy", "up", "shift+tab")
)

func (s *portal) byPerson() bool { return s.stage().Action == nil }

func (s *portal) Keys() []key.Binding {
	out := []key.Binding{keyCheck}
	if s.byPerson() || !s.d.engine.SignedIn() {
		out = []key.Binding{keyDone}
	}
	if n := len(s.Values()); n > 0 {
		out = append(out, keyCopy, keyOpen)
		if n > 1 {
			out = append(out, keyPick, keyDown)
		}
	}
	return append(out, keyRead)
}

func (s *portal) Update(msg tea.Msg) (screen, tea.Cmd) {
	vals := s.Values()
	n := len(vals)
	switch m := msg.(type) {
	case observedMsg:
		return s, s.checked(m)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(m, keyDone):
			return s, s.finish()
		case n > 0 && key.Matches(m, keyCopy):
			v := vals[min(s.at, n-1)]
			return s, copyText(v.Label, v.Text)
		case n > 0 && key.Matches(m, keyOpen):
			return s, openURL(s.address(vals))
		case n > 0 && key.Matches(m, keyPick):
			s.at = (min(s.at, n-1) + n - 1) % n
		case n > 0 && key.Matches(m, keyDown):
			s.at = (min(s.at, n-1) + 1) % n
		default:
			cmd, _ := stageKey(s.d, s.id, msg)
			return s, cmd
		}
	}
	return s, nil
}

// finish takes a person's word, or looks where looking is possible.
func (s *portal) finish() tea.Cmd {
	if s.byPerson() || !s.d.engine.SignedIn() {
		return confirmStage(s.d, s.id, "")
	}
	return start(observeJob(s.d, "Reading what you did"))
}

// checked says what the look found, and goes on when it holds.
func (s *portal) checked(m observedMsg) tea.Cmd {
	if m.err != nil {
		return fail(m.err, s.finish())
	}
	r := s.d.engine.Verdict().Stage(s.id)
	switch r.Status {
	case steps.StatusOK, steps.StatusConfirmed:
		return tea.Batch(notice("It holds: "+r.Evidence()), toNext())
	case steps.StatusWarn:
		return tea.Batch(notice("It works, and there is something to look at."), toStage(s.id))
	}
	why := "It is not there yet."
	if fs := r.Findings(); len(fs) > 0 {
		why = fs[0].Text
	}
	return notice("Looked at " + s.d.now().Format("15:04:05") + ". " + why)
}

// address is the chosen page, or the first one where a value is chosen.
func (s *portal) address(vals []value) string {
	v := vals[min(s.at, len(vals)-1)]
	if strings.HasPrefix(v.Label, pagePrefix) {
		return v.Text
	}
	for _, v := range vals {
		if strings.HasPrefix(v.Label, pagePrefix) {
			return v.Text
		}
	}
	return ""
}

func (s *portal) Body(f frame) page {
	known := steps.Values(f.State.Snapshot, f.State.Profile)
	var blocks []string
	for _, st := range s.stage().Steps {
		blocks = append(blocks, handStep(f, st, known))
	}
	return page{Text: stack(blocks...), Actions: s.copyList(f), Focus: -1}
}

// handStep is one numbered step: title, place, what to do line by line, and
// what shows that it worked.
func handStep(f frame, st steps.Step, known map[string]string) string {
	t := f.Theme
	rows := []string{t.Accent.Render(pad(st.Number, 3)) + " " + f.hangStrong(st.Title, 4)}
	if len(st.Where) > 0 {
		rows = append(rows, f.Para(t.Muted, strings.Join(st.Where, " ▸ "), 4))
	}
	for _, do := range st.Do {
		rows = append(rows, f.Hang("    · ", t.Text, steps.Fill(do, known)))
	}
	if st.Expect != "" {
		rows = append(rows, f.Hang("    "+t.Good.Render("→ "), t.Muted, steps.Fill(st.Expect, known)))
	}
	return strings.Join(rows, "\n")
}

// hangStrong is a title behind a lead of so many columns.
func (f frame) hangStrong(text string, in int) string {
	return strings.TrimLeft(f.Para(f.Theme.Strong, text, in), " ")
}

// copyList shows each value whole, the chosen one marked; c copies it, o opens
// its page.
func (s *portal) copyList(f frame) string {
	t := f.Theme
	vals := s.Values()
	var rows []string
	for i, v := range vals {
		mark, st := "  ", t.Muted
		if i == min(s.at, len(vals)-1) {
			mark, st = t.Accent.Render("▸ "), t.Accent
		}
		label := pad(v.Label, 25)
		if f.Width >= 29+len(v.Text) {
			rows = append(rows, mark+st.Render(label)+"  "+t.Text.Render(f.Safe(v.Text)))
			continue
		}
		rows = append(rows, mark+st.Render(v.Label), f.Whole(t.Text, v.Text, 4))
	}
	return strings.Join(rows, "\n")
}
