package steps

import (
	"context"
	"time"

	"ssowizard/internal/change"
)

// Event is what happens to a page: a choice, the way back, the end of its work, the
// return from the page above it.
type Event struct {
	On  ChoiceID // a choice of the page, or one of the ids below
	Arg string   // which row, or the text of an input

	Typed Typed // the text of a hidden input

	Result any   // of Done
	Err    error // of Failed

	From  PageID // of Returned: the page that closed
	Value any    // likewise: what it brought back
}

// What happens beside a choice.
const (
	Back     ChoiceID = "back"     // Esc, or its line
	Done     ChoiceID = "done"     // the work of the page has ended well
	Failed   ChoiceID = "failed"   // it has not; without a row an error card says so
	Stopped  ChoiceID = "stopped"  // a person has stopped it before its end
	Returned ChoiceID = "returned" // the page above was closed
	GoOn     ChoiceID = "on"       // leads on from what is done
	Turn     ChoiceID = "turn"     // of a page that turns; Arg is "before" or "after"
)

// Move is what follows from an event: where to, and what the front has to do.
type Move struct {
	To      PageID // a page, or one of the places below
	Local   any    // what that page begins with
	Replace bool   // the page takes the place of the present one
	Both    bool   // and of the one below it
	Value   any    // with Below: what it brings back
	Effects []Effect
	// Begins: another task begins there, Task; on Here the present one is over.
	Begins bool
	Task   TaskID
}

// Places that are no page.
const (
	Here  PageID = "(here)"  // the page stays
	Below PageID = "(below)" // the page closes; the one below goes on
	Home  PageID = "(home)"  // the first page of the task
	Next  PageID = "(next)"  // the next open phase; in a task its first page
	Leave PageID = "(leave)" // the program ends
)

// Stay leaves the page where it is.
func Stay(e ...Effect) Move { return Move{To: Here, Effects: e} }

// Close closes the page; the one below goes on.
func Close(e ...Effect) Move { return Move{To: Below, Effects: e} }

// GoTo opens a page above this one.
func GoTo(p PageID, local any) Move { return Move{To: p, Local: local} }

// Instead puts a page in the place of this one.
func Instead(p PageID, local any) Move { return Move{To: p, Local: local, Replace: true} }

// Answer closes the page, and brings a value to the one below.
func Answer(value any, e ...Effect) Move { return Move{To: Below, Value: value, Effects: e} }

// Effect is what only a front can do.
type Effect interface{ effect() }

type (
	// Run is work that takes time. Its end is an event for the page that asked.
	Run struct{ Work Work }
	// Notice is a short message about what was just done.
	Notice struct{ Text string }
	// Patience is a notice that is shown only while it holds.
	Patience struct {
		Text  string
		Holds func() bool
	}
	// Fail says what advice.Advise says about an error, with Again as a way on.
	Fail struct {
		Err   error
		Again ChoiceID // of the page; "" for none
	}
	// Copy puts a value on the clipboard. The notice names the label alone; a quiet one
	// has none, and line by line it is left out: the page says what is there.
	Copy struct {
		Label, Text string
		Quiet       bool
	}
	// Open hands an address to the browser.
	Open struct {
		URL     string
		Unasked bool // only where a browser can be asked; the page says how else
	}
	// Practice begins the practice tenant; the walk goes on there from its first pages.
	Practice struct{}
	// Reveal shows the kept secret while a person holds it, or copies it. Its value is
	// fetched by the front and goes nowhere else: no page and no event has it.
	Reveal struct {
		Copy bool
		Done ChoiceID // of the page, once it was copied; "" for none
	}
)

func (Run) effect()      {}
func (Notice) effect()   {}
func (Fail) effect()     {}
func (Copy) effect()     {}
func (Open) effect()     {}
func (Practice) effect() {}
func (Patience) effect() {}
func (Reveal) effect()   {}

// Work is what takes longer than a key press.
type Work struct {
	What   string        // "Reading your tenant", without a full stop
	Usual  time.Duration // how long it usually takes at most; 0: nobody knows
	Writes bool          // leaving is asked about while it runs
	Waits  bool          // it waits for a person
	Beside bool          // it is played beside a wait, which goes on, and gets no worker
	Quiet  bool          // the page shows it by itself; other work takes its place
	Makes  bool          // it writes at the end of the wait: what came of it is read if it is left
	Brief  bool          // an answer is kept on this computer; it is never cancelled
	Live   bool          // its page shows how far it is; a note says only that this has changed
	// Unasked begins by itself, while a screen is watched. Line by line a choice begins it.
	Unasked bool
	SignIn  *Meanwhile // it is part of a sign-in; what ends it is not mended by another
	Do      func(ctx context.Context, w Worker, say func(change.Note)) (any, error)
}

// Kept is work that keeps an answer on this computer.
func Kept(do func(Worker) error) Work {
	return Work{What: "Saving your answer", Brief: true,
		Do: func(_ context.Context, w Worker, _ func(change.Note)) (any, error) { return nil, do(w) }}
}

// KeptAs is kept, with what says afterwards what was kept.
func KeptAs(what any, do func(Worker) error) Work {
	work := Kept(do)
	work.Do = func(_ context.Context, w Worker, _ func(change.Note)) (any, error) { return what, do(w) }
	return work
}
