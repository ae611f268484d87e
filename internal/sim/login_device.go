package sim

import (
	"math"
	"net/http"
	"strings"
	"time"
)

const (
	// from the request; not scaled, so that a slow test does not expire by itself
	deviceLife     = 900 * time.Second
	deviceInterval = 5 * time.Second // between two polls, scaled
)

type deviceState int

const (
	devicePending deviceState = iota
	deviceApproved
	deviceDeclined
	deviceExpired
	deviceBlocked
	deviceRedeemed
)

// deviceGrant is one running device code sign-in.
type deviceGrant struct {
	deviceCode, userCode string
	segment              tenantPart
	client               client
	scopes               scopeSet
	claims               string
	expires              time.Time
	interval             time.Duration // grows with each slow_down
	lastPoll             time.Time
	state                deviceState
	session              session
}

// deviceCode starts a sign-in. No person is known yet, so no policy can act here: a code is always given out.
func (l *loginService) deviceCode(w http.ResponseWriter, r *http.Request) {
	g, refusal := l.newDeviceGrant(r)
	if refusal != nil {
		l.writeError(w, r, refusal)
		return
	}
	uri := l.root + "/devicelogin"
	writeLoginJSON(w, http.StatusOK, map[string]any{
		"user_code": g.userCode, "device_code": g.deviceCode, "verification_uri": uri,
		"expires_in": int(deviceLife / time.Second),
		"interval":   max(1, int(math.Ceil(g.interval.Seconds()))),
		"message": "To sign in, open the page " + uri +
			" in a browser and enter the code " + g.userCode + ".",
	})
}

func (l *loginService) newDeviceGrant(r *http.Request) (*deviceGrant, *oauthError) {
	form, refusal := postForm(r)
	if refusal != nil {
		return nil, refusal
	}
	seg, refusal := l.part(r)
	if refusal != nil {
		return nil, refusal
	}
	if form.Get("client_id") == "" {
		return nil, missingParameter("client_id")
	}
	c, refusal := l.findClient(form.Get("client_id"))
	if refusal != nil {
		return nil, refusal
	}
	scopes, refusal := l.parseScopes(form.Get("scope"), c)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := checkClaims(form.Get("claims")); refusal != nil {
		return nil, refusal
	}
	g := &deviceGrant{
		deviceCode: l.ids.opaque(160), userCode: l.ids.userCode(), segment: seg, client: c, scopes: scopes,
		claims: form.Get("claims"), expires: l.now().Add(deviceLife), interval: l.scaled(deviceInterval),
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.devices[g.deviceCode], l.typed[g.userCode] = g, g
	return g, nil
}

func (l *loginService) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) * l.scale)
}

// pollDevice answers one poll of the token endpoint.
func (l *loginService) pollDevice(seg tenantPart, clientID, code string) (session, *oauthError) {
	if code == "" {
		return session{}, missingParameter("device_code")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	g, ok := l.devices[code]
	if !ok || !strings.EqualFold(g.client.ID, clientID) || g.segment.kind != seg.kind ||
		g.segment.id != seg.id {
		return session{}, aadstsAs("bad_verification_code", 70018,
			"The device_code is not one that was given out for this application and tenant.")
	}
	now := l.now()
	early := !g.lastPoll.IsZero() && now.Sub(g.lastPoll) < g.interval
	g.lastPoll = now
	if l.expired(g) {
		return session{}, aadsts(70020)
	}
	switch g.state {
	case deviceDeclined:
		return session{}, aadstsAs("authorization_declined", 65004,
			"The end user denied the authorization request.")
	case deviceRedeemed:
		return session{}, aadstsAs("invalid_grant", 54005, "The device code was already redeemed.")
	}
	if early {
		g.interval += l.scaled(deviceInterval)
		return session{}, aadstsAs("slow_down", 70016,
			"The polls follow each other faster than the interval allows. Wait longer between two of them.")
	}
	switch g.state {
	case deviceApproved:
		g.state = deviceRedeemed
		return g.session, nil
	case deviceBlocked:
		return session{}, l.blocked()
	}
	return session{}, aadstsAs("authorization_pending", 70016,
		"OAuth 2.0 device flow error. Authorization is pending. Continue polling.")
}

// expired must be called with the lock held.
func (l *loginService) expired(g *deviceGrant) bool {
	if g.state == devicePending && !l.now().Before(g.expires) {
		g.state = deviceExpired
	}
	return g.state == deviceExpired
}

// openGrant finds the grant behind a typed code, while it can still be decided.
func (l *loginService) openGrant(userCode string) (*deviceGrant, *oauthError) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.openGrantLocked(userCode)
}

func (l *loginService) openGrantLocked(userCode string) (*deviceGrant, *oauthError) {
	typed := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(userCode))
	g, ok := l.typed[typed]
	switch {
	case typed == "":
		return nil, aadsts(90119)
	case !ok:
		return nil, aadstsAs("invalid_grant", 70018, "That code did not work. Check the code and try again.")
	case l.expired(g):
		return nil, aadsts(70019)
	case g.state != devicePending:
		return nil, aadsts(90120)
	}
	return g, nil
}

// approveDevice is what happens when a person who typed the code picks an account and agrees; everybody says
// that the box "Consent on behalf of your organization" was ticked. Whatever stops the person is a page: the
// grant stays pending and the program goes on waiting, but for a policy that is told to it.
func (l *loginService) approveDevice(userCode, upn string, everybody bool) *oauthError {
	g, refusal := l.openGrant(userCode)
	if refusal != nil {
		return refusal
	}
	s, missing, refusal := l.enter(g.segment, upn, g.client, g.scopes)
	if refusal != nil {
		return refusal
	}
	s.claims, s.device = g.claims, true
	state := deviceApproved
	switch l.rules.DeviceCode {
	case "blocked-browser":
		return l.blocked()
	case "blocked-token":
		state = deviceBlocked
	default:
		l.remember(s, missing, everybody)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if g, refusal = l.openGrantLocked(userCode); refusal != nil {
		return refusal
	}
	g.state, g.session = state, s
	return nil
}

// endDevice declines a pending grant or lets it expire.
func (l *loginService) endDevice(userCode string, state deviceState) *oauthError {
	l.mu.Lock()
	defer l.mu.Unlock()
	g, refusal := l.openGrantLocked(userCode)
	if refusal != nil {
		return refusal
	}
	g.state = state
	return nil
}

// enter checks the person against tenant and consent rules. It returns the permissions still to be consented
// to.
func (l *loginService) enter(seg tenantPart, upn string, c client, scopes scopeSet) (
	session, []string, *oauthError,
) {
	a, refusal := l.who(upn)
	if refusal != nil {
		return session{}, nil, refusal
	}
	tenantID, objectID, refusal := l.place(seg, a)
	if refusal != nil {
		return session{}, nil, refusal
	}
	s := session{account: a, tenantID: tenantID, objectID: objectID, client: c, scopes: scopes}
	if refusal := l.clientRules(s); refusal != nil {
		return s, nil, refusal
	}
	missing := l.consentNeeded(s)
	if refusal := l.mayConsent(a, missing); refusal != nil {
		return s, missing, refusal
	}
	return s, missing, nil
}
