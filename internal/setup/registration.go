package setup

import (
	"ssowizard/internal/graph"
)

// TakeUpDeleted makes a deleted registration the one that the walk is about.
func (p *Profile) TakeUpDeleted(app graph.Application) {
	p.App.AppID, p.App.ObjectID, p.App.Name = app.AppID, app.ID, app.DisplayName
}

// UniquePrefix begins the alternate key of every registration that this wizard
// makes. It can be set when a registration is made only (Microsoft Graph docs,
// application resource type, uniqueName).
const UniquePrefix = "ssowizard-"

// Leave forgets what belongs to the registration that the walk was about so
// far: its secret, and what a person confirmed of it.
func (p *Profile) Leave() {
	p.PutAside()
	p.Secret, p.Renewal, p.Begun = ProfileSecret{}, nil, nil
	p.HandOver, p.PilotFrom, p.Refused, p.Asked = nil, nil, nil, nil
	for _, phase := range []string{"9", "10-11", "29", "S1-S2"} {
		delete(p.Confirmed, phase)
	}
}
