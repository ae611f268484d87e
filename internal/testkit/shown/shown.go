// Package shown holds a plan to its word, for tests: everything that its requests send
// is named in a change that a person reads. It is for tests only. It refuses a request that
// it cannot take apart, and sends nothing.
package shown

import (
	"encoding/json"
	"slices"
	"strings"

	"ssowizard/internal/setup"
)

// saidBy are the properties of a request that makes, changes or removes one thing
// as a whole, and by which change that thing is shown in words.
var saidBy = map[string]string{
	"principalId": "appRoleAssignments", "resourceId": "appRoleAssignments oauth2PermissionGrants",
	"appRoleId": "appRoleAssignments",
	"clientId":  "oauth2PermissionGrants", "consentType": "oauth2PermissionGrants",
	"scope":              "oauth2PermissionGrants",
	"passwordCredential": "passwordCredentials", "keyId": "passwordCredentials", "appId": "servicePrincipals",
	"owners@odata.bind": "owners", "@odata.id": "owners appManagementPolicies",
}

// Unshown lists what requests send and their changes do not name.
func Unshown(requests []setup.Request, changes []setup.Change) []string {
	var out []string
	for _, q := range requests {
		body := map[string]any{}
		if q.Body != "" && json.Unmarshal([]byte(q.Body), &body) != nil {
			out = append(out, "a body that is no object: "+q.Body)
		}
		if strings.Contains(q.Path, "uniqueName='") {
			body["uniqueName"] = "" // set by where it is sent to
		}
		for name := range body {
			if !slices.ContainsFunc(changes, func(c setup.Change) bool {
				of, _, _ := strings.Cut(c.Property, ",") // behind it stands of which
				return of == name || strings.HasPrefix(of, name+".") ||
					slices.Contains(strings.Fields(saidBy[name]), of)
			}) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}
