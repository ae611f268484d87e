package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
)

// showPlan says what will change, with before and after. Nothing is written
// that was not said here.
func (f *front) showPlan(p change.Plan) {
	f.say("")
	f.sayEach(f.planLines(p))
}

func (f *front) planLines(p change.Plan) []string {
	out := []string{fmt.Sprintf("This is what will change (%s):", p.Title)}
	object := ""
	for _, c := range p.Changes {
		if c.Object != object {
			out = append(out, "  "+c.Object)
			object = c.Object
		}
		out = append(out, fmt.Sprintf("    %s: %s", c.Label(), beforeAfter(c)))
		for _, list := range []struct {
			word   string
			values []string
		}{{"adds", c.Added}, {"takes away", c.Removed}, {"keeps", c.Kept}} {
			for _, v := range list.values {
				out = append(out, "      "+list.word+" "+v)
			}
		}
	}
	for _, n := range p.Notes {
		if n.Level != setup.LevelNote || !f.ahead[n] {
			out = append(out, findingLines(sheet.Levels[n.Level], n)...)
		}
	}
	if p.UndoHint != "" {
		out = append(out, "  "+p.UndoHint)
	}
	return out
}

func beforeAfter(c setup.Change) string {
	switch {
	case c.Before == "" && c.After == "":
		return "changes"
	case c.Before == "":
		return c.After
	case c.After == "":
		return "now " + c.Before
	}
	return "now " + c.Before + ", then " + c.After
}

func requestLines(p change.Plan) []string {
	var out []string
	for _, r := range p.Requests {
		out = append(out, fmt.Sprintf("  %s %s", r.Method, r.Path))
		if r.Body != "" {
			out = append(out, "    "+strings.ReplaceAll(r.Body, "\n", "\n    "))
		}
	}
	return out
}

// apply writes a plan that was shown, with its waits told.
func (f *front) apply(ctx context.Context, p change.Plan) error {
	if err := f.stepUp(ctx, p); err != nil {
		return err
	}
	note, stop := f.working(p.Title)
	_, err := f.eng.Apply(ctx, p, note)
	stop()
	var part *advice.ApplyError
	if errors.As(err, &part) && len(part.Written) > 0 {
		f.say("Written before that:")
		for _, w := range part.Written {
			f.say("  %s", w)
		}
	}
	return err
}

// writeWhole plans, shows and writes everything automatic. A plan whose basis
// changed meanwhile is made anew and shown anew.
func (f *front) writeWhole(ctx context.Context) error {
	for try := 1; ; try++ {
		plan, err := f.eng.PlanWhole()
		if errors.Is(err, advice.ErrNothingToDo) {
			f.say("There is nothing to write: everything automatic is in place.")
			return nil
		}
		if err != nil {
			return f.unplanned(err)
		}
		f.showPlan(plan)
		err = f.apply(ctx, plan)
		if try < 3 && errors.Is(err, advice.ErrStalePlan) {
			f.failure(err)
			if _, err := f.eng.Observe(ctx); err != nil {
				return err
			}
			continue
		}
		return err
	}
}

// unplanned tells what could not be looked at from what is in the way.
func (f *front) unplanned(err error) error {
	var blocked *advice.BlockedError
	if !errors.As(err, &blocked) {
		return err
	}
	if s := f.eng.Snapshot(); !s.App.Known || !s.Graph.Known || !s.Principal.Known || !s.Grants.Known || s.Behind != "" {
		return &outcome.Unchecked{Why: "Nothing was written, because something could not be read first: " + blocked.By}
	}
	return &outcome.Stopped{Why: "Something else comes first: " + blocked.By}
}

// prove says each link of the proof once its state changes.
func (f *front) prove(ctx context.Context) (setup.Proof, error) {
	if err := f.openFile(ctx); err != nil {
		return setup.Proof{}, err
	}
	f.say("")
	f.say("Proving that the secret works. New secrets take a while, usually up to a minute.")
	_, stop := f.working("proving the secret")
	defer stop()
	said := map[string]setup.LinkState{}
	proof, err := f.eng.Prove(ctx, func(p setup.Proof) { f.sayLinks(p, said) })
	if err == nil {
		f.sayLinks(proof, said)
	}
	return proof, err
}

func (f *front) sayLinks(p setup.Proof, said map[string]setup.LinkState) {
	for _, r := range p.Links {
		if said[r.ID] == r.State {
			continue
		}
		said[r.ID] = r.State
		word := linkWords[r.State]
		if word == "" {
			continue
		}
		if r.Detail != "" {
			f.say("  %s: %s (%s)", word, r.Title, r.Detail)
			continue
		}
		f.say("  %s: %s", word, r.Title)
	}
}

var linkWords = map[setup.LinkState]string{
	setup.LinkNow:     "Now",
	setup.LinkOK:      "Holds",
	setup.LinkFail:    "Does not hold",
	setup.LinkUnknown: "Could not check",
}
