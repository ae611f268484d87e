package change

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Lifetimes are the lives of a new secret that are offered, in months, the one that
// bvoip's procedure asks for first. Any from 1 to 24 may be given: the portal offers
// no longer ones.
func Lifetimes() []int { return []int{setup.SecretMonths, 12, 6} }

// LifetimeReasons are bvoip's two, of the same page: one for a long life and one for
// a short one.
const LifetimeReasons = "bvoip's procedure asks for 24 months. The same page calls the shortest lifetime " +
	"best practice: a value that leaks works for less long, and you renew it sooner."

// LifetimeWords names a life that is offered, and what it means for whoever renews.
func LifetimeWords(months int) (title, means string) {
	title = text.Count(months, "month")
	switch {
	case months == setup.SecretMonths:
		return title, "as the procedure asks; renewed every other year"
	case months == 12:
		return title, "renewed every year"
	case months == 6:
		return title, "safer still; renewed twice a year"
	case months < 12:
		return title, "safer still; renewed sooner"
	}
	return title, "renewed before it ends"
}

// nextShorter is the longest life that ends before one that was refused.
func nextShorter(now, refused time.Time) (days int, end time.Time, ok bool) {
	i := slices.IndexFunc(judge.ShorterDays, func(n int) bool { return judge.InDays(now, n).Before(refused) })
	if i < 0 {
		return 0, time.Time{}, false
	}
	return judge.ShorterDays[i], judge.InDays(now, judge.ShorterDays[i]), true
}

// fitting makes the secret, and where a policy that could not be read refuses its
// life, one of a shorter life: what was refused was not made. An answer that was
// lost is left to the caller, who looks first.
func (o *AddSecret) fitting(ctx context.Context, r Env, c *graph.Client,
	note func(Note)) (graph.Password, error) {
	for {
		pw, err := addAllowed(ctx, r, c, o, note)
		if !errors.Is(err, graph.ErrLifetimeCapped) || !o.blind {
			return pw, err
		}
		days, end, ok := nextShorter(r.Now(), o.End)
		if !ok {
			return pw, err
		}
		note(Note{Text: fmt.Sprintf("A policy of your tenant refuses a secret until %s, "+
			"and none was made. Asking for %d days", text.Day(o.End), days)})
		o.End, o.days = end, days
		if err := r.Update(func(p *setup.Profile) {
			if p.Pending != nil {
				p.Pending.Days = days
			}
		}); err != nil {
			return pw, err
		}
	}
}

// lifeWords says of a secret that was made how long it lives, where that is less
// than was asked for.
func (o *AddSecret) lifeWords() string {
	if o.days == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d days: a policy of your tenant refuses longer ones)", o.days)
}
