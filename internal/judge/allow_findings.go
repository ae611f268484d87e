package judge

import (
	"encoding/json"
	"strconv"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// PolicyFindings say what policies mean for the next client secret. What could
// not be read is said before the first write, and does not stop.
func PolicyFindings(s setup.Snapshot, p setup.Profile, as As) []setup.Finding {
	rule := s.Secrets.Value
	switch {
	case s.Secrets.Known && rule.Forbidden, SecretForbidden(s, p):
		return []setup.Finding{forbiddenFinding(s, p, as)}
	case !s.Secrets.Known:
		return nil
	case rule.MaxLifetime > 0 && rule.MaxLifetime < setup.FullLifetime:
		return []setup.Finding{{Code: setup.CodeSecretPolicyCap,
			Level: setup.LevelNote, Subject: text.Or(rule.PolicyName, unnamedPolicy),
			Args: messages.With("days", strconv.Itoa(int(rule.MaxLifetime.Hours()/24)))}}
	}
	return nil
}

// forbiddenFinding says that a policy forbids new secrets, or may, and what whoever
// is signed in can do about it.
func forbiddenFinding(s setup.Snapshot, p setup.Profile, as As) setup.Finding {
	policy := text.Or(s.Secrets.Value.PolicyName, unnamedPolicy)
	switch {
	case s.Secrets.Known && !s.Secrets.Value.Forbids():
		why := setup.DoubtReason(s.Secrets.Value.Doubt, "new client secrets")
		return setup.Finding{Code: setup.CodeSecretsForbidden, Variant: "doubted", Level: setup.LevelWarn,
			Subject: policy, Args: messages.With("why", text.Capital(why.Text), "do", why.Remedy)}
	case !s.Secrets.Known && p.Refused != nil:
		return setup.Finding{Code: setup.CodeSecretsForbidden, Variant: "refused-once",
			Level: setup.LevelWarn, Subject: policy,
			Args: messages.With("day", text.Day(*p.Refused), "do", allowRemedy(s, as))}
	}
	return setup.Finding{Code: setup.CodeSecretsForbidden, Level: setup.LevelWarn, Subject: policy,
		Args: messages.With("do", allowRemedy(s, as))}
}

// unnamedPolicy is the subject of what is noticed about a policy whose name is not known.
const unnamedPolicy = "app management policy"

// allowRemedy names the flag only in a run where it stands in for an answer.
func allowRemedy(s setup.Snapshot, as As) string {
	switch s.MayAllow() {
	case setup.AllowYes:
		if as.agreed {
			return messages.Say("allow.flag")
		}
		return messages.Say("allow.asked")
	case setup.AllowPerhaps:
		return messages.Say("allow.perhaps", "roles", AllowRoles)
	}
	return messages.Say("allow.colleague", "roles", AllowRoles)
}

// AllowRoles is who may allow it, in words.
const AllowRoles = "Global Administrator, or Security Administrator who is also Cloud " +
	"Application Administrator"

// SecretForbidden tells whether a policy is known to forbid what is wanted: by
// what was read, or else by what Entra said the last time.
func SecretForbidden(s setup.Snapshot, p setup.Profile) bool {
	if s.Secrets.Known && s.Secrets.Value.Doubt == setup.DoubtNone {
		return s.Secrets.Value.Forbidden
	}
	return p.Refused != nil
}

// ForbiddenError says that a policy forbids the secret and that this plan does
// not allow it. errors.Is finds graph.ErrSecretsForbidden in it.
type ForbiddenError struct {
	// Kept is the name of the registration's own policy that stands in the way and
	// that this program leaves alone; "" for none. Shared tells that it also applies
	// to others.
	Kept   string
	Shared bool
	May    setup.AllowAnswer
	Agreed bool // the run agrees to plans beforehand, and was not told to allow this
}

func (e *ForbiddenError) Error() string { return "a policy of the tenant forbids client secrets" }

// Is makes it a kind of graph.ErrSecretsForbidden.
func (e *ForbiddenError) Is(target error) bool { return target == graph.ErrSecretsForbidden }

// ExemptionLacks tells whether the registration needs a policy that lets it have a
// secret, and why it cannot be given one by a plan that may allow so much; nil where it
// can.
func ExemptionLacks(s setup.Snapshot, p setup.Profile, allow setup.Allowing) (needed bool,
	refusal *ForbiddenError) {
	certain := s.Secrets.Known && s.Secrets.Value.Forbids()
	if !certain && (allow != setup.AllowAnyway || !SecretForbidden(s, p)) {
		return false, nil
	}
	refusal = &ForbiddenError{May: s.MayAllow()}
	refusal.Agreed = allow == setup.AllowNever && refusal.May != setup.AllowNo
	if refusal.Agreed || refusal.May == setup.AllowNo {
		return true, refusal
	}
	if own := s.OwnPolicy.Value; len(own) > 0 {
		others := !s.OwnTargets.Known || !OnlyTarget(s.OwnTargets.Value, p.App.ObjectID)
		if _, readable := PolicyRules(own[0]); others || !readable {
			refusal.Kept, refusal.Shared = text.Or(own[0].DisplayName, own[0].ID),
				s.OwnTargets.Known && others
			return true, refusal
		}
	}
	return true, nil
}

// PolicyRules are the rules of a policy of one registration's own; false where it is
// switched off, or they cannot be read whole.
func PolicyRules(p graph.AppManagementPolicy) (rules map[string]any, ok bool) {
	err := json.Unmarshal(p.Rules, &rules)
	return rules, p.IsEnabled && err == nil && rules != nil
}

// OnlyTarget tells whether a policy applies to one registration and nothing else.
func OnlyTarget(list []graph.PolicyTarget, objectID string) bool {
	return len(list) == 1 && objectID != "" && setup.SameID(list[0].ID, objectID)
}

// PolicyPrefix begins the name of every policy that this wizard makes. Its end is
// unique to the attempt, so that one whose answer was lost is found again.
const PolicyPrefix = "Allow a client secret: "
