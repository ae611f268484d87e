package plain

import (
	"context"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
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

// answerOwn asks whose tenant it is, with the engine's answer under Enter. It says first
// what speaks for a customer's. Where something does, no agreement to writes answers the
// question: a person does, or --own-tenant.
func (f *front) answerOwn(ctx context.Context) (bool, error) {
	const words = "Is this your own company's tenant, not a customer's?"
	preset := judge.AskOwnTenant.Default(f.eng.Snapshot())
	f.offered(Offer{Of: string(judge.AskOwnTenant), IDs: []string{string(judge.AnswerYes), string(judge.AnswerNo)},
		Enter: string(preset)})
	against, foreign := judge.OwnUnasked(f.eng.Snapshot())
	ask := func() (bool, error) { return f.agreeTo(ctx, words, judge.AskOwnTenant.Why(), preset) }
	if !foreign {
		return ask()
	}
	given := f.cfg.OwnTenant && f.cfg.Yes
	if f.cfg.NoInput && !given {
		return false, &outcome.Stopped{Why: "Whose tenant this is could not be asked, so nothing was begun.", Findings: []setup.Finding{against}}
	}
	f.say("%s", judge.CustomersSign(f.eng.Snapshot()))
	if given {
		f.say("%s Yes (--own-tenant).", words)
		return true, nil
	}
	return f.anew(ask)
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
