package sim

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// authRequest is a parsed request to the authorize endpoint.
type authRequest struct {
	segment   tenantPart
	client    client
	redirect  string
	platform  platform
	scopes    scopeSet
	state     string
	mode      string
	challenge string
	nonce     string
	claims    string
}

// authorize is the browser's way in. As on the real endpoint only the tenant is looked at before a person has
// named an account; a wrong client id or redirect address shows after that, on a page and never as a
// redirect. With prompt=none everything is looked at once and nobody is asked.
func (l *loginService) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	seg, refusal := l.part(r)
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	for _, name := range []string{"client_id", "response_type"} {
		if q.Get(name) == "" {
			l.refusePage(w, r, missingParameter(name), "")
			return
		}
	}
	switch {
	case q.Get("prompt") == "none":
		l.silent(w, r, seg, q)
	case r.Method == http.MethodPost:
		l.answered(w, r, seg, q)
	case r.Method == http.MethodGet:
		l.askAccount(w, r, "Sign in", q.Get("login_hint"), nil)
	default:
		l.refusePage(w, r, malformed(), "")
	}
}

// silent never signs anybody in here, because practice keeps no browser session. The address to answer to is
// proven all the same, so an error goes to a registered address only.
func (l *loginService) silent(w http.ResponseWriter, r *http.Request, seg tenantPart, q url.Values) {
	req, toPage, toClient := l.parse(seg, q)
	if toPage != nil {
		l.refusePage(w, r, toPage, "")
		return
	}
	if toClient == nil {
		toClient = aadsts(50058)
	}
	http.Redirect(w, r, l.redirectError(r, req.redirect, req.mode, req.state, toClient), http.StatusFound)
}

// parse checks a request. Errors that must not leave the sign-in service come as toPage, the others as
// toClient.
func (l *loginService) parse(seg tenantPart, q url.Values) (req authRequest, toPage, toClient *oauthError) {
	req = authRequest{
		segment: seg, redirect: q.Get("redirect_uri"), state: q.Get("state"),
		mode:      cmp.Or(q.Get("response_mode"), "query"),
		challenge: q.Get("code_challenge"), nonce: q.Get("nonce"), claims: q.Get("claims"),
	}
	if req.client, toPage = l.findClient(q.Get("client_id")); toPage != nil {
		return req, toPage, nil
	}
	if req.platform, toPage = req.client.redirectPlatform(req.redirect); toPage != nil {
		return req, toPage, nil
	}
	if !slices.Contains([]string{"query", "fragment", "form_post"}, req.mode) {
		req.mode = "query"
		return req, nil, aadsts(70007, q.Get("response_mode"))
	}
	if req.scopes, toClient = l.parseScopes(q.Get("scope"), req.client); toClient != nil {
		return req, nil, toClient
	}
	return req, nil, req.check(q)
}

// check holds the request to the code flow with PKCE.
func (req authRequest) check(q url.Values) *oauthError {
	switch kind := q.Get("response_type"); {
	case strings.Contains(kind, "id_token"):
		return aadsts(700054)
	case kind == "token":
		return aadsts(700051)
	case kind != "code":
		return aadsts(70005, kind)
	}
	if req.challenge == "" && req.platform != platformWeb {
		return aadsts(9002325)
	}
	if req.challenge != "" && (q.Get("code_challenge_method") != "S256" || len(req.challenge) != 43) {
		return aadsts(50147)
	}
	if !slices.Contains([]string{"", "none", "login", "select_account", "consent", "create"},
		q.Get("prompt")) {
		return aadsts(90023)
	}
	return checkClaims(req.claims)
}

// answered goes on after a person has picked an account, and perhaps agreed to permissions.
func (l *loginService) answered(w http.ResponseWriter, r *http.Request, seg tenantPart, q url.Values) {
	form, refusal := postForm(r)
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	upn, decision := form.Get("account"), form.Get("decision")
	if _, refusal := l.who(upn); refusal != nil {
		l.askAccount(w, r, "Sign in", upn, refusal)
		return
	}
	req, toPage, toClient := l.parse(seg, q)
	switch {
	case toPage != nil:
		l.logRefusal(req, upn, toPage)
		l.refusePage(w, r, toPage, "")
		return
	case toClient != nil:
		l.leave(w, r, req, l.redirectError(r, req.redirect, req.mode, req.state, toClient))
		return
	}
	s, missing, refusal := l.signIn(req, upn)
	switch {
	case decision == "cancel" && (refusal == nil || refusal.OAuth == "access_denied"):
		if refusal == nil {
			refusal = aadsts(65004)
		}
		l.logRefusal(req, upn, refusal)
		l.leave(w, r, req, l.redirectError(r, req.redirect, req.mode, req.state, refusal))
	case refusal != nil:
		l.logRefusal(req, upn, refusal)
		l.refusePage(w, r, refusal, upn)
	case len(missing) > 0 && decision != "accept":
		l.askConsent(w, s, missing)
	default:
		l.remember(s, missing, form.Get("everybody") != "")
		code := l.newCode(authCode{
			session: s, segment: seg, redirect: req.redirect, platform: req.platform,
			challenge: req.challenge,
		})
		answer := url.Values{"code": {code}, "session_state": {l.ids.guid()}}
		if req.state != "" {
			answer.Set("state", req.state)
		}
		l.leave(w, r, req, withParams(req.redirect, req.mode, answer))
	}
}

// signIn is everything that the tenant has to say about this account at this application.
func (l *loginService) signIn(req authRequest, upn string) (session, []string, *oauthError) {
	s, missing, refusal := l.enter(req.segment, upn, req.client, req.scopes)
	if refusal != nil {
		return s, missing, refusal
	}
	s.nonce, s.claims = req.nonce, req.claims
	if l.rules.Browser == "blocked" {
		return s, nil, l.blocked()
	}
	if req.client.App == nil {
		return s, missing, nil
	}
	return s, missing, l.admit(req, s)
}

// admit holds a sign-in to a registration of the tenant to that registration's own rules.
func (l *loginService) admit(req authRequest, s session) *oauthError {
	c := req.client
	if refusal := l.runnable(c); refusal != nil {
		return refusal
	}
	sp, _ := l.dir.findSP(c.ID)
	switch {
	case req.segment.kind != "tenant" && c.App.Audience == "AzureADMyOrg":
		return aadsts(50194, c.ID, c.Name)
	case sp.AssignmentRequired:
		return aadsts(50105, s.account.UPN, c.ID, c.Name)
	case len(l.dir.grantedRoles(c.ID)) == 0 &&
		!roleIn(l.dir.activeRoles(s.account.ID), delegatedConsenters...):
		return aadsts(90094, l.dir.tenant().Name)
	}
	return nil
}

// leave sends the browser back to the application. In practice it may go nowhere but to this machine: what
// would go to a real address is shown by the stand-in portal instead.
func (l *loginService) leave(w http.ResponseWriter, r *http.Request, req authRequest, target string) {
	if !onLoopback(req.redirect) {
		u, _ := url.Parse(target)
		q := u.Query()
		if u.Fragment != "" {
			q, _ = url.ParseQuery(u.Fragment)
		}
		q.Set("practice_address", req.redirect)
		target = l.portalRoot + "/landed?" + q.Encode()
		http.Redirect(w, r, target, http.StatusFound)
		return
	}
	if req.mode == "form_post" {
		l.formPost(w, target)
		return
	}
	http.Redirect(w, r, target, http.StatusFound)
}

// log writes how a sign-in to a registration of the tenant ended. Sign-ins by code of the tool clients are
// not logged: nobody looks for them here.
func (l *loginService) log(s session, c client, refusal *oauthError) {
	if c.App == nil || s.account.ID == "" {
		return
	}
	e := signInEntry{AppID: c.ID, AccountID: s.account.ID, UPN: s.account.UPN}
	if refusal != nil {
		e.ErrorCode, e.FailureReason = refusal.Code, refusal.Text
	}
	l.dir.addSignIn(e)
}

func (l *loginService) logRefusal(req authRequest, upn string, refusal *oauthError) {
	if a, ok := l.dir.account(upn); ok {
		l.log(session{account: a}, req.client, refusal)
	}
}
