package plain

import (
	"context"
	"errors"
	"slices"

	"ssowizard/internal/change"
)

// errReplan says that something was chosen that changes what is to be written.
var errReplan = errors.New("chosen anew; the plan is made again")

// replanned does what plans and asks, again for as long as the answer changes the
// plan.
func (f *front) replanned(ctx context.Context, do func() error) error {
	for {
		if err := do(); !errors.Is(err, errReplan) || ctx.Err() != nil {
			return err
		}
	}
}

// askLifetime asks how long the next secret is to live, with the reasons for a long
// life and for a short one.
func (f *front) askLifetime(ctx context.Context, now int) error {
	f.say("%s", change.LifetimeReasons)
	var options []option
	offered := change.Lifetimes()
	for _, n := range offered {
		title, means := change.LifetimeWords(n)
		options = append(options, option{label: title + " (" + means + ")"})
	}
	n, err := f.choose(ctx, options, max(slices.Index(offered, now), 0)+1)
	if err != nil {
		return err
	}
	if err := f.eng.SetSecretMonths(offered[n]); err != nil {
		return err
	}
	return errReplan
}

// months names a life.
func months(n int) string {
	title, _ := change.LifetimeWords(n)
	return title
}
