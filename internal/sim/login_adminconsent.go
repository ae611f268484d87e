package sim

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
)

// adminConsent is the page on which an administrator approves what a registration asks for. Both addresses of
// it exist; the newer one demands scope and redirect_uri.
func (l *loginService) adminConsent(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	seg, refusal := l.part(r)
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	need := []string{"client_id"}
	if strings.HasSuffix(r.URL.Path, "/v2.0/adminconsent") {
		need = append(need, "scope", "redirect_uri")
	}
	for _, name := range need {
		if q.Get(name) == "" {
			l.refusePage(w, r, missingParameter(name), "")
			return
		}
	}
	if r.Method != http.MethodPost {
		l.askAccount(w, r, "Sign in to approve permissions", "", nil)
		return
	}
	form, refusal := postForm(r)
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	l.consentAnswered(w, r, seg, q, form)
}

func (l *loginService) consentAnswered(w http.ResponseWriter, r *http.Request, seg tenantPart,
	q, form url.Values) {
	upn := form.Get("account")
	a, refusal := l.who(upn)
	if refusal != nil {
		l.askAccount(w, r, "Sign in to approve permissions", upn, refusal)
		return
	}
	c, refusal := l.findClient(q.Get("client_id"))
	if refusal == nil && q.Get("redirect_uri") != "" {
		_, refusal = c.redirectPlatform(q.Get("redirect_uri"))
	}
	var scopes []string
	if refusal == nil {
		scopes, refusal = l.approvable(c, q.Get("scope"))
	}
	if refusal == nil {
		refusal = l.mayApprove(seg, a, c)
	}
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	switch form.Get("decision") {
	case "accept":
		if err := l.approve(c, a, scopes); err != nil {
			l.refusePage(w, r, asRefusal(err), "")
			return
		}
		l.consentDone(w, r, c, q, nil)
	case "cancel":
		l.consentDone(w, r, c, q, aadsts(65004))
	default:
		l.askApproval(w, a, c, scopes)
	}
}

// approvable are the permissions that a client without declared ones has approved by this address: those it
// names.
func (l *loginService) approvable(c client, raw string) ([]string, *oauthError) {
	if c.App != nil || c.FirstParty != nil {
		return nil, nil
	}
	if raw == "" {
		return []string{"User.Read"}, nil
	}
	s, refusal := l.parseScopes(raw, c)
	return s.graph, refusal
}

// approve does what "Accept" does.
func (l *loginService) approve(c client, a Account, scopes []string) error {
	if c.App == nil {
		l.dir.rememberScopes(c, "", scopes)
		return nil
	}
	return l.dir.grantConsent(c.ID, a.ID)
}

// mayApprove tells whether the account may consent for everybody: to application permissions of Microsoft
// Graph, or to the delegated ones of a client that Microsoft ships.
func (l *loginService) mayApprove(seg tenantPart, a Account, c client) *oauthError {
	here, _, refusal := l.place(seg, a)
	switch {
	case refusal != nil:
		return refusal
	case here != l.dir.tenant().ID:
		return l.notHere(a.UPN)
	case c.FirstParty != nil:
		return aadstsAs("invalid_request", 65002,
			"Permissions of '%s' are not approved on this page.", c.Name)
	case c.App == nil && !roleIn(l.dir.activeRoles(a.ID), delegatedConsenters...):
		return l.approvalNeeded()
	case c.App == nil:
		return nil
	case c.App.Disabled:
		return aadsts(7000112, c.ID, c.Name)
	case !roleIn(l.dir.activeRoles(a.ID), appRoleConsenters...):
		return aadstsAs("access_denied", 90094,
			"Only a Privileged Role Administrator "+
				"or Global Administrator of %s can approve these permissions. Need admin approval.",
			l.dir.tenant().Name)
	}
	return nil
}

// consentDone ends on the redirect address. Where the request names none, the service takes one that the
// registration has (dotnet/aspnetcore issue 55910), and where it has none, that is an error after the answer
// (msgraph-sdk-python-core issue 50). A refusal carries admin_consent=True as well, as on the real page, so a
// reader has to look for error first.
func (l *loginService) consentDone(w http.ResponseWriter, r *http.Request, c client, q url.Values,
	refusal *oauthError) {
	redirect := cmp.Or(q.Get("redirect_uri"), c.anyAddress())
	if redirect == "" {
		l.refusePage(w, r, aadsts(500113), "")
		return
	}
	answer := url.Values{"admin_consent": {"True"}, "tenant": {l.dir.tenant().ID}}
	for _, name := range []string{"state", "scope"} {
		if v := q.Get(name); v != "" {
			answer.Set(name, v)
		}
	}
	target := withParams(redirect, "query", answer)
	if refusal != nil {
		target = l.redirectError(r, target, "query", q.Get("state"), refusal)
	}
	l.leave(w, r, authRequest{redirect: redirect, mode: "query"}, target)
}

// anyAddress is a redirect address of the client; which of several the service takes is nowhere said.
func (c client) anyAddress() string {
	if c.App == nil {
		return "http://localhost"
	}
	for _, list := range [][]string{c.App.SPA, c.App.Web, c.App.Public} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

// asRefusal shows an error of the directory on a page.
func asRefusal(err error) *oauthError {
	return aadstsAs("server_error", 90025, "%s", err.Error())
}
