package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/messages"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/undo"
)

// UndoChoice names what a run without a person takes back: receipts by their
// numbers, counted from 1 in the order in which they were written, or the last.
type UndoChoice struct {
	Receipts []int
	Last     bool
}

// Undo takes back what receipts say this wizard wrote, one by one, newest
// first, each shown and asked before. It refuses what somebody has changed
// since, and a secret that this wizard did not make. Without a person it takes
// back only what was named, and nothing unless all of that is possible.
func Undo(ctx context.Context, c Config, which UndoChoice) error {
	f := newCheck(c)
	f.sayServices()
	f.written = func(run document.Run) any { return document.NewUndo(run, f.began, f.refused) }
	f.command, f.task = "undo", steps.TaskUndo
	f.wants, f.undoes = which.missing, which
	err := f.undo(ctx)
	if !c.JSON {
		f.answerServices()
		f.answerUndone()
	}
	return f.finish(ctx, f.tellConsent(ctx, err, errors.Is(err, talk.ErrLeft)))
}

func (f *front) undo(ctx context.Context) error {
	f.Heading("Take back what ssowizard wrote")
	f.eng.SignInFor(change.ForUndo)
	if lacks := f.lacks(); f.cfg.NoInput && len(lacks) > 0 {
		return &outcome.Missing{Lacks: lacks}
	}
	if err := f.openWritable(ctx); err != nil {
		return err
	}
	return f.signedIn(ctx)
}

// missing is what taking back without a person lacks.
func (which UndoChoice) missing(c Config) []outcome.Lack {
	var lacks []outcome.Lack
	if c.Domain == "" && c.Profile == "" {
		lacks = append(lacks, outcome.Lack{Flag: "--tenant DOMAIN",
			What: "your company's domain, as contoso.com; or --profile NAME"})
	}
	if !c.Yes {
		lacks = append(lacks, outcome.Lack{Flag: "--yes",
			What: "agreement to the writes, which are shown first"})
	}
	if len(which.Receipts) == 0 && !which.Last {
		lacks = append(lacks, outcome.Lack{Flag: "--receipt N",
			What: "what to take back, by its number; or --last. Run it without --no-input to see the " +
				"numbers"})
	}
	return lacks
}

// undoByFlags takes back what was named, newest first; nothing unless all of it is
// possible as things stand.
func (p *pages) undoByFlags(_ context.Context, at *steps.Frame, page steps.Page) (steps.Event, error) {
	p.tell(at, page)
	if items := p.eng.Undoable(); p.todo == nil && len(items) > 0 {
		var err error
		if p.todo, err = p.toUndo(items, p.undoes); err != nil {
			return steps.Event{}, err
		}
	}
	for _, r := range page.Rows {
		if slices.Contains(p.todo, r.Arg) {
			return steps.Event{On: r.ID, Arg: r.Arg}, nil
		}
	}
	return steps.Event{On: steps.Back}, nil
}

// toUndo are the receipts that were named, as the rows of the page have them.
func (f *front) toUndo(items []undo.Item, which UndoChoice) ([]string, error) {
	var todo []string
	var stops []setup.Finding
	for _, i := range items {
		named := which.names(i, items[0])
		switch {
		case named && i.Doubt != "":
			f.refused = append(f.refused, document.Refusal{Number: i.Index + 1,
				Summary: i.Receipt.Summary, Why: i.Doubt})
			stops = append(stops, i.LeftAlone())
		case i.Doubt != "": // left alone, and named at the end
		case named && i.Can && len(i.Unread) > 0:
			stops = append(stops, f.refuse(i, "Could not check everything that would go too, and nobody "+
				"is here to ask: "+strings.Join(i.Unread, "; ")+".", lookOrLeave))
		case named && i.Can:
			todo = append(todo, strconv.Itoa(i.Index))
			if first := which.lacks(i, items[0]); len(first) > 0 {
				stops = append(stops, f.refuse(i, "Written later, and taken back first: "+numbered(first)+".",
					"Name "+numbered(first)+" too, or take back the newest alone with --last."))
			}
		case named:
			stops = append(stops, f.refuse(i, i.Why, lookOrLeave))
		}
	}
	for _, n := range which.Receipts {
		if !slices.ContainsFunc(items, func(i undo.Item) bool { return i.Index+1 == n }) {
			f.refused = append(f.refused, document.Refusal{Number: n,
				Why: "There is no such receipt that could be taken back."})
			return nil, &outcome.Refused{Flag: "--receipt",
				Why:    fmt.Sprintf("There is no receipt %d that could be taken back.", n),
				Remedy: "The list above has the numbers. Nothing was taken back."}
		}
	}
	if len(stops) > 0 {
		return nil, &outcome.Stopped{Why: "Not everything that was named can be taken back, so nothing " +
			"was.", Findings: stops}
	}
	return todo, nil
}

// names tells whether a receipt was named; newest is the first of the list.
func (which UndoChoice) names(i, newest undo.Item) bool {
	return slices.Contains(which.Receipts, i.Index+1) || which.Last && i.Index == newest.Index
}

// lacks are the receipts that go before one and were not named, by their numbers.
func (which UndoChoice) lacks(i, newest undo.Item) []int {
	var out []int
	for _, at := range i.First {
		if !which.names(undo.Item{Index: at}, newest) {
			out = append(out, at+1)
		}
	}
	return out
}

// numbered says receipts by their numbers, as "receipts 5, 4 and 3".
func numbered(receipts []int) string {
	words := make([]string, len(receipts))
	for i, n := range receipts {
		words[i] = strconv.Itoa(n)
	}
	if last := len(words) - 1; last > 0 {
		return "receipts " + strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return "receipt " + words[0]
}

// lookOrLeave is what to do about what somebody has changed.
const lookOrLeave = "Look at it in Entra, or leave it as it is."

// notBack says why a receipt is not taken back, as a finding.
func notBack(i undo.Item, why, do string) setup.Finding {
	return setup.Finding{Code: setup.CodeChangedSince, Level: setup.LevelFail,
		Subject: fmt.Sprintf("receipt %d", i.Index+1),
		Args:    messages.With("receipt", i.Receipt.Summary, "why", why, "do", do)}
}
