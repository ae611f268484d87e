package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// portal shows a phase as it is done by hand, one numbered step open at a time:
// where, what to do, what comes next; the page to open, the values to copy, and
// in the end a look at whether it worked.
type portal struct {
	d    *deps
	id   string
	step int // the step that is open
	at   int // the value or page that c and o are about
	// reveal copies the secret; on this page it is never shown.
	reveal reveal
	made   *engine.Made // what was done here in the simulated portal; nil: nothing yet
}

func newPortal(d *deps, id string) *portal { return &portal{d: d, id: id, reveal: reveal{d: d}} }

func (s *portal) phase() judge.Phase { st, _ := judge.PhaseByID(s.id); return st }

func (s *portal) ID() string      { return s.phase().Screen() + "p" }
func (s *portal) PhaseID() string { return s.id }
func (s *portal) Heading() string { return s.phase().Heading() + " · by hand" }
func (s *portal) Values() []value { return phaseValues(s.d, s.phase()) }

// here are the values and pages of the open step.
func (s *portal) here() []value { return stepValues(s.d, s.phase().Steps[s.step]) }

var (
	keyCopy  = bind("c", "copy", "c")
	keyOpen  = bind("o", "open the page", "o")
	keyPick  = bind("↑↓", "choose what to copy", "up", "shift+tab")
	keyDone  = bind("y", "I have done this", "y")
	keySteps = bind("← →", "step before, after", "left", "right")
)

func (s *portal) byPerson() bool {
	return !change.Checkable(s.d.verdict(), s.id)
}

func (s *portal) last() bool { return s.step == len(s.phase().Steps)-1 }

func (s *portal) Keys() []key.Binding {
	out := []key.Binding{bind("enter", "check what I did", "enter")}
	switch {
	case !s.last():
		out[0] = bind("enter", "next step", "enter")
	case s.byPerson():
		// Enter leads through the steps, and is no word about the last
		out = []key.Binding{keyDone, bind("", "", "enter")}
	}
	if n := len(s.listedHere()); n > 0 {
		out = append(out, keyCopy, keyOpen)
		if n > 1 {
			out = append(out, keyPick, keyDown)
		}
	}
	if s.mayPlay() {
		out = append(out, keyPlayHand)
	}
	if len(s.phase().Steps) > 1 {
		out = append(out, keySteps)
	}
	return append(out, keyRead)
}

func (s *portal) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := s.reveal.update(msg); mine {
		return s, cmd
	}
	switch m := msg.(type) {
	case observedMsg:
		return s, s.checked(m)
	case handMsg:
		return s, s.played(m)
	case tea.KeyPressMsg:
		return s, s.key(m)
	}
	return s, nil
}

func (s *portal) key(m tea.KeyPressMsg) tea.Cmd {
	switch vals := s.listedHere(); {
	case m.String() == "left":
		s.open(s.step - 1)
	case m.String() == "right":
		s.open(s.step + 1)
	case key.Matches(m, keyEnter) && !s.last():
		s.open(s.step + 1)
	case key.Matches(m, keyEnter) && s.byPerson():
		return notice("No step follows on this card. Was it all done?", keyDone)
	case key.Matches(m, keyEnter), key.Matches(m, keyDone) && s.byPerson() && s.last():
		return s.finish()
	case key.Matches(m, keyPlayHand) && s.mayPlay():
		return s.play()
	case key.Matches(m, keyRead):
		cmd, _ := phaseKey(s.d, s.id, m)
		return cmd
	case len(vals) == 0:
	case key.Matches(m, keyCopy):
		return s.copy(vals[s.at])
	case key.Matches(m, keyOpen):
		return openURL(s.address(vals))
	case key.Matches(m, keyPick):
		s.at = (s.at + len(vals) - 1) % len(vals)
	case key.Matches(m, keyDown):
		s.at = (s.at + 1) % len(vals)
	}
	return nil
}

// open goes to a step of the phase, if there is one, and to its first value.
func (s *portal) open(i int) {
	if i >= 0 && i < len(s.phase().Steps) {
		s.step, s.at = i, 0
	}
}

// finish takes a person's word, or looks where looking is possible.
func (s *portal) finish() tea.Cmd {
	switch {
	case s.id == accountPhase && s.d.session.SignedIn() && len(s.d.session.Profile().Wanted.URIs) == 0:
		return push(newURIPaste(s.d)) // the word alone is no use: the next step needs the list
	case s.byPerson():
		return confirmPhase(s.id, "")
	}
	return start(observeJob(s.d, "Reading what you did"))
}

// checked says what the look found, and goes on when it holds.
func (s *portal) checked(m observedMsg) tea.Cmd {
	if m.err != nil {
		return fail(m.err, s.finish())
	}
	r := s.d.verdict().Phase(s.id)
	switch r.Status {
	case setup.StatusOK, setup.StatusConfirmed:
		return tea.Batch(notice("It holds: "+r.Evidence()), toNext())
	case setup.StatusWarn:
		return tea.Batch(notice("It works, and there is something to look at."), toPhase(s.id))
	}
	if s.id == "2" {
		return tea.Batch(notice("Looked at "+clockTime(s.d.now())+". Say which registration it is, or "+
			"make a new one."), toPhase("2"))
	}
	if s.id == "3-8" && s.d.session.Profile().App.AppID == "" && len(s.d.session.Snapshot().Candidates.Value) > 0 {
		return tea.Batch(notice("There is a registration now. Say that it is the one."), toPhase("2"))
	}
	why := "It is not there yet."
	if fs := r.Findings(); len(fs) > 0 {
		why = fs[0].Text()
	}
	return notice("Looked at " + clockTime(s.d.now()) + ". " + why)
}

// address is the chosen page, or the first one where a value is chosen.
func (s *portal) address(vals []value) string {
	v := vals[s.at]
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
	t := f.Theme
	known := judge.Values(f.State.Snapshot, f.State.Profile)
	var rows []string
	focus := -1
	for i, st := range s.phase().Steps {
		if i == s.step {
			focus = strings.Count(strings.Join(rows, "\n"), "\n") + min(len(rows), 1)
			rows = append(rows, handStep(f, st, known))
			continue
		}
		rows = append(rows, t.Muted.Render("  "+ui.Pad(st.Number, 3)+st.Title))
	}
	p := page{Text: strings.Join(rows, "\n"), Actions: stack(s.copyList(f), s.madeView(f)), Focus: -1}
	if s.step > 0 && lineCount(p.Text)+lineCount(p.Actions)+1 > f.Height {
		// The steps before give way, so that the open one is in view.
		p.Text = strings.Join(split(p.Text)[focus:], "\n")
	}
	return p
}

func lineCount(s string) int { return len(split(s)) }

// handStep is one numbered step, open: title, place, what to do line by line,
// and what shows that it worked.
func handStep(f frame, st judge.Step, known map[string]string) string {
	t := f.Theme
	rows := []string{t.Accent.Render("▸ " + ui.Pad(st.Number, 3) + st.Title)}
	if len(st.Where) > 0 {
		rows = append(rows, f.Para(t.Muted, strings.Join(st.Where, " ▸ "), 5))
	}
	for _, do := range st.Do {
		rows = append(rows, f.Hang("     · ", t.Text, judge.Fill(do, known)))
	}
	if st.Expect != "" {
		rows = append(rows, f.Hang("     "+t.Good.Render("→ "), t.Muted, judge.Fill(st.Expect, known)))
	}
	text := strings.Join(rows, "\n")
	for _, v := range known { // quoted in the text; the terminal sets them off too
		if said := "\"" + f.Safe(v) + "\""; v != "" {
			text = strings.ReplaceAll(text, said, t.Strong.Render(said))
		}
	}
	return text
}

// copyList shows each value whole, the chosen one marked; c copies it, o opens
// its page.
func (s *portal) copyList(f frame) string {
	t := f.Theme
	var rows []string
	for i, v := range s.listedHere() {
		text := v.Text
		if s.secretFirst() && i == 0 {
			text = s.secretText()
		}
		mark, st := "  ", t.Muted
		if i == s.at {
			mark, st = t.Accent.Render("▸ "), t.Accent
		}
		label := ui.Pad(v.Label, 25)
		if real := s.realMark(v); real != "" {
			rows = append(rows, f.Hang(mark+st.Render(v.Label)+"  ", t.Look, real), f.Whole(t.Text, text, 4))
			continue
		}
		if f.Width >= 29+ansi.StringWidth(text) {
			rows = append(rows, mark+st.Render(label)+"  "+t.Text.Render(f.Safe(text)))
			continue
		}
		rows = append(rows, mark+st.Render(v.Label), f.Whole(t.Text, text, 4))
	}
	return strings.Join(rows, "\n")
}
