package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// Lifetimes are the lives of a new secret that are offered, in months, the one that
// bvoip's procedure asks for first. Any from 1 to 24 may be given: the portal offers
// no longer ones.
func Lifetimes() []int { return []int{secretMonths, 12, 6} }

// LifetimeReasons are bvoip's two, of the same page: one for a long life and one for
// a short one.
const LifetimeReasons = "bvoip's procedure asks for 24 months. The same page calls the shortest lifetime best practice: a value that leaks works for less long, and you renew it sooner."

// LifetimeWords names a life that is offered, and what it means for whoever renews.
func LifetimeWords(months int) (title, means string) {
	title = text.Count(months, "month")
	switch {
	case months == secretMonths:
		return title, "as the procedure asks; renewed every other year"
	case months == 12:
		return title, "renewed every year"
	case months < 12:
		return title, "safer still; renewed " + map[bool]string{true: "twice a year", false: "sooner"}[months == 6]
	}
	return title, "renewed before it ends"
}

// MonthsError says that a secret cannot live for so many months.
type MonthsError struct{ Months int }

func (e *MonthsError) Error() string {
	return fmt.Sprintf("a client secret lives 1 to %d months, not %d", secretMonths, e.Months)
}

// CheckMonths tells whether a new secret may live for so many months.
func CheckMonths(n int) error {
	if n < 1 || n > secretMonths {
		return &MonthsError{n}
	}
	return nil
}

// SetSecretMonths chooses how long the next secret is to live. What exists keeps
// its end.
func (r *Runner) SetSecretMonths(n int) error {
	if err := CheckMonths(n); err != nil {
		return err
	}
	return r.update(func(p *Profile) { p.Wanted.SecretMonths = n })
}

// Months is how long a new secret is to live.
func (w Wanted) Months() int {
	if CheckMonths(w.SecretMonths) != nil {
		return secretMonths
	}
	return w.SecretMonths
}

// Life is how long a new secret would live as things stand.
type Life struct {
	End    time.Time
	Months int  // as chosen
	Capped bool // a policy that was read allows less than that
	Blind  bool // no policy could be read, so one may refuse it and take less
}

// LifeOf is the end a new secret will have: as chosen, or as long as the policy of
// the tenant allows.
func LifeOf(s Snapshot, p Profile) Life {
	l := Life{Months: p.Wanted.Months(), Blind: !s.Secrets.Known}
	l.End, l.Capped = SecretEnd(s.At, s.Secrets)
	if wish := s.At.AddDate(0, l.Months, 0).UTC().Truncate(time.Second); l.Months != secretMonths && wish.Before(l.End) {
		l.End, l.Capped = wish, false
	}
	return l
}

// Why says in one sentence why a secret will live until then.
func (l Life) Why() string {
	switch {
	case l.Capped:
		return "the longest your tenant allows"
	case l.Months == secretMonths:
		return "24 months, as the procedure asks"
	}
	return text.Count(l.Months, "month") + ", as chosen"
}

// Otherwise says what is made where a policy that could not be read refuses that
// end; "" where nothing else is.
func (l Life) Otherwise(now time.Time) string {
	var shorter []string
	for _, n := range shorterDays {
		if inDays(now, n).Before(l.End) {
			shorter = append(shorter, fmt.Sprint(n))
		}
	}
	switch {
	case !l.Blind || len(shorter) == 0:
		return ""
	case len(shorter) == 1:
		return "if a policy refuses that: " + shorter[0] + " days"
	}
	last := len(shorter) - 1
	return "if a policy refuses that: " + strings.Join(shorter[:last], ", ") + " or " + shorter[last] + " days, the longest that it takes"
}

// shorterDays are the lives that are tried one after the other where a policy that
// could not be read refuses a longer one.
var shorterDays = []int{365, 180, 90, 60, 30}

// inDays is the end of a life of so many days, less the hour of SecretEnd.
func inDays(now time.Time, n int) time.Time {
	return now.Add(time.Duration(n)*24*time.Hour - time.Hour).UTC().Truncate(time.Second)
}

// nextShorter is the longest life that ends before one that was refused.
func nextShorter(now, refused time.Time) (days int, end time.Time, ok bool) {
	i := slices.IndexFunc(shorterDays, func(n int) bool { return inDays(now, n).Before(refused) })
	if i < 0 {
		return 0, time.Time{}, false
	}
	return shorterDays[i], inDays(now, shorterDays[i]), true
}

// fitting makes the secret, and where a policy that could not be read refuses its
// life, one of a shorter life: what was refused was not made. An answer that was
// lost is left to the caller, who looks first.
func (o *addSecret) fitting(ctx context.Context, r *Runner, c *graph.Client, note func(Note)) (graph.Password, error) {
	for {
		pw, err := r.addAllowed(ctx, c, o, note)
		if !errors.Is(err, graph.ErrLifetimeCapped) || !o.blind {
			return pw, err
		}
		days, end, ok := nextShorter(r.cfg.Now(), o.end)
		if !ok {
			return pw, err
		}
		note(Note{Text: fmt.Sprintf("A policy of your tenant refuses a secret until %s, and none was made. Asking for %d days", text.Day(o.end), days)})
		o.end, o.days = end, days
		if err := r.update(func(p *Profile) {
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
func (o *addSecret) lifeWords() string {
	if o.days == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d days: a policy of your tenant refuses longer ones)", o.days)
}

// cutFindings says of the secret in use that a policy, which could not be read,
// refused a longer life.
func cutFindings(s Snapshot, p Profile) []Finding {
	if s.Secrets.Known || p.Secret.Days == 0 {
		return nil // the policy itself is judged
	}
	got := text.Count(p.Secret.Days, "day")
	return []Finding{{Code: CodeSecretPolicyCap, Level: LevelNote, Subject: "app management policy", Want: text.Count(p.Wanted.Months(), "month"), Got: got,
		Text: "A policy of your tenant refused a longer life, so the secret was made for " + got + ".", Remedy: "Nothing has to be done now. Renew the secret before it ends: ssowizard renew."}}
}
