package sim

import (
	"net/url"
	"strings"
	"time"
)

// appTokenLife is the life of an app-only token in seconds, as the answer states it.
const appTokenLife = 3599

// appGrant answers the client credentials grant. The order of the checks is that of the real endpoint, which
// lets a caller tell a missing registration, a missing service principal and a wrong secret apart. Success
// says nothing about consent: a token without any role is a success too.
func (l *loginService) appGrant(seg tenantPart, who credentials, c client, form url.Values) (
	map[string]any, *oauthError,
) {
	if seg.kind != "tenant" {
		return nil, aadsts(9001023, seg.kind)
	}
	scope := form.Get("scope")
	name, onGraph := l.onGraph(scope)
	switch {
	case scope == "":
		return nil, missingParameter("scope")
	case !strings.HasSuffix(scope, "/.default") || strings.ContainsAny(scope, " \t"):
		return nil, aadsts(1002012, scope)
	case !onGraph || name != ".default":
		return nil, aadsts(500011, scope, l.dir.tenant().Name)
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
		Roles: l.dir.grantedRoles(c.ID), WIDs: []string{"0997a1d0-0d1d-4acb-b408-d5ca73121e90"},
		Life: appTokenLife * time.Second,
	})
	return map[string]any{
		"token_type": "Bearer", "expires_in": appTokenLife, "ext_expires_in": appTokenLife,
		"access_token": token,
	}, nil
}

// runnable reports whether a registration of the tenant can be signed in to at all.
func (l *loginService) runnable(c client) *oauthError {
	sp, ok := l.dir.findSP(c.ID)
	switch {
	case c.App.Disabled, ok && !sp.Enabled:
		return aadsts(7000112, c.ID, c.Name)
	case !ok:
		return aadsts(7000229, c.ID, l.dir.tenant().ID).unauthorized()
	}
	return nil
}

// checkSecret asks the directory about a client secret. A secret that has not reached this server yet is
// refused in the same words as a wrong one.
func (l *loginService) checkSecret(c client, secret string) *oauthError {
	switch l.dir.secretState(c.ID, secret) {
	case secretGood:
		return nil
	case secretExpired:
		return aadsts(7000222, c.ID).unauthorized()
	}
	return aadsts(7000215, c.ID).unauthorized()
}
