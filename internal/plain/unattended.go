package plain

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/text"
)

// unattended runs the whole setup with nobody to ask: its pages are answered from flags.
// What is known to stop a later step stops it before the first write.
func (f *front) unattended(ctx context.Context) error {
	f.Heading("bvoip MTP portal: Microsoft 365 single sign-on")
	if err := f.checkGiven(); err != nil {
		return err
	}
	if f.byHand {
		return f.wholeWalkByHand(ctx)
	}
	f.Say("Trying the keychain, before anything else.")
	if err := f.probe(ctx); err != nil {
		return f.noKeychain(err)
	}
	if err := f.openTenant(ctx); err != nil {
		return err
	}
	if err := f.takeGivenURIs(ctx); err != nil {
		return err
	}
	if err := f.takeUp(); err != nil {
		return err
	}
	if err := f.signedIn(ctx); err != nil {
		if !f.eng.SignedIn() { // nobody knows whether what was given is there
			return errors.Join(err, f.eng.ChooseBack())
		}
		return err
	}
	if f.eng.Verdict(judge.Walking).Next() == "2" {
		if err := f.through(ctx, steps.TaskSetup, steps.At("2", nil)); err != nil {
			return err
		}
	}
	write := func(ctx context.Context) error {
		return f.unplanned(f.through(ctx, steps.TaskSetup, steps.At(steps.PageWhole, nil)))
	}
	if err := f.handedOver(f.allowedFirst(ctx, write)); err != nil {
		return roleRefused(err)
	}
	if err := f.through(ctx, steps.TaskSetup, steps.At(steps.PageProof, nil)); err != nil {
		return err
	}
	f.report()
	return f.verdict(f.eng.Snapshot().Proof.Value)
}

func (f *front) observe(ctx context.Context) error {
	note, stop := f.working("reading what is there")
	defer stop()
	_, err := f.eng.ObserveMade(ctx, note)
	return err
}

// noKeychain stops a run that could not ask where else the secret may go.
func (f *front) noKeychain(err error) error {
	a := advice.Advise(err)
	return &outcome.Stopped{Why: "No keychain answers on this computer, and nobody can be asked where " +
		"else the secret may be kept.",
		Findings: []setup.Finding{{Code: setup.CodeKeychainMissing, Variant: "unasked",
			Level: setup.LevelFail, Subject: "keychain",
			Args: messages.With("why", strings.TrimSpace(text.Sentence(a.What)+" "+text.Sentence(a.Means)),
				"do", strings.TrimSpace(text.Sentence(a.Do)+" Or run it without --no-input: it asks for "+
					"another place."))}}}
}

// openTenant finds the company that was given, or asks for it, and takes up what this
// computer remembers of it.
func (f *front) openTenant(ctx context.Context) error {
	if f.cfg.Profile != "" {
		if err := f.eng.UseProfile(f.cfg.Profile); err != nil {
			return outcome.RefusedValue("--profile", "", err)
		}
	}
	// Where a secret is to be made the keychain is tried in the same breath.
	l := &arrival.Company{Domain: f.cfg.Domain, Probed: f.cfg.NoInput || f.task != steps.TaskRenew}
	if p, ok := f.saved(); ok && l.Domain == "" {
		l.Domain = text.Or(p.Tenant.Domain, p.Tenant.ID)
	}
	l.Given = l.Domain != ""
	if _, err := f.aside(ctx, steps.Move{To: steps.PageDomain, Local: l}); err != nil {
		return f.refusedTenant(err)
	}
	t := f.eng.Snapshot().Tenant
	f.Say("%s is the tenant %s.", t.Asked, t.ID)
	if !f.cfg.NoInput || f.cfg.Name == "" || f.cfg.AppID != "" {
		return nil
	}
	// The name is wanted before the first reading, which then looks for
	// registrations that already have it.
	return f.eng.SetName(f.cfg.Name)
}

// refusedTenant tells a wrong value, which is the caller's, from a service that
// did not answer.
func (f *front) refusedTenant(err error) error {
	if !outcome.NoTenant(err) && !outcome.OtherCloud(err) {
		return err
	}
	a := advice.Advise(err)
	why := strings.TrimSpace(text.Sentence(a.What) + " " + text.Sentence(a.Means))
	return &outcome.Refused{Flag: "--tenant", Why: why, Remedy: a.Do, Cause: err}
}

// takeUp takes up the registration that was given, or that an earlier run began, so that
// the first reading is about it.
func (f *front) takeUp() error {
	p := f.eng.Profile()
	switch {
	case f.cfg.AppID != "":
		if err := f.eng.ChooseExisting(f.cfg.AppID); err != nil {
			return outcome.RefusedValue("--app-id", "Copy it from the registration's page \"Overview\".", err)
		}
		f.Say("Using the registration %s, as given.", strings.ToLower(f.cfg.AppID))
	case p.App.AppID != "":
		f.Say("Going on with the registration %s (%s) of an earlier run.", p.App.AppID, p.App.Name)
	case p.Wanted.New && p.App.UniqueName != "":
		f.Say("Going on with the registration that an earlier run began.")
	}
	return nil
}

// mustExist refuses an id that nothing in the tenant has, and goes back to what
// was chosen before it, so that a slip costs the next run nothing.
func (f *front) mustExist() error {
	s := f.eng.Snapshot()
	if f.cfg.AppID == "" || !s.App.Known || s.App.Value != nil || s.Deleted.Value != nil {
		return nil
	}
	id := strings.ToLower(f.cfg.AppID)
	if err := f.eng.ChooseBack(); err != nil {
		return err
	}
	return &outcome.Refused{Flag: "--app-id", Why: "No registration of this tenant has the application " +
		"(client) ID " + id + ".", Remedy: "Copy it from the registration's page \"Overview\". Nothing " +
		"was written."}
}

// registrationByFlags has a new registration made where none was taken up; never a second
// one where one could already be the right one.
func (p *pages) registrationByFlags(context.Context, *steps.Frame, steps.Page) (steps.Event, error) {
	s, mine := p.eng.Snapshot(), p.eng.Profile()
	switch found := s.Candidates; {
	case mine.App.AppID != "", mine.Wanted.New && mine.App.UniqueName != "":
		return steps.Event{On: steps.Back}, nil
	case !found.Known:
		return steps.Event{}, &outcome.Unchecked{Why: "Whether a registration for the MTP portal already " +
			"exists could not be checked, so none was made: " + found.Why.Text + " " + found.Why.Remedy}
	case len(found.Value) > 0 && !p.surelyNew(found.Value):
		return steps.Event{}, p.tooMany(found.Value)
	}
	p.sayDeleted(s)
	return steps.Event{On: "new"}, nil
}

// nameByFlags names a new registration as its page offers it, which is as it was given.
func (p *pages) nameByFlags(_ context.Context, _ *steps.Frame, page steps.Page) (steps.Event, error) {
	return steps.Event{On: page.Input.ID, Arg: page.Input.Value}, nil
}

// sayDeleted names the deleted registrations that could be the one wanted, before
// another is made in their place.
func (f *front) sayDeleted(s setup.Snapshot) {
	for _, c := range s.Bin.Value {
		f.Say("%s A new one is made beside it. To bring that one back instead: --app-id %s.",
			c.Binned(), c.App.AppID)
	}
}

// surelyNew tells whether the given name is one for a new registration: none of
// those found has it, and none carries a redirect URI of the MTP portal.
func (f *front) surelyNew(found []setup.Candidate) bool {
	return f.named && !slices.ContainsFunc(found, func(c setup.Candidate) bool {
		return c.ByURI() || strings.EqualFold(strings.TrimSpace(c.App.DisplayName),
			strings.TrimSpace(f.cfg.Name))
	})
}

func (f *front) tooMany(found []setup.Candidate) error {
	stop := &outcome.Stopped{Why: "A registration that could already be the right one is there, so no " +
		"second one was made. Name it with --app-id."}
	if !f.named {
		stop.Why += " Or give a new one its own --name, where none of these has a redirect URI of the " +
			"MTP portal."
	}
	stop.Findings = unclear(found)
	return stop
}

// unclear are the registrations of which nobody can say which is meant.
func unclear(found []setup.Candidate) []setup.Finding {
	var out []setup.Finding
	for _, c := range found {
		out = append(out, setup.Finding{Code: setup.CodeRegistrationCandidate, Variant: "unclear",
			Level:   setup.LevelWarn,
			Subject: c.App.AppID, Args: messages.With("name", c.App.DisplayName, "why",
				strings.Join(c.Why, "; "))})
	}
	return out
}

// preflightByFlags says what was looked at before the first write, and stops where a
// later step would fail.
func (p *pages) preflightByFlags(_ context.Context, _ *steps.Frame, page steps.Page) (steps.Event, error) {
	if err := p.mustExist(); err != nil {
		return steps.Event{}, err
	}
	return steps.Event{On: page.Choices[0].ID}, p.preflight()
}

func (f *front) preflight() error {
	f.Say("")
	f.Say("Before the first write:")
	var stops []setup.Finding
	consentOnly := true
	for _, i := range f.eng.Preflight() {
		f.sayItem(i)
		if i.Stops && !i.HandOver {
			consentOnly = consentOnly && i.ID == "role"
			stops = append(stops, i.Findings...)
			continue
		}
		f.sayAhead(i.Findings)
	}
	if len(stops) == 0 {
		return nil
	}
	why := "Something would stop a later step, so nothing was begun."
	if consentOnly {
		why += " Where somebody can be asked, without --no-input, everything else is done, and steps " +
			"21–22 are handed to a colleague with a message."
	}
	return &outcome.Stopped{Why: why, Findings: stops}
}

func (f *front) sayItem(i judge.PreflightItem) {
	word := sheet.States[i.Status]
	if i.Stops {
		word = "stops a later step"
	}
	if word == i.Detail {
		f.Say("  %s: %s", i.Title, word)
		return
	}
	f.Say("  %s: %s (%s)", i.Title, i.Detail, word)
}

// observeUnread reads where the last reading is not known to hold any more.
func (f *front) observeUnread(ctx context.Context) error {
	if s := f.eng.Snapshot(); s.App.Known && s.Behind == "" {
		return nil
	}
	return f.observe(ctx)
}

// verdict joins how the proof ended with how the setup stands.
func (f *front) verdict(proof setup.Proof) error {
	if err := outcome.Of(f.eng.Verdict(judge.Walking), false); err != nil {
		return err
	}
	return unproven(proof, "The secret was made and kept, but it could not be proven.")
}

// unproven is how a run ends whose proof did not come to "good": with a problem,
// or with what could not be checked.
func unproven(proof setup.Proof, why string) error {
	f := proof.Finding
	switch {
	case proof.Good:
		return nil
	case f == nil:
		return &outcome.Stopped{Why: why, Written: true}
	case f.Level == setup.LevelUnknown:
		return &outcome.Unchecked{Why: why, Findings: []setup.Finding{*f}}
	}
	return &outcome.Stopped{Why: why, Written: true, Findings: []setup.Finding{*f}}
}
