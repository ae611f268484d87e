package steps

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// kindPolicy is a policy that was made. Its name is of one attempt alone.
var kindPolicy = kind{
	label: "app management policy", ownID: true, surely: true,
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		for _, p := range s.Policies.Value {
			if p.DisplayName != "" && p.DisplayName == rec.After {
				return rec.MadeAs(p.ID, ""), true
			}
		}
		return rec, false
	},
	may: mayDeletePolicy,
	since: func(x *theirs, _ setup.Snapshot, p setup.Profile, _ setup.Receipt) {
		x.doubt(p, setup.ObjectPolicyAssigned)
	},
	changes: func(_ setup.Snapshot, rec setup.Receipt) []setup.Change {
		name, _ := rec.After.(string)
		return []setup.Change{{Object: "App management policy", Property: "appManagementPolicies", Before: name,
			After: "deleted for good", Removed: []string{rec.ObjectID}}}
	},
	request: func(o wayBack) Request { return Request{Method: "DELETE", Path: policyPath(o.rec.ObjectID)} },
	send: func(ctx context.Context, c *graph.Client, o wayBack) error {
		return c.DeleteAppPolicy(ctx, o.rec.ObjectID)
	},
	there: func(ctx context.Context, c *graph.Client, o wayBack) (bool, error) {
		return policyIn(ctx, c, graph.AppPoliciesQuery(), o.rec.ObjectID)
	},
}

// kindPolicyAssigned is the assignment of a policy to the registration.
var kindPolicyAssigned = kind{
	label: "app management policy of the registration",
	done:  func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) { return rec, applies(s, rec.ObjectID) },
	may: func(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
		switch {
		case !s.OwnPolicy.Known:
			return couldNotLook(s.OwnPolicy.Why)
		case !applies(s, rec.ObjectID):
			return isGone("The policy's assignment")
		}
		return may("The tenant's rule holds for this registration again: no new secret can be made. The one that is there goes on working.")
	},
	changes: func(s setup.Snapshot, _ setup.Receipt) []setup.Change {
		return []setup.Change{{Object: appWords(*s.App.Value), Property: "appManagementPolicies", Before: "one of its own",
			After: "none of its own: the tenant's rules hold"}}
	},
	request: func(o wayBack) Request {
		return Request{Method: "DELETE", Path: "/v1.0/applications/" + o.app.ID + "/appManagementPolicies/" + o.rec.ObjectID + "/$ref"}
	},
	send: func(ctx context.Context, c *graph.Client, o wayBack) error {
		return c.UnassignAppPolicy(ctx, o.app.ID, o.rec.ObjectID)
	},
	there: ownPolicyThere,
	seen:  func(s setup.Snapshot, rec setup.Receipt) bool { return s.OwnPolicy.Known && !applies(s, rec.ObjectID) },
}

// kindPolicyRules is a change to the rules of a policy that was there.
var kindPolicyRules = kind{
	label: "rules of an app management policy",
	done:  ruled,
	may:   mayResetRules,
	once: func(s setup.Snapshot, rec setup.Receipt) setup.Snapshot {
		if rules, ok := rulesOf(rec.Before); ok {
			return s.WithRules(rules)
		}
		return s
	},
	changes: func(setup.Snapshot, setup.Receipt) []setup.Change {
		return []setup.Change{{Object: "The registration's own app management policy", Property: "restrictions.passwordCredentials",
			Before: setup.RuleWords(graph.RuleOff), After: "as it was before", Kept: []string{"every other rule of it, as it is"}}}
	},
	request: func(o wayBack) Request {
		rules, _ := rulesOf(o.rec.Before)
		return Request{Method: "PATCH", Path: policyPath(o.rec.ObjectID), Body: pretty(map[string]json.RawMessage{"restrictions": rules})}
	},
	send: func(ctx context.Context, c *graph.Client, o wayBack) error {
		rules, ok := rulesOf(o.rec.Before)
		if !ok {
			return errors.New("the receipt cannot be read")
		}
		return c.UpdateAppPolicy(ctx, o.rec.ObjectID, rules)
	},
	there: ownPolicyThere,
}

func policyPath(id string) string { return "/v1.0/policies/appManagementPolicies/" + id }

// applies tells whether a policy is the registration's own.
func applies(s setup.Snapshot, id string) bool {
	return slices.ContainsFunc(s.OwnPolicy.Value, func(p graph.AppManagementPolicy) bool { return setup.SameID(p.ID, id) })
}

// policyIn looks whether a query shows a policy.
func policyIn(ctx context.Context, c *graph.Client, q graph.Query, id string) (bool, error) {
	list, err := lookOnce[[]graph.AppManagementPolicy](ctx, c, q)
	return slices.ContainsFunc(list, func(p graph.AppManagementPolicy) bool { return setup.SameID(p.ID, id) }), err
}

func ownPolicyThere(ctx context.Context, c *graph.Client, o wayBack) (bool, error) {
	return policyIn(ctx, c, graph.AppPolicyQuery(o.app.AppID), o.rec.ObjectID)
}

// mayDeletePolicy judges a policy that was made: only as the wizard left it, and where
// nothing else has it.
func mayDeletePolicy(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
	switch {
	case !s.OwnPolicy.Known:
		return couldNotLook(s.OwnPolicy.Why)
	case !s.Policies.Known:
		return couldNotLook(s.Policies.Why)
	}
	own := applies(s, rec.ObjectID)
	i := slices.IndexFunc(s.Policies.Value, func(p graph.AppManagementPolicy) bool { return setup.SameID(p.ID, rec.ObjectID) })
	switch {
	case i < 0:
		return isGone("The policy")
	case s.Policies.Value[i].DisplayName != rec.After:
		return mayNot("This wizard did not make that policy.") // its name is Entra's own word
	case !asMade(s.Policies.Value[i]):
		return mayNot("Somebody has changed the policy since.")
	case !s.OwnTargets.Known:
		return mayNot("Could not look what the policy applies to: " + s.OwnTargets.Why.Text)
	case !own && len(s.OwnTargets.Value) > 0, own && len(s.OwnTargets.Value) > 1:
		return mayNot("Somebody has assigned the policy to something else since, which would lose its exemption too.")
	}
	return may("The policy is deleted for good. It applies to nothing else.")
}

// asMade tells whether a policy is as makePolicy makes it.
func asMade(p graph.AppManagementPolicy) bool {
	return p.IsEnabled && len(p.PasswordRestrictions) == 1 && p.PasswordRestrictions[0] == graph.Restriction{Type: graph.PasswordAddition, State: graph.RuleOff}
}

func mayResetRules(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
	if !s.OwnPolicy.Known {
		return couldNotLook(s.OwnPolicy.Why)
	}
	if _, ok := rulesOf(rec.Before); !ok {
		return unreadable()
	}
	switch {
	case !applies(s, rec.ObjectID):
		return mayNot("The policy does not apply to this registration any more; it is for whoever changed that to put it right.")
	case sameRules(s.OwnPolicy.Value[0].Rules, rec.Before):
		return asBefore()
	case !sameRules(s.OwnPolicy.Value[0].Rules, rec.After):
		return mayNot("Somebody has changed the policy's rules since.")
	}
	return may("The policy's rules become what they were: no new secret can be made. The one that is there goes on working.")
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
	return ok && setup.SameValue(bare(now), bare(raw))
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
