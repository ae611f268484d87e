package sim

import (
	"maps"
	"net/http"
	"strings"
	"time"
)

// activationLife is how long a role stays active after it was activated.
const activationLife = 8 * time.Hour

// defaultPolicyID is the id of the tenant's app management policy.
func (s *store) defaultPolicyID() string { return s.localID("d4f0a000-0000-4000-8000-000000000000") }

// defaultPolicy is the tenant's app management policy, built from the scenario. The audiences restriction exists in
// beta only.
func (s *store) defaultPolicy(beta bool) object {
	p := s.sc.Policy
	restriction := func(kind, lifetime string) object {
		return object{
			"restrictionType": kind, "state": "enabled", "maxLifetime": nullable(lifetime),
			"restrictForAppsCreatedAfterDateTime": nil, "excludeActors": nil,
		}
	}
	passwords := []any{}
	if p.ForbidSecrets {
		passwords = append(passwords, restriction("passwordAddition", ""), restriction("symmetricKeyAddition", ""))
	}
	if p.MaxSecretLifetime != "" {
		passwords = append(passwords, restriction("passwordLifetime", p.MaxSecretLifetime))
	}
	apps := object{"passwordCredentials": passwords, "keyCredentials": []any{}, "identifierUris": nil}
	if beta {
		state := "disabled"
		if p.ForbidMultiTenant {
			state = "enabled"
		}
		forbidding := object{"state": state, "restrictForAppsCreatedAfterDateTime": nil, "excludeActors": nil}
		allowing := object{"state": "disabled", "restrictForAppsCreatedAfterDateTime": nil, "excludeActors": nil}
		apps["audiences"] = object{"azureAdMultipleOrgs": forbidding, "personalMicrosoftAccount": allowing}
	}
	return object{
		"id": s.defaultPolicyID(), "displayName": "Default app management tenant policy", "deletedDateTime": nil,
		"description":                  "Default tenant policy that enforces app management restrictions on applications and service principals.",
		"isEnabled":                    p.ForbidSecrets || p.MaxSecretLifetime != "" || p.ForbidMultiTenant,
		"applicationRestrictions":      apps,
		"servicePrincipalRestrictions": object{"passwordCredentials": []any{}, "keyCredentials": []any{}},
	}
}

// servePolicies answers what is below /policies.
func (s *store) servePolicies(g *graphRequest) (*reply, *refusal) {
	switch g.seg(1) {
	case "defaultAppManagementPolicy":
		if len(g.path) > 2 {
			break
		}
		if refused := g.allow(http.MethodGet); refused != nil {
			return nil, refused
		}
		if refused := s.permit(g, rulePolicyRead); refused != nil {
			return nil, refused
		}
		return g.single(s.defaultPolicy(g.beta), "tenantAppManagementPolicy", "policies/defaultAppManagementPolicy")
	case "authorizationPolicy":
		if len(g.path) > 2 {
			break
		}
		if refused := g.allow(http.MethodGet); refused != nil {
			return nil, refused
		}
		if refused := s.permit(g, ruleAuthorizationRead); refused != nil {
			return nil, refused
		}
		return g.single(s.authorizationPolicy(), "authorizationPolicy", "policies/authorizationPolicy")
	case "appManagementPolicies":
		if len(g.path) == 2 {
			return s.policiesRoot(g)
		}
		if len(g.path) == 3 {
			return s.onePolicy(g, g.seg(2))
		}
	}
	return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
}

func (s *store) authorizationPolicy() object {
	o := blank("authorizationPolicy")
	maps.Copy(o, object{
		"id": "authorizationPolicy", "displayName": "Authorization Policy", "allowInvitesFrom": "everyone",
		"description":                            "Used to manage authorization related settings across the company.",
		"allowedToSignUpEmailBasedSubscriptions": true, "allowedToUseSSPR": true, "allowEmailVerifiedUsersToJoinOrganization": false,
		"guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
		"defaultUserRolePermissions": object{
			"allowedToCreateApps": s.sc.Policy.MembersMayRegister, "allowedToCreateSecurityGroups": true, "allowedToCreateTenants": true,
			"allowedToReadBitlockerKeysForOwnedDevice": true, "allowedToReadOtherUsers": true,
			"permissionGrantPoliciesAssigned": []any{"ManagePermissionGrantsForSelf.microsoft-user-default-recommended"},
		},
	})
	return o
}

// mayWritePolicies: Global Administrators, or Security Administrators who are application administrators too.
func (s *store) mayWritePolicies(g *graphRequest) *refusal {
	if refused := s.permit(g, rulePolicyWrite); refused != nil {
		return refused
	}
	w := g.who.WIDs
	if g.who.AppOnly || roleIn(w, roleGlobalAdministrator) || roleIn(w, roleSecurityAdministrator) && roleIn(w, roleApplication, roleCloudApplication) {
		return nil
	}
	return denied()
}

// policiesRoot lists and creates app management policies.
func (s *store) policiesRoot(g *graphRequest) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPost); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodGet {
		if refused := s.permit(g, rulePolicyRead); refused != nil {
			return nil, refused
		}
		return g.collection(of(s.living(s.policies, 0)), listOptions{
			typeName: "appManagementPolicy", context: "policies/appManagementPolicies", pageSize: 100, maxTop: 999,
		})
	}
	if refused := s.mayWritePolicies(g); refused != nil {
		return nil, refused
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("appManagementPolicy", g.body); refused != nil {
		return nil, refused
	}
	o := mergeInto(blank("appManagementPolicy"), g.body)
	if text(o, "displayName") == "" || o["restrictions"] == nil {
		return nil, badRequest("A value is required for the properties 'displayName' and 'restrictions' of resource 'AppManagementPolicy'.")
	}
	o["id"], o["isEnabled"] = s.ids.guid(), flag(o, "isEnabled")
	s.policies = append(s.policies, newRecord(o, s.clk.now()))
	return created(g, o, "policies/appManagementPolicies"), nil
}

// onePolicy reads, changes and deletes an app management policy.
func (s *store) onePolicy(g *graphRequest, id string) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPatch, http.MethodDelete); refused != nil {
		return nil, refused
	}
	check := s.mayWritePolicies
	if g.method == http.MethodGet {
		check = func(g *graphRequest) *refusal { return s.permit(g, rulePolicyRead) }
	}
	if refused := check(g); refused != nil {
		return nil, refused
	}
	r := byID(s.policies, id)
	if r == nil {
		return nil, missing(cut(id, 80))
	}
	switch g.method {
	case http.MethodGet:
		return g.single(r.now(), "appManagementPolicy", "policies/appManagementPolicies")
	case http.MethodDelete:
		r.put(nil, s.clk.now())
		return noContent(), nil
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("appManagementPolicy", g.body); refused != nil {
		return nil, refused
	}
	r.put(mergeInto(cloneObject(r.now()), g.body), s.clk.now())
	return noContent(), nil
}

// policiesOfApplication answers applications/{id}/appManagementPolicies: at most one policy per registration.
func (s *store) policiesOfApplication(g *graphRequest, app *record, rest []segment) (*reply, *refusal) {
	own := byID(s.policies, s.assigned[app.id()])
	switch {
	case len(rest) == 0:
		if refused := g.allow(http.MethodGet); refused != nil {
			return nil, refused
		}
		if refused := s.permit(g, rulePolicyRead); refused != nil {
			return nil, refused
		}
		var out []object
		if own != nil {
			out = append(out, own.now())
		}
		return g.collection(of(out), listOptions{
			typeName: "appManagementPolicy", context: "policies/appManagementPolicies", pageSize: 100, maxTop: 999,
		})
	case len(rest) == 1 && rest[0].name == "$ref" && g.method == http.MethodPost:
		if refused := s.mayWritePolicies(g); refused != nil {
			return nil, refused
		}
		link := text(g.body, "@odata.id")
		policy := byID(s.policies, link[strings.LastIndex(link, "/")+1:])
		if policy == nil {
			return nil, missing(cut(link, 120))
		}
		if own != nil {
			return nil, badRequest("The application already has a policy of type 'AppManagementPolicy' assigned.").with("InvalidUpdate", "appManagementPolicies")
		}
		s.assigned[app.id()] = policy.id()
		return noContent(), nil
	case len(rest) == 2 && rest[1].name == "$ref" && g.method == http.MethodDelete:
		if refused := s.mayWritePolicies(g); refused != nil {
			return nil, refused
		}
		if own == nil || own.id() != rest[0].original {
			return nil, missing(cut(rest[0].original, 80))
		}
		delete(s.assigned, app.id())
		return noContent(), nil
	default:
		return nil, noSegment(cut(rest[len(rest)-1].original, 80))
	}
}
