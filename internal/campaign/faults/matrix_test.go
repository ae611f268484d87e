package faults

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/campaign"
	"ssowizard/internal/sim"
	"ssowizard/internal/testmetrics"
)

var (
	only = flag.String("cell", "", "play only the cells whose name holds all of these words, parted by +")
	slow = flag.Duration("slow", 0, "name the cells that take longer")
	list = flag.Bool("list", false, "name the requests")
)

// Time-outs of one request, in real time: one that nothing good reaches, and one that what hangs is to reach soon.
const (
	longEnough   = 20 * time.Second
	soonEnough   = 300 * time.Millisecond
	playedAtMost = 5 * time.Minute // real time, for what hangs

	// tooMuch is more than is ever read of one answer, what stands in the buffers of the connection included.
	tooMuch = 32 << 20
)

// strike is one request meeting one fault, once or from then on.
type strike struct {
	q     request
	f     fault
	stays bool
}

func (s strike) String() string {
	how := "once"
	if s.stays {
		how = "from then on"
	}
	return fmt.Sprintf("%s #%d | %s | %s", s.q.kind, s.q.n, s.f.name, how)
}

// hits reports whether a request is the one that is struck.
func (s strike) hits(q request) bool {
	return q.kind == s.q.kind && (q.n == s.q.n || q.n > s.q.n && s.stays)
}

// cell is one strike in one story, and perhaps another one after it.
type cell struct {
	st *tale
	strike
	then *strike
}

func (c cell) String() string {
	name := c.st.name + " | " + c.strike.String()
	if c.then != nil {
		name += " | then " + c.then.String()
	}
	return name
}

// tale is a story with what an undisturbed run of it showed.
type tale struct {
	story
	calls []request
	right string
	again bool            // a story before asks the same
	met   map[string]bool // the reads that a story before has met every fault at, by kind and place
	turn  int             // of the faults that are enough where not all are played: another one in each story
}

// TestFaultMatrix records what an undisturbed run of each story asks for, and then plays the story once for each
// request and each fault that it can meet. The run comes to the right end, or stops with cause and remedy; then the
// fault is gone and a new process comes to that end.
func TestFaultMatrix(t *testing.T) {
	began := time.Now()
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // small worlds come and go by the thousand
	all, err := stories(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all = someStories(all)
	elsewhere := newStranger(t)
	for _, name := range repaired() {
		if !slices.ContainsFunc(all, func(st story) bool { return st.name == "repair "+name }) {
			t.Errorf("%s is not repaired any more, so nothing of it is played", name)
		}
	}
	var cells []cell
	asked, met := map[string]bool{}, map[string]bool{}
	for turn, st := range all {
		tl, err := undisturbed(t.Context(), st)
		if err != nil {
			t.Errorf("%s, undisturbed: %v", st.name, err)
			continue
		}
		tl.again = asked[fmt.Sprint(tl.calls)]
		if asked[fmt.Sprint(tl.calls)] = true; tl.again && tl.undone {
			continue // what was taken back in a story before, word for word
		}
		tl.met, tl.turn = met, turn
		cells = append(cells, tl.cells()...)
		met = tl.metBy()
		second, err := tl.afterwards(t.Context())
		if err != nil {
			t.Errorf("%s, with an answer lost: %v", st.name, err)
		}
		cells = append(cells, second...)
		if *list {
			t.Logf("%s: %d requests, %d cells", st.name, len(tl.calls), len(tl.cells()))
			for _, q := range tl.calls {
				t.Logf("%s | %s #%d", st.name, q.kind, q.n)
			}
		}
	}
	if campaign.Whole && *only == "" && len(cells) < fewest {
		t.Errorf("%d cells, want at least %d: something is no longer played", len(cells), fewest)
	}
	t.Logf("%d cells were found in %s", len(cells), time.Since(began).Round(time.Millisecond))
	cells = campaign.Some(cells, sampled)
	passed, byStory := play(t, cells, elsewhere)
	if n := elsewhere.hits.Load(); n > 0 {
		t.Errorf("another host was asked %d times", n)
	}
	names := make([]string, 0, len(byStory))
	for n := range byStory {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		t.Logf("%-40s %5d cells, %5d passed", n, byStory[n].tried, byStory[n].passed)
	}
	testmetrics.Record(t, "%d cells tried, %d passed, %d stories, %s", len(cells), passed, len(all), time.Since(began).Round(time.Second))
}

// undisturbed plays a story with nothing in its way, three times: how often something new is polled for depends on who
// comes first of two that share a clock, and only what comes each time can be waited for.
func undisturbed(ctx context.Context, st story) (*tale, error) {
	tl := &tale{story: st}
	for try := range 3 {
		calls, right, err := recorded(ctx, st)
		if err != nil {
			return nil, err
		}
		if try == 0 {
			tl.calls, tl.right = calls, right
		}
		if right != tl.right {
			return nil, fmt.Errorf("it ends in two ways:%s", difference(right, tl.right))
		}
		tl.calls = slices.DeleteFunc(tl.calls, func(q request) bool { return !slices.Contains(calls, q) })
	}
	return tl, nil
}

func recorded(ctx context.Context, st story) (calls []request, right string, err error) {
	w, err := start(st.sc, st.before, longEnough)
	if err != nil {
		return nil, "", err
	}
	defer w.end()
	c := newCounter()
	w.srv.SetFault(func(r *http.Request) sim.Fault { c.count(r); return sim.Fault{} })
	if _, err := w.run(ctx, st); err != nil {
		return nil, "", err
	}
	if err := errors.Join(accounted(w, st, true), single(w)); err != nil {
		return nil, "", err
	}
	return c.requests(), w.outcome(), nil
}

// cells are the requests of a story, each with every fault that it can meet. Where a story is played in depth, and at
// every write, a fault comes once and, in another cell, stays from then on. Else it comes in the way that is the harder one: what passes by
// itself stays until the program gives up, and what is believed at once comes once. A question inside a batch meets
// every fault the first three times it is asked; later on, and in a story that asks what one before has asked, it meets
// every sixth, each time others. A read that met every fault in a story before, in the same place, meets every twelfth.
func (tl *tale) cells() []cell {
	var out []cell
	for n, q := range tl.calls {
		if tl.of != nil && !tl.of(q) {
			continue
		}
		for i, f := range faults {
			if every := tl.every(q); !f.of(q) || (i+n+tl.turn)%every != 0 {
				continue
			}
			for _, stays := range []bool{false, true} {
				if stays != f.passes && (q.item || !tl.deep && q.read) {
					continue
				}
				c := cell{tl, strike{q, f, stays}, nil}
				if chosen(c.String()) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// every is 1 where a request meets all faults, 6 where it meets every sixth, and so on.
func (tl *tale) every(q request) int {
	switch {
	case q.read && tl.met[q.place()]:
		return 12
	case tl.thin || q.item && (q.n > 3 || tl.again || tl.undone):
		return 6
	}
	return 1
}

// place is a request's kind and which of its kind it is.
func (q request) place() string { return fmt.Sprint(q.kind, " #", q.n) }

// metBy are the reads that have met every fault once this story is played too.
func (tl *tale) metBy() map[string]bool {
	met := maps.Clone(tl.met)
	for _, q := range tl.calls {
		if q.read && tl.every(q) == 1 && (tl.of == nil || tl.of(q)) {
			met[q.place()] = true
		}
	}
	return met
}

func chosen(name string) bool {
	for _, word := range strings.Split(*only, "+") {
		if !strings.Contains(name, word) {
			return false
		}
	}
	return true
}

type figure struct{ tried, passed int }

// play plays all cells, many at once. Those that wait for a time-out have lanes of their own, because they cost time
// and no work.
func play(t *testing.T, cells []cell, elsewhere *stranger) (passed int, by map[string]figure) {
	by = map[string]figure{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	one := func(c cell) {
		began := time.Now()
		err := c.play(t.Context(), elsewhere.url)
		if d := time.Since(began); *slow > 0 && d > *slow {
			t.Logf("%s took %s", c, d.Round(time.Millisecond))
		}
		mu.Lock()
		defer mu.Unlock()
		f := by[c.st.name]
		f.tried++
		if err == nil {
			f.passed++
			passed++
		} else {
			t.Errorf("%s: %v", c, err)
		}
		by[c.st.name] = f
	}
	for _, lane := range []struct {
		waits   bool
		abreast int
	}{{true, 24}, {false, 8}} {
		todo := make(chan cell)
		wg.Go(func() {
			defer close(todo)
			for _, c := range cells {
				if c.f.waits == lane.waits {
					todo <- c
				}
			}
		})
		for range lane.abreast {
			wg.Go(func() {
				for c := range todo {
					one(c)
				}
			})
		}
	}
	wg.Wait()
	return passed, by
}

func (c cell) play(ctx context.Context, elsewhere string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it crashed: %v\n%s", p, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, playedAtMost)
	defer cancel()
	if !c.f.waits {
		for range 3 { // one poll more or less, as above
			if err = c.playWith(ctx, elsewhere, longEnough); !errors.Is(err, errNeverCame) {
				break
			}
		}
		return err
	}
	// A computer that has much else to do may let an earlier request time out; then more patience is needed.
	for patience := soonEnough; ; patience *= 4 {
		if err = c.playWith(ctx, elsewhere, patience); !errors.Is(err, errNeverCame) || patience > longEnough {
			return err
		}
	}
}

var errNeverCame = errors.New("the request never came")

func (c cell) playWith(ctx context.Context, elsewhere string, timeout time.Duration) error {
	w, err := start(c.st.sc, c.st.before, timeout)
	if err != nil {
		return err
	}
	defer w.end()
	var taken atomic.Int64
	met := c.disturb(w, elsewhere, &taken)
	_, err = w.run(ctx, c.st.story)
	switch {
	case met.Load() == 0:
		return errors.Join(errNeverCame, err)
	case taken.Load() > tooMuch*met.Load():
		return fmt.Errorf("it took %d bytes of %d answers", taken.Load(), met.Load())
	}
	if bad := errors.Join(accounted(w, c.st.story, err == nil), single(w)); bad != nil {
		return fmt.Errorf("after the first run (%s): %w", words(err), bad)
	}
	if err != nil {
		bad := sentence(err)
		if c.then == nil && c.q.root == "graph" && !c.q.item {
			bad = errors.Join(bad, c.f.named(err))
		}
		if bad != nil {
			return bad
		}
		first := err
		w.srv.SetFault(nil)
		w.timeout = longEnough
		if _, err := w.run(ctx, c.st.story); err != nil {
			return fmt.Errorf("the second run: %w (the first: %s)", err, words(first))
		}
		if bad := errors.Join(accounted(w, c.st.story, true), single(w)); bad != nil {
			return fmt.Errorf("after the second run (the first: %s): %w", words(first), bad)
		}
	}
	if got := w.outcome(); got != c.st.right {
		return fmt.Errorf("another state (the first run: %s):%s", words(err), difference(got, c.st.right))
	}
	return nil
}

// disturb lets the cell's faults happen to their requests, and counts how often the last one did.
// taken counts what is read of a padded answer.
func (c cell) disturb(w *world, elsewhere string, taken *atomic.Int64) *atomic.Int64 {
	var met atomic.Int64
	count := newCounter()
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		q, ours := count.count(r)
		switch {
		case ours && c.then != nil && c.then.hits(q):
			met.Add(1)
			return c.then.f.make(elsewhere)
		case ours && c.hits(q):
			if c.then == nil {
				met.Add(1)
			}
			f := c.f.make(elsewhere)
			f.Taken = taken
			return f
		}
		return sim.Fault{}
	})
	return &met
}

func words(err error) string {
	if err == nil {
		return "it finished"
	}
	return err.Error()
}
