package change

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

var consentAction = does(judge.ConsentPhase, &Action{Verb: "Grant it for me",
	Effect: "what the registration asks for, for the whole company",
	Role:   "Privileged Role Administrator or Global Administrator", Plan: planConsent})

func planConsent(s setup.Snapshot, p setup.Profile, opts Options) (Plan, error) {
	switch {
	case (s.App.Value == nil || s.Principal.Value == nil) && !opts.Whole:
		return Plan{}, Unregistered()
	case !s.Graph.Known:
		return Plan{}, &advice.BlockedError{
			By: "Microsoft Graph's own service principal has to be read: " + s.Graph.Why.Text}
	case s.Principal.Value != nil && !s.Grants.Known:
		return Plan{}, &advice.BlockedError{By: "the granted permissions have to be read: " +
			s.Grants.Why.Text}
	case !s.Principal.Known:
		return Plan{}, &advice.BlockedError{
			By: "the service principal has to be read: " + s.Principal.Why.Text}
	}
	ops := writesOf(judge.ConsentPhase, s, p, opts)
	if len(ops) == 0 {
		return Plan{}, advice.ErrNothingToDo
	}
	return NewPlan("consent", "Grant admin consent", s, ops, consentNotes(s, ops)...), nil
}

// consentNotes say in the plan itself, before its first write, that nobody knows
// whether Entra takes the consent from this account, and what is handed over where it
// does not.
func consentNotes(s setup.Snapshot, ops []Operation) []setup.Finding {
	if s.Role.Known && s.Role.Value.Consent != setup.RoleUnseen {
		return nil // known: done, or stopped and handed over before
	}
	var what []string
	for _, o := range ops {
		for _, c := range o.Change() {
			what = append(what, c.Added...)
		}
	}
	return []setup.Finding{{Code: setup.CodeRoleMissing, Variant: "tried", Level: setup.LevelWarn,
		Subject: "steps 21–22", Args: messages.With("what", strings.Join(what, "; "))}}
}

func init() { writes(judge.ConsentPhase, 10, grantingRole) }

// grantingRole lets the registration read the users, where nobody has granted that.
func grantingRole(s setup.Snapshot, p setup.Profile, _ Options) []Operation {
	if _, done := setup.Granted(s); done {
		return nil
	}
	return []Operation{&GrantRole{Resource: s.Graph.Value.ID, Role: setup.UserReadAllRole(s),
		tenant: text.Or(p.Tenant.Name, "your company"), app: text.Or(p.App.Name, p.Wanted.Name)}}
}

// GrantRole lets the registration read the company's users, as an application.
type GrantRole struct{ Resource, Role, tenant, app string }

// Change is what is shown of it.
func (o *GrantRole) Change() []setup.Change {
	return []setup.Change{{Object: fmt.Sprintf("Service principal %q", o.app),
		Property: "appRoleAssignments", Before: "not granted", After: "granted for " + o.tenant,
		Added: []string{"Microsoft Graph: User.Read.All – read the full profiles of all users, " +
			"without anybody signed in"}}}
}

// Request is what is sent.
func (o *GrantRole) Request() setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/servicePrincipals/" + o.Resource + "/appRoleAssignedTo",
		Body: Pretty(map[string]any{"principalId": "(the service principal's id)", "resourceId": o.Resource,
			"appRoleId": o.Role})}
}

// Run writes it.
func (o *GrantRole) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	principal, err := r.Principal()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Granting User.Read.All", Usual: 30 * time.Second})
	a, err := client.GrantAppRole(ctx, principal, o.Resource, o.Role)
	if errors.Is(err, graph.ErrAlreadyExists) || errors.Is(err, graph.ErrUncertain) {
		lost := err
		a, err = findGrant(ctx, r, client, o, principal)
		if err == nil && foundThere(r, lost) {
			return setup.Receipt{Summary: "User.Read.All was granted already"}, nil
		}
		err = unsettled(lost, err)
	}
	if err != nil {
		return setup.Receipt{}, refusedToGrant(err)
	}
	return o.Begun().MadeAs(a.ID, ""), nil
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *GrantRole) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectRoleGrant, Summary: "Granted User.Read.All for " + o.tenant,
		Inverse: "DELETE /v1.0/servicePrincipals/" + o.Resource + "/appRoleAssignedTo/"}
}

// Seen tells whether a look shows what was written.
func (o *GrantRole) Seen(s setup.Snapshot) bool { _, ok := setup.Granted(s); return ok }

// findGrant looks for the grant after an answer that was lost or said "there is
// one already", and grants again if it is not there: Entra refuses a second.
func findGrant(ctx context.Context, r Env, c *graph.Client, o *GrantRole,
	principal string) (graph.AppRoleAssignment, error) {
	q := graph.GrantsQuery(r.Profile().App.AppID)
	return Again(ctx, r, func(try int) (graph.AppRoleAssignment, error) {
		list, err := observe.LookOnce[[]graph.AppRoleAssignment](ctx, c, q)
		if err != nil {
			return graph.AppRoleAssignment{}, err
		}
		for _, g := range list {
			if g.AppRoleID == o.Role && g.ResourceID == o.Resource {
				return g, nil
			}
		}
		if try > 1 {
			return c.GrantAppRole(ctx, principal, o.Resource, o.Role)
		}
		return graph.AppRoleAssignment{}, graph.ErrUncertain
	})
}

// HandOver is what a person without the role sends to a colleague who has it.
type HandOver struct {
	ConsentLink string // Microsoft's own consent page
	PortalLink  string // "API permissions" of the registration
	AppID       string
	AppName     string
	TenantID    string
	TenantName  string
	Text        string // two sentences to send, with both links
}

// ConsentLanding is what whoever gives consent by link sees after it, and what to do
// then (measured on other applications: once the consent is recorded, Microsoft goes
// to one of the registration's redirect addresses).
const ConsentLanding = "After \"Accept\" the browser goes to one of the registration's own addresses, " +
	"as a rule in the MTP portal. " + judge.LandedSomewhere +
	" An AADSTS number on Microsoft's own page is a refusal: ssowizard explain NUMBER says what to do. " +
	"The page calls the app unverified: so it does with every app that a company made for itself."
