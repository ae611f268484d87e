package sim

import (
	"net/http"
	"strings"
	"time"
)

// addPassword makes a client secret. Its value is in this answer and nowhere else (Graph docs,
// application-addpassword).
func (s *store) addPassword(g *graphRequest) (*reply, *refusal) {
	asked := object{}
	for name, v := range g.body {
		if name != "passwordCredential" {
			return nil, badQuery("The parameter '%s' in the request payload is not a valid parameter for "+
				"the operation 'addPassword'.", cut(name, 60))
		}
		if refused := checkValue(name, edm{name: "graph.passwordCredential"}, v); refused != nil {
			return nil, refused
		}
		asked, _ = v.(map[string]any)
	}
	app := cloneObject(g.target.now())
	credential, value, refused := s.newPassword(app, asked, g.who.AccountID)
	if refused != nil {
		return nil, refused
	}
	id := text(credential, "keyId")
	s.secrets[id] = value
	have, _ := app["passwordCredentials"].([]any)
	app["passwordCredentials"] = append(have, any(credential))
	g.target.put(app, s.clk.now())
	answer := cloneObject(credential)
	answer["secretText"] = value.value
	answer["@odata.context"] = g.base + "/$metadata#microsoft.graph.passwordCredential"
	return &reply{status: http.StatusOK, body: answer}, nil
}

// newPassword makes a credential and its value, if the tenant's policy lets it. Start is now and end two
// years later unless the body says otherwise.
func (s *store) newPassword(app, asked object, accountID string) (object, *secret, *refusal) {
	now := s.clk.now()
	start, end := now, now.AddDate(2, 0, 0)
	if t, err := parseTime(text(asked, "startDateTime")); err == nil {
		start = t
		end = t.AddDate(2, 0, 0)
	}
	if t, err := parseTime(text(asked, "endDateTime")); err == nil {
		end = t
	}
	if !end.After(start) {
		return nil, nil, badRequest("The endDateTime of a credential must be after its startDateTime.").
			with("InvalidValue", "endDateTime")
	}
	if !end.After(now) {
		return nil, nil, badRequest("The endDateTime of a credential must be in the future.").
			with("InvalidValue", "endDateTime")
	}
	if refused := s.secretPolicy(app, end.Sub(start), accountID); refused != nil {
		return nil, nil, refused
	}
	personal := strings.Contains(text(app, "signInAudience"), "PersonalMicrosoftAccount")
	if personal && len(list(app, "passwordCredentials")) >= 2 {
		return nil, nil, badRequest("The number of password credentials exceeds the maximum of 2.")
	}
	value := s.newSecretValue()
	return object{
		"customKeyIdentifier": asked["customKeyIdentifier"], "displayName": asked["displayName"],
		"startDateTime": stamp(start), "endDateTime": stamp(end),
		"keyId": s.ids.guid(), "hint": value[:3], "secretText": nil,
	}, &secret{value: value, created: now}, nil
}

// newSecretValue makes a value as Entra's look: 40 characters, "8Q~" in the middle of the beginning.
func (s *store) newSecretValue() string {
	return s.ids.opaque(3) + "8Q~" + s.ids.opaque(34)
}

// secretPolicy refuses a secret that the policy in force for this registration forbids. A policy of its own
// wins over the tenant's, restriction by restriction; a change of either holds after its delay.
func (s *store) secretPolicy(app object, lifetime time.Duration, accountID string) *refusal {
	for _, restriction := range []string{"passwordAddition", "passwordLifetime"} {
		rule, policyID := s.restriction(app, restriction)
		lets := len(list(sub(rule, "excludeActors"), "customSecurityAttributes")) > 0 && s.exempt(accountID)
		if rule == nil || text(rule, "state") == "disabled" || lets {
			continue
		}
		if restriction == "passwordAddition" {
			return refuse(http.StatusBadRequest, "CredentialTypeNotAllowedAsPerAppPolicy",
				"Credential type not allowed as per assigned policy '%s'.", policyID)
		}
		// A cap that cannot be read is one all the same: nothing is shorter than it for sure.
		if limit, err := isoDuration(text(rule, "maxLifetime")); err != nil || lifetime > limit {
			return refuse(http.StatusBadRequest, "CredentialInvalidLifetimeAsPerAppPolicy",
				"Credential lifetime exceeds the max value allowed as per assigned policy '%s'.", policyID)
		}
	}
	return nil
}

// restriction finds the rule of that type which is in force for a registration, and the policy that holds it.
func (s *store) restriction(app object, restrictionType string) (object, string) {
	find := func(rules []object) object {
		for _, rule := range rules {
			after, err := parseTime(text(rule, "restrictForAppsCreatedAfterDateTime"))
			if err == nil && madeAt(app).Before(after) {
				continue
			}
			if text(rule, "restrictionType") == restrictionType {
				return rule
			}
		}
		return nil
	}
	if own := s.ownPolicy(text(app, "id"), s.since(s.sc.Delays.Policy)); own != nil &&
		flag(own, "isEnabled") {
		if rule := find(list(sub(own, "restrictions"), "passwordCredentials")); rule != nil {
			return rule, text(own, "id")
		}
	}
	tenant := s.defaultPolicy(false)
	if !flag(tenant, "isEnabled") {
		return nil, ""
	}
	return find(list(sub(tenant, "applicationRestrictions"), "passwordCredentials")), text(tenant, "id")
}

// madeAt is when a registration counts as made: in 2019 where that is not told (Graph docs,
// appmanagementpolicy-post).
func madeAt(app object) time.Time {
	made, err := parseTime(text(app, "createdDateTime"))
	if err != nil {
		return time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return made
}

// removePassword takes a secret away by its key id.
func (s *store) removePassword(g *graphRequest) (*reply, *refusal) {
	id := text(g.body, "keyId")
	if len(g.body) != 1 || !isGUID(id) {
		return nil, badRequest("The parameter 'keyId' of the operation 'removePassword' must be a GUID.")
	}
	app := cloneObject(g.target.now())
	kept := []any{}
	for _, c := range list(app, "passwordCredentials") {
		if !strings.EqualFold(text(c, "keyId"), id) {
			kept = append(kept, c)
		}
	}
	if len(kept) == len(list(app, "passwordCredentials")) {
		return nil, badRequest("No password credential found with keyId '%s'.",
			id).with("InvalidValue", "keyId")
	}
	app["passwordCredentials"] = kept
	g.target.put(app, s.clk.now())
	delete(s.secrets, strings.ToLower(id))
	delete(s.secrets, id)
	return noContent(), nil
}
