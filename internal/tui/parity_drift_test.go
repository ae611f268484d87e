package tui

import (
	"context"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// behind is what somebody changes behind the wizard's back: the registration as it
// is, with its service principal and its grants.
type behind struct {
	ctx   context.Context
	c     *graph.Client
	s     setup.Snapshot
	pass  func(time.Duration)
	store profile.Store
	keys  vault.Keychain
}

// drift is one change; false where there is nothing to change.
type drift struct {
	name string
	do   func(*behind) (bool, error)
}

func (b *behind) patch(p graph.ApplicationPatch) (bool, error) {
	return true, b.c.UpdateApplication(b.ctx, b.s.App.Value.ID, p)
}

func (b *behind) spa(uris []string) (bool, error) {
	return b.patch(graph.ApplicationPatch{SPA: &uris})
}

func (b *behind) principal(p graph.ServicePrincipalPatch) (bool, error) {
	if b.s.Principal.Value == nil {
		return false, nil
	}
	return true, b.c.UpdateServicePrincipal(b.ctx, b.s.Principal.Value.ID, p)
}

// until lets time pass up to the end of the secret that ends last, and as much more.
func (b *behind) until(more time.Duration) (bool, error) {
	var last time.Time
	for _, c := range b.s.App.Value.PasswordCredentials {
		if c.EndDateTime.After(last) {
			last = c.EndDateTime
		}
	}
	left := last.Add(more).Sub(b.s.At)
	if last.IsZero() || left <= 0 {
		return false, nil
	}
	b.pass(left)
	return true, nil
}

// declared are what the registration asks for, without what drop names.
func (b *behind) declared(drop string) *[]graph.RequiredResource {
	out := []graph.RequiredResource{}
	for _, r := range b.s.App.Value.RequiredResourceAccess {
		left := slices.DeleteFunc(slices.Clone(r.Access), func(a graph.Access) bool { return a.ID == drop })
		if len(left) > 0 {
			out = append(out, graph.RequiredResource{ResourceAppID: r.ResourceAppID, Access: left})
		}
	}
	return &out
}

// anotherOne is the drift by which a colleague sets the same thing up once more.
const anotherOne = "another registration with the same own addresses"

// drifts are the changes that a setup meets between two looks.
var drifts = []drift{
	{"none", func(*behind) (bool, error) { return true, nil }},
	{"redirect URIs removed", func(b *behind) (bool, error) {
		return b.spa([]string{mtp.FirstURI})
	}},
	{"every redirect URI removed", func(b *behind) (bool, error) { return b.spa([]string{}) }},
	{"one redirect URI removed", func(b *behind) (bool, error) {
		u := b.s.App.Value.SPA.URIs
		if len(u) < 2 {
			return false, nil
		}
		return b.spa(u[:len(u)-1])
	}},
	{"redirect URIs moved to Web", func(b *behind) (bool, error) {
		u := b.s.App.Value.SPA.URIs
		if len(u) == 0 {
			return false, nil
		}
		none := []string{}
		web := slices.Concat(b.s.App.Value.Web.URIs, u)
		return b.patch(graph.ApplicationPatch{SPA: &none, Web: &web})
	}},
	{"a redirect URI added", func(b *behind) (bool, error) {
		return b.spa(append(slices.Clone(b.s.App.Value.SPA.URIs), "https://other.example/added"))
	}},
	{"a redirect URI nearly the same", func(b *behind) (bool, error) {
		u := slices.Clone(b.s.App.Value.SPA.URIs)
		if len(u) < 2 {
			return false, nil
		}
		u[len(u)-1] += "/"
		return b.spa(u)
	}},
	{"single tenant", func(b *behind) (bool, error) {
		one := "AzureADMyOrg"
		return b.patch(graph.ApplicationPatch{SignInAudience: &one})
	}},
	{"personal accounts too", func(b *behind) (bool, error) {
		all := "AzureADandPersonalMicrosoftAccount"
		return b.patch(graph.ApplicationPatch{SignInAudience: &all})
	}},
	{"another name", func(b *behind) (bool, error) {
		name := "Renamed by somebody"
		return b.patch(graph.ApplicationPatch{DisplayName: &name})
	}},
	{"deactivated", func(b *behind) (bool, error) {
		off := true
		return b.patch(graph.ApplicationPatch{IsDisabled: &off})
	}},
	{"permission removed", func(b *behind) (bool, error) {
		return b.patch(graph.ApplicationPatch{RequiredResourceAccess: b.declared(graph.UserReadAllRole)})
	}},
	{"nothing declared", func(b *behind) (bool, error) {
		return b.patch(graph.ApplicationPatch{RequiredResourceAccess: &[]graph.RequiredResource{}})
	}},
	{"the delegated twin in its place", func(b *behind) (bool, error) {
		list := []graph.RequiredResource{{ResourceAppID: graph.GraphAppID, Access: []graph.Access{{ID: graph.UserReadAllScope, Type: "Scope"}}}}
		return b.patch(graph.ApplicationPatch{RequiredResourceAccess: &list})
	}},
	{"consent removed", func(b *behind) (bool, error) {
		for _, g := range b.s.Grants.Value {
			if err := b.c.RemoveAppRole(b.ctx, g.ResourceID, g.ID); err != nil {
				return false, err
			}
		}
		return len(b.s.Grants.Value) > 0, nil
	}},
	{"consent of a role that is not needed", func(b *behind) (bool, error) {
		const readAllGroups = "5b567255-7703-4780-807c-7be8301ae99b"
		if b.s.Principal.Value == nil {
			return false, nil
		}
		_, err := b.c.GrantAppRole(b.ctx, b.s.Principal.Value.ID, b.s.Graph.Value.ID, readAllGroups)
		return true, err
	}},
	{"people's consent removed", func(b *behind) (bool, error) {
		for _, g := range b.s.Delegated.Value {
			if err := b.c.RemoveScopes(b.ctx, g.ID); err != nil {
				return false, err
			}
		}
		return len(b.s.Delegated.Value) > 0, nil
	}},
	{"sign-in switched off", func(b *behind) (bool, error) {
		off := false
		return b.principal(graph.ServicePrincipalPatch{AccountEnabled: &off})
	}},
	{"assigned people only", func(b *behind) (bool, error) {
		on := true
		return b.principal(graph.ServicePrincipalPatch{AppRoleAssignmentRequired: &on})
	}},
	{"service principal deleted", func(b *behind) (bool, error) {
		if b.s.Principal.Value == nil {
			return false, nil
		}
		return true, b.c.DeleteServicePrincipal(b.ctx, b.s.Principal.Value.ID)
	}},
	{"every secret removed", func(b *behind) (bool, error) {
		for _, c := range b.s.App.Value.PasswordCredentials {
			if err := b.c.RemovePassword(b.ctx, b.s.App.Value.ID, c.KeyID); err != nil {
				return false, err
			}
		}
		return len(b.s.App.Value.PasswordCredentials) > 0, nil
	}},
	{"a secret added", func(b *behind) (bool, error) {
		_, err := b.c.AddPassword(b.ctx, b.s.App.Value.ID, "somebody's", b.s.At.Add(60*24*time.Hour))
		return true, err
	}},
	{anotherOne, func(b *behind) (bool, error) {
		u := b.s.App.Value.SPA.URIs
		if len(u) < 2 {
			return false, nil // no addresses of the partner's own
		}
		_, made, err := b.c.UpsertApplication(b.ctx, "somebody-else", graph.NewApplication{
			DisplayName: "Voice SSO of a colleague", SignInAudience: "AzureADMultipleOrgs", SPAURIs: u})
		return made, err
	}},
	{"registration deleted", func(b *behind) (bool, error) {
		return true, b.c.DeleteApplication(b.ctx, b.s.App.Value.ID)
	}},
	{"consent and redirect URIs removed", func(b *behind) (bool, error) {
		for _, g := range b.s.Grants.Value {
			if err := b.c.RemoveAppRole(b.ctx, g.ResourceID, g.ID); err != nil {
				return false, err
			}
		}
		return b.spa([]string{mtp.FirstURI})
	}},
	{"the last secret ends in ten days", func(b *behind) (bool, error) { return b.until(-10 * 24 * time.Hour) }},
	{"the last secret has ended", func(b *behind) (bool, error) { return b.until(time.Hour) }},
	{"the value gone from the keychain", func(b *behind) (bool, error) {
		list, err := b.store.List()
		if err != nil || len(list) == 0 || list[0].Secret.KeyID == "" {
			return false, err
		}
		p := list[0]
		return true, b.keys.Delete(b.ctx, vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID})
	}},
}
