package steps

import (
	"slices"
	"testing"

	"ssowizard/internal/graph"
)

// TestCodesThatNoPracticeTenantShows: each of them comes from the fact it names.
func TestCodesThatNoPracticeTenantShows(t *testing.T) {
	app := func(access ...graph.Access) Snapshot {
		return Snapshot{App: known(&graph.Application{AppID: "a", SignInAudience: audienceOrgs,
			RequiredResourceAccess: []graph.RequiredResource{{ResourceAppID: graph.GraphAppID, Access: access}}})}
	}
	wanted := graph.Access{ID: graph.UserReadAllRole, Type: "Role"}
	for _, c := range []struct {
		stage string
		code  Code
		bad   Snapshot
		good  Snapshot
	}{
		{"15-20", CodePermissionMissing, app(), app(wanted)},
		{"15-20", CodePermissionExcess, app(wanted, graph.Access{ID: "19dbc75e-c2e2-444c-a770-ec69d8559fc7", Type: "Role"}), app(wanted)},
		{"1", CodeRoleStaleToken, Snapshot{SignedIn: true, Role: known(RoleState{Consent: RoleStale, ConsentRole: "Global Administrator"})},
			Snapshot{SignedIn: true, Role: known(RoleState{Consent: RoleActive, ConsentRole: "Global Administrator"})}},
	} {
		p := Profile{App: ProfileApp{AppID: "a", Adopted: true}}
		has := func(s Snapshot) bool {
			fs := Judge(s, p, Walking).Stage(c.stage).Findings()
			for _, i := range Preflight(s, p, Walking) {
				fs = append(fs, i.Findings...)
			}
			return slices.ContainsFunc(fs, func(f Finding) bool { return f.Code == c.code && f.Text != "" })
		}
		if !has(c.bad) || has(c.good) {
			t.Errorf("%s: said of the bad one %t, of the good one %t", c.code, has(c.bad), has(c.good))
		}
	}
}
