package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/tui/ui"
)

// goTo lists the phases with their states; Enter goes there. A typed number goes
// to the phase that holds the step of that number; what is no step is refused.
type goTo struct {
	d     *deps
	at    int
	typed string
	none  bool // no step has the typed number
}

// longest is more than any step's number has; nothing is kept beyond it.
const longest = 6

func newGoTo(d *deps, now string) *goTo {
	g := &goTo{d: d}
	for i, r := range d.verdict().Phases {
		if r.Phase.ID == now {
			g.at = i
		}
	}
	return g
}

// keyNumber owns every sign of a step's number, also where it means something
// else on a page.
var keyNumber = bind("1–29, A1, S1, N1", "step number", strings.Split("0123456789asnASN", "")...)

func (g *goTo) ID() string      { return "G" }
func (g *goTo) Heading() string { return "Go to step" }
func (g *goTo) Keys() []key.Binding {
	return []key.Binding{bind("enter", "go", "enter"), bind("↑↓", "choose", "up", "shift+tab"), keyDown,
		keyNumber}
}

func (g *goTo) Update(msg tea.Msg) (screen, tea.Cmd) {
	k, ok := msg.(tea.KeyPressMsg)
	phases := g.d.verdict().Phases
	if !ok || len(phases) == 0 {
		return g, nil
	}
	switch {
	case key.Matches(k, keyEnter) && g.refused():
		return g, notice("There is no step " + g.typed + ".")
	case key.Matches(k, keyEnter):
		return nil, toPhase(phases[g.at].Phase.ID)
	case key.Matches(k, keyUp):
		g.at, g.typed = (g.at+len(phases)-1)%len(phases), ""
	case key.Matches(k, keyDown):
		g.at, g.typed = (g.at+1)%len(phases), ""
	case k.Code == tea.KeyBackspace && g.typed != "":
		g.byNumber(phases, g.typed[:len(g.typed)-1])
	case len(k.Text) == 1 && k.Text > " " && k.Text < "\x7f" && len(g.typed) < longest:
		g.byNumber(phases, g.typed+strings.ToUpper(k.Text))
	}
	return g, nil
}

// refused tells whether what was typed names no step: Enter would go to another.
func (g *goTo) refused() bool { return g.typed != "" && g.none }

// byNumber moves to the step whose number was typed. What only begins a number,
// as "A", moves nowhere and is no step yet.
func (g *goTo) byNumber(phases []judge.PhaseReport, typed string) {
	g.typed, g.none = typed, true
	for i, r := range phases {
		for _, s := range r.Phase.Steps {
			if s.Number == typed {
				g.at, g.none = i, false
				return
			}
		}
	}
}

// begins tells whether a step's number begins with the text.
func begins(phases []judge.PhaseReport, text string) bool {
	for _, r := range phases {
		for _, s := range r.Phase.Steps {
			if strings.HasPrefix(s.Number, text) {
				return true
			}
		}
	}
	return false
}

func (g *goTo) Body(f frame) page {
	var rows []string
	for i, r := range f.State.Verdict.Phases {
		mark, st := "  ", f.Theme.Text
		if i == g.at {
			mark, st = f.Theme.Accent.Render("▸ "), f.Theme.Accent
		}
		s := f.Theme.Sign(f.State, r)
		left := mark + s.Dot() + " " + st.Render(ui.Pad(r.Phase.Span(), 7)+r.Phase.Title)
		rows = append(rows, f.Line(left, s.Style.Render(s.Word)))
		if i == g.at && r.Word != nil {
			rows = append(rows, f.Para(f.Theme.Muted, wordLine(*r.Word), 11))
		}
	}
	typed := ""
	switch {
	case g.refused() && !begins(f.State.Verdict.Phases, g.typed):
		typed = f.Hang(f.Theme.Look.Render("! "), f.Theme.Text,
			"Typed: "+g.typed+". There is no step of that number.")
	case g.typed != "":
		typed = f.Para(f.Theme.Muted, "Typed: "+g.typed, 2)
	}
	return page{Text: strings.Join(rows, "\n"), Actions: typed, Focus: g.at}
}
