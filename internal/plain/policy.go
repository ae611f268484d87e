package plain

import (
	"context"
	"errors"
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/tasks"
)

// policy is the answer to a page where nobody can be asked; an error ends the run.
type policy func(*pages, context.Context, *steps.Frame, steps.Page) (steps.Event, error)

// policies are what a run in which nobody can be asked answers to a page, from its flags.
// An answer without a choice leaves it to --yes, and to what has nothing to decide; a page
// to which nothing of that is an answer ends the run.
var policies = map[steps.PageID]policy{
	steps.PageOwn:    (*pages).ownByFlags,
	steps.PageGround: only("everything"),
	steps.PageUndo:   (*pages).undoByFlags,
	steps.PageChoose: (*pages).chooseByFlags,
	steps.PageURIs:   only("without"),
	steps.PageRenew:  (*pages).renewByFlags,
	steps.PageProof:  (*pages).proofByFlags,
	steps.PageUnlock: (*pages).unlockByFlags,

	steps.PagePreflight: (*pages).preflightByFlags,
	"2":                 (*pages).registrationByFlags,
	steps.PageName:      (*pages).nameByFlags,
	steps.PageWhole:     only("everything"),
	// In practice nobody waits: the administrator is played.
	steps.PageCode:    only("play"),
	steps.PageBrowser: only("play"),
}

// given is the answer to a page that was given beforehand; without a choice there is none.
func (p *pages) given(ctx context.Context, at *steps.Frame, page steps.Page) (steps.Event, error) {
	if answer := policies[at.ID]; p.cfg.NoInput && answer != nil {
		return answer(p, ctx, at, page)
	}
	return steps.Event{}, nil
}

// triedAgain tells what is no reason to end a run in which nobody can be asked: a sign-in
// that ended is made anew, and a plan whose basis has changed too.
func triedAgain(err error) bool {
	return advice.Advise(err).SignInAgain || errors.Is(err, advice.ErrStalePlan)
}

// unasked is the answer where nobody can be asked: what is no reason to end the run is
// tried again, and everything else ends it.
func (p *pages) unasked(page steps.Page) (steps.Event, error) {
	way := steps.ChoiceID("code")
	if p.cfg.SignIn == "browser" {
		way = "browser"
	}
	at := slices.IndexFunc(page.Choices, func(c steps.Choice) bool { return c.ID == way || c.ID == "reread" })
	if p.tries++; at >= 0 && p.tries < 3 {
		if page.Choices[at].ID == way {
			p.Say("Signing in again; nothing is lost.")
		}
		return steps.Event{On: page.Choices[at].ID}, nil
	}
	if p.failed != nil {
		return steps.Event{}, p.failed
	}
	return steps.Event{}, outcome.ErrInputEnded
}

// ownByFlags takes an agreement to all writes for the word that the tenant is the own
// company's, unless something speaks for a customer's: then --own-tenant is wanted too.
func (p *pages) ownByFlags(context.Context, *steps.Frame, steps.Page) (steps.Event, error) {
	against, foreign := judge.OwnUnasked(p.eng.Snapshot())
	if foreign && (!p.cfg.OwnTenant || !p.cfg.Yes) {
		return steps.Event{}, &outcome.Stopped{Why: "Whose tenant this is could not be asked, so nothing " +
			"was begun.",
			Findings: []setup.Finding{against}}
	}
	return steps.Event{}, nil
}

// unlockByFlags leaves the file closed, which says why the secret cannot be had.
func (p *pages) unlockByFlags(ctx context.Context, _ *steps.Frame, _ steps.Page) (steps.Event, error) {
	_, err := p.eng.Secret(ctx)
	return steps.Event{On: steps.Back}, err
}

// only answers a page with one choice.
func only(id steps.ChoiceID) policy {
	return func(*pages, context.Context, *steps.Frame, steps.Page) (steps.Event, error) {
		return steps.Event{On: id}, nil
	}
}

// openWritable takes up the company and what this computer remembers of it.
func (f *front) openWritable(ctx context.Context) error {
	if f.cfg.SignIn == "none" {
		return &outcome.Refused{Flag: "--sign-in", Why: "Nothing can be written without a sign-in.",
			Remedy: "Give device or browser."}
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

// signedIn signs in, and leads through the pages of the task from the reading on.
func (f *front) signedIn(ctx context.Context) error {
	if f.cfg.NoInput && f.cfg.AllowSecret {
		f.eng.StepUp(change.ScopesToAllow()) // there is no second sign-in in such a run
	}
	if err := f.signIn(ctx); err != nil {
		return err
	}
	_, err := f.fromReading(ctx, f.task, "")
	return err
}

// fromReading leads through the pages that come after a sign-in, from the reading on, and
// gives what they brought back. They end before the page until.
func (f *front) fromReading(ctx context.Context, task steps.TaskID, until steps.PageID) (any, error) {
	for {
		if f.byHand {
			return nil, &outcome.NotSignedIn{Cause: advice.ErrNotSignedIn}
		}
		f.chat("Signed in as %s. Reading what is there.", f.who())
		p := f.pages(task)
		p.until = until
		err := p.follow(ctx, nil, arrival.Arrived(&steps.SignIn{}))
		if err == nil {
			err = p.lead(ctx)
		}
		if err != nil || p.brought != steps.PageTenant { // else it is about another company now
			return p.brought, err
		}
		f.cfg.Domain = ""
		if err := f.signIn(ctx); err != nil {
			return nil, err
		}
	}
}

// noted keeps how things stood before a task changes them, and how one ended.
func (p *pages) noted(at *steps.Frame) {
	switch at.ID {
	case steps.PageUndo, steps.PageRenew:
		if !p.began.Known() {
			p.began = document.Mark(p.eng.Profile())
		}
	case steps.PageReport:
		if !p.judging {
			p.judging, p.reported = true, p.eng.Profile().Secret.KeyID
		}
	}
	if over, ended := at.Local.(tasks.RenewalOver); ended {
		p.over, p.stays = true, over.Stays
	}
}
