package sim

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// blankApplication is a registration with everything at its default. The metadata says which properties are
// collections; those are empty, the others null.
func (s *store) blankApplication() object {
	o := blank("application")
	maps.Copy(o, object{
		"signInAudience": "AzureADMyOrg", "publisherDomain": s.initialDomain(),
		"spa": object{"redirectUris": []any{}}, "publicClient": object{"redirectUris": []any{}},
		"web": object{
			"homePageUrl": nil, "logoutUrl": nil, "redirectUris": []any{}, "redirectUriSettings": []any{},
			"implicitGrantSettings": object{"enableAccessTokenIssuance": false, "enableIdTokenIssuance": false},
		},
		"api": object{
			"acceptMappedClaims": nil, "knownClientApplications": []any{}, "requestedAccessTokenVersion": nil,
			"oauth2PermissionScopes": []any{}, "preAuthorizedApplications": []any{},
		},
		"info":                    object{"logoUrl": nil, "marketingUrl": nil, "privacyStatementUrl": nil, "supportUrl": nil, "termsOfServiceUrl": nil},
		"parentalControlSettings": object{"countriesBlockedForMinors": []any{}, "legalAgeGroupRule": "Allow"},
		"verifiedPublisher":       object{"addedDateTime": nil, "displayName": nil, "verifiedPublisherId": nil},
	})
	delete(o, "logo")
	return o
}

// blank holds every property of an entity type: empty collections, false where null is not allowed, null elsewhere.
func blank(typeName string) object {
	o := object{}
	for name, t := range graphSchema().properties(typeName) {
		switch {
		case t.collection:
			o[name] = []any{}
		case t.required && t.name == "Boolean":
			o[name] = false
		default:
			o[name] = nil
		}
	}
	return o
}

// serveApplications answers /applications and what is below.
func (s *store) serveApplications(g *graphRequest) (*reply, *refusal) {
	head := g.path[0]
	key, rest := head, g.path[1:]
	if !head.hasKey {
		if len(rest) == 0 {
			return s.applicationsRoot(g)
		}
		if rest[0].name == "$count" {
			return nil, badRequest("$count is not currently supported.")
		}
		key, rest = segment{keyName: "id", key: rest[0].original}, rest[1:]
	}
	if len(rest) == 0 {
		return s.oneApplication(g, key)
	}
	r, refused := s.findForAction(key)
	if refused != nil {
		return nil, refused
	}
	switch action := rest[0].name; {
	case action == "addPassword" && len(rest) == 1:
		return s.addPassword(g, r)
	case action == "removePassword" && len(rest) == 1:
		return s.removePassword(g, r)
	case action == "appManagementPolicies":
		return s.policiesOfApplication(g, r, rest[1:])
	case action == "owners" && len(rest) == 1:
		return s.ownersOf(g, r)
	case action == "owners" && len(rest) == 2 && rest[1].original == "$ref":
		return s.addOwner(g, r)
	case action == "federatedIdentityCredentials" && len(rest) == 1:
		return s.serveFederated(g, r)
	default:
		return nil, noSegment(cut(rest[0].original, 80))
	}
}

// applicationsRoot lists and creates.
func (s *store) applicationsRoot(g *graphRequest) (*reply, *refusal) {
	if r := g.allow(http.MethodGet, http.MethodPost); r != nil {
		return nil, r
	}
	if g.method == http.MethodPost {
		if r := s.permitCreate(g); r != nil {
			return nil, r
		}
		if r := g.needBody(); r != nil {
			return nil, r
		}
		o, r := s.createApplication(g, g.body, "")
		if r != nil {
			return nil, r
		}
		return created(g, o, "applications"), nil
	}
	if r := s.permit(g, ruleAppRead); r != nil {
		return nil, r
	}
	all := s.living(s.apps, s.sc.Delays.Application)
	if g.eventual() {
		all = s.indexed(s.apps)
	}
	return g.collection(of(all), listOptions{typeName: "application", context: "applications", pageSize: 100, maxTop: 999})
}

// created is the answer to a POST.
func created(g *graphRequest, o object, context string) *reply {
	body := cloneObject(o)
	body["@odata.context"] = g.base + "/$metadata#" + context + "/$entity"
	return &reply{status: http.StatusCreated, body: body}
}

// locate finds a registration by object id or alternate key, replicated or not. The second result is what a reader
// sees, nil when that is nothing.
func (s *store) locate(key segment) (*record, object, *refusal) {
	var r *record
	switch key.keyName {
	case "", "id":
		for _, c := range s.apps {
			if strings.EqualFold(c.id(), key.key) {
				r = c
			}
		}
	case "appId", "uniqueName":
		r = s.byKey(s.apps, key.keyName, key.key)
	default:
		return nil, nil, badQuery("The key property '%s' is not a key of type 'microsoft.graph.application'.", cut(key.keyName, 60))
	}
	if r == nil {
		return nil, nil, nil
	}
	return r, s.lagging(r, s.sc.Delays.Application), nil
}

// findForAction finds a registration that a write or an action is meant for: it must exist and be replicated.
func (s *store) findForAction(key segment) (*record, *refusal) {
	r, seen, refused := s.locate(key)
	if refused != nil {
		return nil, refused
	}
	if r == nil || seen == nil || r.now() == nil {
		return nil, missing(key.key)
	}
	return r, nil
}

// oneApplication reads, changes, upserts and deletes one registration.
func (s *store) oneApplication(g *graphRequest, key segment) (*reply, *refusal) {
	if r := g.allow(http.MethodGet, http.MethodPatch, http.MethodDelete); r != nil {
		return nil, r
	}
	if g.method == http.MethodGet {
		if r := s.permit(g, ruleAppRead); r != nil {
			return nil, r
		}
		_, seen, refused := s.locate(key)
		if refused != nil {
			return nil, refused
		}
		if seen == nil {
			return nil, missing(key.key)
		}
		return g.single(seen, "application", "applications")
	}
	if g.method == http.MethodPatch && key.keyName == "uniqueName" {
		if rep, refused, done := s.upsertApplication(g, key.key); done {
			return rep, refused
		}
	}
	if !ruleAppWrite.holds(g.who) {
		return nil, denied()
	}
	r, refused := s.findForAction(key)
	if refused != nil {
		return nil, refused
	}
	if refused := s.permitOwner(g, ruleAppWrite, r.id()); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodDelete {
		s.deleteApplication(r)
		return noContent(), nil
	}
	return s.patchApplication(g, r)
}

// upsertApplication creates the registration of that unique name when Prefer asks for it. done is false when it exists
// and is to be changed like any other (Graph docs, application-upsert).
func (s *store) upsertApplication(g *graphRequest, uniqueName string) (rep *reply, refused *refusal, done bool) {
	r, seen, refused := s.locate(segment{keyName: "uniqueName", key: uniqueName})
	if refused != nil {
		return nil, refused, true
	}
	if r != nil && seen == nil && g.prefers("create-if-missing") {
		return nil, uniqueNameTaken(), true
	}
	if seen != nil || !g.prefers("create-if-missing") {
		return nil, nil, false
	}
	if refused := s.permitCreate(g); refused != nil {
		return nil, refused, true
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused, true
	}
	if _, has := g.body["passwordCredentials"]; has {
		return nil, badRequest("Property 'passwordCredentials' cannot be set in an upsert."), true
	}
	body := cloneObject(g.body)
	if v, has := body["uniqueName"]; has && v != uniqueName {
		return nil, badRequest("The value of 'uniqueName' differs from the key in the request URL."), true
	}
	o, refused := s.createApplication(g, body, uniqueName)
	if refused != nil {
		return nil, refused, true
	}
	return created(g, o, "applications"), nil, true
}

// permitCreate lets administrators and application developers register, and ordinary members when the tenant lets them.
func (s *store) permitCreate(g *graphRequest) *refusal {
	if r := s.permit(g, ruleAppCreate); r != nil {
		return r
	}
	if g.who.AppOnly || roleIn(g.who.WIDs, append(slices.Clone(appAdmins), roleApplicationDeveloper)...) ||
		s.may(g.who, "", actionCreateApp, actionCreateAppAsOwner) {
		return nil
	}
	acc, ok := s.accountByID(g.who.AccountID)
	if !ok || acc.Guest() || !s.sc.Policy.MembersMayRegister {
		return denied()
	}
	if len(s.owners) > 0 && s.owned(acc.ID) >= 250 {
		return refuse(http.StatusForbidden, "Directory_QuotaExceeded", "The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.")
	}
	return nil
}
