package walked

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// portalView draws a phase as it is done by hand, one numbered step open at a time, with
// what can be copied there below it.
type portalView struct {
	step int // the step that is open
	at   int // the value or page that c and o are about
	// reveal copies the secret; on this page it is never shown.
	reveal reveal
}

var (
	keyCopy  = screen.Bind("c", "copy", "c")
	keyOpen  = screen.Bind("o", "open the page", "o")
	keyPick  = screen.Bind("↑↓", "choose what to copy", "up", "shift+tab")
	keySteps = screen.Bind("← →", "step before, after", "left", "right")
)

// handsOf are the steps of a page.
func handsOf(p steps.Page) []steps.Hand {
	var out []steps.Hand
	for _, b := range p.Blocks {
		for _, l := range b {
			if h, step := l.(steps.Hand); step {
				out = append(out, h)
			}
		}
	}
	return out
}

func (v *portalView) keys(p steps.Page) []key.Binding {
	hands, end := handsOf(p), p.Choices[0]
	out := []key.Binding{screen.Bind("enter", strings.ToLower(end.Title), "enter")}
	switch {
	case v.step < len(hands)-1:
		out[0] = screen.Bind("enter", "next step", "enter")
	case end.Word: // Enter leads through the steps, and is no word about the last
		out = []key.Binding{screen.Bind(end.Key, end.Title, end.Key), screen.Bind("", "", "enter")}
	}
	if n := len(listed(hands[v.step])); n > 0 {
		out = append(out, keyCopy, keyOpen)
		if n > 1 {
			out = append(out, keyPick, screen.KeyDown)
		}
	}
	for _, c := range p.Choices[1:] {
		if c.Key != "" && c.ID != "open" {
			out = append(out, screen.Bind(c.Key, strings.ToLower(c.Title), c.Key))
		}
	}
	if len(hands) > 1 {
		out = append(out, keySteps)
	}
	return out
}

func (v *portalView) update(msg tea.Msg) (tea.Cmd, bool) { return v.reveal.update(msg) }

func (v *portalView) key(s *Page, p steps.Page, m tea.KeyPressMsg) tea.Cmd {
	hands, end := handsOf(p), p.Choices[0]
	vals, last := listed(hands[v.step]), v.step == len(hands)-1
	switch {
	case m.String() == "left":
		v.open(v.step-1, hands)
	case m.String() == "right", key.Matches(m, screen.KeyEnter) && !last:
		v.open(v.step+1, hands)
	case key.Matches(m, screen.KeyEnter) && end.Word:
		return screen.Notice("No step follows on this card. Was it all done?",
			screen.Bind(end.Key, end.Title, end.Key))
	case key.Matches(m, screen.KeyEnter), end.Word && last && m.String() == end.Key:
		return s.Event(steps.Event{On: end.ID})
	case len(vals) > 0 && key.Matches(m, keyCopy):
		return v.copy(s, hands[v.step], vals[v.at])
	case len(vals) > 0 && key.Matches(m, keyOpen):
		return s.Event(steps.Event{On: "open", Arg: v.address(vals)})
	case len(vals) > 0 && key.Matches(m, keyPick):
		v.at = (v.at + len(vals) - 1) % len(vals)
	case len(vals) > 0 && key.Matches(m, screen.KeyDown):
		v.at = (v.at + 1) % len(vals)
	default:
		for _, c := range p.Choices[1:] {
			if c.Key == m.String() {
				return s.Event(steps.Event{On: c.ID})
			}
		}
	}
	return nil
}

// open goes to a step of the phase, if there is one, and to its first value.
func (v *portalView) open(i int, hands []steps.Hand) {
	if i >= 0 && i < len(hands) {
		v.step, v.at = i, 0
	}
}

// address is the chosen page, or the first one where a value is chosen.
func (v *portalView) address(vals []steps.Value) string {
	for _, c := range append([]steps.Value{vals[v.at]}, vals...) {
		if c.Opens {
			return c.Text
		}
	}
	return ""
}

// Where the secret belongs it is the first value to copy: a person who is told to paste
// it must not have an id in the clipboard instead. Its row has no text: it is fetched
// when it is copied, and goes to the clipboard and to nothing else.

func listed(h steps.Hand) []steps.Value {
	if h.Secret {
		return append([]steps.Value{{Label: secretName()}}, h.Values...)
	}
	return h.Values
}

func (v *portalView) copy(s *Page, h steps.Hand, c steps.Value) tea.Cmd {
	switch {
	case !h.Secret || v.at > 0:
		return screen.CopyText(c.Label, c.Text)
	case s.D.Session.Profile().Secret.KeyID == "":
		return screen.Notice(c.Label + ": " + secretText(s.D))
	}
	v.reveal.d = s.D
	return v.reveal.fetch(false)
}

// secretText is what stands in the secret's row.
func secretText(d *screen.Deps) string {
	if d.Session.Profile().Secret.KeyID == "" {
		return noSecretHere(d.Session.SignedIn())
	}
	return views.SecretDots
}

// noSecretHere says where the value comes from that this program does not have.
func noSecretHere(signedIn bool) string {
	if signedIn {
		return "There is none yet: steps 23–27 make it."
	}
	return "The value that you copied in Entra (step 28). It is not kept here."
}

func (v *portalView) body(s *Page, f views.Frame, p steps.Page) screen.Drawn {
	var rows []string
	focus := -1
	hands := handsOf(p)
	for i, h := range hands {
		if i == v.step {
			focus = strings.Count(strings.Join(rows, "\n"), "\n") + min(len(rows), 1)
			rows = append(rows, views.Hand(f, h))
			continue
		}
		rows = append(rows, f.Theme.Muted.Render("  "+ui.Pad(h.Number, 3)+h.Title))
	}
	out := screen.Drawn{Text: strings.Join(rows, "\n"), Actions: ui.Stack(v.copyList(s, f, hands[v.step]),
		f.Blocks(p.Below)), Focus: -1}
	if v.step > 0 && len(ui.Split(out.Text))+len(ui.Split(out.Actions))+1 > f.Height {
		// The steps before give way, so that the open one is in view.
		out.Text = strings.Join(ui.Split(out.Text)[focus:], "\n")
	}
	return out
}

// copyList shows each value whole, the chosen one marked; c copies it, o opens
// its page.
func (v *portalView) copyList(s *Page, f views.Frame, h steps.Hand) string {
	t := f.Theme
	var rows []string
	for i, c := range listed(h) {
		text := c.Text
		if h.Secret && i == 0 {
			text = secretText(s.D)
		}
		mark, st := f.Mark(i == v.at)
		if i != v.at {
			st = t.Muted
		}
		label := ui.Pad(c.Label, 25)
		if real := s.realMark(c); real != "" {
			rows = append(rows, f.Hang(mark+st.Render(c.Label)+"  ", t.Look, real), f.Whole(t.Text, text, 4))
			continue
		}
		if f.Width >= 29+ansi.StringWidth(text) {
			rows = append(rows, mark+st.Render(label)+"  "+t.Text.Render(f.Safe(text)))
			continue
		}
		rows = append(rows, mark+st.Render(c.Label), f.Whole(t.Text, text, 4))
	}
	return strings.Join(rows, "\n")
}

// realMark tells in practice a page that is no part of it.
func (s *Page) realMark(v steps.Value) string {
	if s.D.Practice == nil || !v.Opens || !engine.RealPage(v.Text) {
		return ""
	}
	return views.RealMark
}
