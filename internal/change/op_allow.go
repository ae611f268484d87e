package change

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// MakePolicy makes a policy that allows new client secrets and says nothing else.
// Alone it applies to nobody.
type MakePolicy struct {
	Name, App string
	id        string // once it was made
}

func (o *MakePolicy) body() graph.NewAppPolicy {
	return graph.NewAppPolicy{DisplayName: o.Name, IsEnabled: true,
		Description: "Lets the app registration " + o.App + " have a client secret, " +
			"which the bvoip MTP portal needs. Made with ssowizard; every other rule of the tenant stays.",
		Rules: graph.Rules{Passwords: []graph.Rule{{Type: graph.PasswordAddition,
			State: graph.RuleOff}}}}
}

// Change is what is shown of it.
func (o *MakePolicy) Change() []setup.Change {
	obj, body := "New app management policy", o.body()
	return []setup.Change{{Object: obj, Property: "displayName", Before: notSet, After: body.DisplayName},
		{Object: obj, Property: "description", Before: notSet, After: body.Description},
		{Object: obj, Property: "isEnabled", Before: notSet, After: "on"},
		{Object: obj, Property: "restrictions.passwordCredentials",
			Before: notSet, After: "one rule", Added: []string{
				"new client secrets are allowed (the rule \"Block password addition\" is off)"}}}
}

// Request is what is sent.
func (o *MakePolicy) Request() setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/policies/appManagementPolicies", Body: Pretty(o.body())}
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *MakePolicy) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPolicy,
		After: o.Name, Summary: "Made the policy \"" + o.Name + "\"",
		Inverse: "DELETE /v1.0/policies/appManagementPolicies/"}
}

// Run looks for its name first where an earlier run was stopped at this.
func (o *MakePolicy) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Making a policy that allows a client secret"})
	var made graph.AppManagementPolicy
	var err error
	if r.StoppedHere() {
		made, err = findPolicy(ctx, r, client, o, graph.ErrUncertain)
	} else if made, err = client.CreateAppPolicy(ctx, o.body()); errors.Is(err, graph.ErrUncertain) {
		made, err = findPolicy(ctx, r, client, o, err)
	}
	if err != nil {
		return setup.Receipt{}, err
	}
	o.id = made.ID
	return o.Begun().MadeAs(made.ID, ""), nil
}

// findPolicy looks for a policy whose answer was lost. One that does not turn up
// in all looks is made: what the first request may still bring applies to nobody.
func findPolicy(ctx context.Context, r Env, c *graph.Client, o *MakePolicy,
	lost error) (graph.AppManagementPolicy, error) {
	made, err := Again(ctx, r, func(try int) (graph.AppManagementPolicy, error) {
		list, err := observe.LookOnce[[]graph.AppManagementPolicy](ctx, c, graph.AppPoliciesQuery())
		if err != nil {
			return graph.AppManagementPolicy{}, err
		}
		if i := slices.IndexFunc(list,
			func(p graph.AppManagementPolicy) bool { return p.DisplayName == o.Name }); i >= 0 {
			return list[i], nil
		}
		if try == lookTries {
			return c.CreateAppPolicy(ctx, o.body())
		}
		return graph.AppManagementPolicy{}, errStillMissing
	})
	return made, unsettled(lost, err)
}

var errStillMissing = errors.New("what was sent for is not there yet")

// Seen is left to AssignPolicy: a policy that applies to nothing is in no look.
func (o *MakePolicy) Seen(setup.Snapshot) bool { return true }

// AssignPolicy lets a policy apply to the registration, and to nothing else.
type AssignPolicy struct{ Policy *MakePolicy }

// Change is what is shown of it.
func (o *AssignPolicy) Change() []setup.Change {
	return []setup.Change{{Object: fmt.Sprintf("App registration %q", o.Policy.App),
		Property: "appManagementPolicies",
		Before:   "none of its own: the tenant's rules hold", After: "one of its own", Added: []string{
			o.Policy.Name + ": new client secrets are allowed for this registration, and for no other"}}}
}

// Request is what is sent.
func (o *AssignPolicy) Request() setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/applications/(object id)/appManagementPolicies/$ref",
		Body: Pretty(map[string]string{"@odata.id": "/v1.0/policies/appManagementPolicies/" +
			text.Or(o.Policy.id, "(the new policy's id)")})}
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *AssignPolicy) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPolicyAssigned, ObjectID: o.Policy.id,
		Summary: "Assigned the policy \"" + o.Policy.Name + "\" to the registration",
		Inverse: "DELETE /v1.0/applications/(object id)/appManagementPolicies/" + o.Policy.id + "/$ref"}
}

// Run assigns, and where that was refused or the answer lost looks which policy
// the registration has.
func (o *AssignPolicy) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	p := r.Profile()
	note(Note{Text: "Assigning it to this registration, and to no other", Usual: 30 * time.Second})
	var lost error
	_, err := Again(ctx, r, func(int) (struct{}, error) {
		err := client.AssignAppPolicy(ctx, p.App.ObjectID, o.Policy.id)
		switch {
		case err == nil:
			return struct{}{}, nil
		case errors.Is(err, graph.ErrUncertain):
			lost = err
		case errors.Is(err, graph.ErrNotReplicated):
			return struct{}{}, err
		}
		own, lerr := observe.LookOnce[[]graph.AppManagementPolicy](ctx, client,
			graph.AppPolicyQuery(p.App.AppID))
		switch {
		case lerr == nil && slices.ContainsFunc(own,
			func(x graph.AppManagementPolicy) bool { return setup.SameID(x.ID, o.Policy.id) }):
			return struct{}{}, nil
		case lerr == nil && len(own) > 0:
			return struct{}{}, LastWord(advice.ErrStalePlan) // somebody else assigned one meanwhile
		case errors.Is(err, graph.ErrUncertain):
			return struct{}{}, err
		}
		return struct{}{}, LastWord(err)
	})
	if err != nil {
		return setup.Receipt{}, unsettled(lost, Unfinal(err))
	}
	return o.Begun(), nil
}

// Seen is also said where nobody could look: the secret that Entra then takes shows
// it, and whoever may write policies may not be able to read them.
func (o *AssignPolicy) Seen(s setup.Snapshot) bool {
	return Applies(s, o.Begun().ObjectID) || !s.OwnPolicy.Known
}

// extendPolicy lets the registration's own policy, which applies to nothing else,
// allow new client secrets. Its other rules are sent back as they came.
type extendPolicy struct {
	policy        graph.AppManagementPolicy
	before, after json.RawMessage
}

// NewExtension makes the rules of a policy that can be read anew, with one of them off.
func NewExtension(p graph.AppManagementPolicy) (*extendPolicy, error) {
	rules, _ := judge.PolicyRules(p)
	withoutNotes(rules)
	before, err := json.Marshal(rules)
	if err != nil {
		return nil, err
	}
	list, _ := rules["passwordCredentials"].([]any)
	off := map[string]any{"restrictionType": graph.PasswordAddition, "state": graph.RuleOff}
	i := slices.IndexFunc(list, func(v any) bool {
		m, _ := v.(map[string]any)
		return m["restrictionType"] == graph.PasswordAddition
	})
	if i < 0 {
		list = append(list, off)
	} else {
		list[i] = off
	}
	rules["passwordCredentials"] = list
	after, err := json.Marshal(rules)
	return &extendPolicy{policy: p, before: before, after: after}, err
}

// withoutNotes leaves out what an answer says about its values and no request may
// say. The type of a value is part of it.
func withoutNotes(v any) {
	switch t := v.(type) {
	case map[string]any:
		for k, e := range t {
			if at := strings.Index(k, "@"); at >= 0 && k[at:] != "@odata.type" {
				delete(t, k)
				continue
			}
			withoutNotes(e)
		}
	case []any:
		for _, e := range t {
			withoutNotes(e)
		}
	}
}

func (o *extendPolicy) Change() []setup.Change {
	was := "not named"
	for _, r := range o.policy.PasswordRestrictions {
		if r.Type == graph.PasswordAddition {
			was = r.State
		}
	}
	return []setup.Change{{Object: fmt.Sprintf(
		"App management policy %q, which applies to this registration alone", o.policy.DisplayName),
		Property: "restrictions.passwordCredentials", Before: setup.RuleWords(was),
		After: setup.RuleWords(graph.RuleOff) + ", new client secrets are allowed",
		Kept:  []string{"every other rule of it, as it is"}}}
}

func (o *extendPolicy) Request() setup.Request {
	return setup.Request{Method: "PATCH", Path: "/v1.0/policies/appManagementPolicies/" + o.policy.ID,
		Body: Pretty(map[string]json.RawMessage{"restrictions": o.after})}
}

func (o *extendPolicy) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPolicyRules, ObjectID: o.policy.ID,
		Before: o.before, After: o.after,
		Summary: "Changed the policy \"" + o.policy.DisplayName + "\" so that it allows client secrets",
		Inverse: "PATCH /v1.0/policies/appManagementPolicies/" + o.policy.ID}
}

// Run looks once more: a person may have thought about the plan for long.
func (o *extendPolicy) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	p := r.Profile()
	note(Note{Text: "Changing the registration's own policy"})
	own, err := observe.LookOnce[[]graph.AppManagementPolicy](ctx, client, graph.AppPolicyQuery(p.App.AppID))
	if err != nil {
		return setup.Receipt{}, err
	}
	if len(own) != 1 || own[0].ID != o.policy.ID ||
		!setup.RulesAre(own[0].Rules, o.before) && !setup.RulesAre(own[0].Rules, o.after) {
		return setup.Receipt{}, advice.ErrStalePlan
	}
	targets, err := observe.LookOnce[[]graph.PolicyTarget](ctx, client, graph.PolicyTargetsQuery(o.policy.ID))
	if err != nil {
		return setup.Receipt{}, err
	}
	if !judge.OnlyTarget(targets, p.App.ObjectID) {
		return setup.Receipt{}, advice.ErrStalePlan
	}
	if setup.RulesAre(own[0].Rules, o.after) && !r.StoppedHere() {
		return sameMeanwhile("the policy \"" + o.policy.DisplayName + "\""), nil
	}
	_, err = settled(ctx, r, note, func() (graph.Application, error) {
		return graph.Application{}, client.UpdateAppPolicy(ctx, o.policy.ID, o.after)
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	return o.Begun(), nil
}

// Ruled tells whether the registration's own policy has the rules that were written.
func Ruled(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
	own := s.OwnPolicy.Value
	return rec, len(own) > 0 && setup.SameID(own[0].ID, rec.ObjectID) &&
		setup.RulesAre(own[0].Rules, rec.After)
}

func (o *extendPolicy) Seen(s setup.Snapshot) bool {
	_, there := Ruled(s, o.Begun())
	return there || !s.OwnPolicy.Known
}

// PolicyPath is where Graph keeps a policy.
func PolicyPath(id string) string { return "/v1.0/policies/appManagementPolicies/" + id }

// Applies tells whether a policy is the registration's own.
func Applies(s setup.Snapshot, id string) bool {
	return slices.ContainsFunc(s.OwnPolicy.Value, func(p graph.AppManagementPolicy) bool {
		return setup.SameID(p.ID, id)
	})
}
