package sim

import "fmt"

// purposes and places name the registrations that a large tenant has besides those written out in its file.
var (
	purposes = []string{"Expense approval", "Meeting rooms", "Fleet tracking", "Badge printing", "Invoice import", "Shift planning", "Leave requests",
		"Visitor desk", "Parts catalogue", "Quality reports", "Travel booking", "Contract archive", "Help desk"}
	places = []string{"Aarhus", "Bergen", "Cork", "Delft", "Erfurt", "Faro", "Gent", "Haifa", "Ipswich", "Jena", "Kraków", "Lyon", "Malmö", "Nice", "Oulu", "Porto"}
)

// crowd adds made-up registrations up to the count of the scenario. They have nothing to do with the MTP portal.
func (sc *Scenario) crowd() {
	for i := len(sc.Applications); i < sc.Registrations.Count; i++ {
		sc.Applications = append(sc.Applications, map[string]any{
			"id":              fmt.Sprintf("%s-0a90-4000-8000-%012x", sc.Tenant.ID[:8], i),
			"appId":           fmt.Sprintf("%s-0a99-4000-8000-%012x", sc.Tenant.ID[:8], i),
			"displayName":     fmt.Sprintf("%s %s %d", purposes[i%len(purposes)], places[i/len(purposes)%len(places)], i),
			"signInAudience":  "AzureADMyOrg",
			"createdDateTime": fmt.Sprintf("now-%dd", 20+i%3000),
			"web":             map[string]any{"redirectUris": []any{fmt.Sprintf("https://app%d.contoso.example/signin-oidc", i)}},
		})
	}
}
