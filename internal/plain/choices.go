package plain

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// specials are what some phases offer beyond the three ways.
func (f *front) specials() map[string]func(judge.PhaseReport) []option {
	return map[string]func(judge.PhaseReport) []option{
		"1":     f.signInOptions,
		"12-14": f.boardOptions,
	}
}

// agreePlan asks before a write; who wants to see the requests sees them first.
// Enter alone is a no, as on the full screen.
func (f *front) agreePlan(ctx context.Context, plan change.Plan) (bool, error) {
	if f.cfg.Yes && !plan.Unattributed {
		return f.agree(ctx, "Write it?", judge.AnswerYes)
	}
	options := []option{{label: plan.Yes()}, {label: "No, go back"}, {label: "Show the requests"}}
	for {
		n, err := f.choose(ctx, options, 2)
		switch {
		case err == nil && n == 1:
			f.say("Nothing was written.")
			return false, nil
		case err != nil || n != 2:
			return n == 0 && err == nil, err
		}
		f.showRequests(plan)
	}
}
