package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// goTo lists the stages with their states; Enter goes there. Digits go to the
// stage that holds the step of that number.
type goTo struct {
	d     *deps
	at    int
	typed string
}

func newGoTo(d *deps, now string) *goTo {
	g := &goTo{d: d}
	for i, r := range d.engine.Verdict().Stages {
		if r.Stage.ID == now {
			g.at = i
		}
	}
	return g
}

// stepSigns are what the numbers of steps are written with: 29, A1, S2, n1.
const stepSigns = "0123456789asnASN"

func (g *goTo) ID() string      { return "G" }
func (g *goTo) Heading() string { return "Go to step" }
func (g *goTo) Keys() []key.Binding {
	return []key.Binding{bind("enter", "go", "enter"), bind("↑↓", "choose", "up", "shift+tab"), keyDown, bind("1–29", "step number", strings.Split(stepSigns, "")...)}
}

func (g *goTo) Update(msg tea.Msg) (screen, tea.Cmd) {
	k, ok := msg.(tea.KeyPressMsg)
	stages := g.d.engine.Verdict().Stages
	if !ok || len(stages) == 0 {
		return g, nil
	}
	switch {
	case key.Matches(k, keyEnter):
		return nil, toStage(stages[g.at].Stage.ID)
	case key.Matches(k, keyUp):
		g.at, g.typed = (g.at+len(stages)-1)%len(stages), ""
	case key.Matches(k, keyDown):
		g.at, g.typed = (g.at+1)%len(stages), ""
	case len(k.Text) == 1 && strings.Contains(stepSigns, k.Text):
		g.byNumber(stages, strings.ToUpper(k.Text))
	}
	return g, nil
}

// byNumber moves to the step whose number was typed, one or two signs long.
func (g *goTo) byNumber(stages []steps.StageReport, digit string) {
	for _, want := range []string{g.typed + digit, digit} {
		for i, r := range stages {
			for _, s := range r.Stage.Steps {
				if s.Number == want {
					g.at, g.typed = i, want
					return
				}
			}
		}
	}
	g.typed = digit // the first sign of "A1"
}

func (g *goTo) Body(f frame) page {
	var rows []string
	for i, r := range f.State.Verdict.Stages {
		mark, st := "  ", f.Theme.Text
		if i == g.at {
			mark, st = f.Theme.Accent.Render("▸ "), f.Theme.Accent
		}
		s := f.Theme.Sign(f.State, r)
		left := mark + s.Dot() + " " + st.Render(pad(r.Stage.Span(), 7)+r.Stage.Title)
		rows = append(rows, f.Line(left, s.Style.Render(s.Word)))
		if i == g.at && r.Word != nil {
			rows = append(rows, f.Para(f.Theme.Muted, wordLine(*r.Word), 11))
		}
	}
	return page{Text: strings.Join(rows, "\n"), Focus: g.at}
}
