package undo

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
)

func init() {
	isKind(setup.ObjectPolicy, kindPolicy)
	isKind(setup.ObjectPolicyAssigned, kindPolicyAssigned)
	isKind(setup.ObjectPolicyRules, kindPolicyRules)
}

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
		return []setup.Change{{Object: "App management policy", Property: "appManagementPolicies",
			Before: name, After: "deleted for good", Removed: []string{rec.ObjectID}}}
	},
	request: func(o WayBack) setup.Request {
		return setup.Request{Method: "DELETE", Path: change.PolicyPath(o.Rec.ObjectID)}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		return c.DeleteAppPolicy(ctx, o.Rec.ObjectID)
	},
	there: func(ctx context.Context, c *graph.Client, o WayBack) (bool, error) {
		return policyIn(ctx, c, graph.AppPoliciesQuery(), o.Rec.ObjectID)
	},
}

// kindPolicyAssigned is the assignment of a policy to the registration.
var kindPolicyAssigned = kind{
	label: "app management policy of the registration",
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		return rec, change.Applies(s, rec.ObjectID)
	},
	may: func(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
		switch {
		case !s.OwnPolicy.Known:
			return couldNotLook(s.OwnPolicy.Why)
		case !change.Applies(s, rec.ObjectID):
			return isGone("The policy's assignment")
		}
		return may("The tenant's rule holds for this registration again: no new secret can be made. " +
			"The one that is there goes on working.")
	},
	changes: func(s setup.Snapshot, _ setup.Receipt) []setup.Change {
		return []setup.Change{{Object: change.AppWords(*s.App.Value), Property: "appManagementPolicies",
			Before: "one of its own", After: "none of its own: the tenant's rules hold"}}
	},
	request: func(o WayBack) setup.Request {
		return setup.Request{Method: "DELETE",
			Path: "/v1.0/applications/" + o.App.ID + "/appManagementPolicies/" + o.Rec.ObjectID + "/$ref"}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		return c.UnassignAppPolicy(ctx, o.App.ID, o.Rec.ObjectID)
	},
	there: ownPolicyThere,
	seen: func(s setup.Snapshot, rec setup.Receipt) bool {
		return s.OwnPolicy.Known && !change.Applies(s, rec.ObjectID)
	},
}

// kindPolicyRules is a change to the rules of a policy that was there.
var kindPolicyRules = kind{
	label: "rules of an app management policy",
	done:  change.Ruled,
	may:   mayResetRules,
	once: func(s setup.Snapshot, rec setup.Receipt) setup.Snapshot {
		if rules, ok := setup.RulesOf(rec.Before); ok {
			return s.WithRules(rules)
		}
		return s
	},
	changes: func(setup.Snapshot, setup.Receipt) []setup.Change {
		return []setup.Change{{Object: "The registration's own app management policy",
			Property: "restrictions.passwordCredentials", Before: setup.RuleWords(graph.RuleOff),
			After: "as it was before", Kept: []string{"every other rule of it, as it is"}}}
	},
	request: func(o WayBack) setup.Request {
		rules, _ := setup.RulesOf(o.Rec.Before)
		return setup.Request{Method: "PATCH", Path: change.PolicyPath(o.Rec.ObjectID),
			Body: change.Pretty(map[string]json.RawMessage{"restrictions": rules})}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		rules, ok := setup.RulesOf(o.Rec.Before)
		if !ok {
			return errors.New("the receipt cannot be read")
		}
		return c.UpdateAppPolicy(ctx, o.Rec.ObjectID, rules)
	},
	there: ownPolicyThere,
}

// policyIn looks whether a query shows a policy.
func policyIn(ctx context.Context, c *graph.Client, q graph.Query, id string) (bool, error) {
	list, err := observe.LookOnce[[]graph.AppManagementPolicy](ctx, c, q)
	return slices.ContainsFunc(list,
		func(p graph.AppManagementPolicy) bool { return setup.SameID(p.ID, id) }), err
}

func ownPolicyThere(ctx context.Context, c *graph.Client, o WayBack) (bool, error) {
	return policyIn(ctx, c, graph.AppPolicyQuery(o.App.AppID), o.Rec.ObjectID)
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
	own := change.Applies(s, rec.ObjectID)
	i := slices.IndexFunc(s.Policies.Value,
		func(p graph.AppManagementPolicy) bool { return setup.SameID(p.ID, rec.ObjectID) })
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
		return mayNot("Somebody has assigned the policy to something else since, " +
			"which would lose its exemption too.")
	}
	return may("The policy is deleted for good. It applies to nothing else.")
}

// asMade tells whether a policy is as makePolicy makes it.
func asMade(p graph.AppManagementPolicy) bool {
	return p.IsEnabled && len(p.PasswordRestrictions) == 1 &&
		p.PasswordRestrictions[0] == graph.Restriction{Type: graph.PasswordAddition, State: graph.RuleOff}
}

func mayResetRules(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
	if !s.OwnPolicy.Known {
		return couldNotLook(s.OwnPolicy.Why)
	}
	if _, ok := setup.RulesOf(rec.Before); !ok {
		return unreadable()
	}
	switch {
	case !change.Applies(s, rec.ObjectID):
		return mayNot("The policy does not apply to this registration any more; " +
			"it is for whoever changed that to put it right.")
	case setup.RulesAre(s.OwnPolicy.Value[0].Rules, rec.Before):
		return asBefore()
	case !setup.RulesAre(s.OwnPolicy.Value[0].Rules, rec.After):
		return mayNot("Somebody has changed the policy's rules since.")
	}
	return may("The policy's rules become what they were: no new secret can be made. " +
		"The one that is there goes on working.")
}
