package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ErrNotPractice means that an address does not belong to this practice tenant; nothing was opened.
var ErrNotPractice = errors.New("the address does not belong to the practice tenant")

// asError keeps a nil refusal a nil error.
func asError(e *oauthError) error {
	if e == nil {
		return nil
	}
	return e
}

// admin is the account that acts when none is named.
func (s *Server) admin(upn string) string {
	if upn == "" {
		return s.sc.Admin
	}
	return upn
}

// colleague is who acts for the tenant where nobody is named.
func (s *Server) colleague(upn string) string { return s.admin(cmp.Or(upn, s.sc.Colleague)) }

// ApproveDevice plays the person who types the code, picks the account and agrees. Without an account the
// scenario's admin acts. The error carries the AADSTS number (see AADSTS) that the browser would show; where
// policy blocks codes in the browser only, the waiting program goes on waiting.
func (s *Server) ApproveDevice(userCode, upn string) error {
	return asError(s.login.approveDevice(userCode, s.admin(upn), false))
}

// DeclineDevice plays the person who types the code and presses "Cancel".
func (s *Server) DeclineDevice(userCode string) error {
	return asError(s.login.endDevice(userCode, deviceDeclined))
}

// ExpireDevice lets the fifteen minutes of a code be over at once.
func (s *Server) ExpireDevice(userCode string) error {
	return asError(s.login.endDevice(userCode, deviceExpired))
}

// ActivateRole makes an eligible role active, as in Privileged Identity Management. Tokens that exist do not
// get it.
func (s *Server) ActivateRole(upn, role string) error { return s.dir.activate(s.admin(upn), role) }

// ApproveConsent plays the colleague who opens the admin consent link and presses "Accept". Without an
// account the scenario's colleague acts, or its admin where there is none.
func (s *Server) ApproveConsent(appID, upn string) error {
	a, refusal := s.login.who(s.colleague(upn))
	if refusal != nil {
		return refusal
	}
	c, refusal := s.login.findClient(appID)
	if refusal == nil {
		refusal = s.login.mayApprove(tenantPart{kind: "tenant", id: s.sc.Tenant.ID}, a, c)
	}
	if refusal == nil && c.App == nil { // without scopes there is nothing to approve; see ApproveClient
		refusal = aadstsAs("invalid_request", 65002,
			"Permissions of '%s' are not approved on this page.", c.Name)
	}
	if refusal != nil {
		return refusal
	}
	return s.dir.grantConsent(c.ID, a.ID)
}

// ApproveClient plays the administrator who opens the address at which a sign-in client's permissions are
// approved for everybody, and presses "Accept". Without an account the scenario's colleague acts, or its
// admin where there is none.
func (s *Server) ApproveClient(address, upn string) error {
	if !strings.HasPrefix(address, s.LoginURL()+"/") {
		return fmt.Errorf("%w: %s", ErrNotPractice, hostOf(address))
	}
	b := s.newBrowser()
	_, shown, err := b.open(http.MethodPost, address,
		url.Values{"account": {s.colleague(upn)}, "decision": {"accept"}})
	if m := shownCode().FindStringSubmatch(shown); err == nil && m != nil {
		code, _ := strconv.Atoi(m[1])
		return aadstsAs("access_denied", code, "%s", m[2])
	}
	return err
}

// AllowSecret plays the colleague who exempts one registration from the rule against client secrets, as the
// page "Application policies" does it. Without an account the scenario's colleague acts, or its admin where
// there is none.
func (s *Server) AllowSecret(appID, upn string) error {
	return s.dir.allowSecret(appID, s.colleague(upn))
}

// PilotSignIn plays a person who presses "Sign in with Microsoft" in a portal that redirects to redirectURI,
// up to the redeemed code, and writes the sign-in log entry, also for a failure. The error carries the AADSTS
// number.
func (s *Server) PilotSignIn(appID, upn, redirectURI string) error {
	q := url.Values{
		"client_id": {appID}, "redirect_uri": {redirectURI}, "response_type": {"code"},
		"scope":          {"openid profile email"},
		"code_challenge": {challengeOf("pilot")}, "code_challenge_method": {"S256"},
	}
	upn = s.admin(upn)
	req, toPage, toClient := s.login.parse(tenantPart{kind: "tenant", id: s.sc.Tenant.ID}, q)
	refusal := toPage
	if refusal == nil {
		refusal = toClient
	}
	if refusal == nil {
		_, _, refusal = s.login.signIn(req, upn)
	}
	if refusal == nil {
		refusal = crossOrigin(req.platform, true)
	}
	s.login.logRefusal(req, upn, refusal)
	return asError(refusal)
}

// SavePortal enters type, ids and secret in the stand-in portal and presses "Save changes". The error says
// what the page would say.
func (s *Server) SavePortal(st PortalState) error { return s.portal.save(st) }

var shownCode = pattern(`id="aadsts">AADSTS(\d+)</strong>: ([^<]*)`)

// OpenBrowser plays the browser: it opens an authorize address of this tenant, picks the account, agrees to
// what is asked and follows the redirect to the waiting program. Without an account the scenario's admin
// acts. A page that refuses comes back as an error with its AADSTS number; where that page has a button back
// to the application it is pressed, so that the program learns of the refusal too.
func (s *Server) OpenBrowser(authorizeURL, upn string) error {
	if !strings.HasPrefix(authorizeURL, s.LoginURL()+"/") {
		return fmt.Errorf("%w: %s", ErrNotPractice, hostOf(authorizeURL))
	}
	b := s.newBrowser()
	to, shown, err := b.open(http.MethodGet, authorizeURL, nil)
	if err == nil && to == "" && shown == "" {
		return errors.New("the practice tenant answered nothing")
	}
	if err == nil && to == "" && !shownCode().MatchString(shown) {
		to, shown, err = b.open(http.MethodPost, authorizeURL,
			url.Values{"account": {s.admin(upn)}, "decision": {"accept"}})
	}
	if err != nil {
		return err
	}
	var refused error
	if m := shownCode().FindStringSubmatch(shown); to == "" && m != nil {
		code, _ := strconv.Atoi(m[1])
		refused = aadstsAs("invalid_request", code, "%s", m[2])
		if !strings.Contains(shown, "Return to the application") {
			return refused
		}
		back := url.Values{"account": {s.admin(upn)}, "decision": {"cancel"}}
		if to, _, err = b.open(http.MethodPost, authorizeURL, back); err != nil {
			return err
		}
	}
	if to == "" {
		return errors.New("the sign-in page did not lead back to the program")
	}
	if !onLoopback(to) {
		return fmt.Errorf("%w: %s", ErrNotPractice, hostOf(to))
	}
	if _, _, err := b.open(http.MethodGet, to, nil); err != nil {
		return err
	}
	return refused
}

// browser is as much of one as the sign-in page needs.
type browser struct{ http *http.Client }

func (s *Server) newBrowser() browser {
	return browser{http: &http.Client{
		Timeout: 30 * time.Second, Transport: s.outward(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// open gets or posts; it returns where the answer redirects to, or the page.
func (b browser) open(method, address string, form url.Values) (to, shown string, err error) {
	req, err := http.NewRequestWithContext(context.Background(), method, address,
		strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := b.http.Do(req)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return "", "", err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return "", "", fmt.Errorf("%s answered %s", req.URL.Host, resp.Status)
	}
	return resp.Header.Get("Location"), string(raw), nil
}
