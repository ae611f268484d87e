package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// makePolicy makes a policy that allows new client secrets and says nothing else.
// Alone it applies to nobody.
type makePolicy struct {
	name, app string
	id        string // once it was made
}

func (o *makePolicy) body() graph.NewAppPolicy {
	return graph.NewAppPolicy{DisplayName: o.name, IsEnabled: true,
		Description: "Lets the app registration " + o.app + " have a client secret, which the bvoip MTP portal needs. Made with ssowizard; every other rule of the tenant stays.",
		Rules:       graph.Rules{Passwords: []graph.Rule{{Type: graph.PasswordAddition, State: graph.RuleOff}}}}
}

func (o *makePolicy) change() []setup.Change {
	obj, body := "New app management policy", o.body()
	return []setup.Change{{Object: obj, Property: "displayName", Before: notSet, After: body.DisplayName},
		{Object: obj, Property: "description", Before: notSet, After: body.Description},
		{Object: obj, Property: "isEnabled", Before: notSet, After: "on"},
		{Object: obj, Property: "restrictions.passwordCredentials", Before: notSet, After: "one rule", Added: []string{"new client secrets are allowed (the rule \"Block password addition\" is off)"}}}
}

func (o *makePolicy) request() Request {
	return Request{Method: "POST", Path: "/v1.0/policies/appManagementPolicies", Body: pretty(o.body())}
}

func (o *makePolicy) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPolicy, After: o.name, Summary: "Made the policy \"" + o.name + "\"", Inverse: "DELETE /v1.0/policies/appManagementPolicies/"}
}

// run looks for its name first where an earlier run was stopped at this.
func (o *makePolicy) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Making a policy that allows a client secret"})
	var made graph.AppManagementPolicy
	if r.stoppedHere() {
		made, err = r.findPolicy(ctx, client, o, graph.ErrUncertain)
	} else if made, err = client.CreateAppPolicy(ctx, o.body()); errors.Is(err, graph.ErrUncertain) {
		made, err = r.findPolicy(ctx, client, o, err)
	}
	if err != nil {
		return setup.Receipt{}, err
	}
	o.id = made.ID
	return o.begun().MadeAs(made.ID, ""), nil
}

// findPolicy looks for a policy whose answer was lost. One that does not turn up
// in all looks is made: what the first request may still bring applies to nobody.
func (r *Runner) findPolicy(ctx context.Context, c *graph.Client, o *makePolicy, lost error) (graph.AppManagementPolicy, error) {
	made, err := again(ctx, r, func(try int) (graph.AppManagementPolicy, error) {
		list, err := lookOnce[[]graph.AppManagementPolicy](ctx, c, graph.AppPoliciesQuery())
		if err != nil {
			return graph.AppManagementPolicy{}, err
		}
		if i := slices.IndexFunc(list, func(p graph.AppManagementPolicy) bool { return p.DisplayName == o.name }); i >= 0 {
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

// assignPolicy lets a policy apply to the registration, and to nothing else.
type assignPolicy struct{ policy *makePolicy }

func (o *assignPolicy) change() []setup.Change {
	return []setup.Change{{Object: fmt.Sprintf("App registration %q", o.policy.app), Property: "appManagementPolicies", Before: "none of its own: the tenant's rules hold", After: "one of its own",
		Added: []string{o.policy.name + ": new client secrets are allowed for this registration, and for no other"}}}
}

func (o *assignPolicy) request() Request {
	return Request{Method: "POST", Path: "/v1.0/applications/(object id)/appManagementPolicies/$ref",
		Body: pretty(map[string]string{"@odata.id": "/v1.0/policies/appManagementPolicies/" + text.Or(o.policy.id, "(the new policy's id)")})}
}

func (o *assignPolicy) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPolicyAssigned, ObjectID: o.policy.id, Summary: "Assigned the policy \"" + o.policy.name + "\" to the registration",
		Inverse: "DELETE /v1.0/applications/(object id)/appManagementPolicies/" + o.policy.id + "/$ref"}
}

// run assigns, and where that was refused or the answer lost looks which policy
// the registration has.
func (o *assignPolicy) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	p := r.Profile()
	note(Note{Text: "Assigning it to this registration, and to no other", Usual: 30 * time.Second})
	var lost error
	_, err = again(ctx, r, func(int) (struct{}, error) {
		err := client.AssignAppPolicy(ctx, p.App.ObjectID, o.policy.id)
		switch {
		case err == nil:
			return struct{}{}, nil
		case errors.Is(err, graph.ErrUncertain):
			lost = err
		case errors.Is(err, graph.ErrNotReplicated):
			return struct{}{}, err
		}
		own, lerr := lookOnce[[]graph.AppManagementPolicy](ctx, client, graph.AppPolicyQuery(p.App.AppID))
		switch {
		case lerr == nil && slices.ContainsFunc(own, func(x graph.AppManagementPolicy) bool { return setup.SameID(x.ID, o.policy.id) }):
			return struct{}{}, nil
		case lerr == nil && len(own) > 0:
			return struct{}{}, lastWord(ErrStalePlan) // somebody else assigned one meanwhile
		case errors.Is(err, graph.ErrUncertain):
			return struct{}{}, err
		}
		return struct{}{}, lastWord(err)
	})
	if err != nil {
		return setup.Receipt{}, unsettled(lost, unfinal(err))
	}
	return o.begun(), nil
}

// seen is also said where nobody could look: the secret that Entra then takes shows
// it, and whoever may write policies may not be able to read them.
func (o *assignPolicy) seen(s setup.Snapshot) bool {
	return applies(s, o.begun().ObjectID) || !s.OwnPolicy.Known
}

// extendPolicy lets the registration's own policy, which applies to nothing else,
// allow new client secrets. Its other rules are sent back as they came.
type extendPolicy struct {
	policy        graph.AppManagementPolicy
	before, after json.RawMessage
}

// newExtension makes the rules of a policy that can be read anew, with one of them off.
func newExtension(p graph.AppManagementPolicy) (*extendPolicy, error) {
	rules, _ := judge.PolicyRules(p)
	withoutNotes(rules)
	before, err := json.Marshal(rules)
	if err != nil {
		return nil, err
	}
	list, _ := rules["passwordCredentials"].([]any)
	off := map[string]any{"restrictionType": graph.PasswordAddition, "state": graph.RuleOff}
	i := slices.IndexFunc(list, func(v any) bool { m, _ := v.(map[string]any); return m["restrictionType"] == graph.PasswordAddition })
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

func (o *extendPolicy) change() []setup.Change {
	was := "not named"
	for _, r := range o.policy.PasswordRestrictions {
		if r.Type == graph.PasswordAddition {
			was = r.State
		}
	}
	return []setup.Change{{Object: fmt.Sprintf("App management policy %q, which applies to this registration alone", o.policy.DisplayName), Property: "restrictions.passwordCredentials",
		Before: setup.RuleWords(was), After: setup.RuleWords(graph.RuleOff) + ", new client secrets are allowed", Kept: []string{"every other rule of it, as it is"}}}
}

func (o *extendPolicy) request() Request {
	return Request{Method: "PATCH", Path: "/v1.0/policies/appManagementPolicies/" + o.policy.ID, Body: pretty(map[string]json.RawMessage{"restrictions": o.after})}
}

func (o *extendPolicy) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPolicyRules, ObjectID: o.policy.ID, Before: o.before, After: o.after,
		Summary: "Changed the policy \"" + o.policy.DisplayName + "\" so that it allows client secrets", Inverse: "PATCH /v1.0/policies/appManagementPolicies/" + o.policy.ID}
}

// run looks once more: a person may have thought about the plan for long.
func (o *extendPolicy) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	p := r.Profile()
	note(Note{Text: "Changing the registration's own policy"})
	own, err := lookOnce[[]graph.AppManagementPolicy](ctx, client, graph.AppPolicyQuery(p.App.AppID))
	if err != nil {
		return setup.Receipt{}, err
	}
	if len(own) != 1 || own[0].ID != o.policy.ID || !sameRules(own[0].Rules, o.before) && !sameRules(own[0].Rules, o.after) {
		return setup.Receipt{}, ErrStalePlan
	}
	targets, err := lookOnce[[]graph.PolicyTarget](ctx, client, graph.PolicyTargetsQuery(o.policy.ID))
	if err != nil {
		return setup.Receipt{}, err
	}
	if !judge.OnlyTarget(targets, p.App.ObjectID) {
		return setup.Receipt{}, ErrStalePlan
	}
	if sameRules(own[0].Rules, o.after) && !r.stoppedHere() {
		return sameMeanwhile("the policy \"" + o.policy.DisplayName + "\""), nil
	}
	_, err = r.settled(ctx, note, func() (graph.Application, error) {
		return graph.Application{}, client.UpdateAppPolicy(ctx, o.policy.ID, o.after)
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	return o.begun(), nil
}

// ruled tells whether the registration's own policy has the rules that were written.
func ruled(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
	own := s.OwnPolicy.Value
	return rec, len(own) > 0 && setup.SameID(own[0].ID, rec.ObjectID) && sameRules(own[0].Rules, rec.After)
}

func (o *extendPolicy) seen(s setup.Snapshot) bool {
	_, there := ruled(s, o.begun())
	return there || !s.OwnPolicy.Known
}
