package plain

import (
	"context"

	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// outside is how this front does by itself what is no page of the walk yet; nil for all
// others.
func (p *pages) outside(id steps.PageID) func(context.Context) error {
	switch id {
	case steps.PageRenew:
		if p.task.ID == steps.TaskCheck {
			return p.repairByRenewal
		}
	}
	return nil
}

func (f *front) reportOf(id string) judge.PhaseReport { return f.eng.Verdict(judge.Walking).Phase(id) }

// elsewhere does what is no page of the walk, and goes on with the page below. An error
// ends a try, not the task: another begins with what is there now, not with what was
// unread.
func (p *pages) elsewhere(ctx context.Context, id steps.PageID, do func(context.Context) error) error {
	err := do(ctx)
	if err != nil && !p.fatal(ctx, err) {
		p.failure(err)
		err = p.withSession(ctx, func() error { return p.observeUnread(ctx) })
	}
	if err != nil {
		return err
	}
	return p.returned(ctx, steps.Event{On: steps.Returned, From: id})
}
