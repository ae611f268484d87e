package choose

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Lists of a tenant that are searched on the server while a name is typed, a part at a
// time; only so many entries are held, however large the tenant is. One registration is
// picked out of all by its name, and people are looked up to compare with.

// rowsHeld bounds what is kept of a large tenant: a search finds the rest.
const rowsHeld = 200

var searching = []steps.Node{
	listed{one: "registration", what: "registrations", read: registrationsBy, take: take,
		page: searchPage}.node(steps.PageSearch),
}

// listed is a list that is searched: what is in it, how a part of it is read, and what
// taking a row does.
type listed struct {
	one  string // "person"
	what string // "people"
	read func(context.Context, steps.Worker, string) (part, error)
	take func(*steps.Walk, any, steps.Event) steps.Move
	page func(steps.State, any) steps.Page
}

// part is a part of a list; next reads the one after it, nil: it is the last.
type part struct {
	rows  []steps.Row
	total int // -1: not counted
	next  func(context.Context) (part, error)
}

// partOf is what the engine has read, as rows.
func partOf[T any](l engine.Listed[T], row func(T) steps.Row) part {
	out := part{total: l.Total}
	for _, x := range l.Items {
		out.rows = append(out.rows, row(x))
	}
	if l.Next != nil {
		out.next = func(ctx context.Context) (part, error) {
			more, err := l.Next(ctx)
			return partOf(more, row), err
		}
	}
	return out
}

func (k listed) node(id steps.PageID) steps.Node {
	return steps.Node{ID: id, Fresh: func() any { return &search{of: k, total: -1} }, Page: k.page,
		Enter: func(w *steps.Walk, local any) steps.Move { return local.(*search).look("") },
		Ways: []steps.Way{
			steps.On("look", steps.To(steps.Here), func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				return local.(*search).look(e.Arg)
			}),
			steps.On("more", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				return local.(*search).more()
			}),
			steps.On("take", steps.To(steps.Here), func(w *steps.Walk, local any, e steps.Event) steps.Move {
				if l := local.(*search); l.stale() && l.err == nil { // the row is about to be another
					return l.stillLooking()
				}
				return k.take(w, local, e)
			}),
			steps.On(steps.Done, steps.To(steps.Here, steps.Below, steps.Next, steps.PageURIs), searched),
			steps.On(steps.Failed, steps.To(steps.Here), searched),
		}}
}

// search is what was asked for, and what came of it. Work that is left running asks for
// the latest text, not for its own: what is started may run in another order than it
// was asked in.
type search struct {
	of listed

	mu   sync.Mutex
	gen  int // of the last question; answers to earlier ones are dropped
	text string

	rows   []steps.Row
	part   part // the last that was read
	total  int  // -1: not counted
	got    int  // the question that the rows answer
	loaded bool
	waited bool // somebody was told that it is still looked for
	err    error
}

// searchedFor is a part of the list that was read.
type searchedFor struct {
	gen  int
	part part
	more bool
}

func (l *search) asked() (int, string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.gen, l.text
}

// ask notes a question, which makes all earlier ones old.
func (l *search) ask(words string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gen, l.text, l.err = l.gen+1, words, nil
}

// stale tells whether another question was asked since the rows were read.
func (l *search) stale() bool { return l.got != l.gen }

func (l *search) mayMore() bool { return l.loaded && l.part.next != nil && len(l.rows) < rowsHeld }

func (l *search) stillLooking() steps.Move {
	l.waited = true
	return steps.Stay(steps.Patience{Text: "Still looking for what you typed.", Holds: func() bool {
		return l.waited
	}})
}

// look asks for what is typed. Asked for the same again it says what became of it.
func (l *search) look(words string) steps.Move {
	switch same := l.gen > 0 && words == l.text && l.err == nil; {
	case same && l.stale():
		return l.stillLooking()
	case same && l.loaded && len(l.rows) == 0:
		return steps.Stay(steps.Notice{Text: "There is nothing to take. Type another part of the name."})
	}
	l.ask(words)
	return steps.Stay(steps.Run{Work: steps.Work{What: "Looking for " + l.of.what, Usual: 3 * time.Second,
		Quiet: true,
		Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
			gen, words := l.asked()
			part, err := l.of.read(ctx, w, words)
			return searchedFor{gen: gen, part: part}, err
		}}})
}

// more reads the part after the last one.
func (l *search) more() steps.Move {
	if !l.mayMore() {
		return steps.Stay()
	}
	l.ask(l.text)
	gen, next := l.gen, l.part.next
	return steps.Stay(steps.Run{Work: steps.Work{What: "Reading more " + l.of.what, Usual: 3 * time.Second,
		Do: func(ctx context.Context, _ steps.Worker, _ func(change.Note)) (any, error) {
			part, err := next(ctx)
			return searchedFor{gen: gen, part: part, more: true}, err
		}}})
}

// searched takes an answer in, unless something else was asked since.
func searched(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*search)
	s, mine := e.Result.(searchedFor)
	switch {
	case !mine && e.Err != nil:
		return steps.Stay(steps.Fail{Err: e.Err})
	case !mine:
		return taken(w, local, e)
	case s.gen != l.gen:
		return steps.Stay()
	case e.Err != nil && (s.more || advice.Advise(e.Err).SignInAgain):
		return steps.Stay(steps.Fail{Err: e.Err})
	case e.Err != nil:
		l.err, l.rows, l.loaded = e.Err, nil, true
		return steps.Stay()
	case !s.more:
		l.rows, l.total = nil, s.part.total
	}
	l.loaded, l.part, l.got = true, s.part, s.gen
	room := max(0, rowsHeld-len(l.rows))
	l.rows = append(l.rows, s.part.rows[:min(room, len(s.part.rows))]...)
	if !l.waited {
		return steps.Stay()
	}
	l.waited = false
	return steps.Stay(steps.Notice{Text: ""})
}

func registrationsBy(ctx context.Context, w steps.Worker, words string) (part, error) {
	list, err := w.SearchRegistrations(ctx, words)
	return partOf(list, func(r engine.Registration) steps.Row {
		row := steps.Row{ID: "take", Arg: r.AppID, Title: "\"" + r.Name + "\"", Detail: r.AppID,
			Hides: []string{r.Name, r.AppID}}
		if r.Made != nil {
			row.Detail += " · made on " + text.Day(*r.Made)
		}
		row.Label = r.Name + ", " + row.Detail
		return row
	}), err
}

func searchPage(st steps.State, local any) steps.Page {
	l := local.(*search)
	p := steps.Page{Phase: st.Task.Phase("2"), Heading: "One registration of all, by its name",
		Pick: "take it",
		Blocks: []steps.Block{{steps.Para{Spare: 14, Text: "The words of the name may be typed in part. " +
			"Names are not unique in Entra: the id decides, and it is the one in the MTP portal's field " +
			"\"Application (client) ID\"."}}},
		Input: &steps.Input{ID: "look", Label: "A part of its name",
			Help: "Words of the name, as Entra shows it under \"App registrations\"; their beginnings are " +
				"enough."}}
	l.list(&p, "No registration has a word in its name that begins like this. One made in the last minutes "+
		"may be missing; a deleted one is found by its id.")
	return p
}

// list puts what was found on the page; none is said where that is nothing.
func (l *search) list(p *steps.Page, none string) {
	p.Input.Live, p.Input.Found = true, l.shown()
	p.Rows = slices.Clone(l.rows)
	for _, r := range l.rows {
		p.Sensitive = append(p.Sensitive, r.Hides...)
	}
	switch {
	case l.err != nil:
		a := advice.Advise(l.err)
		p.Below = []steps.Block{{steps.Mark{Sign: steps.SignUnsure, Text: "Could not look: " + a.What},
			steps.Para{Weight: steps.Quiet, In: 2, Text: a.Means + " " + a.Do}}}
	case l.loaded && len(l.rows) == 0 && !l.stale():
		p.Below = []steps.Block{{steps.Para{Weight: steps.Quiet, In: 2, Text: none}}}
	case l.mayMore():
		p.Rows = append(p.Rows, steps.Row{ID: "more", Title: "More", Label: "More",
			Detail: "reads the next ones; or type more of the name"})
	case l.part.next != nil:
		p.Below = []steps.Block{{steps.Para{Weight: steps.Quiet, In: 2, Text: "No more than " +
			strconv.Itoa(rowsHeld) +
			" are listed. Type more of the name."}}}
	}
}

// shown says how much of what is listed.
func (l *search) shown() string {
	switch n := len(l.rows); {
	case l.err != nil || !l.loaded:
		return ""
	case n == 0:
		return "none found"
	case l.total > n:
		return "first " + strconv.Itoa(n) + " of " + strconv.Itoa(l.total)
	case l.part.next != nil:
		return "first " + strconv.Itoa(n)
	default:
		return text.Plural(n, l.of.one, l.of.what)
	}
}
