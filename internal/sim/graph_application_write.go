package sim

import (
	"net/http"
	"slices"
	"strings"
)

// createApplication makes a registration from the body of a POST or an upsert. A secret is made with
// addPassword only: a body that asks for one on the way is refused here.
func (s *store) createApplication(g *graphRequest, body object, uniqueName string) (object, *refusal) {
	if _, has := body["passwordCredentials"]; has {
		return nil, badRequest("Property 'passwordCredentials' cannot be set in this request.")
	}
	upsert := uniqueName != ""
	owners, body, refused := s.bindOwners(body, upsert)
	if refused != nil {
		return nil, refused
	}
	if refused := checkBody("application", body); refused != nil {
		return nil, refused
	}
	o := mergeInto(s.blankApplication(), body)
	if upsert {
		o["uniqueName"] = uniqueName
	}
	now := s.clk.now()
	o["id"], o["appId"], o["createdDateTime"] = s.ids.guid(), s.ids.guid(), stamp(now)
	o["createdByAppId"] = nullable(g.who.AppID)
	if refused := s.checkApplication(o, "", g.who.AccountID); refused != nil {
		return nil, refused
	}
	if s.nameTaken(text(o, "uniqueName"), "") {
		return nil, uniqueNameTaken()
	}
	s.owners[text(o, "id")] = s.ownersOfNew(g, owners, upsert)
	s.apps = append(s.apps, newRecord(o, now))
	return o, nil
}

// mergeInto lays a body over an entity as PATCH does: collections are replaced, complex values keep the
// siblings that were not sent. The entity is changed and must be a fresh copy.
func mergeInto(o, body object) object {
	for name, v := range body {
		if strings.HasPrefix(name, "@odata.") {
			continue
		}
		with, isObject := v.(map[string]any)
		have, hadObject := o[name].(map[string]any)
		if isObject && hadObject {
			o[name] = mergeInto(cloneObject(have), with)
			continue
		}
		o[name] = clone(v)
	}
	return o
}

func (s *store) patchApplication(g *graphRequest) (*reply, *refusal) {
	before := g.target.now()
	if _, has := g.body["passwordCredentials"]; has {
		return nil, badRequest("New password credentials must be generated with service actions.").
			with("CredentialUpdateNotAllowed", "passwordCredentials")
	}
	if v, has := g.body["uniqueName"]; has && v != before["uniqueName"] {
		return nil, fixedProperty("uniqueName")
	}
	if refused := g.needBody("application"); refused != nil {
		return nil, refused
	}
	after := mergeInto(cloneObject(before), g.body)
	if refused := s.checkApplication(after, text(before, "signInAudience"), g.who.AccountID); refused != nil {
		return nil, refused
	}
	g.target.put(after, s.clk.now())
	return noContent(), nil
}

// deleteApplication moves a registration and its service principal to the bin.
func (s *store) deleteApplication(g *graphRequest) (*reply, *refusal) {
	appID := text(g.target.now(), "appId")
	s.toBin(g.target, "application")
	if sp := s.spByAppID(appID); sp != nil {
		s.binServicePrincipal(sp)
	}
	return noContent(), nil
}

// toBin soft-deletes an entity.
func (s *store) toBin(r *record, typeName string) {
	now := s.clk.now()
	gone := cloneObject(r.now())
	gone["deletedDateTime"] = stamp(now)
	gone["@odata.type"] = "#microsoft.graph." + typeName
	s.bin[text(gone, "id")] = gone
	r.put(nil, now)
}

var audiences = []string{
	"AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
}

// checkApplication holds the rules that the schema cannot: names, audiences, redirect URIs, declared
// permissions, tags and the tenant's policy. audienceBefore is "" for a new registration.
func (s *store) checkApplication(o object, audienceBefore, accountID string) *refusal {
	if strings.TrimSpace(text(o, "displayName")) == "" {
		return missingValue("Application", "displayName")
	}
	for _, limit := range []struct {
		name string
		most int
	}{{"displayName", 120}, {"uniqueName", 120}, {"notes", 1024}} {
		if len([]rune(text(o, limit.name))) > limit.most {
			return badRequest("Invalid value specified for property '%s' of resource 'Application'. "+
				"The maximum length is %d.", limit.name, limit.most).with("InvalidLength", limit.name)
		}
	}
	audience := text(o, "signInAudience")
	if !slices.Contains(audiences, audience) {
		return invalidValue("Application", "signInAudience")
	}
	if audience != audienceBefore && audience != "AzureADMyOrg" && s.audienceForbidden(o, accountID) {
		return refuse(http.StatusBadRequest, "SignInAudienceNotAllowedAsPerAppPolicy",
			"The 'signInAudience' property value '%s' is not allowed as per assigned policy '%s'.", audience,
			s.defaultPolicyID())
	}
	if refused := checkRedirects(o); refused != nil {
		return refused
	}
	if refused := checkDeclared(o); refused != nil {
		return refused
	}
	return checkTags(o, "Application")
}

// checkTags refuses tags that are empty, too long, with blanks, or twice there (Entra docs, supported
// accounts).
func checkTags(o object, resource string) *refusal {
	seen := map[string]bool{}
	for _, t := range texts(o, "tags") {
		if t == "" || len([]rune(t)) > 256 || strings.ContainsAny(t, " \t\r\n") || seen[t] {
			return invalidValue(resource, "tags")
		}
		seen[t] = true
	}
	return nil
}

// nullable turns "" into null.
func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}
