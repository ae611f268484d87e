package setup

import (
	"encoding/json"
	"errors"
	"slices"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// RecordedSettings reads a receipt's value, which may come from a run or from the
// disk.
func RecordedSettings(v any) (graph.ServicePrincipalPatch, error) {
	var p graph.ServicePrincipalPatch
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	return p, err
}

// Recorded reads a receipt's value, which may come from a run or from the disk.
// An address in it that does not look on the screen as it would be written is
// refused: what is shown is what is written.
func Recorded(v any) (graph.ApplicationPatch, error) {
	var p graph.ApplicationPatch
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	p.DisplayName, p.IsDisabled = nil, nil // no write of this program changes them
	if err != nil {
		return p, err
	}
	for _, l := range []*[]string{p.SPA, p.Web, p.PublicClient} {
		if l != nil && slices.ContainsFunc(*l, func(u string) bool { return text.Visible(u) != u }) {
			return p, errors.New("an address in it has characters that cannot be seen")
		}
	}
	return p, nil
}

// SameAccess tells whether two registrations declare the same permissions.
func SameAccess(a, b []graph.RequiredResource) bool {
	return slices.EqualFunc(a, b, func(x, y graph.RequiredResource) bool {
		return x.ResourceAppID == y.ResourceAppID && slices.Equal(x.Access, y.Access)
	})
}

// HoldsSettings tells whether a service principal is as a patch makes it.
func HoldsSettings(p graph.ServicePrincipalPatch, sp graph.ServicePrincipal) bool {
	return (p.AccountEnabled == nil || *p.AccountEnabled == sp.AccountEnabled) &&
		(p.AppRoleAssignmentRequired == nil || *p.AppRoleAssignmentRequired == sp.AppRoleAssignmentRequired)
}
