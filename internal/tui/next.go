package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
)

// next is N1–N2: the two guides with which the procedure ends.
type next struct {
	d    *deps
	menu menu
}

const nextPhase = "N1-N2"

func newNext(d *deps) *next { return &next{d: d} }

func (s *next) ID() string          { return phaseOf(nextPhase).Screen() }
func (s *next) Heading() string     { return phaseOf(nextPhase).Heading() }
func (s *next) PhaseID() string     { return nextPhase }
func (s *next) Keys() []key.Binding { return append(s.menu.keys(s.choices()), phaseKeys()...) }

// Values are the addresses of the guides.
func (s *next) Values() []value {
	var out []value
	for _, st := range phaseOf(nextPhase).Steps {
		if u := s.d.session.Links().URL(st.Link); u != "" {
			out = append(out, value{st.Where[len(st.Where)-1], u})
		}
	}
	return out
}

func (s *next) choices() []choice {
	r := s.d.verdict().Phase(nextPhase)
	var out []choice
	if r.Status.Settled() {
		out = append(out, goOn(s.d, nextPhase))
	} else {
		c := confirmWay(r.Phase)
		c.Title, c.Detail = "I know where they are", "and to the end of the walk"
		out = append(out, c)
	}
	open := choice{Title: "Open the knowledge base", Letter: "o",
		Detail: "both guides are found there by their titles", Do: func() tea.Cmd {
			return openURL(s.d.session.Links().URL(phaseOf(nextPhase).Steps[0].Link))
		}}
	hand := choice{Title: "Show me where", Letter: "p", Detail: "step by step, with what each page shows",
		Do: func() tea.Cmd { return push(newPortal(s.d, nextPhase)) }}
	out = append(out, open)
	if s.d.byHand() {
		out = append(out, hand)
	}
	return portalFirst(s.d, append(out, wordWay(s.d, r)...))
}

func (s *next) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := phaseKey(s.d, nextPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *next) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Phase(nextPhase)
	known := judge.Values(f.State.Snapshot, f.State.Profile)
	blocks := []string{whyAbove(f, r), noted(f, r)}
	for _, st := range r.Phase.Steps {
		guide := "\"" + st.Where[len(st.Where)-1] + "\""
		if u := s.d.session.Links().URL(st.Link); u != "" {
			guide += " at " + u
		}
		rows := lines(f.Hang(t.Accent.Render(st.Number)+"  ", t.Strong, st.Title), f.Para(t.Text, st.Why, 4),
			f.Hang("    "+t.Muted.Render("Guide  "), t.Text, guide))
		for _, do := range st.Do {
			if f.Height >= 20 {
				rows = lines(rows, f.Hang("    · ", t.Muted, judge.Fill(do, known)))
			}
		}
		blocks = append(blocks, rows)
	}
	return page{Text: stack(blocks...), Actions: s.menu.view(f, s.choices()), Focus: -1}
}
