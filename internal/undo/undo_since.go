package undo

import (
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// MadeHere tells whether a receipt says that a registration or a service principal
// was made, and not taken back.
func MadeHere(p setup.Profile) bool {
	return slices.ContainsFunc(p.Receipts, func(r setup.Receipt) bool {
		return r.Undone == nil && kindOf(r).builtOn
	})
}

// theirs gathers what is there beyond what the wizard made, and what could not be
// looked at. The second is never taken for nothing. The third are receipts of which
// nobody knows whose work they tell of.
type theirs struct{ added, unread, doubted []string }

// doubt notes a receipt of what would go too and may be somebody else's.
func (x *theirs) doubt(p setup.Profile, object string) {
	for _, rec := range p.Receipts {
		if rec.Unattributed && rec.Undone == nil && rec.Is(object) {
			x.doubted = append(x.doubted, rec.Summary)
		}
	}
}

func (x *theirs) list(what string, told bool, names []string) {
	switch {
	case !told:
		x.unread = append(x.unread, what)
	case len(names) > 0:
		x.added = append(x.added, what+" ("+strings.Join(names, ", ")+")")
	}
}

// sinceMade looks for what others added to what a receipt says was made. Taking
// the registration back takes its service principal along.
func sinceMade(s setup.Snapshot, p setup.Profile, rec setup.Receipt) theirs {
	var x theirs
	if k := kindOf(rec); k.since != nil {
		k.since(&x, s, p, rec)
	}
	return x
}

func (x *theirs) onApplication(s setup.Snapshot, rec setup.Receipt) {
	a := s.Additions
	var certs, roles, offered, owners, federated []string
	for _, c := range a.App.Value.KeyCredentials {
		certs = append(certs, text.Or(c.DisplayName, c.KeyID))
	}
	for _, r := range a.App.Value.AppRoles {
		roles = append(roles, text.Or(r.Value, r.DisplayName))
	}
	offered = append(offered, a.App.Value.IdentifierURIs...)
	api := a.App.Value.API
	if api != nil {
		for _, sc := range api.Scopes {
			offered = append(offered, sc.Value)
		}
		for _, c := range api.PreAuthorized {
			offered = append(offered, "for "+c.AppID)
		}
		for _, c := range api.Known {
			offered = append(offered, "for "+c)
		}
	}
	for _, o := range a.Owners.Value { // who made it may have become its owner by that
		if !setup.SameID(o.ID, s.Identity.ObjectID) &&
			(o.UserPrincipalName == "" || !strings.EqualFold(o.UserPrincipalName, rec.By)) {
			owners = append(owners, text.Or(o.DisplayName, text.Or(o.UserPrincipalName, o.ID)))
		}
	}
	for _, c := range a.Federated.Value {
		federated = append(federated, text.Or(c.Name, c.ID))
	}
	x.list("certificates", a.App.Known && a.App.Value.KeyCredentials != nil, certs)
	x.list("app roles", a.App.Known && a.App.Value.AppRoles != nil, roles)
	x.list("an exposed API", a.App.Known && api != nil, offered)
	x.list("owners", a.Owners.Known, owners)
	x.list("federated credentials", a.Federated.Known, federated)
}

// onPrincipal gathers what goes with the service principal.
func (x *theirs) onPrincipal(s setup.Snapshot, p setup.Profile) {
	for _, object := range alongPrincipal {
		x.doubt(p, object)
	}
	switch {
	case !s.Principal.Known:
		x.unread = append(x.unread, "the service principal")
	case s.Principal.Value != nil:
		x.principal(s, p)
	}
}

func (x *theirs) principal(s setup.Snapshot, p setup.Profile) {
	sp, a := *s.Principal.Value, s.Additions
	var settings, grants, scopes, people, keys []string
	if !sp.AccountEnabled {
		settings = append(settings, "sign-in is switched off")
	}
	if sp.AppRoleAssignmentRequired {
		settings = append(settings, "only assigned people may sign in")
	}
	for _, t := range sp.Tags {
		if t != change.VisibleTag && (s.App.Value == nil || !slices.Contains(s.App.Value.Tags, t)) {
			settings = append(settings, "tag "+t)
		}
	}
	for _, g := range s.Grants.Value {
		if _, ours := p.Wrote(setup.ObjectRoleGrant, g.ID); !ours {
			grants = append(grants, grantWords(s, g))
		}
	}
	for _, g := range s.Delegated.Value {
		rec, ours := p.Wrote(setup.ObjectScopes, g.ID)
		if g.PrincipalID != "" || ours && setup.SameWords(scopesIn(rec.After), g.Scope) {
			continue // what a person consented to by signing in is of no use without this
		}
		scopes = append(scopes, strings.Join(strings.Fields(g.Scope), " "))
	}
	for _, c := range a.Assigned.Value {
		people = append(people, text.Or(c.PrincipalName, c.ID))
	}
	for _, c := range a.Keys.Value.KeyCredentials {
		keys = append(keys, text.Or(c.DisplayName, c.KeyID))
	}
	for _, c := range a.Keys.Value.Passwords {
		keys = append(keys, text.Or(c.DisplayName, c.KeyID))
	}
	x.list("settings of the service principal", true, settings)
	x.list("permissions granted to it", s.Grants.Known, grants)
	x.list("delegated permissions granted to it", s.Delegated.Known, scopes)
	x.list("assigned people, groups or programs", a.Assigned.Known, people)
	x.list("keys of the service principal",
		a.Keys.Known && a.Keys.Value.KeyCredentials != nil && a.Keys.Value.Passwords != nil, keys)
}

// grantWords name a granted application permission as far as it is known.
func grantWords(s setup.Snapshot, g graph.AppRoleAssignment) string {
	name := g.AppRoleID
	for _, r := range s.Graph.Value.AppRoles {
		if setup.SameID(r.ID, g.AppRoleID) && setup.SameID(g.ResourceID, s.Graph.Value.ID) {
			name = r.Value
		}
	}
	return strings.TrimSpace(text.Or(g.ResourceDisplayName, "") + " " + name)
}

// refusal and question are what is said of it; "" where there is nothing.
func (x theirs) refusal() string {
	switch {
	case len(x.added) == 0 && len(x.doubted) > 0:
		return "What may be somebody else's would go too: " + strings.Join(x.doubted, "; ") +
			". Decide about that first."
	case len(x.added) == 0:
		return ""
	}
	return "Somebody has added since, and it would go too: " + strings.Join(x.added, "; ") +
		". Take that away in Entra first, if nobody needs it."
}

func (x theirs) question() string {
	if len(x.unread) == 0 {
		return ""
	}
	return " Could not check whether somebody has added since: " + strings.Join(x.unread, "; ") +
		". It would go too; look in Entra before you agree."
}
