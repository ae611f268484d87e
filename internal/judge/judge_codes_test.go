package judge

import (
	"slices"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// TestCodesThatNoPracticeTenantShows: each of them comes from the fact it names.
func TestCodesThatNoPracticeTenantShows(t *testing.T) {
	app := func(access ...graph.Access) setup.Snapshot {
		return setup.Snapshot{App: setup.Known(&graph.Application{AppID: "a", SignInAudience: graph.AudienceOrgs,
			RequiredResourceAccess: []graph.RequiredResource{{ResourceAppID: graph.GraphAppID, Access: access}}})}
	}
	wanted := graph.Access{ID: graph.UserReadAllRole, Type: "Role"}
	for _, c := range []struct {
		phase string
		code  setup.Code
		bad   setup.Snapshot
		good  setup.Snapshot
	}{
		{"15-20", setup.CodePermissionMissing, app(), app(wanted)},
		{"15-20", setup.CodePermissionExcess, app(wanted, graph.Access{ID: "19dbc75e-c2e2-444c-a770-ec69d8559fc7", Type: "Role"}), app(wanted)},
		{"1", setup.CodeRoleStaleToken, setup.Snapshot{SignedIn: true, Role: setup.Known(setup.RoleState{Consent: setup.RoleStale, ConsentRole: "Global Administrator"})},
			setup.Snapshot{SignedIn: true, Role: setup.Known(setup.RoleState{Consent: setup.RoleActive, ConsentRole: "Global Administrator"})}},
	} {
		p := setup.Profile{App: setup.ProfileApp{AppID: "a", Adopted: true}}
		has := func(s setup.Snapshot) bool {
			fs := Judge(s, p, Walking).Phase(c.phase).Findings()
			for _, i := range Preflight(s, p, Walking) {
				fs = append(fs, i.Findings...)
			}
			return slices.ContainsFunc(fs, func(f setup.Finding) bool { return f.Code == c.code && f.Text() != "" })
		}
		if !has(c.bad) || has(c.good) {
			t.Errorf("%s: said of the bad one %t, of the good one %t", c.code, has(c.bad), has(c.good))
		}
	}
}
