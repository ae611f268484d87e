package tui

import (
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// board is steps 12–14: the MTP portal's redirect URIs and Entra's side by
// side, one status for each, and one key that puts them in order after showing
// before and after. What the portal does not name is kept.
type board struct {
	d   *deps
	at  int // row under the cursor
	bar bar
}

const boardPhase = "12-14"

func newBoard(d *deps) *board { return &board{d: d} }

func (s *board) ID() string      { return phaseOf(boardPhase).Screen() }
func (s *board) PhaseID() string { return boardPhase }
func (s *board) Heading() string { return phaseOf(boardPhase).Heading() }

// Start puts the cursor on the first row that needs a look.
func (s *board) Start() tea.Cmd {
	for i, r := range s.rows() {
		if r.Status != mtp.StatusRegistered && r.Status != mtp.StatusExtra {
			s.at = i
			break
		}
	}
	return nil
}

// Values are the addresses of the MTP portal's list.
func (s *board) Values() []value {
	var out []value
	for i, u := range s.d.session.Profile().Wanted.URIs {
		out = append(out, value{"Redirect URI " + itoa(i+1), u})
	}
	return out
}

// Sensitive are the addresses of both sides.
func (s *board) Sensitive() []string {
	var out []string
	for _, r := range s.rows() {
		out = append(out, withHost(r.Want, r.Found)...)
	}
	return out
}

var (
	keyRows    = bind("↑↓", "row", "up", "down")
	keyCopyOne = bind("c", "copy this one", "c")
)

func (s *board) Keys() []key.Binding {
	out := s.bar.keys(s.choices())
	if len(s.rows()) > 0 {
		out = append(out, keyRows, keyCopyOne)
	}
	return append(out, phaseKeys()...)
}

// rows are the board's in the order in which they are drawn: under their common
// beginnings, the foreign ones last.
func (s *board) rows() []mtp.Row {
	var out []mtp.Row
	for _, g := range boardGroups(judge.BoardOf(s.d.session.Snapshot(), s.d.session.Profile())) {
		out = append(out, g.rows...)
	}
	return out
}

// rowGroup is a run of rows under one heading.
type rowGroup struct {
	origin string // "" for those that the MTP portal does not name
	rows   []mtp.Row
}

func boardGroups(b mtp.Board) []rowGroup {
	var out []rowGroup
	at := map[string]int{}
	var foreign []mtp.Row
	for _, r := range b.Rows {
		if r.Status == mtp.StatusExtra {
			foreign = append(foreign, r)
			continue
		}
		o := originOf(r.Want)
		i, ok := at[o]
		if !ok {
			i = len(out)
			at[o] = i
			out = append(out, rowGroup{origin: o})
		}
		out[i].rows = append(out[i].rows, r)
	}
	if len(foreign) > 0 {
		out = append(out, rowGroup{rows: foreign})
	}
	return out
}

// arrangement is what putting in order would change now.
func (s *board) arrangement() mtp.Arrangement {
	snap, p := s.d.session.Snapshot(), s.d.session.Profile()
	var opts []mtp.Option
	if s.d.session.Options().ReplaceNear {
		opts = append(opts, mtp.ReplaceNear())
	}
	if snap.App.Value == nil {
		return mtp.Arrange(p.Wanted.URIs, nil, opts...)
	}
	return mtp.Arrange(p.Wanted.URIs, judge.Registered(snap.App.Value), opts...)
}

func (s *board) choices() []choice {
	r := s.d.verdict().Phase(boardPhase)
	p := s.d.session.Profile()
	again := choice{Title: "Paste again", Letter: "v", Detail: "another list from the MTP portal",
		Do: func() tea.Cmd { return push(newURIPaste(s.d)) }}
	hand := choice{Title: "Portal way", Letter: "p", Detail: place(r.Phase), Do: func() tea.Cmd {
		return push(newPortal(s.d, boardPhase))
	}}
	if len(p.Wanted.URIs) == 0 {
		again.Title, again.Detail = "Paste the 12 redirect URIs",
			"from the tab "+quoted(mtp.FieldRedirectURIs)+" in the MTP portal"
		return portalFirst(s.d, append([]choice{again, hand}, wordWay(s.d, r)...))
	}
	var out []choice
	order := s.order(r)
	if r.Status.Settled() {
		out = append(out, goOn(s.d, boardPhase))
	}
	if order.Title != "" {
		out = append(out, order)
	}
	if near := s.near(s.d.session.Options().ReplaceNear); near.Title != "" {
		out = append(out, near)
	}
	out = append(out, hand, again)
	if !s.d.session.SignedIn() && !r.Status.Settled() {
		out = append(out, confirmWay(r.Phase))
	}
	if r.Status != setup.StatusOK {
		out = append(out, wordWay(s.d, r)...)
	}
	return portalFirst(s.d, out)
}

// order is "put in order", with what it would do. There is none where nothing
// would change.
func (s *board) order(r judge.PhaseReport) choice {
	a := s.arrangement()
	if !a.Changed && s.d.session.Snapshot().App.Value != nil {
		return choice{}
	}
	c := choice{Title: "Put in order", Letter: "a", Detail: orderWords(a) + "; shown before it is written",
		Do: s.plan}
	switch {
	case !s.d.session.SignedIn():
		c.Detail, c.SignIn, c.Do = "needs a sign-in; leads there", true, func() tea.Cmd { return toPhase("1") }
	case r.BlockedBy != "":
		c.Off = "first: " + r.BlockedBy
	}
	return c
}

// orderWords counts what putting in order would do: "11 to add, 1 to move".
func orderWords(a mtp.Arrangement) string {
	var parts []string
	for _, x := range []struct {
		n    int
		what string
	}{{len(a.Added), "to add"}, {len(a.Moved), "to move to SPA"}, {len(a.Replaced), "to replace"}} {
		if x.n > 0 {
			parts = append(parts, itoa(x.n)+" "+x.what)
		}
	}
	if n := len(a.Kept); n > 0 {
		parts = append(parts, itoa(n)+" kept")
	}
	return strings.Join(parts, ", ")
}

func (s *board) plan() tea.Cmd {
	if s.d.task != nil && !s.d.session.Profile().Own {
		return ownFirst(s.d, s.plan)
	}
	p, err := s.d.session.Plan(boardPhase)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return notice("There is nothing to do: all are there, byte for byte.")
	case err != nil:
		return fail(err, start(observeJob(s.d, "Reading again")))
	}
	return showPlan(s.d, boardPhase, p)
}

// near chooses what becomes of registered URIs that are nearly the wanted ones.
func (s *board) near(replace bool) choice {
	n := judge.BoardOf(s.d.session.Snapshot(), s.d.session.Profile()).Count(mtp.StatusNearMiss)
	if n == 0 {
		return choice{}
	}
	set := func(on bool, said string) func() tea.Cmd {
		return func() tea.Cmd {
			s.d.session.SetReplaceNear(on)
			s.bar.put(0) // Enter is for putting in order, not for changing one's mind
			return notice(said)
		}
	}
	which := "the one that is nearly the same"
	if n > 1 {
		which = "the " + itoa(n) + " that are nearly the same"
	}
	if replace {
		return choice{Title: "Keep near misses", Letter: "n", Detail: "now: " + which + " would be replaced",
			Do: set(false, "Near misses are kept beside the wanted ones.")}
	}
	return choice{Title: "Replace near misses", Letter: "n", Detail: "now: " + which +
		" would be kept beside the right one", Do: set(true, "Near misses give way. Nothing is written yet.")}
}

// Return puts the cursor back on what the page is for.
func (s *board) Return() tea.Cmd {
	s.bar.put(0)
	return nil
}

func (s *board) Update(msg tea.Msg) (screen, tea.Cmd) {
	rows := s.rows()
	if k, ok := msg.(tea.KeyPressMsg); ok && len(rows) > 0 {
		s.at = min(s.at, len(rows)-1)
		switch k.String() {
		case "up":
			s.at = max(0, s.at-1)
			return s, nil
		case "down":
			s.at = min(len(rows)-1, s.at+1)
			return s, nil
		case "c":
			r := rows[s.at]
			if r.Want != "" {
				return s, copyText("Redirect URI of the MTP portal", r.Want)
			}
			return s, copyText("Redirect URI in Entra", r.Found)
		}
	}
	if cmd, mine := phaseKey(s.d, boardPhase, msg); mine {
		return s, cmd
	}
	return s, s.bar.update(msg, s.choices())
}
