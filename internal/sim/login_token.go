package sim

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const deviceGrantType = "urn:ietf:params:oauth:grant-type:device_code"

// credentials are what a client says about itself, in the body or in a Basic header.
type credentials struct {
	id, secret string
}

// token is the token endpoint for every grant.
func (l *loginService) token(w http.ResponseWriter, r *http.Request) {
	answer, refusal := l.grant(r)
	if refusal != nil {
		l.writeError(w, r, refusal)
		return
	}
	w.Header().Set("x-ms-request-id", l.ids.guid())
	writeLoginJSON(w, http.StatusOK, answer)
}

func (l *loginService) grant(r *http.Request) (map[string]any, *oauthError) {
	form, refusal := postForm(r)
	if refusal != nil {
		return nil, refusal
	}
	seg, refusal := l.part(r)
	if refusal != nil {
		return nil, refusal
	}
	grantType := form.Get("grant_type")
	if grantType == "" {
		return nil, missingParameter("grant_type")
	}
	who, c, refusal := l.clientOf(r, form)
	if refusal != nil {
		return nil, refusal
	}
	if grantType == "client_credentials" {
		return l.appGrant(seg, who, c, form)
	}
	if grantType == "authorization_code" {
		return l.codeGrant(r, seg, who, c, form)
	}
	if refusal := l.authenticate(r, who, c, platformNone); refusal != nil {
		return nil, refusal
	}
	var s session
	switch grantType {
	case deviceGrantType:
		s, refusal = l.pollDevice(seg, c.ID, form.Get("device_code"))
	case "refresh_token":
		s, refusal = l.renew(c, form.Get("refresh_token"))
	default:
		refusal = aadsts(70003, grantType)
	}
	if refusal != nil {
		return nil, refusal
	}
	return l.issue(s), nil
}

// codeGrant redeems an authorization code. What comes of a code for a registration of the tenant goes to the
// sign-in log.
func (l *loginService) codeGrant(r *http.Request, seg tenantPart, who credentials, c client,
	form url.Values) (map[string]any, *oauthError) {
	owner, p := l.lookAt(form.Get("code"))
	refusal := l.authenticate(r, who, c, p)
	var s session
	if refusal == nil {
		s, refusal = l.redeem(seg, c, form)
	}
	l.log(owner, c, refusal)
	if refusal != nil {
		return nil, refusal
	}
	return l.issue(s), nil
}

// clientOf reads the client's own identification. Both ways of RFC 6749 section 2.3.1 are understood.
func (l *loginService) clientOf(r *http.Request, form url.Values) (credentials, client, *oauthError) {
	who := credentials{id: form.Get("client_id"), secret: form.Get("client_secret")}
	if id, secret, ok := r.BasicAuth(); ok {
		id, errID := url.QueryUnescape(id)
		secret, errSecret := url.QueryUnescape(secret)
		if errID != nil || errSecret != nil || who.id != "" && who.id != id {
			return who, client{}, malformed()
		}
		who.id = id
		if secret != "" {
			who.secret = secret
		}
	}
	if who.id == "" {
		return who, client{}, missingParameter("client_id")
	}
	c, refusal := l.findClient(who.id)
	return who, c, refusal
}

// authenticate holds a client to its kind: a public one must not send a secret nor identify itself by a Basic
// header, a confidential one must prove itself, unless the code was given to a single-page application. For a
// code, p is the platform of its redirect address.
func (l *loginService) authenticate(r *http.Request, who credentials, c client, p platform) *oauthError {
	if p != platformNone {
		if refusal := crossOrigin(p, r.Header.Get("Origin") != ""); refusal != nil {
			return refusal
		}
	}
	_, _, basic := r.BasicAuth()
	public := c.Public && p == platformNone || p == platformPublic
	switch {
	case public && basic && who.secret == "":
		return noSecret()
	case public && who.secret != "":
		return secretFromPublic()
	case public, p == platformSPA:
		return nil
	case who.secret == "":
		return noSecret()
	}
	return l.checkSecret(c, who.secret)
}

func secretFromPublic() *oauthError {
	return aadsts(700025).unauthorized()
}

func noSecret() *oauthError {
	return aadsts(7000218).unauthorized()
}

// issue mints the tokens of a signed-in person.
func (l *loginService) issue(s session) map[string]any {
	life := time.Duration(l.ids.between(60*60, 90*60)) * time.Second
	scopes := l.grantedScopes(s)
	info := grantInfo{
		TenantID: s.tenantID, ClientID: s.client.ID, ClientName: s.client.Name, AccountID: s.objectID,
		UPN:  s.account.UPN,
		Name: s.account.Name, IDP: l.foreignIDP(s), Scopes: scopes, Claims: s.claims, Life: life,
	}
	if s.tenantID == l.dir.tenant().ID {
		info.WIDs = slices.Clone(l.dir.activeRoles(s.account.ID))
		if !s.account.Guest() {
			info.WIDs = append(info.WIDs, memberMarker)
		}
	}
	answer := map[string]any{
		"token_type": "Bearer", "scope": strings.Join(scopes, " "), "expires_in": int(life.Seconds()),
		"ext_expires_in": int(life.Seconds()), "access_token": l.tok.mint(info),
	}
	if s.scopes.has("openid") {
		answer["id_token"] = l.tok.sign(l.identity(s))
	}
	if s.scopes.has("offline_access") {
		key := "1.practice." + l.ids.opaque(120)
		l.mu.Lock()
		l.refresh[key] = s
		l.mu.Unlock()
		answer["refresh_token"] = key
	}
	return answer
}

// identity fills the id token. The claims about the person need the scope profile, the address needs email
// (Entra docs, id-token-claims-reference).
func (l *loginService) identity(s session) map[string]any {
	now := l.now()
	c := map[string]any{
		"aud": s.client.ID, "iss": l.root + "/" + s.tenantID + "/v2.0", "iat": now.Unix(), "nbf": now.Unix(),
		"exp": now.Add(time.Hour).Unix(), "sub": derivedGUID(s.client.ID, s.objectID), "tid": s.tenantID,
		"ver": "2.0",
		"uti": l.ids.opaque(16),
	}
	if s.scopes.has("profile") {
		c["oid"], c["name"], c["preferred_username"] = s.objectID, s.account.Name, s.account.UPN
	}
	if s.scopes.has("email") {
		c["email"] = s.account.UPN
	}
	if idp := l.foreignIDP(s); idp != "" {
		c["idp"] = idp
	}
	if s.nonce != "" {
		c["nonce"] = s.nonce
	}
	return c
}

// foreignIDP names the provider that vouches for a guest; accounts of the directory itself have none.
func (l *loginService) foreignIDP(s session) string {
	if s.tenantID != l.dir.tenant().ID {
		return ""
	}
	return s.account.IDP
}

func (l *loginService) renew(c client, key string) (session, *oauthError) {
	if key == "" {
		return session{}, missingParameter("refresh_token")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	s, ok := l.refresh[key]
	if !ok || s.client.ID != c.ID {
		return session{}, aadstsAs("invalid_grant", 9002313,
			"Invalid request. The refresh token is malformed or invalid.")
	}
	if s.device && l.rules.DeviceCode != "" && l.rules.DeviceCode != "allowed" {
		return session{}, aadsts(530036)
	}
	delete(l.refresh, key)
	return s, nil
}
