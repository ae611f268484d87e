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
	"ssowizard/internal/setup"
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
	f := newCheck(c)
	f.sayServices()
	f.written = func(run document.Run) any { return document.NewRenew(run, f.began, f.leftOfRenewal()) }
	f.command, f.task, f.wants = "renew", "renew", f.renewLacks
	f.renewal = more
	err := f.renew(ctx)
	return f.finish(ctx, f.tellConsent(ctx, err, errors.Is(err, errLeave)))
}

func (f *front) renew(ctx context.Context) error {
	f.heading("Renew the client secret")
	f.eng.SignInFor(change.ForRenewal)
	if lacks := f.renewLacks(); f.cfg.NoInput && len(lacks) > 0 {
		return &outcome.Missing{Lacks: lacks}
	}
	if err := f.openWritable(ctx); err != nil {
		return err
	}
	noPlace := f.placeForSecret(ctx)
	if noPlace != nil && (!f.cfg.NoInput || f.eng.Profile().Renewal == nil) {
		return noPlace
	}
	if err := f.signInToWrite(ctx); err != nil {
		return err
	}
	if err := f.practiceGround(ctx); err != nil {
		return err
	}
	if err := f.findSetup(ctx); err != nil {
		return err
	}
	if app := f.eng.Snapshot().App; !app.Known || app.Value == nil {
		x := f.found()
		return &outcome.Stopped{Why: "The registration cannot be read, so its secret cannot be renewed.", Findings: x.Problems()}
	}
	f.began = document.Mark(f.eng.Profile())
	if noPlace != nil && f.eng.Renewal().Next != "" {
		return noPlace // it is only needed no more where nothing is left but to end
	}
	if f.cfg.NoInput {
		f.tellPage(steps.TaskRenew, steps.PageRenew)
		return f.renewUnattended(ctx)
	}
	return f.renewAsked(ctx)
}

// renewLacks is what a renewal without a person lacks.
func (f *front) renewLacks() []outcome.Lack {
	var lacks []outcome.Lack
	if f.cfg.Domain == "" && f.cfg.Profile == "" {
		lacks = append(lacks, outcome.Lack{Flag: "--tenant DOMAIN", What: "your company's domain, as contoso.com; or --profile NAME"})
	}
	if !f.cfg.Yes {
		lacks = append(lacks, outcome.Lack{Flag: "--yes", What: "agreement to the new secret, which is shown first"})
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
		end = "ends on " + endWords(f.eng.Now(), c.EndDateTime)
	}
	return fmt.Sprintf("%s, begins with %s, %s, key id %s; %s", name, c.Hint, end, c.KeyID, o.By())
}

// renewUnattended makes and proves the new secret and lists what a person has
// to do then.
func (f *front) renewUnattended(ctx context.Context) error {
	if f.eng.Profile().Renewal != nil && f.eng.Renewal().Next == "" {
		// An earlier run did all of it but this.
		err := f.through(ctx, steps.TaskRenew, steps.At(steps.PageRenew, nil), f.unattendedPart("end"))
		if errors.Is(err, errLeave) {
			err = nil
		}
		f.reportRenewal()
		return err
	}
	if err := f.stopUnprovable(); err != nil {
		return err
	}
	if err := f.forbiddenRenewal(f.allowedFirst(ctx, f.makeNew)); err != nil {
		return err
	}
	proof, err := f.prove(ctx)
	if err != nil {
		return err
	}
	unwritten := f.remind(ctx, false)
	f.reportRenewal()
	if proof.Good {
		return unwritten
	}
	return unproven(proof, "The new secret was made and kept, but it could not be proven. The old one is untouched.")
}

// stopUnprovable ends a renewal before its first write, where it is known that no
// token with the new secret could carry the role: the proof would wait for minutes
// and fail, and a secret nobody needs would be left.
func (f *front) stopUnprovable() error {
	found := f.eng.RenewStops()
	if f.eng.Renewal().Next != "make" || len(found) == 0 {
		return nil
	}
	return &outcome.Stopped{Why: "A new secret could not be proven as things stand, so none was made and nothing was changed. First: ssowizard validate, which offers the repair.", Findings: found}
}

func (f *front) reportRenewal() {
	if f.cfg.JSON {
		return
	}
	p := f.eng.Profile()
	f.answer("New client secret: %s, kept in: %s, ends on %s", p.Secret.Name, p.Secret.Keeper, text.Day(p.Secret.End))
	for _, ph := range f.eng.Renewal().Phases {
		f.answer("%-32s %s", ph.Title, stateWords[ph.Status])
	}
	left := f.leftOfRenewal()
	if len(left) == 0 {
		return
	}
	if p.Renewal == nil {
		f.answer("Left for you:")
	} else {
		f.answer("Left for you, with ssowizard renew:")
	}
	for _, l := range left {
		f.answer("  %s", l)
	}
}

// leftOfRenewal is what a person still has to do, in order; where no renewal is
// under way, no more than the reminders that could not be written.
func (f *front) leftOfRenewal() []string {
	var left []string
	if f.unreminded {
		left = append(left, "Note the end of the new secret, "+text.Day(f.eng.Profile().Secret.End)+": the reminders could not be written. On the full screen of ssowizard validate, t writes them.")
	}
	if f.stays != "" {
		left = append(left, f.stays)
	}
	r := f.eng.Renewal()
	if f.eng.Profile().Renewal == nil || r.Next == "" {
		return left
	}
	does := map[string]string{
		"prove":     "Have it proven that the new secret works.",
		"hand-over": "Paste the new value into \"Client Secret\" of the MTP portal and press \"Save changes\".",
		"pilot":     "Let one person sign in with \"Sign in with Microsoft\".",
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

// makeNew has the new secret planned, shown and written, unless an earlier run did.
func (f *front) makeNew(ctx context.Context) error {
	if f.eng.Renewal().Next != "make" {
		f.say("A renewal is under way already; it goes on with the secret that was made.")
		return nil
	}
	return f.through(ctx, steps.TaskRenew, steps.At(steps.PageRenew, nil), f.unattendedPart("make"))
}

// unattendedPart does one part of a renewal where nobody can be asked, while it is the
// next one, and then leaves the pages.
func (f *front) unattendedPart(part string) func(*steps.Frame, steps.Page) (steps.Event, bool) {
	return func(at *steps.Frame, _ steps.Page) (steps.Event, bool) {
		f.noteEnd(at)
		if at.ID != steps.PageRenew {
			return steps.Event{}, false
		}
		if next := f.eng.Renewal().Next; part == "make" && next != "make" {
			return steps.Event{On: steps.Back}, true
		}
		return steps.Event{On: steps.ChoiceID(part)}, true
	}
}

// noteEnd keeps what the document says of the end of a renewal.
func (f *front) noteEnd(at *steps.Frame) {
	if over, ended := at.Local.(steps.RenewalOver); ended {
		f.over, f.stays = true, over.Stays
	}
}

// renewAsked goes through the renewal with a person, to its end or until they leave.
func (f *front) renewAsked(ctx context.Context) error {
	f.over = false
	err := f.through(ctx, steps.TaskRenew, steps.At(steps.PageRenew, nil), func(at *steps.Frame, _ steps.Page) (steps.Event, bool) {
		f.noteEnd(at)
		return steps.Event{}, false
	})
	if !f.over {
		return f.leaveRenewal(cmp.Or(err, errLeave))
	}
	err = f.remind(ctx, true)
	if err == nil || f.unreminded {
		f.reportRenewal()
	}
	return err
}

// leaveRenewal ends a renewal that was left on purpose without a complaint.
func (f *front) leaveRenewal(err error) error {
	if !errors.Is(err, errLeave) {
		return err
	}
	switch {
	case f.cfg.Practice != nil:
		f.say("Left. The practice is over, and nothing real was touched.")
	case f.valueAtStake():
		f.say("Left. %s The old secret works until then.", engine.ValueLost)
	default:
		f.say("Left. Nothing is lost: ssowizard renew goes on from here, and the old secret works until then.")
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
		yes, err := f.agreeAnew(ctx, "Write a calendar file with reminders 60, 30 and 7 days before the new secret ends?")
		if err != nil || !yes {
			return err
		}
		if path, err = f.ask(ctx, question{text: "File", value: "ssowizard-renewal.ics", help: "A name that ends in .ics; any calendar program can open it."}); err != nil {
			return err
		}
	}
	if err := more.Calendar(path, f.eng.Profile()); err != nil {
		if more.File == "" { // the one who typed it reads this and decides
			f.say("The reminders could not be written: %s", text.Sentence(err.Error()))
			return nil
		}
		f.unreminded = true
		return &outcome.Unwritten{What: "The reminders could not be written: " + text.Sentence(err.Error()),
			Means: "The new secret is not touched by that.", Do: "Note when it ends, or write them from the full screen of ssowizard validate with t.", Cause: err}
	}
	f.say("Reminders written to %s. They hold no secret.", text.Clean(path))
	return nil
}
