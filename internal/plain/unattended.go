package plain

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/text"
)

// unattended runs the whole setup with nobody to ask. What is known to stop a
// later step stops it before the first write.
func (f *front) unattended(ctx context.Context) error {
	f.heading("bvoip MTP portal: Microsoft 365 single sign-on")
	if err := f.checkGiven(); err != nil {
		return err
	}
	if f.byHand {
		return f.wholeWalkByHand(ctx)
	}
	if f.cfg.AllowSecret {
		f.eng.StepUp(change.ScopesToAllow()) // there is no second sign-in in such a run
	}
	f.say("Trying the keychain, before anything else.")
	if err := f.probe(ctx); err != nil {
		return f.noKeychain(err)
	}
	if err := f.openTenant(ctx); err != nil {
		return err
	}
	if err := f.takeGivenURIs(ctx); err != nil {
		return err
	}
	if err := f.signIn(ctx); err != nil {
		return err
	}
	f.say("Signed in as %s. Reading what is there.", f.who())
	if err := f.withSession(ctx, func() error { return f.observe(ctx) }); err != nil {
		return err
	}
	if err := f.settle(ctx); err != nil {
		return err
	}
	if err := f.preflight(); err != nil {
		return err
	}
	write := func(ctx context.Context) error { return f.withSession(ctx, func() error { return f.writeOnce(ctx) }) }
	if err := f.handedOver(f.allowedFirst(ctx, write)); err != nil {
		return roleRefused(err)
	}
	proof, err := f.prove(ctx)
	if err != nil {
		return err
	}
	f.report()
	return f.verdict(proof)
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
	return &outcome.Stopped{Why: "No keychain answers on this computer, and nobody can be asked where else the secret may be kept.",
		Findings: []setup.Finding{{Code: setup.CodeKeychainMissing, Variant: "unasked", Level: setup.LevelFail, Subject: "keychain",
			Args: messages.With("why", strings.TrimSpace(text.Sentence(a.What)+" "+text.Sentence(a.Means)),
				"do", strings.TrimSpace(text.Sentence(a.Do)+" Or run it without --no-input: it asks for another place."))}}}
}

// openTenant finds the company that was given, or asks for it, and takes up what this
// computer remembers of it.
func (f *front) openTenant(ctx context.Context) error {
	if f.cfg.Profile != "" {
		if err := f.eng.UseProfile(f.cfg.Profile); err != nil {
			return &outcome.Refused{Flag: "--profile", Why: err.Error(), Cause: err}
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
	f.say("%s is the tenant %s.", t.Asked, t.ID)
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
	if !errors.Is(err, entra.ErrBadDomain) && !errors.Is(err, entra.ErrNoTenant) && !errors.Is(err, entra.ErrOtherCloud) {
		return err
	}
	a := advice.Advise(err)
	return &outcome.Refused{Flag: "--tenant", Why: strings.TrimSpace(text.Sentence(a.What) + " " + text.Sentence(a.Means)), Remedy: a.Do, Cause: err}
}

// settle makes the choices of steps 1 and 2 from what was given.
func (f *front) settle(ctx context.Context) error {
	s := f.eng.Snapshot()
	if err := f.ownTenantUnasked(ctx, s); err != nil {
		return err
	}
	before := f.eng.Profile().App.AppID
	if err := f.pick(s); err != nil {
		return err
	}
	if f.eng.Profile().App.AppID == before {
		return nil
	}
	if err := f.withSession(ctx, func() error { return f.observe(ctx) }); err != nil {
		return err
	}
	return f.mustExist()
}

// ownTenantUnasked takes an agreement to all writes for the word that the tenant is
// the own company's, unless something speaks for a customer's.
func (f *front) ownTenantUnasked(ctx context.Context, s setup.Snapshot) error {
	if s.Organization.Known {
		f.say("Company: %s.", s.Organization.Value.DisplayName)
	}
	if f.eng.Profile().Own {
		return nil
	}
	_, err := f.ownsTenant(ctx)
	return err
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
	return &outcome.Refused{Flag: "--app-id", Why: "No registration of this tenant has the application (client) ID " + id + ".", Remedy: "Copy it from the registration's page \"Overview\". Nothing was written."}
}

// pick decides which registration the run is about. It never makes a second
// one where one could already be the right one.
func (f *front) pick(s setup.Snapshot) error {
	p := f.eng.Profile()
	switch {
	case f.cfg.AppID != "":
		if err := f.eng.ChooseExisting(f.cfg.AppID); err != nil {
			return outcome.RefusedValue("--app-id", "Copy it from the registration's page \"Overview\".", err)
		}
		f.say("Using the registration %s, as given.", strings.ToLower(f.cfg.AppID))
		return nil
	case p.App.AppID != "":
		f.say("Going on with the registration %s (%s) of an earlier run.", p.App.AppID, p.App.Name)
		return nil
	case p.Wanted.New && p.App.UniqueName != "":
		f.say("Going on with the registration that an earlier run began.")
		return nil
	case !s.Candidates.Known:
		return &outcome.Unchecked{Why: "Whether a registration for the MTP portal already exists could not be checked, so none was made: " + s.Candidates.Why.Text + " " + s.Candidates.Why.Remedy}
	}
	if found := s.Candidates.Value; len(found) > 0 && !f.surelyNew(found) {
		return f.tooMany(found)
	}
	f.sayDeleted(s)
	return f.eng.ChooseNew(f.cfg.Name)
}

// sayDeleted names the deleted registrations that could be the one wanted, before
// another is made in their place.
func (f *front) sayDeleted(s setup.Snapshot) {
	for _, c := range s.Bin.Value {
		f.say("%s A new one is made beside it. To bring that one back instead: --app-id %s.", c.Binned(), c.App.AppID)
	}
}

// surelyNew tells whether the given name is one for a new registration: none of
// those found has it, and none carries a redirect URI of the MTP portal.
func (f *front) surelyNew(found []setup.Candidate) bool {
	return f.named && !slices.ContainsFunc(found, func(c setup.Candidate) bool {
		return c.ByURI() || strings.EqualFold(strings.TrimSpace(c.App.DisplayName), strings.TrimSpace(f.cfg.Name))
	})
}

func (f *front) tooMany(found []setup.Candidate) error {
	stop := &outcome.Stopped{Why: "A registration that could already be the right one is there, so no second one was made. Name it with --app-id."}
	if !f.named {
		stop.Why += " Or give a new one its own --name, where none of these has a redirect URI of the MTP portal."
	}
	stop.Findings = unclear(found)
	return stop
}

// unclear are the registrations of which nobody can say which is meant.
func unclear(found []setup.Candidate) []setup.Finding {
	var out []setup.Finding
	for _, c := range found {
		out = append(out, setup.Finding{Code: setup.CodeRegistrationCandidate, Variant: "unclear", Level: setup.LevelWarn,
			Subject: c.App.AppID, Args: messages.With("name", c.App.DisplayName, "why", strings.Join(c.Why, "; "))})
	}
	return out
}

// preflight says what was looked at before the first write, and stops where a
// later step would fail.
func (f *front) preflight() error {
	f.say("")
	f.say("Before the first write:")
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
		why += " Where somebody can be asked, without --no-input, everything else is done, and steps 21–22 are handed to a colleague with a message."
	}
	return &outcome.Stopped{Why: why, Findings: stops}
}

func (f *front) sayItem(i judge.PreflightItem) {
	word := sheet.States[i.Status]
	if i.Stops {
		word = "stops a later step"
	}
	if word == i.Detail {
		f.say("  %s: %s", i.Title, word)
		return
	}
	f.say("  %s: %s (%s)", i.Title, i.Detail, word)
}

// writeOnce plans from a fresh reading: after a new sign-in the basis of an
// older plan may be gone.
func (f *front) writeOnce(ctx context.Context) error {
	if err := f.observeUnread(ctx); err != nil {
		return err
	}
	return f.writeWhole(ctx)
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
