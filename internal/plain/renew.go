package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// RenewChoice is what a renewal is asked for beyond the renewal.
type RenewChoice struct {
	// Calendar writes reminders of the secret's end into a file; nil: it cannot.
	Calendar func(path string, p setup.Profile) error
	File     string // where to, if it was asked for beforehand
}

// Renew makes a new secret beside the old one, proves it, hands it to the MTP
// portal, watches a sign-in, and only then removes the old one, after asking.
// It goes on wherever an earlier run was left. Without a person it makes and
// proves the new secret and lists the rest; it removes nothing.
func Renew(ctx context.Context, c Config, more RenewChoice) error {
	begin := newTask // a person is asked in practice what they are asked elsewhere
	if c.NoInput {
		begin = newCheck
	}
	f := begin(c)
	f.sayServices()
	f.written = func(run document.Run) any { return document.NewRenew(run, f.began, f.leftOfRenewal()) }
	f.command, f.task, f.wants = "renew", "renew", renewLacks
	f.renewal = more
	err := f.renew(ctx)
	return f.finish(ctx, f.tellConsent(ctx, err, errors.Is(err, talk.ErrLeft)))
}

func (f *front) renew(ctx context.Context) error {
	f.Heading("Renew the client secret")
	f.eng.SignInFor(change.ForRenewal)
	if lacks := f.lacks(); f.cfg.NoInput && len(lacks) > 0 {
		return &outcome.Missing{Lacks: lacks}
	}
	if err := f.openWritable(ctx); err != nil {
		return err
	}
	if f.cfg.NoInput {
		if err := f.probe(ctx); err != nil {
			f.noPlace = f.noKeychain(err)
		}
		if f.noPlace != nil && f.eng.Profile().Renewal == nil {
			return f.noPlace
		}
	}
	err := f.forbiddenRenewal(f.allowedFirst(ctx, f.renewalPages))
	if !f.cfg.NoInput {
		return f.renewed(ctx, err)
	}
	if err != nil && !f.over {
		return err
	}
	return f.renewedAlone(ctx)
}

// renewalPages leads through the renewal, after a sign-in or once more.
func (f *front) renewalPages(ctx context.Context) error {
	if f.eng.SignedIn() {
		return f.through(ctx, steps.TaskRenew, steps.At(steps.PageRenew, nil))
	}
	return f.signedIn(ctx)
}

// renewLacks is what a renewal without a person lacks.
func renewLacks(c Config) []outcome.Lack {
	var lacks []outcome.Lack
	if c.Domain == "" && c.Profile == "" {
		lacks = append(lacks, outcome.Lack{Flag: "--tenant DOMAIN",
			What: "your company's domain, as contoso.com; or --profile NAME"})
	}
	if !c.Yes {
		lacks = append(lacks, outcome.Lack{Flag: "--yes",
			What: "agreement to the new secret, which is shown first"})
	}
	return lacks
}

func (f *front) oldWords(o change.OldSecret) string {
	c := o.Password
	name := c.DisplayName
	if name == "" {
		name = "unnamed"
	}
	end := "no end known"
	if !c.EndDateTime.IsZero() {
		end = "ends on " + sheet.Ends(f.eng.Now(), c.EndDateTime)
	}
	return fmt.Sprintf("%s, begins with %s, %s, key id %s; %s", name, c.Hint, end, c.KeyID, o.By())
}

// renewByFlags makes and proves the new secret, and ends a renewal of which an earlier run
// did all but that. The rest is a person's.
func (p *pages) renewByFlags(_ context.Context, at *steps.Frame, page steps.Page) (steps.Event, error) {
	if p.said[at] == nil { // once, as it was found
		p.tell(at, page)
	}
	r, app := p.eng.Renewal(), p.eng.Snapshot().App
	switch found := p.eng.RenewStops(); {
	case !app.Known || app.Value == nil:
		return steps.Event{}, &outcome.Stopped{Why: "The registration cannot be read, so its secret " +
			"cannot be renewed.",
			Findings: p.found().Problems()}
	case r.Next == "":
		return steps.Event{On: "end"}, nil
	case p.noPlace != nil: // only the end needs no place
		return steps.Event{}, p.noPlace
	case r.Next == "make" && len(found) > 0: // the proof would wait for minutes and fail
		return steps.Event{}, &outcome.Stopped{Why: "A new secret could not be proven as things stand, " +
			"so none was made and nothing was changed. First: ssowizard validate, which offers the repair.",
			Findings: found}
	case r.Next == "make":
		return steps.Event{On: "make"}, nil
	case !p.proved:
		return steps.Event{On: "prove"}, nil
	}
	return steps.Event{On: steps.Back}, nil
}

// proofByFlags says what the proof came to, and leaves it.
func (p *pages) proofByFlags(_ context.Context, at *steps.Frame, page steps.Page) (steps.Event, error) {
	var e steps.Event
	if p.failed == nil { // else its sign-in has ended
		p.tell(at, page)
		p.proved, e.On = true, steps.Back
	}
	return e, nil
}

// renewedAlone ends a renewal without a person: with what is left for one.
func (f *front) renewedAlone(ctx context.Context) error {
	if f.over {
		f.reportRenewal()
		return nil
	}
	unwritten := f.remind(ctx, false)
	f.reportRenewal()
	if proof := f.eng.Snapshot().Proof.Value; !proof.Good {
		return unproven(proof, "The new secret was made and kept, but it could not be proven. The old "+
			"one is untouched.")
	}
	return unwritten
}

func (f *front) reportRenewal() {
	if f.cfg.JSON {
		return
	}
	p := f.eng.Profile()
	f.Answer("New client secret: %s, kept in: %s, ends on %s", p.Secret.Name, p.Secret.Keeper,
		text.Day(p.Secret.End))
	for _, ph := range f.eng.Renewal().Phases {
		f.Answer("%-32s %s", ph.Title, sheet.States[ph.Status])
	}
	left := f.leftOfRenewal()
	if len(left) == 0 {
		return
	}
	if p.Renewal == nil {
		f.Answer("Left for you:")
	} else {
		f.Answer("Left for you, with ssowizard renew:")
	}
	for _, l := range left {
		f.Answer("  %s", l)
	}
}

// leftOfRenewal is what a person still has to do, in order; where no renewal is
// under way, no more than the reminders that could not be written.
func (f *front) leftOfRenewal() []string {
	var left []string
	if f.unreminded {
		left = append(left, "Note the end of the new secret, "+text.Day(f.eng.Profile().Secret.End)+": "+
			"the reminders could not be written. On the full screen of ssowizard validate, t writes them.")
	}
	if f.stays != "" {
		left = append(left, f.stays)
	}
	r := f.eng.Renewal()
	if f.eng.Profile().Renewal == nil || r.Next == "" {
		return left
	}
	does := map[string]string{
		"prove": "Have it proven that the new secret works.",
		"hand-over": "Paste the new value into \"Client Secret\" of the MTP portal and press \"Save " +
			"changes\".",
		"pilot": "Let one person sign in with \"Sign in with Microsoft\".",
	}
	for _, p := range r.Phases {
		if do := does[p.ID]; do != "" && !p.Status.Settled() {
			left = append(left, do)
		}
	}
	for _, o := range r.Old {
		left = append(left, "Remove: "+text.Ended(f.oldWords(o))+" "+o.Why)
	}
	return left
}

// renewInCheck goes through a renewal in the middle of a check, and on with the page below.
// An error ends a try, not the check: another begins with what is there now, not with what
// was unread.
func (p *pages) renewInCheck(ctx context.Context) error {
	_ = p.probe(ctx) // a check has not tried the keychain; where none answers, another place is asked for
	p.over = false
	err := p.renewed(ctx, p.through(ctx, steps.TaskRenew, steps.At(steps.PageRenew, nil)))
	if err != nil && !p.fatal(ctx, err) {
		p.failure(err)
		err = p.withSession(ctx, func() error { return p.observeUnread(ctx) })
	}
	if err != nil {
		return err
	}
	return p.returned(ctx, steps.Event{On: steps.Returned, From: steps.PageRenew})
}

// renewed ends a renewal with a person, at its end or where they left it.
func (f *front) renewed(ctx context.Context, err error) error {
	if !f.over {
		return f.leaveRenewal(cmp.Or(err, talk.ErrLeft))
	}
	err = f.remind(ctx, true)
	if err == nil || f.unreminded {
		f.reportRenewal()
	}
	return err
}

// leaveRenewal ends a renewal that was left on purpose without a complaint.
func (f *front) leaveRenewal(err error) error {
	if !errors.Is(err, talk.ErrLeft) {
		return err
	}
	switch {
	case f.cfg.Practice != nil:
		f.Say("Left. The practice is over, and nothing real was touched.")
	case f.valueAtStake():
		f.Say("Left. %s The old secret works until then.", engine.ValueLost)
	default:
		f.Say("Left. Nothing is lost: ssowizard renew goes on from here, and the old secret works until " +
			"then.")
	}
	return nil
}

// remind writes the calendar file where it was asked for, or asks.
func (f *front) remind(ctx context.Context, ask bool) error {
	more := f.renewal
	path := more.File
	if more.Calendar == nil || path == "" && !ask {
		return nil
	}
	if path == "" {
		_, err := f.aside(ctx, steps.Move{To: steps.PageCalendar})
		return err
	}
	if err := more.Calendar(path, f.eng.Profile()); err != nil {
		f.unreminded = true
		return &outcome.Unwritten{What: "The reminders could not be written: " + text.Sentence(err.Error()),
			Means: "The new secret is not touched by that.",
			Do: "Note when it ends, or write them from the full screen of ssowizard validate with " +
				"t.", Cause: err}
	}
	f.Say("Reminders written to %s. They hold no secret.", text.Clean(path))
	return nil
}
