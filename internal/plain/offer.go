package plain

import (
	"ssowizard/internal/judge"
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

// offerSignIn tells whoever watches which ways to sign in a page offers.
func (p *pages) offerSignIn(id steps.PageID, page steps.Page) {
	var ids []string
	for _, c := range page.Choices {
		if c.Through != "" {
			ids = append(ids, string(c.Through))
		}
	}
	if len(ids) > 0 && (id == steps.PageTenant || id == steps.PageCode || id == steps.PageBrowser) {
		p.offered(Offer{Of: "sign-in", IDs: ids})
	}
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
	p.Say("%s Yes (%s).", about, flag)
	return steps.Event{On: "yes"}, true
}
