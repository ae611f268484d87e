package sim

import (
	"maps"
	"net/http"
	"slices"
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
			"implicitGrantSettings": object{"enableAccessTokenIssuance": false,
				"enableIdTokenIssuance": false},
		},
		"api": object{
			"acceptMappedClaims": nil, "knownClientApplications": []any{}, "requestedAccessTokenVersion": nil,
			"oauth2PermissionScopes": []any{}, "preAuthorizedApplications": []any{},
		},
		"info": object{
			"logoUrl": nil, "marketingUrl": nil, "privacyStatementUrl": nil, "supportUrl": nil,
			"termsOfServiceUrl": nil,
		},
		"parentalControlSettings": object{"countriesBlockedForMinors": []any{}, "legalAgeGroupRule": "Allow"},
		"verifiedPublisher": object{"addedDateTime": nil, "displayName": nil,
			"verifiedPublisherId": nil},
	})
	delete(o, "logo")
	return o
}

// blank holds every property of an entity type: empty collections, false where null is not allowed, null
// elsewhere.
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

// listApplications answers from the index where the caller asks for eventual consistency.
func (s *store) listApplications(g *graphRequest) (*reply, *refusal) {
	all := s.listed(s.apps, s.sc.Delays.Application)
	if g.eventual() {
		all = s.indexed(s.apps)
	}
	return g.list(all, "application", "applications")
}

func (s *store) getApplication(g *graphRequest) (*reply, *refusal) {
	return g.single(g.seen, "application", "applications")
}

func (s *store) postApplication(g *graphRequest) (*reply, *refusal) {
	if g.body == nil {
		return nil, g.needBody("application")
	}
	o, refused := s.createApplication(g, g.body, "")
	if refused != nil {
		return nil, refused
	}
	return created(g, o, "applications"), nil
}

// created is the answer to a POST.
func created(g *graphRequest, o object, context string) *reply {
	body := cloneObject(o)
	body["@odata.context"] = g.base + "/$metadata#" + context + "/$entity"
	return &reply{status: http.StatusCreated, body: body}
}

// upsertPath is the path of the call that makes a registration where there is none of the unique name (Graph
// docs, application-upsert).
const upsertPath = "applications/{unique name}"

// upserts tells whether a call is that one: it asks for it by its header, and the reader sees no such
// registration.
func (s *store) upserts(g *graphRequest) bool {
	key := g.keys[0]
	if key.keyName != "uniqueName" || !g.prefers("create-if-missing") {
		return false
	}
	_, seen, refused := s.locate(s.applicationKind(), key)
	return refused == nil && seen == nil
}

func (s *store) upsertApplication(g *graphRequest) (*reply, *refusal) {
	uniqueName := g.keys[0].key
	if s.byKey(s.apps, "uniqueName", uniqueName) != nil { // it was not copied to the server that answers
		return nil, uniqueNameTaken()
	}
	if g.body == nil {
		return nil, g.needBody("application")
	}
	if v, has := g.body["uniqueName"]; has && v != uniqueName {
		return nil, badRequest("The value of 'uniqueName' differs from the key in the request URL.")
	}
	o, refused := s.createApplication(g, g.body, uniqueName)
	if refused != nil {
		return nil, refused
	}
	return created(g, o, "applications"), nil
}

// mayRegister lets administrators and application developers register, and ordinary members where the tenant
// lets them.
func (s *store) mayRegister(g *graphRequest) *refusal {
	if g.who.AppOnly || roleIn(g.who.WIDs, append(slices.Clone(appAdmins), roleApplicationDeveloper)...) ||
		s.may(g.who, "", actionCreateApp, actionCreateAppAsOwner) {
		return nil
	}
	acc, ok := s.accountByID(g.who.AccountID)
	if !ok || acc.Guest() || !s.sc.Policy.MembersMayRegister {
		return denied()
	}
	if s.owned(acc.ID) >= 250 {
		return refuse(http.StatusForbidden, "Directory_QuotaExceeded",
			"The directory object quota limit for the Principal has been exceeded. Please ask your "+
				"administrator to increase the quota limit or delete objects to reduce the used quota.")
	}
	return nil
}
