package walked

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
)

// Page is a page of the walk: it draws what the page says, turns keys into events,
// and does what follows from them. It decides nothing.
type Page struct {
	D     *screen.Deps
	Frame *steps.Frame
	made  steps.Page // since nothing changes, in the time last
	last  int
	menu  screen.Menu
	pick  ui.Picker
	entry *entry // nil: nothing is asked to be typed
	own   viewer // a drawing of its own; nil: the one that every page has

	reveal reveal // the secret, while this page shows it

	ready   bool // the keyboard has been quiet, for a question about a write
	touched time.Time

	opened bool // details of every row, not of the chosen one only

	pause time.Duration // before the work that is begun now

	then func(any) tea.Cmd // after a yes or another answer; nil: the page below is told
}

// Ask puts a question of the walk over a page that is none of its, which goes on after a
// yes or another answer.
func Ask(d *screen.Deps, id steps.PageID, local any, then func(any) tea.Cmd) tea.Cmd {
	w := New(d, id, local)
	w.then = then
	return screen.Over(w)
}

// New makes a page of the walk.
func New(d *screen.Deps, id steps.PageID, local any) *Page {
	s := &Page{D: d, Frame: steps.At(id, local), reveal: reveal{d: d}, touched: d.Now()}
	if view := viewers[s.Page().View]; view != nil {
		s.own = view()
	}
	s.settle()
	return s
}

// settle puts the cursor where the page says.
func (s *Page) settle() {
	p := s.Page()
	s.pick.At = p.At
	if s.menu.Put(0); len(p.Rows) == 0 {
		s.menu.Put(p.At)
	}
	if s.fit(p); s.Typing() {
		s.menu.Put(-1)
	}
}

// Page is what the page says now.
func (s *Page) Page() steps.Page {
	if now := s.D.Still.Now(); now == 0 || now != s.last {
		s.made, s.last = s.D.Walk().Page(s.Frame), now
	}
	return s.made
}

// ID is the page's code.
func (s *Page) ID() string { return s.Page().Code }

// Heading names the page.
func (s *Page) Heading() string { return text.Clean(s.Page().Heading) }

// PhaseID is the phase that the page is part of, "" for none.
func (s *Page) PhaseID() string { return s.Page().Phase }

// Values are what a person may have to copy.
func (s *Page) Values() []screen.Value {
	var out []screen.Value
	for _, v := range s.Page().Values {
		out = append(out, screen.Value{Label: v.Label, Text: v.Text})
	}
	return out
}

// Sensitive is what else share-safe mode hides, also while it is typed.
func (s *Page) Sensitive() []string {
	p := s.Page()
	if p.Input == nil || p.Input.Hidden || s.entry == nil {
		return append(slices.Clone(p.Sensitive), s.reveal.sensitive()...)
	}
	return append(slices.Clone(p.Sensitive), s.Typed())
}

// listedIn are the choices of a page that stand in its list.
func listedIn(p steps.Page) []steps.Choice {
	return slices.DeleteFunc(slices.Clone(p.Choices), func(c steps.Choice) bool { return c.Quiet || c.Lines })
}

// MenuChoices are those that stand in the list, with what they do.
func (s *Page) MenuChoices(p steps.Page) []screen.Choice {
	var out []screen.Choice
	for _, c := range listedIn(p) {
		item := choiceOf(c)
		if s.Typing() { // letters are text
			item.Letter = ""
		}
		item.Do = func() tea.Cmd {
			cmd := s.Event(steps.Event{On: c.ID, Arg: c.Arg})
			if !p.Grave { // a question keeps its cursor while its requests are looked at
				s.settle()
			}
			return cmd
		}
		out = append(out, item)
	}
	return out
}

// idOf tells one choice of a page from the others.
func idOf(c steps.Choice) string { return string(c.ID) + "|" + c.Arg }

// choiceOf is how a choice stands in the list.
func choiceOf(c steps.Choice) screen.Choice {
	return screen.Choice{ID: idOf(c), Title: c.Title, Detail: c.Detail, Off: c.Off,
		Letter: c.Key, Word: c.Word, Way: c.Way, Through: c.Through}
}

// picks are the rows that can be chosen, by their places among all.
func picks(p steps.Page) []int {
	var out []int
	for i, r := range p.Rows {
		if r.ID != "" {
			out = append(out, i)
		}
	}
	return out
}

// chosen is the row under the cursor, where one can be chosen.
func (s *Page) chosen(p steps.Page) (steps.Row, bool) {
	list := picks(p)
	if len(list) == 0 {
		return steps.Row{}, false
	}
	return p.Rows[list[min(s.pick.At, len(list)-1)]], true
}

// Keys are those of its choices, its input and its drawing.
func (s *Page) Keys() []key.Binding {
	p := s.Page()
	items := s.MenuChoices(p)
	if _, text := s.own.(editor); text {
		return s.own.keys(p)
	}
	if s.Typing() && p.Input.Live {
		return []key.Binding{screen.Bind("enter", p.Pick, "enter"), screen.KeyRow,
			screen.Bind("type", text.Or(p.Input.Enter, "a name"), "")}
	} else if s.Typing() {
		out := typedKeys(p.Input, len(items)+len(p.Rows))
		if p.Back && !p.Box { // the page itself says what Esc does
			out = append(out, screen.KeyBack)
		}
		return out
	}
	if s.own != nil {
		return s.own.keys(p)
	}
	var out []key.Binding
	choices := p.Choices
	if _, some := s.chosen(p); some {
		out = append(out, screen.Bind("enter", p.Pick, "enter"), screen.KeyRow)
	} else if len(items) > 0 {
		out = s.menu.Keys(items)
	} else if first, some := onlyQuiet(p, items); some {
		out, choices = append(out, screen.Bind("enter", first.Enter, "enter", first.Key)), choices[1:]
	}
	if at := s.menu.Cursor(items); at >= 0 {
		for _, c := range p.Choices {
			if idOf(c) == items[at].ID && c.Enter != "" {
				out[0] = screen.Bind("enter", c.Enter, "enter")
			}
		}
	}
	if p.Grave {
		out = append(out, screen.Bind("", "", "left", "right"))
	}
	if detailed(p) >= 0 {
		out = append(out, KeyDetails)
	}
	for _, c := range choices {
		if c.ID == phases.Show {
			out = append(out, s.revealKey())
		} else if c.Quiet {
			out = append(out, quietKey(c))
		}
	}
	if p.Turns {
		out = append(out, keySteps)
	}
	return out
}

// Calls is what a wait for a person has come to.
func (s *Page) Calls() string { return s.Page().Calls }

// Start begins what begins with the page.
func (s *Page) Start() tea.Cmd { return s.follow(s.D.Walk().Enter(s.Frame)) }

// Return goes on after the page above was closed.
func (s *Page) Return() tea.Cmd {
	e := steps.Event{On: steps.Returned}
	if s.D.Closed != nil && *s.D.Closed != nil {
		e, *s.D.Closed = **s.D.Closed, nil
	}
	return s.returned(e)
}

func (s *Page) returned(e steps.Event) tea.Cmd {
	s.reveal.Hide()
	cmd := s.Event(e)
	s.settle()
	return cmd
}

type (
	// WorkedMsg is the end of a page's work.
	WorkedMsg struct {
		result any
		Err    error
	}
	// closedMsg tells a page that the box above it was answered.
	closedMsg struct{ e steps.Event }
	// askedMsg is an event that a way on from an error card asks for.
	askedMsg struct{ e steps.Event }
	// shutMsg closes a box, and says what comes then.
	shutMsg struct {
		of   *steps.Frame
		then tea.Cmd
	}
	// BesideMsg is the end of what was played beside a wait.
	BesideMsg struct {
		Of *steps.Frame
		WorkedMsg
	}
)

// Update makes events of the walk of what a person does and how work ends.
func (s *Page) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	if cmd, mine := s.reveal.update(msg); mine {
		return s, cmd
	}
	switch msg := msg.(type) {
	case BesideMsg:
		cmd := s.Ended(msg.WorkedMsg)
		s.settle()
		return s, cmd
	case WorkedMsg:
		return s, s.Ended(msg)
	case ObservedMsg: // what was cut short was read
		if s.Page().Turns {
			return s, s.Ended(WorkedMsg{Err: msg.Err})
		}
	case closedMsg:
		return s, s.returned(msg.e)
	case askedMsg:
		return s, s.Event(msg.e)
	case shutMsg:
		if msg.of == s.Frame {
			return nil, msg.then
		}
	case screen.PracticeMsg: // it changes more than this page
		return s, screen.Tell(msg)
	case tea.PasteMsg:
		if s.Typing() {
			return s, s.pasted(msg)
		}
	case screen.StoppedMsg:
		return s, s.Event(steps.Event{On: steps.Stopped})
	case tea.KeyPressMsg:
		return s, s.key(msg)
	}
	if s.own != nil {
		cmd, _ := s.own.update(msg)
		return s, cmd
	}
	return s, nil
}

// Ended tells the page how its work has ended.
func (s *Page) Ended(m WorkedMsg) tea.Cmd {
	e := steps.Event{On: steps.Done, Result: m.result, Err: m.Err}
	if m.Err != nil {
		e.On = steps.Failed
	}
	called := s.Calls() != ""
	cmd := s.Event(e)
	if !called && s.Calls() != "" {
		cmd = tea.Batch(cmd, ring())
	}
	return cmd
}

func (s *Page) key(k tea.KeyPressMsg) tea.Cmd {
	p := s.Page()
	items := s.MenuChoices(p)
	if p.Grave && s.early() {
		return screen.Notice("Keys were still coming in from before this question. Press it again.")
	}
	if _, text := s.own.(editor); text {
		return s.own.key(s, p, k)
	}
	if k.String() == "esc" {
		return s.Event(steps.Event{On: steps.Back})
	}
	if s.Typing() && p.Input.Live {
		return s.live(k, p)
	}
	if s.Typing() {
		return s.typed(k, p, len(items)+len(p.Rows))
	}
	if s.entry != nil && key.Matches(k, screen.KeyUp) && s.pick.At == 0 && s.menu.Cursor(items) <= 0 {
		s.turn(false)
		return nil
	}
	if s.own != nil {
		return s.own.key(s, p, k)
	}
	switch row, some := s.chosen(p); {
	case p.Turns && key.Matches(k, keySteps):
		return s.turnTo(k)
	case s.reveal.Shown(s.D.Now()) && key.Matches(k, keyHide):
		s.reveal.Hide()
		return nil
	case some && k.String() == "enter":
		return s.Event(steps.Event{On: row.ID, Arg: row.Arg})
	case some && s.pick.Move(k, screen.KeyRow, len(picks(p))):
		return nil
	case key.Matches(k, KeyDetails) && detailed(p) >= 0:
		s.toggle(p)
		return nil
	case p.Grave && (k.String() == "left" || k.String() == "right"):
		by := map[string]int{"left": -1, "right": 1}[k.String()]
		s.menu.Put(max(0, min(len(items)-1, s.menu.Cursor(items)+by)))
		return nil
	}
	if cmd, quiet := s.quietly(p, k, ""); quiet {
		return cmd
	}
	if first, some := onlyQuiet(p, items); some && k.String() == "enter" {
		return s.Event(steps.Event{On: first.ID, Arg: first.Arg})
	}
	cmd, _ := s.menu.Update(k, items)
	return cmd
}

// early tells whether a key comes before the keyboard was quiet.
func (s *Page) early() bool {
	now := s.D.Now()
	s.ready = s.ready || now.Sub(s.touched) >= grace
	s.touched = now
	return !s.ready
}

// Escapes tells whether the page has its own way back.
func (s *Page) Escapes() bool {
	if e, text := s.own.(editor); text {
		return e.editing()
	}
	p := s.Page()
	return p.Grave || p.Back
}

// Event tells the walk what was done, and does what follows.
func (s *Page) Event(e steps.Event) tea.Cmd {
	cmd := s.follow(s.D.Walk().Do(s.Frame, e))
	s.fit(s.Page())
	return cmd
}

// lower is a title in the middle of a line: only its first letter changes.
func lower(title string) string { return strings.ToLower(title[:1]) + title[1:] }
