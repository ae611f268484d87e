package sim

import (
	"net/url"
	"strings"
	"time"
)

// appTokenLife is the life of an app-only token in seconds, as the answer states it.
const appTokenLife = 3599

// appGrant answers the client credentials grant. The order of the checks is that of the real endpoint, which lets a
// caller tell a missing registration, a missing service principal and a wrong secret apart. Success says nothing about
// consent: a token without any role is a success too.
func (l *loginService) appGrant(seg tenantPart, who credentials, c client, form url.Values) (map[string]any, *oauthError) {
	if seg.kind != "tenant" {
		return nil, aadsts("invalid_request", 9001023,
			"The grant type is not supported over the /%s endpoint. Use a tenant-specific endpoint.", seg.kind)
	}
	scope := form.Get("scope")
	name, onGraph := l.onGraph(scope)
	switch {
	case scope == "":
		return nil, missingParameter("scope")
	case !strings.HasSuffix(scope, "/.default") || strings.ContainsAny(scope, " \t"):
		return nil, aadsts("invalid_scope", 1002012,
			"The provided value for scope %s is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.", scope)
	case !onGraph || name != ".default":
		return nil, aadsts("invalid_resource", 500011,
			"The resource principal named in '%s' was not found in the tenant '%s'.", scope, l.dir.tenant().Name)
	case c.App == nil:
		if who.secret == "" {
			return nil, noSecret()
		}
		return nil, secretFromPublic()
	}
	if refusal := l.runnable(c); refusal != nil {
		return nil, refusal
	}
	if who.secret == "" {
		return nil, noSecret()
	}
	if refusal := l.checkSecret(c, who.secret); refusal != nil {
		return nil, refusal
	}
	sp, _ := l.dir.findSP(c.ID)
	token := l.tok.mint(grantInfo{
		TenantID: seg.id, ClientID: c.ID, ClientName: c.Name, AccountID: sp.ID, AppOnly: true,
		Roles: l.dir.grantedRoles(c.ID), WIDs: []string{"0997a1d0-0d1d-4acb-b408-d5ca73121e90"}, Life: appTokenLife * time.Second,
	})
	return map[string]any{
		"token_type": "Bearer", "expires_in": appTokenLife, "ext_expires_in": appTokenLife, "access_token": token,
	}, nil
}

// runnable tells whether a registration of the tenant can be signed in to at all.
func (l *loginService) runnable(c client) *oauthError {
	sp, ok := l.dir.findSP(c.ID)
	switch {
	case c.App.Disabled, ok && !sp.Enabled:
		return aadsts("unauthorized_client", 7000112, "Application '%s' (%s) is disabled.", c.ID, c.Name)
	case !ok:
		return aadsts("invalid_client", 7000229,
			"The client application %s is missing service principal in the tenant %s.", c.ID, l.dir.tenant().ID).unauthorized()
	}
	return nil
}

// checkSecret asks the directory about a client secret. A secret that has not reached this server yet is refused in
// the same words as a wrong one.
func (l *loginService) checkSecret(c client, secret string) *oauthError {
	switch l.dir.secretState(c.ID, secret) {
	case secretGood:
		return nil
	case secretExpired:
		return aadsts("invalid_client", 7000222, "The provided client secret keys for app '%s' are expired.", c.ID).unauthorized()
	}
	return aadsts("invalid_client", 7000215,
		"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'.",
		c.ID).unauthorized()
}
