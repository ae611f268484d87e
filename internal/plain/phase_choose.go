package plain

import (
	"context"
	"fmt"
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// signInOptions: step 1, for whoever went on without a sign-in or comes back.
func (f *front) signInOptions(judge.PhaseReport) []option {
	if f.byHand {
		return []option{{label: "Sign in here after all", does: f.signInAfterAll}}
	}
	out := []option{{label: "Sign in", does: f.signInAfterAll}}
	if f.eng.SignedIn() && !f.eng.Profile().Own {
		out = append([]option{{label: "Say whose tenant this is", does: f.askOwn}}, out...)
	}
	return out
}

// signInAfterAll signs in where the walk went without.
func (f *front) signInAfterAll(ctx context.Context) error {
	f.cfg.SignIn, f.byHand = "", false
	if err := f.place(ctx); err != nil {
		return err
	}
	return f.enter(ctx)
}

// registrationOptions: step 2, which registration the walk is about. Nothing is
// adopted by itself, nothing is made twice by itself, and one that only has the
// name is not what Enter alone takes.
func (f *front) registrationOptions(judge.PhaseReport) []option {
	var out []option
	likely := false
	for _, c := range f.eng.Snapshot().Candidates.Value {
		likely = likely || c.ByURI()
		out = append(out, f.adoptOption(c))
	}
	for _, c := range f.eng.Snapshot().Bin.Value {
		likely = likely || c.Whole()
		out = append(out, option{label: fmt.Sprintf("Bring %s back, %s (%s)", c.App.DisplayName, c.App.AppID, strings.Join(c.Why, "; ")),
			does: func(ctx context.Context) error { return f.adopt(ctx, c.App.AppID) }})
	}
	fresh := option{label: "Make a new registration", does: f.ofChoice(steps.PageName)}
	if likely {
		out = append(out, fresh)
	} else {
		out = append([]option{fresh}, out...)
	}
	if f.eng.SignedIn() {
		out = append(out, option{label: "Use another one that exists, by its name; searched among all that the tenant has", does: f.ofChoice(steps.PageSearch)})
	}
	return append(out, option{label: "Use another one that exists, by its application (client) ID", does: f.ofChoice(steps.PageChooseID)})
}

func (f *front) adoptOption(c setup.Candidate) option {
	label := fmt.Sprintf("Use %s, %s (%s)", c.App.DisplayName, c.App.AppID, strings.Join(c.Why, "; "))
	return option{label: label, does: func(ctx context.Context) error { return f.adopt(ctx, c.App.AppID) }}
}

// ofChoice leads through a page of the walk on which a registration is chosen.
func (f *front) ofChoice(id steps.PageID) func(context.Context) error {
	return func(ctx context.Context) error { return f.through(ctx, "", steps.At(id, nil), nil) }
}

func (f *front) adopt(ctx context.Context, id string) error {
	if err := f.eng.ChooseExisting(id); err != nil {
		return err
	}
	if f.byHand {
		return nil
	}
	return f.withSession(ctx, func() error { return f.observe(ctx) })
}
