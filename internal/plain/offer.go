package plain

import (
	"context"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
)

// Offer is what a person is offered at one place, as ids and not in words: the
// repairs, the ways of a phase, or the answers to a question.
type Offer struct {
	Of    string   // "repairs", a phase's id, or a question's
	IDs   []string // in the order in which they stand
	Enter string   // what Enter alone takes; "" for nothing
}

func (f *front) offered(o Offer) {
	if f.cfg.Offered != nil {
		f.cfg.Offered(o)
	}
}

// ownsTenant asks whose tenant this is, on the page that keeps the answer. Where
// something speaks for a customer's, no agreement to writes answers the question: a
// person does, or --own-tenant.
func (f *front) ownsTenant(ctx context.Context) (bool, error) {
	against, foreign := judge.OwnUnasked(f.eng.Snapshot())
	if given := f.cfg.OwnTenant && f.cfg.Yes; foreign && f.cfg.NoInput && !given {
		return false, &outcome.Stopped{Why: "Whose tenant this is could not be asked, so nothing was begun.",
			Findings: []setup.Finding{against}}
	}
	m := steps.Move{To: steps.PageOwn}
	if f.task == "" {
		m.Local = arrival.OwnStep{}
	}
	own, err := f.aside(ctx, m)
	return own == true, err
}

// offerAnswers tells whoever watches what a question offers.
func (p *pages) offerAnswers(page steps.Page, preset int) {
	o := Offer{Of: string(page.Asks), IDs: []string{string(judge.AnswerYes), string(judge.AnswerNo)}}
	if c := page.Choices[preset-1]; !c.Word {
		o.Enter = string(c.ID)
	}
	p.offered(o)
}

// agreed is the answer to a question that was agreed to beforehand.
func (p *pages) agreed(page steps.Page) (steps.Event, bool) {
	own := page.Asks == judge.AskOwnTenant && p.cfg.OwnTenant
	if !p.cfg.Yes || !page.Grave && page.Asks == "" || page.Alone && !own {
		return steps.Event{}, false
	}
	about := "Write it?"
	if page.Asks != "" {
		about = page.Heading
	}
	flag := "--yes"
	if page.Alone {
		flag = "--own-tenant"
	}
	p.say("%s Yes (%s).", about, flag)
	return steps.Event{On: "yes"}, true
}
