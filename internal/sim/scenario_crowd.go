package sim

import (
	"fmt"
	"strings"
)

// purposes and places name the registrations that a large tenant has besides those written out in its file.
var (
	purposes = []string{
		"Expense approval", "Meeting rooms", "Fleet tracking", "Badge printing",
		"Invoice import", "Shift planning",
		"Leave requests", "Visitor desk", "Parts catalog", "Quality reports", "Travel booking",
		"Contract archive",
		"Help desk",
	}
	places = []string{
		"Aarhus", "Bergen", "Cork", "Delft", "Erfurt", "Faro", "Gent", "Haifa", "Ipswich", "Jena", "Kraków",
		"Lyon", "Malmö", "Nice", "Oulu", "Porto",
	}
)

// crowd adds made-up registrations up to the count of the scenario. They have nothing to do with the MTP
// portal.
func (sc *Scenario) crowd() {
	for i := len(sc.Applications); i < sc.Registrations.Count; i++ {
		sc.Applications = append(sc.Applications, map[string]any{
			"id":              fmt.Sprintf("%s-0a90-4000-8000-%012x", sc.Tenant.ID[:8], i),
			"appId":           fmt.Sprintf("%s-0a99-4000-8000-%012x", sc.Tenant.ID[:8], i),
			"displayName":     fmt.Sprintf("%s %d", crowdName(i), i),
			"signInAudience":  "AzureADMyOrg",
			"createdDateTime": fmt.Sprintf("now-%dd", 20+i%3000),
			"web": object{
				"redirectUris": []any{fmt.Sprintf("https://app%d.contoso.example/signin-oidc", i)},
			},
		})
	}
}

func crowdName(i int) string {
	return purposes[i%len(purposes)] + " " + places[i/len(purposes)%len(places)]
}

// morePermissions adds made-up permissions to those of Microsoft Graph up to the count of the scenario, half
// of them of either kind and each as long as the real ones are.
func (sc *Scenario) morePermissions(roles, scopes []any) (more, moreScopes []any) {
	const says = "Allows the app to read, create, update and delete what belongs to %s on behalf of the " +
		"signed-in user or without one, in every place of the organization, " +
		"and to see who has done so before."
	for i := len(roles) + len(scopes); i < sc.Permissions.Count; i++ {
		thing := crowdName(i)
		value := fmt.Sprintf("%s.ReadWrite.%d", strings.ReplaceAll(thing, " ", ""), i)
		id, text := fmt.Sprintf("%08x-0a77-4000-8000-%012x", i, i), fmt.Sprintf(says, thing)
		if i%2 == 0 {
			roles = append(roles, appRole(id, value, "Read and write "+thing, text))
			continue
		}
		scopes = append(scopes, delegatedScope(id, value, "Admin", "Read and write "+thing, text))
	}
	return roles, scopes
}
