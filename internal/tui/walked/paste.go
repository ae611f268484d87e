package walked

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
)

// pasteView draws a list as it is pasted, and lets its text be edited. A newline in a
// paste is never Enter. The page says how the text is read.
type pasteView struct {
	edit *ui.Area // not nil while the text is edited
	top  int      // first line in view
}

var (
	keyEditDone = screen.Bind("tab", "read the list", "tab", "esc")
	keyClear    = screen.Bind("ctrl+u", "start over", "ctrl+u")
	keyLines    = screen.Bind("↑↓", "scroll", "up", "down", "pgup", "pgdown")
)

func (v *pasteView) keys(p steps.Page) []key.Binding {
	if v.edit != nil {
		return []key.Binding{keyEditDone, ui.CutLine, keyClear}
	}
	var out []key.Binding
	for _, c := range p.Choices {
		if c.Enter != "" && c.Off == "" {
			out = append(out, screen.Bind("enter", c.Enter, "enter"))
		} else if c.Key != "" {
			out = append(out, screen.Bind(c.Key, lower(c.Title), c.Key))
		}
	}
	if p.Input.Value != "" {
		out = append(out, keyLines)
	}
	return out
}

func (v *pasteView) update(tea.Msg) (tea.Cmd, bool) { return nil, false }

// editing tells whether Esc ends the editing, and is no way back.
func (v *pasteView) editing() bool { return v.edit != nil }

// changed gives the page a text; the view begins at its top.
func (v *pasteView) changed(s *Page, on steps.ChoiceID, text string) tea.Cmd {
	v.top = 0
	return s.Event(steps.Event{On: on, Arg: text})
}

// pasted hands a paste to the page. While the text is edited it goes where the cursor is,
// and ends the editing where it is too much; what the page refuses goes nowhere.
func (v *pasteView) pasted(s *Page, p steps.Page, m tea.PasteMsg) tea.Cmd {
	refused := p.Input.Check(m.Content) != nil
	if v.edit != nil && !refused && len(p.Input.Value)+len(m.Content) <= p.Input.Most {
		v.edit.Update(m)
		return v.changed(s, "edit", v.edit.String())
	}
	if !refused {
		v.edit = nil
	}
	return v.changed(s, "paste", m.Content)
}

// scrollSteps are the keys that move the text, in lines.
var scrollSteps = map[string]int{"up": -1, "down": 1, "pgup": -8, "pgdown": 8}

func (v *pasteView) key(s *Page, p steps.Page, k tea.KeyPressMsg) tea.Cmd {
	if v.edit != nil {
		return v.editKey(s, k)
	}
	if key.Matches(k, screen.KeyEnter) {
		return v.enter(s, p)
	}
	if by := scrollSteps[k.String()]; by != 0 {
		v.scroll(p, by)
		return nil
	}
	for _, c := range p.Choices {
		if c.Key != k.String() || c.Key == "" {
			continue
		}
		if c.ID == phases.Change {
			v.edit = ui.NewArea(p.Input.Value)
		}
		return v.changed(s, c.ID, "")
	}
	if k.Text == "" || k.Text == " " {
		return nil
	}
	// Somebody types, or the terminal does not mark its pastes.
	before := p.Input.Value
	if before != "" && before[len(before)-1] != '\n' {
		before += "\n"
	}
	v.edit = ui.NewArea(before)
	return v.editKey(s, k)
}

func (v *pasteView) editKey(s *Page, k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, keyEditDone):
		v.edit = nil
		return nil
	case key.Matches(k, keyClear):
		v.edit = ui.NewArea("")
	default:
		v.edit.Update(k)
	}
	return v.changed(s, "edit", v.edit.String())
}

// entered is the choice that Enter takes.
func entered(p steps.Page) (steps.Choice, bool) {
	for _, c := range p.Choices {
		if c.Enter != "" {
			return c, true
		}
	}
	return steps.Choice{}, false
}

func (v *pasteView) enter(s *Page, p steps.Page) tea.Cmd {
	c, some := entered(p)
	switch {
	case !some:
		return screen.Notice("Nothing was pasted yet.")
	case c.Off != "":
		return screen.Notice(c.Off)
	}
	return v.changed(s, c.ID, "")
}
