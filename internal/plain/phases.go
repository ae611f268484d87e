package plain

import (
	"context"
	"fmt"
	"slices"

	"ssowizard/internal/judge"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/sheet"
	"ssowizard/internal/steps"
)

// phases leads through the pages of the phases, until the walk is at its end or the
// person leaves.
func (f *front) phases(ctx context.Context) error {
	p := f.pages("")
	p.walking = true
	for at := f.eng.Verdict(judge.Walking).Next(); at != ""; at = p.next {
		p.next, p.before = "", map[string]string{}
		if err := p.enter(ctx, p.walk.PhaseFrame(at)); err != nil {
			return err
		}
		if err := p.lead(ctx); err != nil {
			return err
		}
	}
	return nil
}

// preselect is what Enter alone takes on a page of the setup. Where a page comes again
// as it was, Enter alone has led back to it once: after that it leads nowhere by itself.
func (p *pages) preselect(page steps.Page, preset int) int {
	if page.Phase == "" || page.Box {
		return preset
	}
	now := fmt.Sprint(p.reportOf(page.Phase).Status, page.Choices)
	again := now == p.before[page.Code]
	if p.before[page.Code] = now; again {
		return 0
	}
	return preset
}

// ways puts what this front does by itself in a phase into the list of its page: before
// the portal's way, and without a sign-in after it.
func (p *pages) ways(page steps.Page, list []talk.Option, events []steps.Event) ([]talk.Option,
	[]steps.Event) {
	var ids []string
	for _, c := range page.Choices {
		if c.Way != "" && c.Off == "" {
			ids = append(ids, string(c.Way))
		}
	}
	p.offered(Offer{Of: page.Phase, IDs: ids})
	if page.Phase != "1" {
		return list, events
	}
	own, does := p.signInOptions()
	at := slices.IndexFunc(events, func(e steps.Event) bool { return e.On == "portal" })
	if p.byHand {
		at++
	}
	return slices.Insert(list, at, own...), slices.Insert(events, at, does...)
}

// does is a choice of this front alone. A phase that is settled by it leads on.
func (p *pages) does(ctx context.Context, page steps.Page, do does) error {
	err := do(ctx)
	if now := p.reportOf(page.Phase); err == nil && p.next == "" && now.Status.Settled() {
		p.Say("%s: %s.", now.Phase.Heading(), sheet.States[now.Status])
		p.stack, p.next = nil, p.walk.Following(page.Phase)
	}
	return err
}

func (f *front) reportOf(id string) judge.PhaseReport { return f.eng.Verdict(judge.Walking).Phase(id) }
