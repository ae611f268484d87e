package graph

// Ids that are the same in every tenant of the public cloud. Source: Microsoft
// Graph docs, permissions-reference and "Grant or revoke API permissions
// programmatically"; Microsoft Entra docs, permissions-reference (built-in roles).
const (
	// GraphAppID is the application id of Microsoft Graph itself.
	GraphAppID = "00000003-0000-0000-c000-000000000000"

	// UserReadAllRole is the application permission User.Read.All.
	UserReadAllRole = "df021288-bdef-4463-88db-98f22de89214"
	// UserReadAllScope is the delegated permission User.Read.All, which the
	// portal lists under the same name and which is the usual wrong choice.
	UserReadAllScope = "a154be20-db9c-4678-8ab7-66f6cc099a59"
	// UserReadScope is the delegated permission User.Read, which the portal adds
	// to every registration.
	UserReadScope = "e1fe6dd8-ba31-4d61-89e7-88639da4683d"
)

// Template ids of the directory roles that matter here. A role's template id is
// the same in every tenant; its object id is not, so only these are compared.
const (
	GlobalAdministrator           = "62e90394-69f5-4237-9190-012177145e10"
	PrivilegedRoleAdministrator   = "e8611ab8-c189-46e8-94e1-60213ab1f814"
	ApplicationAdministrator      = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"
	CloudApplicationAdministrator = "158c047a-c907-4556-b7ef-446551a6b5f7"
	HybridIdentityAdministrator   = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"
	ApplicationDeveloper          = "cf1c38e5-3621-4004-a7cb-879624dced7c"
	SecurityAdministrator         = "194ae4cb-b126-40b2-bd5b-6091b380977d"
	GlobalReader                  = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
)

// The two kinds of permission in Access.Type. Source: Microsoft Graph docs,
// resourceAccess.
const (
	// DelegatedPermission acts as the person who signed in.
	DelegatedPermission = "Scope"
	// ApplicationPermission acts as the registration itself.
	ApplicationPermission = "Role"
)

// The values of signInAudience. The portal calls the first "Accounts in any
// organizational directory". Source: Microsoft Graph docs, application.
const (
	AudienceOrgs     = "AzureADMultipleOrgs"
	AudiencePersonal = "AzureADandPersonalMicrosoftAccount" // personal accounts too
	AudienceOwn      = "AzureADMyOrg"
	AudienceOnlyThem = "PersonalMicrosoftAccount" // personal accounts alone
)
