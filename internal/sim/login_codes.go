package sim

import (
	"crypto/subtle"
	"net/url"
	"time"
)

const codeLife = 10 * time.Minute

// authCode is an authorization code that was given to a redirect address.
type authCode struct {
	session   session
	segment   tenantPart
	redirect  string
	platform  platform
	challenge string
	expires   time.Time
	redeemed  bool
}

func (l *loginService) newCode(c authCode) string {
	key := "1.practice." + l.ids.opaque(80)
	c.expires = l.now().Add(codeLife)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.codes[key] = &c
	return key
}

// lookAt tells whose code this is and for which kind of redirect address; platformNone when there is no such
// code.
func (l *loginService) lookAt(key string) (session, platform) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c, ok := l.codes[key]; ok {
		return c.session, c.platform
	}
	return session{}, platformNone
}

// redeem turns a code into a session: once, within ten minutes, with the same redirect address and the right
// verifier.
func (l *loginService) redeem(seg tenantPart, c client, form url.Values) (session, *oauthError) {
	for _, name := range []string{"code", "redirect_uri"} {
		if form.Get(name) == "" {
			return session{}, missingParameter(name)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	got, ok := l.codes[form.Get("code")]
	switch {
	case !ok:
		return session{}, malformed().as("invalid_grant")
	case got.redeemed:
		return session{}, aadsts(54005)
	case !l.now().Before(got.expires):
		return session{}, aadsts(70008)
	case got.session.client.ID != c.ID:
		return session{}, aadsts(70000)
	case got.segment.kind != seg.kind || got.segment.id != seg.id:
		return session{}, aadsts(700005)
	case got.redirect != form.Get("redirect_uri"):
		return session{}, aadsts(500112, form.Get("redirect_uri"), got.redirect)
	}
	if got.challenge != "" && !provesChallenge(form.Get("code_verifier"), got.challenge) {
		return session{}, aadsts(501481)
	}
	got.redeemed = true
	return got.session, nil
}

// crossOrigin holds the two rules that tell a registration under the wrong platform: a browser may redeem
// codes of single-page addresses only, and only a browser may redeem those.
func crossOrigin(p platform, fromBrowser bool) *oauthError {
	switch {
	case fromBrowser && p != platformSPA:
		return aadsts(9002326)
	case !fromBrowser && p == platformSPA:
		return aadsts(9002327)
	}
	return nil
}

// provesChallenge checks a PKCE verifier (RFC 7636 section 4.6, method S256).
func provesChallenge(verifier, challenge string) bool {
	if len(verifier) < 43 || len(verifier) > 128 {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(challengeOf(verifier)), []byte(challenge)) == 1
}

func (e *oauthError) as(oauth string) *oauthError { e.OAuth = oauth; return e }
