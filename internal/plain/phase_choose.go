package plain

import (
	"context"
	"fmt"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// signInOptions: step 1, for whoever went on without a sign-in or comes back.
func (f *front) signInOptions(judge.PhaseReport) []option {
	if f.byHand {
		st, _ := judge.PhaseByID("1")
		return []option{f.confirmOption(st, "I am signed in, in the portal"), {label: "Sign in here after all", does: f.signInAfterAll}}
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
	if f.noKeep != nil {
		if err := f.askKeeper(ctx); err != nil {
			return err
		}
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
	fresh := option{label: "Make a new registration", does: f.chooseNew}
	if likely {
		out = append(out, fresh)
	} else {
		out = append([]option{fresh}, out...)
	}
	if f.eng.SignedIn() {
		out = append(out, option{label: "Use another one that exists, by its name; searched among all that the tenant has", does: f.searchRegistrations})
	}
	return append(out, option{label: "Use another one that exists, by its application (client) ID", does: f.askAppID})
}

func (f *front) adoptOption(c setup.Candidate) option {
	label := fmt.Sprintf("Use %s, %s (%s)", c.App.DisplayName, c.App.AppID, strings.Join(c.Why, "; "))
	return option{label: label, does: func(ctx context.Context) error { return f.adopt(ctx, c.App.AppID) }}
}

// chooseNew takes a name and looks whether a registration has it already.
func (f *front) chooseNew(ctx context.Context) error {
	name, err := f.askedName(ctx)
	if err != nil {
		return err
	}
	if f.byHand || f.eng.Profile().App.UniqueName != "" {
		return f.eng.ChooseNew(name)
	}
	if err := f.eng.SetName(name); err != nil {
		return err
	}
	if err := f.withSession(ctx, func() error { return f.observe(ctx) }); err != nil {
		return err
	}
	for _, c := range f.eng.Snapshot().Candidates.Value {
		if !strings.EqualFold(c.App.DisplayName, name) {
			continue
		}
		f.say("There is a registration of that name already.")
		options := []option{f.adoptOption(c), {label: "Choose another name", does: f.chooseNew},
			{label: "Make a second one of that name", does: func(context.Context) error { return f.eng.ChooseNew(name) }}}
		n, err := f.choose(ctx, options, 2)
		if err != nil {
			return err
		}
		return options[n].does(ctx)
	}
	return f.eng.ChooseNew(name)
}

func (f *front) askedName(ctx context.Context) (string, error) {
	value := f.cfg.Name
	switch p := f.eng.Profile(); {
	case value != "":
	case p.Wanted.Name != "":
		value = p.Wanted.Name
	case f.cfg.Practice != nil && f.cfg.Practice.Name != "":
		value = f.cfg.Practice.Name
	default:
		value = engine.DefaultName
	}
	return f.ask(ctx, question{text: "Name of the registration", value: value, check: engine.CheckName,
		help: "People may read it when Microsoft asks them to sign in. 1 to 120 characters; it can be changed later."})
}

// askName makes sure that a registration to be made has a name.
func (f *front) askName(ctx context.Context) error {
	p := f.eng.Profile()
	if p.App.AppID != "" || p.Wanted.New && p.Wanted.Name != "" {
		return nil
	}
	return f.chooseNew(ctx)
}

func (f *front) askAppID(ctx context.Context) error {
	s, p := f.eng.Snapshot(), f.eng.Profile()
	text, err := f.ask(ctx, question{text: "Application (client) ID", value: f.cfg.AppID,
		help:  "Entra shows it on the registration's page \"Overview\" under \"Essentials\".",
		check: func(text string) error { _, err := engine.AppIDIn(text, s, p); return err }})
	if err != nil {
		return err
	}
	id, err := engine.AppIDIn(text, s, p)
	if err != nil {
		return err
	}
	return f.adopt(ctx, id)
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

// askKeeper chooses, before any secret exists, where it goes when no keychain
// answers. Nothing is written in plain text.
func (f *front) askKeeper(ctx context.Context) error {
	f.heading("A place for the secret")
	f.failure(f.noKeep)
	f.say("Step 28 keeps the client secret. Where is it to go?")
	n, err := f.choose(ctx, []option{
		{label: "Into a file, encrypted with a passphrase of yours: " + f.eng.FilePath()},
		{label: "Nowhere: it can be shown while this program runs, and is gone afterwards"},
		{label: "Try the keychain again"},
		{label: "Leave"},
	}, 1)
	if err != nil {
		return err
	}
	switch n {
	case 0:
		return f.useFile(ctx)
	case 1:
		f.eng.ShownOnce()
		f.noKeep = nil
		return nil
	case 2:
		if f.noKeep = f.probe(ctx); f.noKeep == nil {
			f.say("The keychain answers now.")
			return nil
		}
		return f.askKeeper(ctx)
	}
	return errLeave
}
