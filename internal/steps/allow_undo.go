package steps

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/graph"
)

// undoPolicy judges whether a write about a policy can be taken back: only what
// this wizard made, and only as it left it.
func undoPolicy(s Snapshot, rec Receipt) (bool, string) {
	if !s.OwnPolicy.Known {
		return false, "Could not look: " + s.OwnPolicy.Why.Text
	}
	applies := slices.ContainsFunc(s.OwnPolicy.Value, func(p graph.AppManagementPolicy) bool { return sameID(p.ID, rec.ObjectID) })
	switch rec.Object {
	case objectPolicyAssigned:
		if !applies {
			return false, "The policy's assignment is " + goneWords
		}
		return true, "The tenant's rule holds for this registration again: no new secret can be made. The one that is there goes on working."
	case objectPolicyRules:
		return undoRules(s, rec, applies)
	}
	if !s.Policies.Known {
		return false, "Could not look: " + s.Policies.Why.Text
	}
	i := slices.IndexFunc(s.Policies.Value, func(p graph.AppManagementPolicy) bool { return sameID(p.ID, rec.ObjectID) })
	switch {
	case i < 0:
		return false, "The policy is " + goneWords
	case s.Policies.Value[i].DisplayName != rec.After:
		return false, "This wizard did not make that policy." // its name is Entra's own word
	case !asMade(s.Policies.Value[i]):
		return false, "Somebody has changed the policy since."
	case !s.OwnTargets.Known:
		return false, "Could not look what the policy applies to: " + s.OwnTargets.Why.Text
	case !applies && len(s.OwnTargets.Value) > 0, applies && len(s.OwnTargets.Value) > 1:
		return false, "Somebody has assigned the policy to something else since, which would lose its exemption too."
	}
	return true, "The policy is deleted for good. It applies to nothing else."
}

// asMade tells whether a policy is as makePolicy makes it.
func asMade(p graph.AppManagementPolicy) bool {
	return p.IsEnabled && len(p.PasswordRestrictions) == 1 && p.PasswordRestrictions[0] == graph.Restriction{Type: graph.PasswordAddition, State: graph.RuleOff}
}

func undoRules(s Snapshot, rec Receipt, applies bool) (bool, string) {
	if _, ok := rulesOf(rec.Before); !ok {
		return false, "The receipt cannot be read, so nothing is done by it."
	}
	switch {
	case !applies:
		return false, "The policy does not apply to this registration any more; it is for whoever changed that to put it right."
	case sameRules(s.OwnPolicy.Value[0].Rules, rec.Before):
		return false, asBefore
	case !sameRules(s.OwnPolicy.Value[0].Rules, rec.After):
		return false, "Somebody has changed the policy's rules since."
	}
	return true, "The policy's rules become what they were: no new secret can be made. The one that is there goes on working."
}

// rulesOf reads a receipt's rules, which may come from a run or from the disk.
func rulesOf(v any) (json.RawMessage, bool) {
	raw, err := json.Marshal(v)
	var rules map[string]any
	return raw, err == nil && json.Unmarshal(raw, &rules) == nil && len(rules) > 0
}

// sameRules compares rules as Graph gives them with what a receipt holds of them.
// What Graph says about them beside, and what it fills in with null, is not compared.
func sameRules(now json.RawMessage, v any) bool {
	raw, ok := rulesOf(v)
	return ok && sameValue(bare(now), bare(raw))
}

// bare leaves out annotations, nulls and empty lists.
func bare(raw json.RawMessage) any {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return strip(v)
}

func strip(v any) any {
	switch t := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range t {
			e = strip(e)
			l, list := e.([]any)
			if e == nil || list && len(l) == 0 || strings.Contains(k, "@") {
				continue
			}
			out[k] = e
		}
		return out
	case []any:
		out := make([]any, 0, len(t))
		for _, e := range t {
			out = append(out, strip(e))
		}
		return out
	}
	return v
}

// policyWritten tells whether what a receipt about policies was begun for is there,
// and completes it.
func policyWritten(s Snapshot, rec Receipt) (Receipt, bool) {
	switch rec.Object {
	case objectPolicy:
		for _, p := range s.Policies.Value {
			if p.DisplayName != "" && p.DisplayName == rec.After {
				return rec.madeAs(p.ID, ""), true
			}
		}
	case objectPolicyAssigned:
		return rec, slices.ContainsFunc(s.OwnPolicy.Value, func(p graph.AppManagementPolicy) bool { return sameID(p.ID, rec.ObjectID) })
	case objectPolicyRules:
		return rec, len(s.OwnPolicy.Value) > 0 && sameID(s.OwnPolicy.Value[0].ID, rec.ObjectID) && sameRules(s.OwnPolicy.Value[0].Rules, rec.After)
	}
	return rec, false
}

// policyRequest is the one request that takes a write about a policy back.
func policyRequest(rec Receipt, app graph.Application) Request {
	policy := "/v1.0/policies/appManagementPolicies/" + rec.ObjectID
	switch rec.Object {
	case objectPolicyAssigned:
		return Request{Method: "DELETE", Path: "/v1.0/applications/" + app.ID + "/appManagementPolicies/" + rec.ObjectID + "/$ref"}
	case objectPolicyRules:
		rules, _ := rulesOf(rec.Before)
		return Request{Method: "PATCH", Path: policy, Body: pretty(map[string]json.RawMessage{"restrictions": rules})}
	}
	return Request{Method: "DELETE", Path: policy}
}

// sendPolicy sends it; all of them are safe to repeat.
func sendPolicy(ctx context.Context, c *graph.Client, rec Receipt, app graph.Application) error {
	switch rec.Object {
	case objectPolicyAssigned:
		return c.UnassignAppPolicy(ctx, app.ID, rec.ObjectID)
	case objectPolicyRules:
		rules, ok := rulesOf(rec.Before)
		if !ok {
			return errors.New("the receipt cannot be read")
		}
		return c.UpdateAppPolicy(ctx, rec.ObjectID, rules)
	}
	return c.DeleteAppPolicy(ctx, rec.ObjectID)
}

// policyStands looks whether what Entra says is not there is still shown.
func policyStands(ctx context.Context, c *graph.Client, rec Receipt, app graph.Application) (bool, error) {
	q := graph.AppPolicyQuery(app.AppID)
	if rec.Object == objectPolicy {
		q = graph.AppPoliciesQuery()
	}
	list, err := lookOnce[[]graph.AppManagementPolicy](ctx, c, q)
	return slices.ContainsFunc(list, func(p graph.AppManagementPolicy) bool { return sameID(p.ID, rec.ObjectID) }), err
}

// policyChange says in a person's terms what taking it back does.
func policyChange(rec Receipt, app graph.Application) Change {
	switch rec.Object {
	case objectPolicyAssigned:
		return Change{Object: appWords(app), Property: "appManagementPolicies", Before: "one of its own", After: "none of its own: the tenant's rules hold"}
	case objectPolicyRules:
		return Change{Object: "The registration's own app management policy", Property: "restrictions.passwordCredentials", Before: ruleWords(graph.RuleOff), After: "as it was before", Kept: []string{"every other rule of it, as it is"}}
	}
	name, _ := rec.After.(string)
	return Change{Object: "App management policy", Property: "appManagementPolicies", Before: name, After: "deleted for good", Removed: []string{rec.ObjectID}}
}

func isPolicyObject(object string) bool {
	return object == objectPolicy || object == objectPolicyAssigned || object == objectPolicyRules
}
