package graph

// Additions are what people add to a registration after its creation, beyond what
// Application holds. A nil field was not returned. They are read separately, because
// the service allows only 150 requests per minute and tenant that select
// keyCredentials. Source: Microsoft Graph docs, application.
type Additions struct {
	ID             string          `json:"id" text:"required"`
	KeyCredentials []KeyCredential `json:"keyCredentials"`
	AppRoles       []AppRole       `json:"appRoles"`
	API            *ExposedAPI     `json:"api"`
	IdentifierURIs []string        `json:"identifierUris" text:"raw"` // clean before printing
}

// KeyCredential is a certificate, without its key. Source: Microsoft Graph docs,
// keyCredential.
type KeyCredential struct {
	KeyID       string `json:"keyId"`
	DisplayName string `json:"displayName"`
}

// ExposedAPI is what a registration offers to other clients. Source: Microsoft
// Graph docs, apiApplication.
type ExposedAPI struct {
	Scopes        []PermissionScope `json:"oauth2PermissionScopes"`
	PreAuthorized []struct {
		AppID string `json:"appId"`
	} `json:"preAuthorizedApplications"`
	Known []string `json:"knownClientApplications"`
}

// AdditionsQuery reads what was added to the registration with a client id:
// Additions, or ErrNotFound.
func AdditionsQuery(appID string) Query {
	q := Query{op: "read what was added to the registration",
		path: withOptions(byKey("applications", "appId", appID),
			selectFields("id,keyCredentials,appRoles,api,identifierUris"))}
	return q.require("the client id", appID)
}

// Owner is a person or a program that may change a registration.
type Owner struct {
	ID                string `json:"id" text:"required"`
	DisplayName       string `json:"displayName"`
	UserPrincipalName string `json:"userPrincipalName"`
}

// OwnersQuery lists the owners of the registration with a client id: []Owner.
// Source: Microsoft Graph docs, application-list-owners.
func OwnersQuery(appID string) Query {
	q := Query{op: "read the owners of the registration", many: true, path: withOptions(
		byKey("applications", "appId", appID)+"/owners", selectFields("id,displayName,userPrincipalName"))}
	return q.require("the client id", appID)
}

// FederatedCredential lets a program of another issuer sign in as the
// registration. Source: Microsoft Graph docs, federatedIdentityCredential.
type FederatedCredential struct {
	ID   string `json:"id" text:"required"`
	Name string `json:"name"`
}

// FederatedCredentialsQuery lists them: []FederatedCredential. Source: Microsoft
// Graph docs, application-list-federatedidentitycredentials.
func FederatedCredentialsQuery(appID string) Query {
	q := Query{op: "read the federated credentials", many: true, path: withOptions(
		byKey("applications", "appId", appID)+"/federatedIdentityCredentials", selectFields("id,name"))}
	return q.require("the client id", appID)
}

// Assigned is a person, group or program that was assigned to an enterprise
// application. Source: Microsoft Graph docs, appRoleAssignment.
type Assigned struct {
	ID            string `json:"id" text:"required"`
	PrincipalName string `json:"principalDisplayName"`
}

// AssignedQuery lists who is assigned to the service principal of a client id:
// []Assigned. Source: Microsoft Graph docs, serviceprincipal-list-approleassignedto.
func AssignedQuery(appID string) Query {
	q := Query{op: "read who is assigned", many: true,
		path: byKey("servicePrincipals", "appId", appID) + "/appRoleAssignedTo"}
	return q.require("the client id", appID)
}

// PrincipalCredentials are the keys of a service principal itself, such as the
// certificate of a SAML sign-in. A nil field was not told. Source: Microsoft Graph
// docs, servicePrincipal.
type PrincipalCredentials struct {
	ID             string          `json:"id" text:"required"`
	KeyCredentials []KeyCredential `json:"keyCredentials"`
	Passwords      []Password      `json:"passwordCredentials"`
}

// PrincipalCredentialsQuery reads the keys of the service principal of a client id:
// PrincipalCredentials, or ErrNotFound.
func PrincipalCredentialsQuery(appID string) Query {
	q := Query{op: "read the enterprise application's keys", path: withOptions(
		byKey("servicePrincipals", "appId", appID), selectFields("id,keyCredentials,passwordCredentials"))}
	return q.require("the client id", appID)
}
