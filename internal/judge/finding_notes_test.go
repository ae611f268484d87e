package judge

import (
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// TestNotesThatNoPracticeTenantShowsSayWhatToDo: a note too says what to do, or
// that nothing has to be done; and so does what could not be checked.
func TestNotesThatNoPracticeTenantShowsSayWhatToDo(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	app := &graph.Application{AppID: "a", DisplayName: "Contoso Voice SSO", SignInAudience: graph.AudienceOrgs,
		RequiredResourceAccess: []graph.RequiredResource{{ResourceAppID: graph.GraphAppID, Access: []graph.Access{{ID: "19dbc75e-c2e2-444c-a770-ec69d8559fc7", Type: graph.ApplicationPermission}}}},
		PasswordCredentials:    []graph.Password{{KeyID: "old", EndDateTime: now.AddDate(0, 0, -4)}, {KeyID: "new", EndDateTime: now.AddDate(1, 0, 0)}}}
	s := setup.Snapshot{At: now, App: setup.Known(app)}
	once := setup.Profile{Secret: setup.ProfileSecret{KeyID: "new", Keeper: setup.KeeperShownOnce}}
	for code, fs := range map[setup.Code][]setup.Finding{
		setup.CodeNameDiffers:         checkName(setup.Profile{Wanted: setup.Wanted{Name: "bvoip SSO"}}, app).Findings,
		setup.CodePermissionExcess:    excessFindings(s, app),
		setup.CodeSecretExpired:       OthersSecrets(now, app, nil, false).Findings,
		setup.CodeSecretNotInKeychain: keptState(s, once, Walking).Findings,
		setup.CodeCouldNotCheck:       {setup.CouldNotCheck("clock", setup.Reason{Text: "the service named no time"})},
	} {
		found := false
		for _, f := range fs {
			found = found || f.Code == code
			if f.Want() == "" || f.Got() == "" || f.Text() == "" || f.Remedy() == "" {
				t.Errorf("%s: a part is empty: %+v", code, f)
			}
		}
		if !found {
			t.Errorf("%s is not among %+v", code, fs)
		}
	}
}
