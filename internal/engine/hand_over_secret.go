package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// SecretHandOver is what a person who may not allow a client secret sends to a
// colleague who may.
type SecretHandOver struct {
	AppID, ObjectID, AppName string
	PortalLink               string   // "Application policies" in the Entra admin center
	Text                     string   // what is wanted and why, and where to click
	Commands                 []string // the same with Microsoft Graph PowerShell, line by line
}

// Message is the whole of it as it is sent.
func (h SecretHandOver) Message() string {
	return h.Text + "\n\nOr with Microsoft Graph PowerShell:\n\n" + strings.Join(h.Commands, "\n")
}

// HandOverSecret prepares the message and remembers that it was asked for.
func (r *Session) HandOverSecret() (SecretHandOver, error) {
	s, p := r.Both()
	if p.App.AppID == "" || p.App.ObjectID == "" {
		return SecretHandOver{}, change.Unregistered()
	}
	h := SecretHandOver{AppID: p.App.AppID, ObjectID: p.App.ObjectID, AppName: p.App.Name,
		PortalLink: judge.LinksFor(r.cfg.Cloud, s, p, r.cfg.Portal).URL("application-policies")}
	h.Text = fmt.Sprintf("The app registration %q (application ID %s) in our tenant %s needs a "+
		"client secret: with it the bvoip MTP portal looks up our users, so that people can sign "+
		"in with Microsoft. A policy of our tenant forbids new client secrets. Can you allow one "+
		"for this registration alone? It takes %s. In the Entra admin center (%s): \"Enterprise apps\", "+
		"\"Application policies\", \"Block password addition\". Set \"Applies to\" to \"All applications "+
		"with exclusions\", press \"Add applications\" under \"Excluded apps\", choose %q, then \"Save\".",
		h.AppName, h.AppID, text.Or(p.Tenant.Name, s.Tenant.ID), judge.AllowRoles, h.PortalLink, h.AppName)
	root := "https://graph.microsoft.com"
	if !r.cfg.Practice {
		root = r.cfg.Cloud.Graph
	}
	h.Commands = allowCommands(s, h, root)
	now := r.Now().UTC()
	return h, r.Update(func(p *setup.Profile) { p.Asked = &now })
}

// allowCommands are the two writes that this wizard would send. A registration
// that has a policy already cannot be given another: that one is to be changed.
func allowCommands(s setup.Snapshot, h SecretHandOver, root string) []string {
	quoted := func(v string) string { return "'" + strings.ReplaceAll(v, "'", "''") + "'" }
	login := "Connect-MgGraph -Scopes " + change.ScopePolicies + ", Application.Read.All"
	if own := s.OwnPolicy.Value; len(own) > 0 {
		return []string{login,
			"# The registration has a policy of its own already, " + own[0].ID +
				". Set passwordAddition in it to disabled;",
			"# whatever else it applies to is then exempted too.",
			"Get-MgPolicyAppManagementPolicy -AppManagementPolicyId " + quoted(own[0].ID) +
				" | ConvertTo-Json -Depth 8"}
	}
	return []string{login,
		"$policy = New-MgPolicyAppManagementPolicy -BodyParameter @{",
		"  displayName = " + quoted(judge.PolicyPrefix+h.AppName) + "; isEnabled = $true",
		"  description = 'Lets one app registration have a client secret, which the bvoip MTP portal needs.'",
		"  restrictions = @{ passwordCredentials = @(@{ restrictionType = 'passwordAddition'; " +
			"state = 'disabled' }) }",
		"}",
		"New-MgApplicationAppManagementPolicyByRef -ApplicationId " + quoted(h.ObjectID) + " -OdataId \"" +
			root + "/v1.0/policies/appManagementPolicies/$($policy.Id)\""}
}

// AwaitSecret waits until a client secret is allowed and then writes the plan,
// which was shown and agreed to before. Where the policy cannot be read, an attempt
// tells: one that is refused makes nothing. It has no deadline of its own: the
// colleague may take a day, and the wait can be left and taken up again.
func (r *Session) AwaitSecret(ctx context.Context, plan change.Plan,
	note func(change.Note)) (setup.Snapshot, error) {
	pause := 3 * time.Second
	for try := 1; ; try++ {
		s, err := r.Observe(ctx)
		if err != nil {
			return s, err
		}
		text := "No colleague has allowed a client secret for this registration yet"
		if !s.Secrets.Known || !s.Secrets.Value.Forbids() {
			s, err = r.Apply(ctx, plan, note)
			if !errors.Is(err, graph.ErrSecretsForbidden) {
				return s, err
			}
			text = "Entra still refuses a client secret for this registration, and made none. Trying again"
			pause = max(pause, 20*time.Second)
		}
		note(change.Note{Text: text, Waiting: true, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*5/4, 30*time.Second)
	}
}

// PlanSecretLater plans the secret alone, for whoever waits until somebody else
// has allowed it.
func (r *Session) PlanSecretLater() (change.Plan, error) {
	s, p := r.Both()
	if err := mayPlan(s, p); err != nil {
		return change.Plan{}, err
	}
	opts := r.Options()
	opts.Allow = setup.AllowShown
	plan, err := change.PlanSecret(s.Allowed(), p, opts) // what forbids it now will not, by then
	plan.Title = "Make a client secret, as soon as it is allowed"
	return plan, err
}
