package engine

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/setup"
)

func TestTheApplicationIDIsToldFromItsNeighbours(t *testing.T) {
	t.Parallel()
	const app, object, tenant = "f113c3a9-3c25-48df-a3f3-b2874fb38ec7", "0a1b2c3d-0000-4000-8000-0123456789ab", "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18"
	s, p := setup.Snapshot{}, setup.Profile{Tenant: setup.ProfileTenant{ID: tenant}}
	known := p
	known.App.ObjectID = object
	for name, c := range map[string]struct {
		text string
		p    setup.Profile
		want string // "" and in words: refused
		says string
	}{
		"alone":                 {app, p, app, ""},
		"in quotes, capital":    {" \"" + strings.ToUpper(app) + "\" ", p, app, ""},
		"the tenant's":          {tenant, p, "", "Directory (tenant) ID"},
		"the object's, known":   {object, known, "", "Object ID"},
		"the object's, labeled": {"Object ID : " + object, p, "", "Object ID"},
		"Essentials":            {"Display name : x\nApplication (client) ID : " + app + "\nObject ID : " + object + "\nDirectory (tenant) ID : " + tenant, p, app, ""},
		"Essentials, reordered": {"Object ID\n" + object + "\nDirectory (tenant) ID\n" + tenant + "\nApplication (client) ID\n" + app, p, app, ""},
		"another language":      {"Anwendungs-ID (Client): " + app + "\nObjekt-ID: " + object + "\nVerzeichnis-ID (Mandant): " + tenant, p, app, ""},
		"two without a label":   {app + "\n" + object, p, "", "Several ids"},
		"a secret":              {"a1b8Q~notARealOneButShapedLikeOne.0123456", p, "", "secret"},
		"a domain":              {"contoso.com", p, "", "domain"},
		"nothing":               {"", p, "", "nothing"},
	} {
		got, err := AppIDIn(c.text, s, c.p)
		var no *IDError
		if got != c.want || (c.want == "") != errors.As(err, &no) || c.says != "" && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
