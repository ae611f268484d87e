package sim

import (
	"slices"
	"strings"
)

// role is one built-in directory role: its template id is the same in every tenant (Microsoft Entra built-in
// roles).
type role struct {
	name, template string
}

// Template ids of the roles that decide something here.
const (
	roleGlobalAdministrator    = "62e90394-69f5-4237-9190-012177145e10"
	rolePrivilegedRole         = "e8611ab8-c189-46e8-94e1-60213ab1f814"
	roleApplication            = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"
	roleCloudApplication       = "158c047a-c907-4556-b7ef-446551a6b5f7"
	roleApplicationDeveloper   = "cf1c38e5-3621-4004-a7cb-879624dced7c"
	roleGlobalReader           = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
	roleSecurityAdministrator  = "194ae4cb-b126-40b2-bd5b-6091b380977d"
	roleSecurityOperator       = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"
	roleSecurityReader         = "5d6b6bb7-de71-4623-b4af-96380a352509"
	roleReportsReader          = "4a5d8f65-41da-4de4-8968-e035b65339cf"
	roleHybridIdentity         = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"
	roleUserAdministrator      = "fe930be7-5e62-47db-91af-98c3a49a38b1"
	roleDirectoryReaders       = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"
	roleDirectoryWriters       = "9360feb5-f418-4baa-8175-e2a00bac4301"
	roleConditionalAccessAdmin = "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9"
)

var builtInRoles = []role{
	{"Global Administrator", roleGlobalAdministrator},
	{"Privileged Role Administrator", rolePrivilegedRole},
	{"Application Administrator", roleApplication},
	{"Cloud Application Administrator", roleCloudApplication},
	{"Application Developer", roleApplicationDeveloper},
	{"Global Reader", roleGlobalReader},
	{"Security Administrator", roleSecurityAdministrator},
	{"Security Operator", roleSecurityOperator},
	{"Security Reader", roleSecurityReader},
	{"Reports Reader", roleReportsReader},
	{"Hybrid Identity Administrator", roleHybridIdentity},
	{"User Administrator", roleUserAdministrator},
	{"Directory Readers", roleDirectoryReaders},
	{"Directory Writers", roleDirectoryWriters},
	{"Conditional Access Administrator", roleConditionalAccessAdmin},
}

// roleByName finds a role by its portal name or by its template id.
func roleByName(name string) (role, bool) {
	for _, r := range builtInRoles {
		if strings.EqualFold(r.name, name) || strings.EqualFold(r.template, name) {
			return r, true
		}
	}
	return role{}, false
}

// roleIn reports whether one of the template ids held is among the wanted ones.
func roleIn(held []string, wanted ...string) bool {
	return slices.ContainsFunc(held, func(h string) bool {
		return slices.ContainsFunc(wanted, func(w string) bool { return strings.EqualFold(h, w) })
	})
}
