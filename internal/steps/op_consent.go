package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

var consentAction = &Action{ID: "consent", Verb: "Grant it for me", Effect: "what the registration asks for, for the whole company",
	Role: "Privileged Role Administrator or Global Administrator", Plan: planConsent}

func planConsent(s setup.Snapshot, p setup.Profile) (Plan, error) {
	switch {
	case s.App.Value == nil && !p.Wanted.Whole:
		return Plan{}, &BlockedError{By: "Steps 3–8 · New registration"}
	case s.Principal.Value == nil && !p.Wanted.Whole:
		return Plan{}, &BlockedError{By: "Steps 3–8 · New registration"}
	case !s.Graph.Known:
		return Plan{}, &BlockedError{By: "Microsoft Graph's own service principal has to be read: " + s.Graph.Why.Text}
	case s.Principal.Value != nil && !s.Grants.Known:
		return Plan{}, &BlockedError{By: "the granted permissions have to be read: " + s.Grants.Why.Text}
	case !s.Principal.Known:
		return Plan{}, &BlockedError{By: "the service principal has to be read: " + s.Principal.Why.Text}
	}
	var ops []operation
	if _, ok := setup.Granted(s); !ok {
		ops = append(ops, &grantRole{resource: s.Graph.Value.ID, role: setup.UserReadAllRole(s), tenant: text.Or(p.Tenant.Name, "your company"), app: text.Or(p.App.Name, p.Wanted.Name)})
	}
	if o, needed := scopesOp(s, p); needed {
		ops = append(ops, o)
	}
	if len(ops) == 0 {
		return Plan{}, ErrNothingToDo
	}
	return newPlan("consent", "Grant admin consent", "21–22", s, ops, consentNotes(s, ops)...), nil
}

// consentNotes say in the plan itself, before its first write, that nobody knows
// whether Entra takes the consent from this account, and what is handed over where it
// does not.
func consentNotes(s setup.Snapshot, ops []operation) []setup.Finding {
	if s.Role.Known && s.Role.Value.Consent != setup.RoleUnseen {
		return nil // known: done, or stopped and handed over before
	}
	var what []string
	for _, o := range ops {
		for _, c := range o.change() {
			what = append(what, c.Added...)
		}
	}
	return []setup.Finding{{Code: setup.CodeRoleMissing, Level: setup.LevelWarn, Subject: "steps 21–22",
		Want: "Global Administrator or Privileged Role Administrator", Got: "not known",
		Text: "Whether this account may grant admin consent is not known, so it is tried. " +
			"If Entra refuses, what is written before it stays, and this is handed to a colleague: " +
			strings.Join(what, "; ") + ".",
		Remedy: "The message for them is ready then. After they have granted it, run this again: it goes on from there."}}
}

// grantRole lets the registration read the company's users, as an application.
type grantRole struct{ resource, role, tenant, app string }

func (o *grantRole) change() []setup.Change {
	return []setup.Change{{Object: fmt.Sprintf("Service principal %q", o.app), Property: "appRoleAssignments", Before: "not granted", After: "granted for " + o.tenant,
		Added: []string{"Microsoft Graph: User.Read.All – read the full profiles of all users, without anybody signed in"}}}
}

func (o *grantRole) request() Request {
	return Request{Method: "POST", Path: "/v1.0/servicePrincipals/" + o.resource + "/appRoleAssignedTo",
		Body: pretty(map[string]any{"principalId": "(the service principal's id)", "resourceId": o.resource, "appRoleId": o.role})}
}

func (o *grantRole) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	principal, err := r.principal()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Granting User.Read.All", Usual: 30 * time.Second})
	a, err := client.GrantAppRole(ctx, principal, o.resource, o.role)
	if errors.Is(err, graph.ErrAlreadyExists) || errors.Is(err, graph.ErrUncertain) {
		lost := err
		a, err = r.findGrant(ctx, client, o, principal)
		if err == nil && r.foundThere(lost) {
			return setup.Receipt{Summary: "User.Read.All was granted already"}, nil
		}
		err = unsettled(lost, err)
	}
	if err != nil {
		return setup.Receipt{}, refusedToGrant(err)
	}
	return o.begun().MadeAs(a.ID, ""), nil
}

func (o *grantRole) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectRoleGrant, Summary: "Granted User.Read.All for " + o.tenant, Inverse: "DELETE /v1.0/servicePrincipals/" + o.resource + "/appRoleAssignedTo/"}
}

func (o *grantRole) seen(s setup.Snapshot) bool { _, ok := setup.Granted(s); return ok }

// findGrant looks for the grant after an answer that was lost or said "there is
// one already", and grants again if it is not there: Entra refuses a second.
func (r *Runner) findGrant(ctx context.Context, c *graph.Client, o *grantRole, principal string) (graph.AppRoleAssignment, error) {
	q := graph.GrantsQuery(r.Profile().App.AppID)
	return again(ctx, r, func(try int) (graph.AppRoleAssignment, error) {
		a, err := c.Batch(ctx, q)
		if err != nil {
			return graph.AppRoleAssignment{}, err
		}
		list, err := graph.Decode[[]graph.AppRoleAssignment](a, q)
		if err != nil {
			return graph.AppRoleAssignment{}, err
		}
		for _, g := range list {
			if g.AppRoleID == o.role && g.ResourceID == o.resource {
				return g, nil
			}
		}
		if try > 1 {
			return c.GrantAppRole(ctx, principal, o.resource, o.role)
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
const ConsentLanding = "After \"Accept\" the browser goes to one of the registration's own addresses, as a rule in the MTP portal. " +
	judge.LandedSomewhere + " An AADSTS number on Microsoft's own page is a refusal: ssowizard explain NUMBER says what to do. " +
	"The page calls the app unverified: so it does with every app that a company made for itself."

// HandOver prepares the message and remembers that it was asked for.
func (r *Runner) HandOver() (HandOver, error) {
	s, p := r.both()
	l := judge.LinksFor(r.cfg.Cloud, s, p, r.cfg.Portal)
	h := HandOver{ConsentLink: l.Consent(), PortalLink: l.URL("api-permissions"), AppID: p.App.AppID, AppName: p.App.Name, TenantID: s.Tenant.ID, TenantName: p.Tenant.Name}
	if h.AppID == "" {
		return h, &BlockedError{By: "Steps 3–8 · New registration"}
	}
	h.Text = fmt.Sprintf("The app registration %q (application ID %s) in our tenant %s needs admin consent for the Microsoft Graph application permission User.Read.All, so that the bvoip MTP portal can look up our users and people can sign in with Microsoft. "+
		"A Privileged Role Administrator or Global Administrator can give it at %s with \"Grant admin consent for %s\", then \"Yes\".", h.AppName, h.AppID, text.Or(h.TenantName, h.TenantID), h.PortalLink, text.Or(h.TenantName, "our company"))
	now := r.Now().UTC()
	return h, r.update(func(p *setup.Profile) { p.HandOver = &now })
}

// AwaitConsent waits until exactly this grant is there. It has no deadline of
// its own: the colleague may take a day, and the wait can be left and resumed.
func (r *Runner) AwaitConsent(ctx context.Context, note func(Note)) (setup.Snapshot, error) {
	defer r.watch(note)()
	pause := 3 * time.Second
	for try := 1; ; try++ {
		s, err := r.look(ctx)
		if err != nil {
			return s, err
		}
		if _, ok := setup.Granted(s); ok {
			return s, r.update(func(p *setup.Profile) { p.HandOver = nil })
		}
		words := "No colleague has granted User.Read.All yet"
		if !s.Grants.Known { // the colleague may have done it: nobody could look
			words = "Could not look whether User.Read.All was granted: " + text.Or(s.Grants.Why.Text, "no answer") + " Looking again"
		}
		note(Note{Text: words, Waiting: true, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*5/4, 20*time.Second)
	}
}
