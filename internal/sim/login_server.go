package sim

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// personalTenant is the directory that all personal Microsoft accounts live in (Entra docs,
// id-token-claims-reference).
const personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad"

const graphHostGlobal = "https://graph.microsoft.com"

// loginService is the sign-in service of the tenant: metadata, device codes, browser sign-in, tokens, admin
// consent.
type loginService struct {
	dir   *directory
	tok   *tokens
	ids   *idSource
	rules SignInRules
	now   func() time.Time
	scale float64
	// The roots as the outside sees them, without a slash at the end; set before the first request.
	root, graphRoot, portalRoot string

	mu      sync.Mutex
	devices map[string]*deviceGrant // by device code
	typed   map[string]*deviceGrant // the same, by user code
	codes   map[string]*authCode
	refresh map[string]session
}

func newLoginService(dir *directory, tok *tokens, ids *idSource, sc Scenario, now func() time.Time,
	scale float64) *loginService {
	rules := sc.SignIn
	if rules.BlockCode == 0 {
		rules.BlockCode = 53003
	}
	if len(rules.Approved) > 0 {
		c := shippedClients[graphTools]
		c.ID = graphTools
		dir.rememberScopesAt(c, "", rules.Approved, dir.clk.now().Add(-origin))
	}
	return &loginService{
		dir: dir, tok: tok, ids: ids, rules: rules, now: now, scale: scale,
		devices: map[string]*deviceGrant{}, typed: map[string]*deviceGrant{},
		codes: map[string]*authCode{}, refresh: map[string]session{},
	}
}

func (l *loginService) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{tenant}/v2.0/.well-known/openid-configuration", l.metadata)
	mux.HandleFunc("GET /{tenant}/discovery/v2.0/keys", l.keys)
	mux.HandleFunc("/{tenant}/oauth2/v2.0/devicecode", l.deviceCode)
	mux.HandleFunc("/{tenant}/oauth2/v2.0/token", l.token)
	mux.HandleFunc("/{tenant}/oauth2/v2.0/authorize", l.authorize)
	mux.HandleFunc("/{tenant}/v2.0/adminconsent", l.adminConsent)
	mux.HandleFunc("/{tenant}/adminconsent", l.adminConsent)
	mux.HandleFunc("/devicelogin", l.deviceLogin)
	mux.HandleFunc("GET /error", l.lookUp)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		l.message(w, http.StatusNotFound, notice{Title: "There is no such page", Text: r.URL.Path})
	})
	return mux
}

// tenantPart is the tenant part of an address.
type tenantPart struct {
	raw  string
	kind string // "tenant", or one of the words organizations, common, consumers
	id   string // GUID for kind tenant and consumers
}

// part resolves what stands where the tenant is expected: a GUID, a verified domain, or one of three words.
func (l *loginService) part(r *http.Request) (tenantPart, *oauthError) {
	raw := r.PathValue("tenant")
	s := tenantPart{raw: raw, kind: strings.ToLower(raw)}
	switch s.kind {
	case "organizations", "common":
		return s, nil
	case "consumers", personalTenant:
		s.kind, s.id = "consumers", personalTenant
		return s, nil
	}
	t := l.dir.tenant()
	for _, d := range t.Domains {
		if strings.EqualFold(d.Name, raw) {
			return tenantPart{raw, "tenant", t.ID}, nil
		}
	}
	switch {
	case strings.EqualFold(t.ID, raw):
		return tenantPart{raw, "tenant", t.ID}, nil
	case strings.Trim(raw, "0-") == "" && isGUID(raw), !isGUID(raw) && !strings.Contains(raw, "."):
		return s, aadsts(900021, raw)
	}
	return s, aadsts(90002, raw)
}

// session is a completed sign-in: who, where, through which client, and what may be done.
type session struct {
	account  Account
	tenantID string
	objectID string
	client   client
	scopes   scopeSet
	nonce    string
	claims   string
	device   bool
}

// place finds the directory that an account is signed in to under a tenant segment. With a named tenant that
// is the tenant; with "organizations" or "common" it is the account's own, which for a guest is somewhere
// else.
func (l *loginService) place(s tenantPart, a Account) (tenantID, objectID string, refusal *oauthError) {
	here := l.dir.tenant().ID
	personal := a.IDP == "live.com" || strings.Contains(a.IDP, personalTenant)
	switch {
	case s.kind == "tenant", s.kind != "consumers" && !a.Guest():
		return here, a.ID, nil
	case personal && s.kind != "organizations":
		return personalTenant, derivedGUID(personalTenant, a.UPN), nil
	case s.kind == "consumers", personal:
		return "", "", l.notHere(a.UPN)
	}
	home := derivedGUID("home", a.IDP)
	for _, part := range strings.Split(a.IDP, "/") {
		if isGUID(part) {
			home = part
		}
	}
	return home, derivedGUID(home, a.UPN), nil
}

func (l *loginService) notHere(upn string) *oauthError {
	return aadsts(50020, upn, l.dir.tenant().Name)
}

// who finds the account a person named on a sign-in page.
func (l *loginService) who(upn string) (Account, *oauthError) {
	upn = strings.TrimSpace(upn)
	a, ok := l.dir.account(upn)
	if ok {
		return a, nil
	}
	_, domain, _ := strings.Cut(upn, "@")
	for _, d := range l.dir.tenant().Domains {
		if strings.EqualFold(d.Name, domain) {
			return Account{}, aadsts(50034, upn, l.dir.tenant().Name)
		}
	}
	return Account{}, l.notHere(upn)
}

// blocked is the refusal by a policy on sign-ins, in the shape that Conditional Access gives it.
func (l *loginService) blocked() *oauthError {
	what := map[int]string{
		53003: "Access has been blocked by Conditional Access policies. The access policy does not allow " +
			"token issuance.",
		530035: "Access has been blocked by security defaults. The request is deemed unsafe by " +
			"security defaults policies.",
		530033: "Your administrator requires the device that is requesting access to be managed.",
		53000: "Device is not in required device state: compliant. Conditional Access policy requires a " +
			"compliant device.",
	}[l.rules.BlockCode]
	if what == "" {
		what = "Access has been blocked by a policy of the tenant."
	}
	e := aadstsAs("invalid_grant", l.rules.BlockCode, "%s", what)
	e.Suberror = "message_only"
	e.Claims = fmt.Sprintf(`{"access_token":{"polids":{"essential":true,"Values":["%s"]}}}`,
		derivedGUID("policy", l.dir.tenant().ID))
	return e
}

// derivedGUID makes a GUID that is always the same for the same words.
func derivedGUID(words ...string) string {
	h := sha256.Sum256([]byte(strings.ToLower(strings.Join(words, "\x00"))))
	h[6], h[8] = h[6]&0x0f|0x40, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
