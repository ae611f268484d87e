package engine

import (
	"context"
	"slices"
	"sort"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/observe"
	"ssowizard/internal/text"
)

// agreeing are the roles that may agree to rights which only administrators may
// agree to, of an application that acts in a person's name (Microsoft Entra
// docs, grant admin consent).
var agreeing = []string{graph.GlobalAdministrator, graph.PrivilegedRoleAdministrator,
	graph.ApplicationAdministrator, graph.CloudApplicationAdministrator}

// RoleSeen is what a sign-in with nothing but the name has shown: who somebody
// is, and which roles are active. Whether a role is eligible only, it cannot
// show: Entra answers that to approved sign-ins alone.
type RoleSeen struct {
	ID       string // "active", "stale", "other-role", "none" or "unknown", as in assets
	Username string
	Roles    []string // names of the active roles that the sign-in carries; an id where no name is known
	Means    string
	Do       string
	Ways     []WayOn
}

// roleSeenID judges the roles in a token, and how many the directory says are
// active now; -1 where it did not say.
func roleSeenID(roleIDs []string, now int) string {
	roles := slices.DeleteFunc(slices.Clone(roleIDs),
		func(id string) bool { return id == observe.MemberMarker })
	may := slices.ContainsFunc(roles, func(id string) bool { return slices.Contains(agreeing, id) })
	switch {
	case may:
		return "active"
	case now > len(roles):
		return "stale"
	case len(roles) > 0:
		return "other-role"
	case len(roleIDs) > 0 || now == 0:
		return "none"
	}
	return "unknown"
}

// RoleSeen is what the last sign-in for the name has shown; false where there
// was none.
func (r *Session) RoleSeen() (RoleSeen, bool) {
	r.mu.Lock()
	s := r.roleSeen
	r.mu.Unlock()
	if s.ID == "" {
		return s, false
	}
	for _, p := range assets.BrowserPages().Standings {
		if p.ID == s.ID {
			page := r.browserPage(p)
			s.Means, s.Do, s.Ways = page.Means, page.Do, page.Ways
		}
	}
	return s, true
}

// stand takes from a sign-in for the name what it shows, and lets go of it: it is
// of no use for anything else.
func (r *Session) stand(ctx context.Context, s *entra.Session) error {
	who := s.Identity()
	st := RoleSeen{Username: who.Username}
	now := -1
	client, err := r.cfg.NewGraph(s.Token, nil)
	if err != nil {
		return err
	}
	q := graph.DirectoryRolesQuery()
	if a, err := client.Batch(ctx, q); err == nil {
		if list, err := graph.Decode[[]graph.DirectoryRole](a, q); err == nil {
			now = len(list)
		}
	} else if ctx.Err() != nil {
		return err
	}
	st.ID = roleSeenID(who.RoleIDs, now)
	for _, id := range who.RoleIDs {
		if id != observe.MemberMarker {
			st.Roles = append(st.Roles, text.Or(judge.RoleNames[id], id))
		}
	}
	sort.Strings(st.Roles)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.roleSeen = st
	return nil
}
