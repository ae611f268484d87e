package steps

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"ssowizard/internal/graph"
)

// fullLifetime is the shortest span that 24 months can be; a policy that allows
// it does not cap.
const fullLifetime = 730 * 24 * time.Hour

// SecretEnd is the end a new secret will have: 24 months from now, or the
// longest the tenant's policy allows, less an hour so that neither a slow clock
// nor the request's own time crosses the limit.
func SecretEnd(now time.Time, policy Part[SecretPolicy]) (end time.Time, capped bool) {
	end = now.AddDate(0, secretMonths, 0).UTC().Truncate(time.Second)
	if !policy.Known || policy.Value.MaxLifetime == 0 {
		return end, false
	}
	if latest := now.Add(policy.Value.MaxLifetime - time.Hour).UTC().Truncate(time.Second); latest.Before(end) {
		return latest, policy.Value.MaxLifetime < fullLifetime
	}
	return end, false
}

// secretPolicy reads what the policies say about the secrets of one
// registration. A policy assigned to the registration goes before the default;
// where the two say different things about one restriction the assigned one
// holds. created is when the registration was made; zero for one that is still
// to be made, which is later than any date a policy may name.
func secretPolicy(def graph.AppManagementPolicy, own []graph.AppManagementPolicy, created time.Time) SecretPolicy {
	var out SecretPolicy
	decided := map[string]bool{}
	for _, p := range append(append([]graph.AppManagementPolicy(nil), own...), def) {
		if !p.IsEnabled {
			continue
		}
		for _, r := range p.PasswordRestrictions {
			if decided[r.Type] || r.CreatedAfter != nil && !created.IsZero() && created.Before(*r.CreatedAfter) {
				continue
			}
			decided[r.Type] = true
			applyRestriction(&out, p, r)
		}
	}
	return out
}

func applyRestriction(out *SecretPolicy, p graph.AppManagementPolicy, r graph.Restriction) {
	if r.State == "disabled" {
		return
	}
	switch r.Type {
	case "passwordAddition":
		out.Forbidden = true
	case "passwordLifetime":
		d, err := isoDuration(r.MaxLifetime)
		if err != nil || d <= 0 {
			return
		}
		out.MaxLifetime = d
	default:
		return // the other restrictions do not touch secrets that Entra makes
	}
	out.PolicyName = p.DisplayName
	out.Exempts = out.Exempts || r.ExcludesActors
}

var isoPattern = regexp.MustCompile(`^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$`)

// isoDuration reads an ISO 8601 duration as policies hold it, P180D. Years and
// months count at their shortest, because a cap must not be overstepped.
func isoDuration(s string) (time.Duration, error) {
	m := isoPattern.FindStringSubmatch(s)
	if m == nil || s == "P" || s == "PT" {
		return 0, fmt.Errorf("%q is not a duration", s)
	}
	units := []time.Duration{365 * 24 * time.Hour, 28 * 24 * time.Hour, 7 * 24 * time.Hour, 24 * time.Hour, time.Hour, time.Minute, time.Second}
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

// multiTenantAllowed reads the audience restriction, which only the beta
// version of the policy holds. A registration still to be made is later than
// any date a policy may name.
func multiTenantAllowed(p graph.AppManagementPolicy, created time.Time) bool {
	a := p.Audiences
	if !p.IsEnabled || a == nil || a.MultiTenantState != "enabled" {
		return true
	}
	return a.CreatedAfter != nil && !created.IsZero() && created.Before(*a.CreatedAfter)
}
