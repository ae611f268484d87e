package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// grace is how long the keyboard must have been quiet once before a question
// that has just appeared takes an answer. A key meant for the page below, one
// that is held down and one of a paste cannot say yes to a write.
const grace = 400 * time.Millisecond

// planBox shows a plan before anything is written: before and after, what is
// kept, and the requests for those who ask. "No" is chosen at first.
type planBox struct {
	d        *deps
	plan     change.Plan
	yes      func(change.Plan) tea.Cmd
	menu     menu
	requests bool
	ready    bool // the keyboard has been quiet
	touched  time.Time
}

func newPlanBox(d *deps, p change.Plan, yes func(change.Plan) tea.Cmd) *planBox {
	return &planBox{d: d, plan: p, yes: yes, touched: d.now()}
}

// confirmPlan shows the plan and, after a yes, calls yes with exactly it.
func confirmPlan(d *deps, p change.Plan, yes func(change.Plan) tea.Cmd) tea.Cmd {
	return over(newPlanBox(d, p, yes))
}

func (b *planBox) ID() string { return "W" }
func (b *planBox) Heading() string {
	if b.requests {
		return "The requests, as they will be sent"
	}
	return "This is what will change"
}
func (b *planBox) Keys() []key.Binding {
	out := append(b.menu.keys(b.choices()), bind("", "", "left", "right"))
	out[0] = bind("enter", []string{"go back, nothing is written", "write it",
		"see it"}[b.menu.cursor(b.choices())], "enter")
	return out
}

func (b *planBox) choices() []choice {
	see := "See the request"
	if len(b.plan.Requests) > 1 {
		see = "See the requests"
	}
	if b.requests {
		see = "See the change"
	}
	return []choice{
		{Title: "No, go back", Letter: "n", Detail: "nothing is written"},
		{Title: b.plan.Yes(), Letter: "y", Detail: "exactly this, and it is read back"},
		{Title: see, Letter: "r"},
	}
}

// early tells whether a key comes before the keyboard was quiet.
func (b *planBox) early() bool {
	now := b.d.now()
	b.ready = b.ready || now.Sub(b.touched) >= grace
	b.touched = now
	return !b.ready
}

func (b *planBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return b, nil
	}
	if b.early() {
		return b, notice("Keys were still coming in from before this question. Press it again.")
	}
	switch k.String() {
	case "esc":
		b.requests, b.menu = false, menu{}
		return b, nil
	case "left":
		b.menu.put(max(0, b.menu.cursor(b.choices())-1))
		return b, nil
	case "right":
		b.menu.put(min(2, b.menu.cursor(b.choices())+1))
		return b, nil
	case "n", "y", "r":
		b.menu.put(strings.Index("nyr", k.String()))
	case "enter":
	default:
		items := b.choices()
		for i := range items {
			items[i].Letter = ""
		}
		b.menu.update(msg, items)
		b.menu.put(b.menu.cursor(items))
		return b, nil
	}
	return b.answer()
}

func (b *planBox) answer() (screen, tea.Cmd) {
	switch b.menu.cursor(b.choices()) {
	case 1:
		return nil, b.yes(b.plan)
	case 2:
		b.requests = !b.requests
		return b, nil
	}
	return nil, notice("Nothing was written.")
}

// Escapes: Esc leads from the requests back to the change.
func (b *planBox) Escapes() bool { return b.requests }

func (b *planBox) Body(f frame) page {
	said := changesView(f, b.plan)
	if b.requests {
		said = requestsView(f, b.plan)
	}
	items := b.choices()
	if n := unread(f, said, b.menu.view(f, items)); n > 0 {
		items[1].Detail = "this and the " + text.Count(n, "line") + " below · PgDn shows them"
	}
	return page{Text: said, Actions: b.menu.view(f, items), Focus: -1}
}

// unread is how many lines of a text were never in view above its actions.
func unread(f frame, text, actions string) int {
	all := split(text)
	return max(0, len(all)-f.Low-ui.Room(all, split(actions), f.Height))
}

// changesView is the plan in words: object by object, property by property.
func changesView(f frame, p change.Plan) string {
	t := f.Theme
	var rows []string
	object := ""
	for _, c := range p.Changes {
		if c.Object != object {
			if object != "" {
				rows = append(rows, "")
			}
			object = c.Object
			rows = append(rows, f.Para(t.Strong, c.Object, 0))
		}
		rows = append(rows, changeView(f, c))
	}
	text := strings.Join(rows, "\n")
	notes := findings(f, p.Notes)
	undo := ""
	if p.UndoHint != "" {
		undo = f.Para(t.Muted, p.UndoHint, 0)
	}
	return stack(text, notes, undo)
}

// labelWide is the column of the properties' names, in cells.
const labelWide = 23

func changeView(f frame, c setup.Change) string {
	t := f.Theme
	was := c.After
	if c.Before != "" && c.Before != c.After {
		was = c.Before + " → " + c.After
	}
	label := c.Label()
	rows := []string{f.Hang(t.Muted.Render("  "+ui.Pad(label, labelWide)+"  "), t.Text, was)}
	if ansi.StringWidth(label) > labelWide { // whole, on a line of its own
		rows = []string{f.Para(t.Muted, label, 2), f.Para(t.Text, was, labelWide+4)}
	}
	for _, set := range []struct {
		mark   string
		values []string
	}{{t.Good.Render("+ "), c.Added}, {t.Bad.Render("- "), c.Removed}, {t.Muted.Render("kept "), c.Kept}} {
		for _, v := range set.values {
			rows = append(rows, f.Hang(strings.Repeat(" ", 6)+set.mark, t.Text, v))
		}
	}
	return strings.Join(rows, "\n")
}

// requestsView is what goes over the wire. Bodies never hold a secret.
func requestsView(f frame, p change.Plan) string {
	var rows []string
	for _, r := range p.Requests {
		row := f.Hang(f.Theme.Accent.Render(r.Method+" "), f.Theme.Strong, r.Path)
		for _, l := range split(r.Body) {
			row = lines(row, f.Whole(f.Theme.Text, l, 2))
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "\n\n")
}
