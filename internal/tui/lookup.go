package tui

import (
	"context"
	"sync"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/tui/ui"
)

// lookup is a list of a tenant's objects that is searched on the server, a page
// at a time; only so many entries are held, however large the tenant is. It is
// part of a screen, which draws it and decides when it has the keys.
type lookup[T any] struct {
	d     *deps
	names lookupWords
	first func(w worker, ctx context.Context, text string) (graph.Page[T], error)
	next  func(worker, context.Context, graph.Page[T]) (graph.Page[T], error)

	search *ui.Field // the text looked for
	gen    int       // of the last question; answers to earlier ones are dropped
	asked  *question
	rows   []T
	page   graph.Page[T] // the last page read, for the one after it
	total  int           // -1: not counted
	got    int           // the question that the rows answer
	loaded bool
	advice *advice.Advice // why the list could not be read
}

// lookupWords is what is looked for: "people", "1 person", "nobody found".
type lookupWords struct{ many, one, none string }

const (
	// rowsHeld bounds what is kept of a large tenant: a search finds the rest.
	rowsHeld = 200
)

func newLookup[T any](d *deps, names lookupWords, first func(worker, context.Context,
	string) (graph.Page[T], error),
	next func(worker, context.Context, graph.Page[T]) (graph.Page[T], error)) lookup[T] {
	return lookup[T]{d: d, names: names, first: first, next: next, total: -1, asked: &question{},
		search: ui.NewField("", "", "", 100)}
}

func (l *lookup[T]) mayMore() bool { return l.loaded && l.page.More() && len(l.rows) < rowsHeld }

// stale tells whether another question was asked since the rows were read.
func (l *lookup[T]) stale() bool { return l.got != l.gen }

// foundMsg is a page that was read.
type foundMsg[T any] struct {
	gen  int
	page graph.Page[T]
	more bool
	err  error
}

// question is what is looked for now. Commands may reach the program in another
// order than they were made in, so whichever job is left running asks for the
// latest text, not for its own.
type question struct {
	mu   sync.Mutex
	gen  int
	text string
}

func (q *question) put(gen int, text string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.gen, q.text = gen, text
}

func (q *question) get() (int, string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.gen, q.text
}

// look asks the server for what is typed, after a pause in which more may be
// typed. A newer question cancels this one.
func (l *lookup[T]) look(pause time.Duration) tea.Cmd {
	if !l.d.session.SignedIn() {
		return nil
	}
	l.gen++
	l.advice = nil
	l.asked.put(l.gen, l.search.Text())
	first, asked, rest := l.first, l.asked, l.resting(pause)
	return start(job{What: "Looking for " + l.names.many, Usual: 3 * time.Second, Quiet: true,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			if !rest(ctx) {
				return nil
			}
			gen, text := asked.get()
			p, err := first(e, ctx, text)
			return foundMsg[T]{gen: gen, page: p, err: err}
		}})
}

// resting waits for the program's own tick, which the tests replace, and tells
// whether the question is still wanted after it.
func (l *lookup[T]) resting(pause time.Duration) func(context.Context) bool {
	if pause == 0 {
		return func(ctx context.Context) bool { return ctx.Err() == nil }
	}
	wait := l.d.tick(pause, func(time.Time) tea.Msg { return nil })
	return func(ctx context.Context) bool {
		if wait != nil {
			wait()
		}
		return ctx.Err() == nil
	}
}

// more reads the page after the last one.
func (l *lookup[T]) more() tea.Cmd {
	l.gen++
	l.asked.put(l.gen, l.search.Text())
	next, gen, page := l.next, l.gen, l.page
	return start(job{What: "Reading more " + l.names.many, Usual: 3 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			p, err := next(e, ctx, page)
			return foundMsg[T]{gen: gen, page: p, more: true, err: err}
		}})
}

// answered takes an answer, unless something else was asked since.
func (l *lookup[T]) answered(m foundMsg[T]) tea.Cmd {
	if m.gen != l.gen {
		return nil
	}
	if m.err != nil {
		if stopped(m.err) {
			return nil
		}
		a := advice.Advise(m.err)
		if m.more || a.SignInAgain {
			return fail(m.err, nil)
		}
		l.advice, l.rows, l.loaded = &a, nil, true
		return nil
	}
	if !m.more {
		l.rows, l.total = nil, m.page.Total
	}
	l.loaded, l.page, l.got = true, m.page, m.gen
	room := max(0, rowsHeld-len(l.rows))
	l.rows = append(l.rows, m.page.Items[:min(room, len(m.page.Items))]...)
	return nil
}

// typed takes a key or a paste into the search field, and looks anew when the
// text has changed.
func (l *lookup[T]) typed(msg tea.Msg) tea.Cmd {
	before := l.search.Text()
	cmd := l.search.Update(msg)
	if l.search.Text() == before {
		return cmd
	}
	return tea.Batch(cmd, l.look(searchPause))
}

// shown says how much of what is listed, or what is going on.
func (l *lookup[T]) shown(f frame) string {
	switch n := len(l.rows); {
	case f.Work != nil:
		return "looking · " + clock(f.Now.Sub(f.Work.Started))
	case l.advice != nil || !l.loaded:
		return ""
	case n == 0:
		return l.names.none
	case l.total > n:
		return "first " + itoa(n) + " of " + itoa(l.total)
	case l.page.More():
		return "first " + itoa(n)
	case n == 1:
		return l.names.one
	default:
		return itoa(n) + " " + l.names.many
	}
}

// input is the search field while it is being typed in.
func (l *lookup[T]) input(f frame) string {
	return l.search.Line(f.Frame, "  "+f.Theme.Accent.Render("▸ search  "))
}

var keyMore = bind("m", "more", "m")

// keysMore is the key that reads on, while there is more.
func (l *lookup[T]) keysMore() []key.Binding {
	if l.mayMore() {
		return []key.Binding{keyMore}
	}
	return nil
}
