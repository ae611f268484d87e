package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/undo"
)

// undoList shows what the wizard wrote, the newest first, and takes it back one
// by one. What somebody has changed since stays, and the page says why.
type undoList struct {
	d    *deps
	pick picker
}

func newUndoList(d *deps) *undoList { return &undoList{d: d} }

var keyTakeBack = bind("enter", "show what it would change", "enter")

func (s *undoList) ID() string      { return "U02" }
func (s *undoList) Heading() string { return "Take back what the wizard wrote · newest first" }

func (s *undoList) Keys() []key.Binding {
	if !s.d.session.SignedIn() {
		return []key.Binding{bind("enter", "sign in", "enter")}
	}
	if len(s.d.session.Undoable()) == 0 {
		return append([]key.Binding{keyRead}, consentKey(s.d)...)
	}
	return append([]key.Binding{keyTakeBack, keyRow, keyRead}, consentKey(s.d)...)
}

// Sensitive is who wrote it.
func (s *undoList) Sensitive() []string {
	var out []string
	for _, r := range s.d.session.Profile().Receipts {
		out = append(out, r.By, r.ObjectID)
	}
	return out
}

// Start puts the cursor on what can be taken back.
func (s *undoList) Start() tea.Cmd { return s.Return() }

// Return puts the cursor on the newest that can be taken back.
func (s *undoList) Return() tea.Cmd {
	s.pick.at = 0
	for i, item := range s.d.session.Undoable() {
		if item.Next() {
			s.pick.at = i
			break
		}
	}
	return nil
}

func (s *undoList) Update(msg tea.Msg) (screen, tea.Cmd) {
	items := s.d.session.Undoable()
	switch m := msg.(type) {
	case observedMsg:
		if m.err != nil {
			return s, fail(m.err, start(observeJob(s.d, "Reading again")))
		}
		s.Return()
		return s, notice("Read again at " + clockTime(s.d.now()) + ".")
	case tea.KeyPressMsg:
		switch {
		case !s.d.session.SignedIn() && (key.Matches(m, keyTakeBack) || key.Matches(m, keyRead)):
			return s, push(newTenant(s.d))
		case key.Matches(m, keyRead):
			return s, start(observeJob(s.d, "Reading again"))
		case key.Matches(m, keyConsent) && len(consentKey(s.d)) > 0:
			return s, push(newConsentLeft(s.d))
		case s.pick.move(m, len(items)):
		case key.Matches(m, keyTakeBack) && len(items) > 0:
			return s, s.takeBack(items[min(s.pick.at, len(items)-1)])
		}
	}
	return s, nil
}

func (s *undoList) takeBack(item undo.Item) tea.Cmd {
	return ownFirst(s.d, func() tea.Cmd {
		p, err := s.d.session.PlanUndo(item.Index)
		if err != nil {
			return fail(err, nil)
		}
		page := newPart(s.d, "", p, part{code: "U02w", heading: "Take back",
			onward:  choice{Title: "Go on", Detail: "back to the list", Do: goUp},
			back:    choice{Title: "Back to the list", Do: goUp},
			again:   goUp,
			outcome: func(f frame) string { return takenBack(f, item.Receipt) }})
		return confirmPlan(s.d, p, func(change.Plan) tea.Cmd { return write(s.d, page) })
	})
}

// takenBack says what came of it, below the line that names it; a registration
// can be brought back.
func takenBack(f frame, r setup.Receipt) string {
	t := f.Theme
	out := f.Hang(t.Good.Render("✓ "), t.Strong, "It is taken back.")
	if undo.Registered(r) {
		out = stack(out, f.Hang(t.Look.Render("! "), t.Text, "The registration can be restored for 30 days, until "+text.Day(f.Now.AddDate(0, 0, 30))+
			", in Entra under \"App registrations\", \"Deleted applications\". In the MTP portal its ids lead nowhere until then."))
	}
	return out
}

func (s *undoList) Body(f frame) page {
	t := f.Theme
	items := s.d.session.Undoable()
	var blocks []block
	for i, item := range items {
		blocks = append(blocks, block{s.item(f, item, i == s.pick.at), i})
	}
	var back []string
	for _, r := range f.State.Profile.Receipts {
		if r.Undone != nil {
			back = append(back, f.Hang("  "+t.Muted.Render("– "), t.Muted, r.Summary+" · taken back "+ago(f.Now.Sub(*r.Undone))))
			if r.Left != "" {
				back = append(back, f.Para(t.Text, r.Left, 4))
			}
			if undo.Registered(r) {
				back = append(back, f.Para(t.Text, "It can be restored for 30 days, until "+text.Day(r.Undone.AddDate(0, 0, 30))+": Entra, \"App registrations\", \"Deleted applications\".", 4))
			}
		}
	}
	if len(back) > 0 {
		blocks = append(blocks, titled(f, blocks, "Taken back already"))
		for _, b := range back {
			blocks = append(blocks, block{b, -1})
		}
	}
	left := consentLine(f, s.d)
	room := f.Height
	if left != "" {
		room -= len(split(left)) + 1
	}
	return page{Text: listed(f, s.head(f, items), blocks, s.pick.at, room), Actions: left, Focus: -1}
}

func (s *undoList) head(f frame, items []undo.Item) string {
	t := f.Theme
	switch {
	case !s.d.session.SignedIn():
		return f.Hang(t.Unsure.Render("? "), t.Text, "Nobody is signed in, so it cannot be seen whether somebody has changed it since. Enter signs in.")
	case len(items) == 0:
		return f.Hang(t.Good.Render("✓ "), t.Text, "Nothing is left that this computer knows the wizard wrote for this company.")
	}
	return f.Para(t.Text, "One by one, the newest first: what is built on something goes before it. Each is shown before it is written. What somebody changed since is left alone.", 0)
}

// item is one receipt: what was written, when and by whom, and what taking it
// back would mean, or why it cannot be.
func (s *undoList) item(f frame, item undo.Item, here bool) string {
	t := f.Theme
	mark, st := "  ", t.Text
	if here {
		mark, st = t.Accent.Render("▸ "), t.Accent
	}
	g, why := t.Status(setup.StatusTodo), "Taking it back: "+item.Why
	switch {
	case !item.Can:
		g, why = t.Status(setup.StatusBlocked), strings.TrimSpace(item.Doubt+" Stays: "+item.Why)
	case item.Doubt != "":
		g, why = t.Status(setup.StatusUnknown), item.Doubt+" Taking it back, on its own: "+item.Why
	case len(item.First) > 0:
		why = "Its turn comes once what was written later is taken back. Then: " + item.Why
	}
	r := item.Receipt
	row := f.Hang(mark+g.Dot()+" ", st, r.Summary)
	if here {
		row = lines(row, f.Para(t.Muted, text.DayAndTime(r.At)+" · "+r.By, 4))
	}
	return lines(row, f.Para(t.Muted, why, 4))
}
