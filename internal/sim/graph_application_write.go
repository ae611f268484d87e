package sim

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// createApplication makes a registration from the body of a POST or an upsert and returns it with the values of its
// new secrets, which nothing shows again.
func (s *store) createApplication(g *graphRequest, body object, uniqueName string) (object, *refusal) {
	upsert := uniqueName != ""
	owners, body, refused := s.bindOwners(body, upsert)
	if refused != nil {
		return nil, refused
	}
	if refused := checkBody("application", body); refused != nil {
		return nil, refused
	}
	credentials := list(body, "passwordCredentials")
	o := mergeInto(s.blankApplication(), body)
	o["passwordCredentials"] = []any{}
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
	shown, refused := s.initialPasswords(o, credentials, g.who.AccountID)
	if refused != nil {
		return nil, refused
	}
	s.owners[text(o, "id")] = s.ownersOfNew(g, owners, upsert)
	s.apps = append(s.apps, newRecord(o, now))
	answer := cloneObject(o)
	answer["passwordCredentials"] = shown
	return answer, nil
}

// initialPasswords makes the secrets that a POST asked for.
func (s *store) initialPasswords(o object, asked []object, accountID string) ([]any, *refusal) {
	shown, kept := []any{}, []any{}
	values := map[string]*secret{}
	for _, c := range asked {
		credential, value, refused := s.newPassword(o, c, accountID)
		if refused != nil {
			return nil, refused
		}
		values[text(credential, "keyId")] = value
		kept = append(kept, credential)
		withText := cloneObject(credential)
		withText["secretText"] = value.value
		shown = append(shown, withText)
	}
	maps.Copy(s.secrets, values)
	o["passwordCredentials"] = kept
	return shown, nil
}

// mergeInto lays a body over an entity as PATCH does: collections are replaced, complex values keep the siblings that
// were not sent. The entity is changed and must be a fresh copy.
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

// patchApplication changes a registration.
func (s *store) patchApplication(g *graphRequest, r *record) (*reply, *refusal) {
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if _, has := g.body["passwordCredentials"]; has {
		return nil, badRequest("New password credentials must be generated with service actions.").with("CredentialUpdateNotAllowed", "passwordCredentials")
	}
	if v, has := g.body["uniqueName"]; has && v != r.now()["uniqueName"] {
		return nil, badRequest("Property 'uniqueName' is read-only and cannot be set.")
	}
	if refused := checkBody("application", g.body); refused != nil {
		return nil, refused
	}
	before := r.now()
	after := mergeInto(cloneObject(before), g.body)
	if refused := s.checkApplication(after, text(before, "signInAudience"), g.who.AccountID); refused != nil {
		return nil, refused
	}
	r.put(after, s.clk.now())
	return noContent(), nil
}

// deleteApplication moves a registration and its service principal to the bin.
func (s *store) deleteApplication(r *record) {
	appID := text(r.now(), "appId")
	s.toBin(r, "application")
	if sp := s.spByAppID(appID); sp != nil {
		s.deleteServicePrincipal(sp)
	}
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

// checkApplication holds the rules that the schema cannot: names, audiences, redirect URIs, declared permissions, tags
// and the tenant's policy. audienceBefore is "" for a new registration.
func (s *store) checkApplication(o object, audienceBefore, accountID string) *refusal {
	name := text(o, "displayName")
	if strings.TrimSpace(name) == "" {
		return badRequest("A value is required for property 'displayName' of resource 'Application'.").with("MissingRequiredProperty", "displayName")
	}
	if n := len([]rune(name)); n > 120 {
		return badRequest("Invalid value specified for property 'displayName' of resource 'Application'. The maximum length is 120.").with("InvalidLength", "displayName")
	}
	audience := text(o, "signInAudience")
	if !slices.Contains([]string{"AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"}, audience) {
		return badRequest("Invalid value specified for property 'signInAudience' of resource 'Application'.").with("InvalidValue", "signInAudience")
	}
	if audience != audienceBefore && audience != "AzureADMyOrg" && s.audienceForbidden(o, accountID) {
		return refuse(http.StatusBadRequest, "SignInAudienceNotAllowedAsPerAppPolicy",
			"The 'signInAudience' property value '%s' is not allowed as per assigned policy '%s'.", audience, s.defaultPolicyID())
	}
	if u := text(o, "uniqueName"); len([]rune(u)) > 120 {
		return badRequest("Invalid value specified for property 'uniqueName' of resource 'Application'.").with("InvalidLength", "uniqueName")
	}
	if len([]rune(text(o, "notes"))) > 1024 {
		return badRequest("Invalid value specified for property 'notes' of resource 'Application'.").with("InvalidLength", "notes")
	}
	if refused := checkRedirects(o); refused != nil {
		return refused
	}
	if refused := checkDeclared(o); refused != nil {
		return refused
	}
	return checkTags(o, "Application")
}

// checkTags refuses tags that are empty, too long, with blanks, or twice there (Entra docs, supported accounts).
func checkTags(o object, resource string) *refusal {
	seen := map[string]bool{}
	for _, t := range texts(o, "tags") {
		if t == "" || len([]rune(t)) > 256 || strings.ContainsAny(t, " \t\r\n") || seen[t] {
			return badRequest("Invalid value specified for property 'tags' of resource '%s'.", resource).with("InvalidValue", "tags")
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
