package plain

import (
	"context"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
)

// Offer is what a person is offered at one place, as ids and not in words: the
// repairs, the ways of a stage, or the answers to a question.
type Offer struct {
	Of    string   // "repairs", a stage's id, or a question's
	IDs   []string // in the order in which they stand
	Enter string   // what Enter alone takes; "" for nothing
}

func (f *front) offered(o Offer) {
	if f.cfg.Offered != nil {
		f.cfg.Offered(o)
	}
}

// answerTo asks a question that only a person can answer, with the engine's answer
// under Enter. What writes were agreed to beforehand does not answer it, unless it
// is asked before any write.
func (f *front) answerTo(ctx context.Context, q judge.Question) (bool, error) {
	preset := q.Default(f.eng.Snapshot())
	f.offered(Offer{Of: string(q), IDs: []string{string(judge.AnswerYes), string(judge.AnswerNo)}, Enter: string(preset)})
	switch q {
	case judge.AskOwnTenant:
		return f.answerOwn(ctx, preset)
	case judge.AskOpenToAll, judge.AskDropUnclaimed:
		return f.anew(func() (bool, error) { return f.agreeTo(ctx, questionWords[q], q.Why(), preset) })
	case judge.AskReplaceNear:
	}
	return f.agreeTo(ctx, questionWords[q], q.Why(), preset)
}

// answerOwn says first what speaks for a customer's tenant. Where something does, no
// agreement to writes answers the question: a person does, or --own-tenant.
func (f *front) answerOwn(ctx context.Context, preset judge.Answer) (bool, error) {
	against, foreign := judge.OwnUnasked(f.eng.Snapshot())
	ask := func() (bool, error) {
		return f.agreeTo(ctx, questionWords[judge.AskOwnTenant], judge.AskOwnTenant.Why(), preset)
	}
	if !foreign {
		return ask()
	}
	given := f.cfg.OwnTenant && f.cfg.Yes
	if f.cfg.NoInput && !given {
		return false, &outcome.Stopped{Why: "Whose tenant this is could not be asked, so nothing was begun.", Findings: []setup.Finding{against}}
	}
	f.say("%s", judge.CustomersSign(f.eng.Snapshot()))
	if given {
		f.say("%s Yes (--own-tenant).", questionWords[judge.AskOwnTenant])
		return true, nil
	}
	return f.anew(ask)
}

var questionWords = map[judge.Question]string{
	judge.AskOwnTenant:     "Is this your own company's tenant, not a customer's?",
	judge.AskReplaceNear:   "Replace the addresses that are nearly the same? (no: they stay beside the right ones)",
	judge.AskDropUnclaimed: "Does nobody use it, so that it can be removed? (no: it stays)",
	judge.AskOpenToAll:     "Only assigned people may sign in. Somebody may have wanted that. Open it to everybody in the company?",
}
