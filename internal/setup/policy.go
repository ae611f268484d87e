package setup

import (
	"fmt"
	"strconv"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// FullLifetime is the shortest span that 24 months can be; a policy that allows
// it does not cap.
const FullLifetime = 730 * 24 * time.Hour

// SecretEnd is the end a new secret will have: 24 months from now, or the
// longest the tenant's policy allows, less an hour so that neither a slow clock
// nor the request's own time crosses the limit.
func SecretEnd(now time.Time, policy Part[SecretPolicy]) (end time.Time, capped bool) {
	end = now.AddDate(0, SecretMonths, 0).UTC().Truncate(time.Second)
	if !policy.Known || policy.Value.MaxLifetime == 0 {
		return end, false
	}
	if latest := now.Add(policy.Value.MaxLifetime - time.Hour).UTC().Truncate(
		time.Second); latest.Before(end) {
		return latest, policy.Value.MaxLifetime < FullLifetime
	}
	return end, false
}

// SecretPolicy is the rule on client secrets that holds for one registration.
type SecretPolicy struct {
	Forbidden   bool
	MaxLifetime time.Duration // 0: no cap
	PolicyName  string        // of the policy that forbids, else of the one that caps
	Doubt       Doubt         // why what forbids may not hold after all
}

// Forbids tells whether a secret is sure to be refused.
func (p SecretPolicy) Forbids() bool { return p.Forbidden && p.Doubt == DoubtNone }

// Doubt says why a rule that was read may not hold.
type Doubt string

// The doubts. Whom a rule exempts is told by attributes that this program does not
// read. Microsoft's pages disagree on whether the tenant's policy holds beside a
// registration's own that does not name the same rule.
const (
	DoubtNone    Doubt = ""
	DoubtCallers Doubt = "callers"
	DoubtOwn     Doubt = "own-policy"
	DoubtState   Doubt = "state"
)

// MadeBefore is when a registration counts as made of which Entra does not say
// when it was (Microsoft Graph docs, appmanagementpolicy-post).
var MadeBefore = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)

// MadeAt is when a registration was made, by which policies tell old from new.
// One that is still to be made is made now: a rule dated in the future leaves it
// alone.
func MadeAt(app *graph.Application, now time.Time) time.Time {
	switch {
	case app == nil:
		return now
	case app.CreatedDateTime == nil:
		return MadeBefore
	}
	return *app.CreatedDateTime
}

// inForce tells whether a rule is about registrations made at a time.
func inForce(from *time.Time, made time.Time) bool { return from == nil || !made.Before(*from) }

// PolicyFor reads what the policies say about the secrets of one registration.
// Where its own policy names a restriction, that rule holds instead of the
// tenant's.
func PolicyFor(def graph.AppManagementPolicy, own []graph.AppManagementPolicy, made time.Time) SecretPolicy {
	var out SecretPolicy
	if r, name, _ := ruleOn(graph.PasswordLifetime, def, own, made); r != nil {
		if d, err := IsoDuration(r.MaxLifetime); err == nil && d > 0 {
			out.MaxLifetime, out.PolicyName = d, name // safe whether the rule holds or not
		}
	}
	if r, name, doubt := ruleOn(graph.PasswordAddition, def, own, made); r != nil {
		out.Forbidden, out.PolicyName, out.Doubt = true, name, doubt
	}
	return out
}

// ruleOn finds the rule of one kind that restricts a registration made at a time,
// the policy it stands in, and why it may not hold; nil where there is none.
func ruleOn(kind string, def graph.AppManagementPolicy, own []graph.AppManagementPolicy,
	made time.Time) (*graph.Restriction, string, Doubt) {
	beside := DoubtNone
	for _, p := range own {
		if !p.IsEnabled {
			continue
		}
		beside = DoubtOwn
		if r := findRule(p, kind, made); r != nil {
			return restricts(r, p.DisplayName, DoubtNone)
		}
	}
	if !def.IsEnabled {
		return nil, "", DoubtNone
	}
	return restricts(findRule(def, kind, made), def.DisplayName, beside)
}

func findRule(p graph.AppManagementPolicy, kind string, made time.Time) *graph.Restriction {
	for _, r := range p.PasswordRestrictions {
		if r.Type == kind && inForce(r.CreatedAfter, made) {
			return &r
		}
	}
	return nil
}

func restricts(r *graph.Restriction, policy string, doubt Doubt) (*graph.Restriction, string, Doubt) {
	switch {
	case r == nil || r.State == graph.RuleOff:
		return nil, "", DoubtNone
	case doubt != DoubtNone:
	case r.State != graph.RuleOn:
		doubt = DoubtState
	case r.ExcludesActors:
		doubt = DoubtCallers
	}
	return r, policy, doubt
}

// DoubtReason says why a rule that was read could not be judged.
func DoubtReason(d Doubt, what string) Reason {
	text := "a policy of your tenant forbids " + what + ", and "
	switch d {
	case DoubtCallers:
		text += "it exempts some people; whether you are one of them cannot be read."
	case DoubtOwn:
		text += "the registration has a policy of its own that does not name this rule; " +
			"which of the two holds, only an attempt tells."
	default:
		text += "whether that rule is switched on, it says in a word that this program does not know."
	}
	return Reason{Text: text, Remedy: "Go on and try; Entra says when it refuses, and nothing is made then."}
}

// MultiTenant tells whether a registration may be for the accounts of other
// companies. Only the beta version of the tenant's policy holds that rule.
func MultiTenant(def Part[graph.AppManagementPolicy], own Part[[]graph.AppManagementPolicy],
	made time.Time) Part[bool] {
	if !own.Known {
		return Unknown[bool](own.Why)
	}
	beside := DoubtNone
	for _, p := range own.Value {
		if !p.IsEnabled {
			continue
		}
		beside = DoubtOwn
		if a := p.Audiences; a != nil && inForce(a.CreatedAfter, made) {
			return audienceRule(*a, DoubtNone)
		}
	}
	switch a := def.Value.Audiences; {
	case !def.Known:
		return Unknown[bool](def.Why)
	case !def.Value.IsEnabled || a == nil || !inForce(a.CreatedAfter, made):
		return Known(true)
	default:
		return audienceRule(*a, beside)
	}
}

func audienceRule(a graph.AudienceRestriction, doubt Doubt) Part[bool] {
	switch {
	case a.MultiTenantState == graph.RuleOff:
		return Known(true)
	case doubt != DoubtNone:
	case a.MultiTenantState != graph.RuleOn:
		doubt = DoubtState
	case a.ExcludesActors:
		doubt = DoubtCallers
	default:
		return Known(false)
	}
	return Unknown[bool](DoubtReason(doubt, "registrations for accounts of other organizations"))
}

var isoPattern = text.Pattern(`^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?` +
	`(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$`)

// IsoDuration reads an ISO 8601 duration as policies hold it, P180D. Years and
// months count at their shortest, because a cap must not be overstepped.
func IsoDuration(s string) (time.Duration, error) {
	m := isoPattern().FindStringSubmatch(s)
	if m == nil || s == "P" || s == "PT" {
		return 0, fmt.Errorf("%q is not a duration", s)
	}
	units := []time.Duration{365 * 24 * time.Hour, 28 * 24 * time.Hour, 7 * 24 * time.Hour, 24 * time.Hour,
		time.Hour, time.Minute, time.Second}
	var d time.Duration
	for i, u := range units {
		if m[i+1] == "" {
			continue
		}
		n, err := strconv.Atoi(m[i+1])
		if err != nil {
			return 0, err
		}
		d += time.Duration(n) * u
	}
	return d, nil
}
