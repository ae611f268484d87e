package setup

import (
	"ssowizard/internal/graph"
)

// Additions are what others may have added to what the wizard made. They are read
// only where a receipt says that it made something: taking that back would take
// theirs along.
type Additions struct {
	App       Part[graph.Additions]
	Owners    Part[[]graph.Owner]
	Federated Part[[]graph.FederatedCredential]
	Assigned  Part[[]graph.Assigned]
	Keys      Part[graph.PrincipalCredentials]
}

// Wrote finds the receipt of a write, also of one that was taken back a moment
// ago: a server that is behind still shows it.
func (p Profile) Wrote(object, id string) (Receipt, bool) {
	for _, r := range p.Receipts {
		if r.Of(object, id) {
			return r, true
		}
	}
	return Receipt{}, false
}
