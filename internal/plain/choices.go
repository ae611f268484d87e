package plain

import (
	"context"
	"errors"
	"fmt"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// options are the choices of one phase, in the engine's order, with what is
// particular to it before the portal's way.
func (f *front) options(r judge.PhaseReport, g *gate) []option {
	ways := change.Ways(f.eng.Verdict(judge.Walking), r.Phase.ID)
	var special []option
	if s := f.special[r.Phase.ID]; s != nil {
		special = s(r)
	}
	var out []option
	var ids []string
	for _, w := range ways {
		if w == change.WayPortal && !f.byHand {
			out, special = append(out, special...), nil
		}
		if o, ok := f.way(r, w); ok {
			out, ids = append(out, o), append(ids, string(w))
		}
		if w == change.WayPortal && f.byHand { // the portal way comes first
			out, special = append(out, special...), nil
		}
	}
	f.offered(Offer{Of: r.Phase.ID, IDs: ids})
	return append(append(out, special...),
		option{label: "Go to another step", does: func(ctx context.Context) error { return f.elsewhere(ctx, g) }},
		option{label: f.leaveLabel(), does: func(context.Context) error { return errLeave }},
	)
}

// way is one of the ways of every phase; false where this front has none of its own.
func (f *front) way(r judge.PhaseReport, w change.Way) (option, bool) {
	a := change.ActionOf(r.Phase.ID)
	if r.Phase.ID == "23-27" {
		if o, ok := f.allowWay(r, w); ok {
			return o, !f.byHand
		}
	}
	switch w {
	case change.WayDo:
		if f.byHand {
			return option{label: "Sign in after all, so that it can be done for you", does: f.signInAfterAll}, true
		}
		verb, effect := a.Words(f.eng.Snapshot())
		return option{label: fmt.Sprintf("%s (%s; shown before it is written)", verb, effect), does: func(ctx context.Context) error { return f.act(ctx, r.Phase) }}, true
	case change.WayAsk:
		return option{label: "Ask a colleague who has the role; this program waits for the grant", does: f.handOver}, !f.byHand && f.eng.Profile().App.AppID != ""
	case change.WayPortal:
		label := "Show me where in the portal, and check what I did"
		if f.byHand {
			label = "Show me where in the portal"
		}
		return option{label: label, does: func(ctx context.Context) error { return f.byPortal(ctx, r.Phase) }}, true
	case change.WayConfirm:
		return f.confirmOption(r.Phase, "I did this in the portal"), a != nil // a person's own phases say it in words of their own
	case change.WaySkip:
		return option{label: "Skip it, with a note", does: func(ctx context.Context) error { return f.skip(ctx, r.Phase) }}, true
	case change.WayUnsay:
		return option{label: "Take back what was noted here", does: func(context.Context) error { return f.eng.Unconfirm(r.Phase.ID) }}, true
	case change.WayGoOn: // the walk leaves what is settled by itself
		return option{label: "Go on", does: func(context.Context) error { return nil }}, true
	}
	return option{}, false
}

// specials are what some phases offer beyond the three ways.
func (f *front) specials() map[string]func(judge.PhaseReport) []option {
	return map[string]func(judge.PhaseReport) []option{
		"1":     f.signInOptions,
		"2":     f.registrationOptions,
		"9":     f.idOptions,
		"10-11": f.accountOptions,
		"12-14": f.boardOptions,
		"28":    f.keepOptions,
		"29":    f.pasteOptions,
		"A1-A2": f.userOptions,
		"S1-S2": f.pilotOptions,
		"N1-N2": f.nextOptions,
	}
}

// act plans one phase, shows the plan, asks, and writes.
func (f *front) act(ctx context.Context, st judge.Phase) error {
	if st.ID == "3-8" {
		if err := f.askName(ctx); err != nil {
			return err
		}
	}
	return f.withSession(ctx, func() error { return f.replanned(ctx, func() error { return f.actNow(ctx, st) }) })
}

func (f *front) actNow(ctx context.Context, st judge.Phase) error {
	if err := f.observeUnread(ctx); err != nil {
		return err
	}
	plan, err := f.eng.Plan(st.ID)
	var blocked *advice.BlockedError
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
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
	if errors.Is(err, advice.ErrStalePlan) {
		if rerr := f.observe(ctx); rerr != nil {
			return rerr
		}
	}
	return err
}

// agreePlan asks before a write; who wants to see the requests sees them first.
// Enter alone is a no, as on the full screen.
func (f *front) agreePlan(ctx context.Context, plan change.Plan) (bool, error) {
	if f.cfg.Yes && !plan.Unattributed {
		return f.agree(ctx, "Write it?", judge.AnswerYes)
	}
	options := []option{{label: plan.Yes()}, {label: "No, go back"}, {label: "Show the requests"}}
	if plan.Months > 0 {
		options = append(options, option{label: "Choose how long the secret lives (now " + months(plan.Months) + ")"})
	}
	for {
		n, err := f.choose(ctx, options, 2)
		switch {
		case err == nil && n == 3:
			return false, f.askLifetime(ctx, plan.Months)
		case err == nil && n == 1:
			f.say("Nothing was written.")
			return false, nil
		case err != nil || n != 2:
			return n == 0 && err == nil, err
		}
		f.showRequests(plan)
	}
}

// byPortal shows the clicks and then reads again, or takes the person's word
// where nothing can be read.
func (f *front) byPortal(ctx context.Context, st judge.Phase) error {
	f.sayByHand(st)
	f.say("")
	checkable := change.Checkable(f.eng.Verdict(judge.Walking), st.ID)
	var options []option
	if checkable {
		options = append(options, option{label: "It is done: read again and check", does: func(ctx context.Context) error {
			return f.withSession(ctx, func() error { return f.observe(ctx) })
		}})
	} else {
		options = append(options, option{label: "It is done", word: true, does: func(ctx context.Context) error { return f.taken(ctx, st) }})
	}
	if page := f.eng.Links().URL(st.Steps[0].Link); page != "" && f.cfg.Open != nil && f.cfg.Practice == nil {
		options = append(options, option{label: "Open the page in the browser, then come back here", does: func(ctx context.Context) error {
			f.openPage(page)
			return f.byPortal(ctx, st)
		}})
	}
	if p := f.cfg.Practice; p != nil && p.Hand != nil && change.ActionOf(st.ID) != nil {
		options = append(options, option{label: "Have it done there for you (practice), then come back here", does: func(ctx context.Context) error {
			if err := f.playHand(ctx, st); err != nil {
				return err
			}
			return f.byPortal(ctx, st)
		}})
	}
	options = append(options, option{label: "Back", does: func(context.Context) error { return nil }})
	n, err := f.choose(ctx, options, 1)
	if err != nil {
		return err
	}
	return options[n].does(ctx)
}

// taken takes a person's word for a phase. For steps 10 and 11 the word alone is
// no use to anybody who is signed in: the redirect URIs have to come along.
func (f *front) taken(ctx context.Context, st judge.Phase) error {
	if st.ID == "10-11" && !f.byHand && len(f.eng.Profile().Wanted.URIs) == 0 {
		if err := f.pasteURIs(ctx); err != nil || len(f.eng.Profile().Wanted.URIs) == 0 {
			return err
		}
	}
	return f.eng.Confirm(st.ID, "")
}

// confirmOption records a person's word, dated, with whatever they add to it.
func (f *front) confirmOption(st judge.Phase, label string) option {
	return option{label: label, word: true, does: func(ctx context.Context) error { return f.eng.Confirm(st.ID, "") }}
}

func (f *front) skip(ctx context.Context, st judge.Phase) error {
	note, err := f.ask(ctx, question{text: "A note for later: why, or what is missing", empty: true})
	if err != nil {
		return err
	}
	return f.eng.Skip(st.ID, note)
}

// elsewhere lets the person choose any phase, by its numbers.
func (f *front) elsewhere(ctx context.Context, g *gate) error {
	v := f.eng.Verdict(judge.Walking)
	options := make([]option, 0, len(v.Phases))
	preset := 1
	for i, r := range v.Phases {
		options = append(options, option{label: fmt.Sprintf("%s: %s", r.Phase.Heading(), stateWords[r.Status])})
		if r.Phase.ID == v.Next() {
			preset = i + 1
		}
	}
	n, err := f.choose(ctx, options, preset)
	if err != nil {
		return err
	}
	g.to = v.Phases[n].Phase.ID
	return nil
}
