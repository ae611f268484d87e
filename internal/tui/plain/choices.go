package plain

import (
	"context"
	"errors"
	"fmt"

	"ssowizard/internal/steps"
)

// options are the choices of one stage: what is particular to it, and the three
// ways that every step has: done from here, shown in the portal, skipped.
func (f *front) options(r steps.StageReport, g *gate) []option {
	var out []option
	if r.Stage.Action != nil && !f.byHand {
		a := r.Stage.Action
		out = append(out, option{fmt.Sprintf("%s (%s; shown before it is written)", a.Verb, a.Effect), func(ctx context.Context) error { return f.act(ctx, r.Stage) }})
	}
	if special := f.special[r.Stage.ID]; special != nil {
		out = append(out, special(r)...)
	}
	if f.byHand && r.Stage.Action != nil {
		out = append(out, f.confirmOption(r.Stage, "I did this in the portal"))
	}
	return append(out,
		option{"Show me where in the portal, and check what I did", func(ctx context.Context) error { return f.byPortal(ctx, r.Stage) }},
		option{"Skip it, with a note", func(ctx context.Context) error { return f.skip(ctx, r.Stage) }},
		option{"Go to another step", func(ctx context.Context) error { return f.elsewhere(ctx, g) }},
		option{f.leaveLabel(), func(context.Context) error { return errLeave }},
	)
}

// specials are what some stages offer beyond the three ways.
func (f *front) specials() map[string]func(steps.StageReport) []option {
	return map[string]func(steps.StageReport) []option{
		"1":     f.signInOptions,
		"2":     f.registrationOptions,
		"9":     f.idOptions,
		"10-11": f.accountOptions,
		"12-14": f.boardOptions,
		"21-22": f.consentOptions,
		"28":    f.keepOptions,
		"29":    f.pasteOptions,
		"A1-A2": f.userOptions,
		"S1-S2": f.pilotOptions,
		"N1-N2": f.nextOptions,
	}
}

// act plans one stage, shows the plan, asks, and writes.
func (f *front) act(ctx context.Context, st steps.Stage) error {
	if st.ID == "3-8" {
		if err := f.askName(ctx); err != nil {
			return err
		}
	}
	return f.withSession(ctx, func() error {
		if err := f.observeUnread(ctx); err != nil {
			return err
		}
		plan, err := f.eng.Plan(st.ID)
		var blocked *steps.BlockedError
		switch {
		case errors.Is(err, steps.ErrNothingToDo):
			f.say("There is nothing to do: it already holds.")
			return nil
		case errors.As(err, &blocked):
			f.say("This builds on something else. First: %s.", blocked.By)
			return nil
		case err != nil:
			return err
		}
		f.showPlan(plan)
		yes, err := f.agreePlan(ctx, plan)
		if err != nil || !yes {
			return err
		}
		err = f.apply(ctx, plan)
		if errors.Is(err, steps.ErrStalePlan) {
			if rerr := f.observe(ctx); rerr != nil {
				return rerr
			}
		}
		return err
	})
}

// agreePlan asks before a write; who wants to see the requests sees them first.
// Enter alone is a no, as on the full screen.
func (f *front) agreePlan(ctx context.Context, plan steps.Plan) (bool, error) {
	if f.cfg.Yes {
		return f.agree(ctx, "Write it?", true)
	}
	for {
		n, err := f.choose(ctx, []option{{label: "Yes, write it"}, {label: "No, go back"}, {label: "Show the requests"}}, 2)
		if err != nil || n != 2 {
			return n == 0 && err == nil, err
		}
		f.showRequests(plan)
	}
}

// byPortal shows the clicks and then reads again, or takes the person's word
// where nothing can be read.
func (f *front) byPortal(ctx context.Context, st steps.Stage) error {
	f.sayByHand(st)
	f.say("")
	checkable := f.eng.SignedIn() && st.Action != nil
	var options []option
	if checkable {
		options = append(options, option{"It is done: read again and check", func(ctx context.Context) error {
			return f.withSession(ctx, func() error { return f.observe(ctx) })
		}})
	} else {
		options = append(options, option{"It is done", func(ctx context.Context) error { return f.taken(ctx, st) }})
	}
	if page := f.eng.Links().URL(st.Steps[0].Link); page != "" && f.cfg.Open != nil && f.cfg.Practice == nil {
		options = append(options, option{"Open the page in the browser, then come back here", func(ctx context.Context) error {
			f.openPage(page)
			return f.byPortal(ctx, st)
		}})
	}
	options = append(options, option{"Back", func(context.Context) error { return nil }})
	n, err := f.choose(ctx, options, 1)
	if err != nil {
		return err
	}
	return options[n].does(ctx)
}

// taken takes a person's word for a stage. For steps 10 and 11 the word alone is
// no use to anybody who is signed in: the redirect URIs have to come along.
func (f *front) taken(ctx context.Context, st steps.Stage) error {
	if st.ID == "10-11" && !f.byHand && len(f.eng.Profile().Wanted.URIs) == 0 {
		if err := f.pasteURIs(ctx); err != nil || len(f.eng.Profile().Wanted.URIs) == 0 {
			return err
		}
	}
	return f.eng.Confirm(st.ID, "")
}

// confirmOption records a person's word, dated, with whatever they add to it.
func (f *front) confirmOption(st steps.Stage, label string) option {
	return option{label, func(ctx context.Context) error { return f.eng.Confirm(st.ID, "") }}
}

func (f *front) skip(ctx context.Context, st steps.Stage) error {
	note, err := f.ask(ctx, question{text: "A note for later: why, or what is missing", empty: true})
	if err != nil {
		return err
	}
	return f.eng.Skip(st.ID, note)
}

// elsewhere lets the person choose any stage, by its numbers.
func (f *front) elsewhere(ctx context.Context, g *gate) error {
	v := f.eng.Verdict(steps.Walking)
	options := make([]option, 0, len(v.Stages))
	preset := 1
	for i, r := range v.Stages {
		options = append(options, option{label: fmt.Sprintf("%s: %s", r.Stage.Heading(), stateWords[r.Status])})
		if r.Stage.ID == v.Next() {
			preset = i + 1
		}
	}
	n, err := f.choose(ctx, options, preset)
	if err != nil {
		return err
	}
	g.to = v.Stages[n].Stage.ID
	return nil
}
