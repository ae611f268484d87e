package judge

import (
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// signInScopes are delegated permissions that a sign-in page asks each person
// for, unless they were granted for everybody. The portal's "Grant admin
// consent" covers them; a registration granted only its application permission
// would stop people at "Need admin approval" where users may not consent.
var signInScopes = []string{"User.Read", "openid", "profile", "email", "offline_access"}

// UnaskedScopes are the sign-in scopes that the registration declares and
// nobody has granted for everybody yet.
func UnaskedScopes(s setup.Snapshot, app *graph.Application) []string {
	have := strings.Fields(setup.EverybodysGrant(s).Scope)
	var out []string
	for _, r := range app.RequiredResourceAccess {
		for _, a := range r.Access {
			if r.ResourceAppID != graph.GraphAppID || a.Type != graph.DelegatedPermission {
				continue
			}
			name := scopeName(s, a.ID)
			if slices.Contains(signInScopes, name) && !slices.Contains(have, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func scopeName(s setup.Snapshot, id string) string {
	for _, sc := range s.Graph.Value.Scopes {
		if sc.ID == id {
			return sc.Value
		}
	}
	if id == graph.UserReadScope {
		return "User.Read"
	}
	return id
}

// PeopleFindings tell whether people will be asked for consent themselves.
func PeopleFindings(s setup.Snapshot, app *graph.Application) []setup.Finding {
	if !s.Delegated.Known {
		return []setup.Finding{{Code: setup.CodeCouldNotCheck, Variant: "people",
			Level: setup.LevelUnknown, Subject: "delegated grants",
			Args: messages.With("why", s.Delegated.Why.Text, "do", s.Delegated.Why.Remedy)}}
	}
	missing := UnaskedScopes(s, app)
	if len(missing) == 0 {
		return nil
	}
	return []setup.Finding{{Code: setup.CodeConsentPeopleAsked, Level: setup.LevelWarn,
		Subject: strings.Join(missing, " ")}}
}
