package choose

import (
	"errors"
	"strconv"
	"testing"

	"ssowizard/internal/steps"
)

// TestOnlyTheLastSearchIsAnswered: rows of an earlier question are dropped, nothing is
// taken while a newer one is on its way, and no more rows are held than there is use for.
func TestOnlyTheLastSearchIsAnswered(t *testing.T) {
	t.Parallel()
	registrations := searching[0].Fresh
	l := registrations().(*search)
	many := make([]steps.Row, 3*rowsHeld)
	for i := range many {
		many[i] = steps.Row{Title: "Name " + strconv.Itoa(i), Arg: strconv.Itoa(i)}
	}
	answer := func(gen int, more bool, items []steps.Row, err error) {
		on := steps.Done
		if err != nil {
			on = steps.Failed
		}
		searched(nil, l, steps.Event{On: on, Err: err, Result: searchedFor{gen: gen, more: more,
			part: part{rows: items, total: 100000}}})
	}
	l.look("")
	l.look("x")
	if answer(1, false, many[:1], nil); len(l.rows) > 0 || l.loaded {
		t.Errorf("the answer to the question before was taken: %v", l.rows)
	}
	if _, waits := searching[0].Ways[2].Do(nil, l, steps.Event{Arg: "1"}).Effects[0].(steps.Patience); !waits {
		t.Error("a row was taken that is about to be another")
	}
	answer(2, false, many, nil)
	if answer(2, true, many, nil); len(l.rows) != rowsHeld || l.stale() || l.shown() != "first 200 of 100000" {
		t.Errorf("%d rows held, want %d; it says %q", len(l.rows), rowsHeld, l.shown())
	}
	l.look("y")
	answer(3, false, nil, errors.New("no answer"))
	if p := searchPage(steps.State{}, l); l.err == nil || len(p.Rows) > 0 || len(p.Below) == 0 {
		t.Errorf("of a search that failed it says %+v", p)
	}
	l.look("y") // tried again, since it failed
	if answer(4, false, nil, nil); l.shown() != "none found" {
		t.Errorf("of nothing found it says %q", l.shown())
	}
}
