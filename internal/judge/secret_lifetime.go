package judge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Life is how long a new secret would live as things stand.
type Life struct {
	End    time.Time
	Months int  // as chosen
	Capped bool // a policy that was read allows less than that
	Blind  bool // no policy could be read, so one may refuse it and take less
}

// LifeOf is the end a new secret will have: as chosen, or as long as the policy of
// the tenant allows.
func LifeOf(s setup.Snapshot, p setup.Profile) Life {
	l := Life{Months: p.Wanted.Months(), Blind: !s.Secrets.Known}
	l.End, l.Capped = setup.SecretEnd(s.At, s.Secrets)
	if wish := s.At.AddDate(0, l.Months, 0).UTC().Truncate(time.Second); l.Months != setup.SecretMonths &&
		wish.Before(l.End) {
		l.End, l.Capped = wish, false
	}
	return l
}

// Why says in one sentence why a secret will live until then.
func (l Life) Why() string {
	switch {
	case l.Capped:
		return "the longest your tenant allows"
	case l.Months == setup.SecretMonths:
		return "24 months, as the procedure asks"
	}
	return text.Count(l.Months, "month") + ", as chosen"
}

// Otherwise says what is made where a policy that could not be read refuses that
// end; "" where nothing else is.
func (l Life) Otherwise(now time.Time) string {
	var shorter []string
	for _, n := range ShorterDays {
		if InDays(now, n).Before(l.End) {
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
	return "if a policy refuses that: " + strings.Join(shorter[:last], ", ") + " or " + shorter[last] +
		" days, the longest that it takes"
}

// ShorterDays are the lives that are tried one after the other where a policy that
// could not be read refuses a longer one.
var ShorterDays = []int{365, 180, 90, 60, 30}

// InDays is the end of a life of so many days, less the hour of SecretEnd.
func InDays(now time.Time, n int) time.Time {
	return now.Add(time.Duration(n)*24*time.Hour - time.Hour).UTC().Truncate(time.Second)
}

// cutFindings says of the secret in use that a policy, which could not be read,
// refused a longer life.
func cutFindings(s setup.Snapshot, p setup.Profile) []setup.Finding {
	if s.Secrets.Known || p.Secret.Days == 0 {
		return nil // the policy itself is judged
	}
	return []setup.Finding{{Code: setup.CodeSecretPolicyCap, Variant: "cut", Level: setup.LevelNote,
		Subject: unnamedPolicy, Args: messages.With("days", strconv.Itoa(p.Secret.Days), "months",
			strconv.Itoa(p.Wanted.Months()))}}
}

// MadeHere tells whether a receipt says that this wizard made the secret.
func MadeHere(p setup.Profile, keyID string) bool {
	return slices.ContainsFunc(p.Receipts, func(rec setup.Receipt) bool {
		return rec.Of(setup.ObjectSecret, keyID) && !rec.Gone && rec.Action != setup.UndoAction
	})
}

// Usable tells whether Entra takes a secret at a time.
func Usable(c graph.Password, now time.Time) bool {
	return !c.Ended(now) && !c.StartDateTime.After(now)
}
