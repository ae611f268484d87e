package sim

import (
	"maps"
	"strings"
	"time"
)

// origin is how long before the start everything in the scenario's file has existed.
const origin = 30 * 24 * time.Hour

// fill puts the scenario's content into an empty store.
func (s *store) fill() {
	now := s.clk.now()
	then := now.Add(-origin)
	for _, a := range s.sc.Accounts {
		held := map[string]time.Time{}
		for _, name := range a.Roles {
			if r, ok := roleByName(name); ok {
				held[r.template] = then
			}
		}
		for _, as := range a.Assignments {
			if r, ok := roleByName(as.Role); ok && as.Scope == "/" {
				held[r.template] = then // through a group
			}
		}
		s.activated[a.ID] = held
	}
	s.people = newPeople(s.sc)
	s.sps = append(s.sps, newRecord(s.graphServicePrincipal(), then))
	for _, o := range s.sc.Applications {
		body := s.seeded("application", s.blankApplication(), o, now)
		s.apps = append(s.apps, newRecord(body, then))
		s.seedSecrets(body, then)
	}
	s.seedPolicies(then)
	for _, o := range s.sc.ServicePrincipals {
		s.sps = append(s.sps, newRecord(s.seeded("servicePrincipal", blankServicePrincipal(), o, now), then))
	}
	for _, o := range s.sc.AppRoleAssignments {
		s.assignments = append(s.assignments, newRecord(s.seededAssignment(o, now), then))
	}
	for _, o := range s.sc.DelegatedGrants {
		s.delegated = append(s.delegated, newRecord(s.seededDelegated(o), then))
	}
	for _, o := range s.sc.Deleted {
		kind := kindOf(o)
		blank := s.blankApplication()
		if kind == "servicePrincipal" {
			blank = blankServicePrincipal()
		}
		body := s.seeded(kind, blank, o, now)
		body["@odata.type"] = "#microsoft.graph." + kind
		if body["deletedDateTime"] == nil {
			body["deletedDateTime"] = stamp(now.Add(-24 * time.Hour))
		}
		s.bin[text(body, "id")] = body
		s.seedSecrets(body, then)
	}
}

// seedSecrets takes over the values of a registration's secrets; a deleted registration's come back with it.
func (s *store) seedSecrets(app object, at time.Time) {
	for _, c := range list(app, "passwordCredentials") {
		id := text(c, "keyId")
		s.secrets[id] = &secret{value: s.sc.Secrets[id], created: at}
	}
}

// seeded lays an object of the scenario's file over the defaults and fills in what it leaves out. The
// scenario was checked when it was read, so dates resolve.
func (s *store) seeded(typeName string, blank, from object, now time.Time) object {
	body := cloneObject(from)
	_ = resolveDates(body, now)
	for name, v := range body {
		have, isObject := blank[name].(map[string]any)
		with, withObject := v.(map[string]any)
		if isObject && withObject {
			maps.Copy(have, with)
			continue
		}
		blank[name] = v
	}
	if text(blank, "id") == "" {
		blank["id"] = s.ids.guid()
	}
	if text(blank, "appId") == "" {
		blank["appId"] = s.ids.guid()
	}
	if _, told := from["createdDateTime"]; typeName == "application" && !told {
		blank["createdDateTime"] = stamp(now.Add(-origin))
	}
	return blank
}

// seededAssignment fills in an app role assignment; without resourceId it is one to Microsoft Graph.
func (s *store) seededAssignment(from object, now time.Time) object {
	body := cloneObject(from)
	_ = resolveDates(body, now)
	resource := s.sps[0].now()
	if id := text(body, "resourceId"); id != "" {
		if r := byID(s.sps, id); r != nil {
			resource = r.now()
		}
	}
	principal := object{}
	if r := byID(s.sps, text(body, "principalId")); r != nil {
		principal = r.now()
	}
	out := s.newAssignment(principal, resource, text(body, "appRoleId"), now.Add(-origin))
	maps.Copy(out, body)
	return out
}

// seededDelegated fills in a delegated grant; without resourceId it is one on Microsoft Graph, without
// consentType one for everybody.
func (s *store) seededDelegated(from object) object {
	out := blank("oAuth2PermissionGrant")
	out["id"], out["resourceId"], out["consentType"] = s.grantID(), s.sps[0].id(), "AllPrincipals"
	maps.Copy(out, cloneObject(from))
	return out
}

// living finds the first entity that exists and is so.
func living(records []*record, is predicate) *record {
	for _, r := range records {
		if o := r.now(); o != nil && is(o) {
			return r
		}
	}
	return nil
}

// byID finds a living entity by its object id.
func byID(records []*record, id string) *record { return byText(records, "id", id) }

// byText finds a living entity by a property. An empty value finds nothing.
func byText(records []*record, name, value string) *record {
	return living(records, func(o object) bool {
		return value != "" && strings.EqualFold(text(o, name), value)
	})
}

func (s *store) appByAppID(appID string) *record { return byText(s.apps, "appId", appID) }
func (s *store) spByAppID(appID string) *record  { return byText(s.sps, "appId", appID) }

// replicated reports whether a new entity has reached the servers that answer reads by key.
func (s *store) replicated(r *record, delay Span) bool { return !r.since.After(s.since(delay)) }

// lagging is what a read by key sees: nothing of a new entity, and for a while still an entity that was
// deleted.
func (s *store) lagging(r *record, delay Span) object {
	if r.now() == nil {
		return r.asOf(s.since(delay))
	}
	if o := s.seenAs(r); s.replicated(r, delay) {
		return o
	}
	return nil
}

// listed is what plain lists see: everything that exists and has been replicated.
func (s *store) listed(records []*record, delay Span) []object {
	var out []object
	for _, r := range records {
		if o := s.seenAs(r); o != nil && s.replicated(r, delay) {
			out = append(out, o)
		}
	}
	return out
}

// indexed lists what advanced queries see: everything as the index knows it, which lags behind.
func (s *store) indexed(records []*record) []object {
	return seenAt(records, s.since(max(s.sc.Delays.Index, 0)), everything)
}

// seenAt lists what is so for somebody who knows nothing younger than at.
func seenAt(records []*record, at time.Time, is predicate) []object {
	var out []object
	for _, r := range records {
		if o := r.asOf(at); o != nil && is(o) {
			out = append(out, o)
		}
	}
	return out
}

// accountByID finds somebody by object id.
func (s *store) accountByID(id string) (Account, bool) {
	for _, a := range s.sc.Accounts {
		if strings.EqualFold(a.ID, id) {
			return a, true
		}
	}
	return Account{}, false
}

// rolesOf lists the template ids that are active for an account now.
func (s *store) rolesOf(accountID string) []string {
	var out []string
	for _, r := range builtInRoles {
		if _, ok := s.activated[accountID][r.template]; ok {
			out = append(out, r.template)
		}
	}
	return out
}

// initialDomain is the onmicrosoft.com domain, or the first one.
func (s *store) initialDomain() string {
	for _, d := range s.sc.Tenant.Domains {
		if d.IsInitial {
			return d.Name
		}
	}
	return s.sc.Tenant.Domains[0].Name
}
