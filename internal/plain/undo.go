package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/messages"
	"ssowizard/internal/outcome"
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
	f.wants = func() []outcome.Lack { return f.undoLacks(which) }
	err := f.undo(ctx, which)
	if !c.JSON {
		f.answerServices()
		f.answerUndone()
	}
	return f.finish(ctx, f.tellConsent(ctx, err, errors.Is(err, errLeave)))
}

func (f *front) undo(ctx context.Context, which UndoChoice) error {
	f.heading("Take back what ssowizard wrote")
	f.eng.SignInFor(change.ForUndo)
	if f.cfg.NoInput {
		if err := f.checkGivenUndo(which); err != nil {
			return err
		}
	}
	if err := f.openToWrite(ctx); err != nil {
		return err
	}
	if err := f.practiceGround(ctx); err != nil {
		return err
	}
	f.began = document.Mark(f.eng.Profile())
	items := f.eng.Undoable()
	if len(items) == 0 {
		f.say("There is nothing to take back: no receipt on this computer says that ssowizard wrote something here that is still there.")
		return nil
	}
	if f.cfg.NoInput {
		f.sayReceipts(items)
		return f.undoNamed(ctx, items, which)
	}
	return f.through(ctx, steps.TaskUndo, steps.At(steps.PageUndo, nil), nil)
}

func (f *front) checkGivenUndo(which UndoChoice) error {
	if lacks := f.undoLacks(which); len(lacks) > 0 {
		return &outcome.Missing{Lacks: lacks}
	}
	return nil
}

// undoLacks is what taking back without a person lacks.
func (f *front) undoLacks(which UndoChoice) []outcome.Lack {
	var lacks []outcome.Lack
	if f.cfg.Domain == "" && f.cfg.Profile == "" {
		lacks = append(lacks, outcome.Lack{Flag: "--tenant DOMAIN", What: "your company's domain, as contoso.com; or --profile NAME"})
	}
	if !f.cfg.Yes {
		lacks = append(lacks, outcome.Lack{Flag: "--yes", What: "agreement to the writes, which are shown first"})
	}
	if len(which.Receipts) == 0 && !which.Last {
		lacks = append(lacks, outcome.Lack{Flag: "--receipt N", What: "what to take back, by its number; or --last. Run it without --no-input to see the numbers"})
	}
	return lacks
}

// sayReceipts lists what can be taken back, newest first, and what stands in
// the way of the rest.
func (f *front) sayReceipts(items []undo.Item) {
	f.say("")
	f.say("Written by this wizard, newest first:")
	for _, i := range items {
		r := i.Receipt
		f.say("  %d. %s, on %s by %s", i.Index+1, r.Summary, r.At.UTC().Format("2 January 2006, 15:04 UTC"), r.By)
		if i.Doubt != "" {
			f.say("     %s", i.Doubt)
		}
		switch {
		case i.Can && i.Doubt != "":
			f.say("     Can be taken back on its own. What comes of it: %s", i.Why)
		case i.Can && len(i.First) == 0:
			f.say("     Can be taken back now. What comes of it: %s", i.Why)
		case i.Can:
			f.say("     Can be taken back once what was written later is. What comes of it: %s", i.Why)
		default:
			f.say("     Cannot be taken back as things stand. %s", i.Why)
		}
	}
}

// undoNamed takes back what was named, newest first; nothing unless all of it
// is possible as things stand.
func (f *front) undoNamed(ctx context.Context, items []undo.Item, which UndoChoice) error {
	var todo []undo.Item
	var stops []setup.Finding
	for _, i := range items {
		named := which.names(i, items[0])
		switch {
		case named && i.Doubt != "":
			f.refused = append(f.refused, document.Refusal{Number: i.Index + 1, Summary: i.Receipt.Summary, Why: i.Doubt})
			stops = append(stops, i.LeftAlone())
		case i.Doubt != "": // left alone, and named at the end
		case named && i.Can && len(i.Unread) > 0:
			stops = append(stops, f.refuse(i, "Could not check everything that would go too, and nobody is here to ask: "+strings.Join(i.Unread, "; ")+".", lookOrLeave))
		case named && i.Can:
			todo = append(todo, i)
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
			f.refused = append(f.refused, document.Refusal{Number: n, Why: "There is no such receipt that could be taken back."})
			return &outcome.Refused{Flag: "--receipt", Why: fmt.Sprintf("There is no receipt %d that could be taken back.", n), Remedy: "The list above has the numbers. Nothing was taken back."}
		}
	}
	if len(stops) > 0 {
		return &outcome.Stopped{Why: "Not everything that was named can be taken back, so nothing was.", Findings: stops}
	}
	return f.through(ctx, steps.TaskUndo, steps.At(steps.PageUndo, nil), func(at *steps.Frame, page steps.Page) (steps.Event, bool) {
		if at.ID != steps.PageUndo {
			return steps.Event{}, false
		}
		for _, r := range page.Rows {
			if slices.ContainsFunc(todo, func(i undo.Item) bool { return r.Arg == strconv.Itoa(i.Index) }) {
				return steps.Event{On: r.ID, Arg: r.Arg}, true
			}
		}
		return steps.Event{On: steps.Back}, true
	})
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
	return setup.Finding{Code: setup.CodeChangedSince, Level: setup.LevelFail, Subject: fmt.Sprintf("receipt %d", i.Index+1),
		Args: messages.With("receipt", i.Receipt.Summary, "why", why, "do", do)}
}

// openToWrite takes up the company, signs in with rights to write, reads, and
// asks whose tenant it is: the beginning of what changes a setup that exists.
func (f *front) openToWrite(ctx context.Context) error {
	if err := f.openWritable(ctx); err != nil {
		return err
	}
	return f.signInToWrite(ctx)
}

// openWritable takes up the company and what this computer remembers of it.
func (f *front) openWritable(ctx context.Context) error {
	if f.cfg.SignIn == "none" {
		return &outcome.Refused{Flag: "--sign-in", Why: "Nothing can be written without a sign-in.", Remedy: "Give device or browser."}
	}
	if err := f.openTenant(ctx); err != nil {
		return err
	}
	if err := f.ownProfile(ctx); err != nil {
		return err
	}
	if f.cfg.AppID != "" {
		if err := f.eng.ChooseExisting(f.cfg.AppID); err != nil {
			return outcome.RefusedValue("--app-id", "", err)
		}
	}
	return f.takeGivenURIs(ctx)
}

// signInToWrite signs in, reads, and asks whose tenant it is.
func (f *front) signInToWrite(ctx context.Context) error {
	if f.cfg.NoInput && f.cfg.AllowSecret {
		f.eng.StepUp(change.ScopesToAllow()) // there is no second sign-in in such a run
	}
	if err := f.signIn(ctx); err != nil {
		return err
	}
	if f.byHand {
		return &outcome.NotSignedIn{Cause: advice.ErrNotSignedIn}
	}
	f.say("Signed in as %s. Reading what is there.", f.who())
	if err := f.withSession(ctx, func() error { return f.observe(ctx) }); err != nil {
		return err
	}
	if f.eng.Profile().Own {
		return nil
	}
	own, err := f.ownsTenant(ctx)
	if err == nil && !own {
		return &outcome.Refused{Flag: "--tenant", Why: "The partner's single sign-on lives in your own company's tenant.", Remedy: "Name that one. Nothing was written."}
	}
	return err
}

// practiceGround sets everything up first where a practice tenant has nothing
// yet that could be renewed or taken back, because practice remembers nothing.
// It is shown and asked like any other write.
func (f *front) practiceGround(ctx context.Context) error {
	if f.cfg.Practice == nil || f.eng.Profile().App.AppID != "" || len(f.eng.Profile().Receipts) > 0 {
		return nil
	}
	f.say("In practice nothing was set up before, so everything is set up first; shown before it is written.")
	if len(f.eng.Profile().Wanted.URIs) == 0 {
		if _, err := f.eng.SetURIs(f.cfg.Practice.URIs); err != nil {
			return err
		}
	}
	if err := f.eng.ProbeKeychain(ctx); err != nil {
		return err
	}
	if err := f.eng.ChooseNew(strings.TrimSpace(f.cfg.Practice.Name)); err != nil {
		return err
	}
	plan, err := f.eng.PlanWhole()
	if err != nil {
		return err
	}
	f.showPlan(plan)
	yes, err := f.agreePlan(ctx, plan)
	if err == nil && !yes {
		return errLeave
	}
	if err != nil {
		return err
	}
	if err := f.apply(ctx, plan); err != nil {
		return err
	}
	_, err = f.prove(ctx)
	return err
}
