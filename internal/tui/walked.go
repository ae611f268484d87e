package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/steps/table"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// walked is a page of the walk: it draws what the page says, turns keys into events,
// and does what follows from them. It decides nothing.
type walked struct {
	d     *deps
	frame *steps.Frame
	made  steps.Page // since nothing changes, in the time last
	last  int
	menu  menu
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

// ask puts a question of the walk over a page that is none of its, which goes on after a
// yes or another answer.
func ask(d *deps, id steps.PageID, local any, then func(any) tea.Cmd) tea.Cmd {
	w := newWalked(d, id, local)
	w.then = then
	return over(w)
}

func newWalked(d *deps, id steps.PageID, local any) *walked {
	s := &walked{d: d, frame: steps.At(id, local), reveal: reveal{d: d}, touched: d.now()}
	if view := viewers[s.page().View]; view != nil {
		s.own = view()
	}
	s.settle()
	return s
}

// settle puts the cursor where the page says.
func (s *walked) settle() {
	p := s.page()
	s.pick.At = p.At
	if s.menu.put(0); len(p.Rows) == 0 {
		s.menu.put(p.At)
	}
	if s.fit(p); s.Typing() {
		s.menu.put(-1)
	}
}

// walk is the machine of the task in hand.
func (d *deps) walk() *steps.Walk {
	w := table.New(d.session, d.practice, d.task, d.now).Named(d.cfg.Name)
	w.File, w.Way = d.file, arrival.Way(d.cfg.SignIn)
	w.List = text.Or(d.cfg.List, strings.Join(d.cfg.URIs, "\n"))
	w.Files = steps.Files{Folder: d.folder, Report: d.cfg.SaveReport, Calendar: d.cfg.Calendar}
	return w
}

func (s *walked) page() steps.Page {
	if now := s.d.still.now(); now == 0 || now != s.last {
		s.made, s.last = s.d.walk().Page(s.frame), now
	}
	return s.made
}

func (s *walked) ID() string      { return s.page().Code }
func (s *walked) Heading() string { return s.page().Heading }
func (s *walked) PhaseID() string { return s.page().Phase }

// Values are what a person may have to copy.
func (s *walked) Values() []value {
	var out []value
	for _, v := range s.page().Values {
		out = append(out, value{v.Label, v.Text})
	}
	return out
}

// Sensitive is what else share-safe mode hides, also while it is typed.
func (s *walked) Sensitive() []string {
	p := s.page()
	if p.Input == nil || p.Input.Hidden || s.entry == nil {
		return append(slices.Clone(p.Sensitive), s.reveal.sensitive()...)
	}
	return append(slices.Clone(p.Sensitive), s.entry.field.Text())
}

// listedIn are the choices of a page that stand in its list.
func listedIn(p steps.Page) []steps.Choice {
	return slices.DeleteFunc(slices.Clone(p.Choices), func(c steps.Choice) bool { return c.Quiet || c.Lines })
}

// menuChoices are those that stand in the list, with what they do.
func (s *walked) menuChoices(p steps.Page) []choice {
	var out []choice
	for _, c := range listedIn(p) {
		item := choiceOf(c)
		if s.Typing() { // letters are text
			item.Letter = ""
		}
		item.Do = func() tea.Cmd {
			cmd := s.event(steps.Event{On: c.ID, Arg: c.Arg})
			if !p.Grave { // a question keeps its cursor while its requests are looked at
				s.settle()
			}
			return cmd
		}
		out = append(out, item)
	}
	return out
}

// choiceOf is how a choice stands in the list.
func choiceOf(c steps.Choice) choice {
	return choice{Title: c.Title, Detail: c.Detail, Off: c.Off, Letter: c.Key, Word: c.Word, Way: c.Way,
		Through: c.Through}
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
func (s *walked) chosen(p steps.Page) (steps.Row, bool) {
	list := picks(p)
	if len(list) == 0 {
		return steps.Row{}, false
	}
	return p.Rows[list[min(s.pick.At, len(list)-1)]], true
}

func (s *walked) Keys() []key.Binding {
	p := s.page()
	items := s.menuChoices(p)
	if _, text := s.own.(editor); text {
		return s.own.keys(p)
	}
	if s.Typing() && p.Input.Live {
		return []key.Binding{bind("enter", p.Pick, "enter"), keyRow,
			bind("type", text.Or(p.Input.Enter, "a name"), "")}
	} else if s.Typing() {
		out := typedKeys(p.Input, len(items)+len(p.Rows))
		if p.Back && !p.Box { // the page itself says what Esc does
			out = append(out, keyBack)
		}
		return out
	}
	if s.own != nil {
		return s.own.keys(p)
	}
	var out []key.Binding
	choices := p.Choices
	if _, some := s.chosen(p); some {
		out = append(out, bind("enter", p.Pick, "enter"), keyRow)
	} else if len(items) > 0 {
		out = s.menu.keys(items)
	} else if first, some := onlyQuiet(p, items); some {
		out, choices = append(out, bind("enter", first.Enter, "enter", first.Key)), choices[1:]
	}
	if at := s.menu.cursor(items); at >= 0 {
		for _, c := range p.Choices {
			if c.Title == items[at].Title && c.Enter != "" {
				out[0] = bind("enter", c.Enter, "enter")
			}
		}
	}
	if p.Grave {
		out = append(out, bind("", "", "left", "right"))
	}
	if detailed(p) >= 0 {
		out = append(out, keyDetails)
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
func (s *walked) Calls() string { return s.page().Calls }

// Start begins what begins with the page.
func (s *walked) Start() tea.Cmd { return s.follow(s.d.walk().Enter(s.frame)) }

// Return goes on after the page above was closed.
func (s *walked) Return() tea.Cmd {
	e := steps.Event{On: steps.Returned}
	if s.d.closed != nil && *s.d.closed != nil {
		e, *s.d.closed = **s.d.closed, nil
	}
	return s.returned(e)
}

func (s *walked) returned(e steps.Event) tea.Cmd {
	s.reveal.Hide()
	cmd := s.event(e)
	s.settle()
	return cmd
}

type (
	// workedMsg is the end of a page's work.
	workedMsg struct {
		result any
		err    error
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
	// besideMsg is the end of what was played beside a wait.
	besideMsg struct {
		of *steps.Frame
		workedMsg
	}
)

func (s *walked) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := s.reveal.update(msg); mine {
		return s, cmd
	}
	switch msg := msg.(type) {
	case besideMsg:
		cmd := s.ended(msg.workedMsg)
		s.settle()
		return s, cmd
	case workedMsg:
		return s, s.ended(msg)
	case observedMsg: // what was cut short was read
		if s.page().Turns {
			return s, s.ended(workedMsg{err: msg.err})
		}
	case closedMsg:
		return s, s.returned(msg.e)
	case askedMsg:
		return s, s.event(msg.e)
	case shutMsg:
		if msg.of == s.frame {
			return nil, msg.then
		}
	case practiceMsg: // it changes more than this page
		return s, tell(msg)
	case tea.PasteMsg:
		if s.Typing() {
			return s, s.pasted(msg)
		}
	case stoppedMsg:
		return s, s.event(steps.Event{On: steps.Stopped})
	case tea.KeyPressMsg:
		return s, s.key(msg)
	}
	if s.own != nil {
		cmd, _ := s.own.update(msg)
		return s, cmd
	}
	return s, nil
}

// ended tells the page how its work has ended.
func (s *walked) ended(m workedMsg) tea.Cmd {
	e := steps.Event{On: steps.Done, Result: m.result, Err: m.err}
	if m.err != nil {
		e.On = steps.Failed
	}
	called := s.Calls() != ""
	cmd := s.event(e)
	if !called && s.Calls() != "" {
		cmd = tea.Batch(cmd, ring())
	}
	return cmd
}

func (s *walked) key(k tea.KeyPressMsg) tea.Cmd {
	p := s.page()
	items := s.menuChoices(p)
	if p.Grave && s.early() {
		return notice("Keys were still coming in from before this question. Press it again.")
	}
	if _, text := s.own.(editor); text {
		return s.own.key(s, p, k)
	}
	if k.String() == "esc" {
		return s.event(steps.Event{On: steps.Back})
	}
	if s.Typing() && p.Input.Live {
		return s.live(k, p)
	}
	if s.Typing() {
		return s.typed(k, p, len(items)+len(p.Rows))
	}
	if s.entry != nil && key.Matches(k, keyUp) && s.pick.At == 0 && s.menu.cursor(items) <= 0 {
		s.turn(false)
		return nil
	}
	if s.own != nil {
		return s.own.key(s, p, k)
	}
	switch row, some := s.chosen(p); {
	case p.Turns && key.Matches(k, keySteps):
		return s.turnTo(k)
	case s.reveal.Shown(s.d.now()) && key.Matches(k, keyHide):
		s.reveal.Hide()
		return nil
	case some && k.String() == "enter":
		return s.event(steps.Event{On: row.ID, Arg: row.Arg})
	case some && s.pick.Move(k, keyRow, len(picks(p))):
		return nil
	case key.Matches(k, keyDetails) && detailed(p) >= 0:
		s.toggle(p)
		return nil
	case p.Grave && (k.String() == "left" || k.String() == "right"):
		by := map[string]int{"left": -1, "right": 1}[k.String()]
		s.menu.put(max(0, min(len(items)-1, s.menu.cursor(items)+by)))
		return nil
	}
	if cmd, quiet := s.quietly(p, k, ""); quiet {
		return cmd
	}
	if first, some := onlyQuiet(p, items); some && k.String() == "enter" {
		return s.event(steps.Event{On: first.ID, Arg: first.Arg})
	}
	cmd, _ := s.menu.update(k, items)
	return cmd
}

// early tells whether a key comes before the keyboard was quiet.
func (s *walked) early() bool {
	now := s.d.now()
	s.ready = s.ready || now.Sub(s.touched) >= grace
	s.touched = now
	return !s.ready
}

// Escapes: a page that has its own way back is asked first.
func (s *walked) Escapes() bool {
	if e, text := s.own.(editor); text {
		return e.editing()
	}
	p := s.page()
	return p.Grave || p.Back
}

func (s *walked) event(e steps.Event) tea.Cmd {
	cmd := s.follow(s.d.walk().Do(s.frame, e))
	s.fit(s.page())
	return cmd
}

// lower is a title in the middle of a line: only its first letter changes.
func lower(title string) string { return strings.ToLower(title[:1]) + title[1:] }
