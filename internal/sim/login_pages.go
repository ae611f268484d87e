package sim

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	g "maragu.dev/gomponents"
)

const loginBrand = "Sign-in service of the practice tenant"

// page is what any page of the simulator can show.
type page struct {
	Title, Brand, Lead string
	Tenant             string
	Refusal            *oauthError
	Accounts           []Account
	Typed              string
	UserCode           string
	Scopes             []string
	Yes                string
	Everybody          bool // the box "Consent on behalf of your organization" is offered
	Address            string
	Fields             url.Values
	Back               bool
	Link               string
	Portal             portalPage
}

// notice is a page with one message.
type notice struct {
	Title, Text string
	Code        int
}

// render writes a page. It is never cached, never framed, loads nothing and runs no script.
func render(w http.ResponseWriter, status int, body func(page) g.Node, p page) {
	var buf bytes.Buffer
	if err := document(p, body(p)).Render(&buf); err != nil {
		http.Error(w, "practice: the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store, no-cache")
	h.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // the reader has gone: nothing to do
}

// askAccount lets a person pick who signs in. What was typed before is kept.
func (l *loginService) askAccount(w http.ResponseWriter, r *http.Request, title, typed string,
	refusal *oauthError) {
	render(w, http.StatusOK, accountBody, page{
		Title: title, Brand: loginBrand, Tenant: l.dir.tenant().Name, Accounts: l.dir.sc.Accounts,
		Typed:   typed,
		Refusal: refusal, UserCode: r.PostFormValue("user_code"),
	})
}

func (l *loginService) askConsent(w http.ResponseWriter, s session, missing []string) {
	render(w, http.StatusOK, consentBody, page{
		Title: "Permissions requested", Brand: loginBrand, Typed: s.account.UPN, Scopes: missing,
		Yes:       "Accept",
		Everybody: l.mayTick(s.account.UPN, missing),
		Lead:      s.client.Name + " would like to act in your name in " + l.dir.tenant().Name + ".",
	})
}

func (l *loginService) askApproval(w http.ResponseWriter, a Account, c client, scopes []string) {
	what := "the permissions that " + c.Name + " declares,"
	if c.App == nil {
		what = "these permissions of " + c.Name
	}
	lead := "Approve " + what + " for everybody in " + l.dir.tenant().Name + "."
	render(w, http.StatusOK, consentBody, page{
		Title: "Permissions requested", Brand: loginBrand, Typed: a.UPN, Yes: "Accept", Scopes: scopes,
		Lead: lead,
	})
}

// wantsDevice are the blocks of policies that want a managed computer.
var wantsDevice = map[int]bool{53000: true, 53001: true, 530003: true, 530033: true}

// refusePage shows a refusal. As on the real service its status is 200. Where the real page offers a way back
// to the application, upn is the account that would go back.
func (l *loginService) refusePage(w http.ResponseWriter, r *http.Request, refusal *oauthError, upn string) {
	title, lead := "We could not sign you in", "The sign-in service refused the request. Nothing was changed."
	switch {
	case wantsDevice[refusal.Code]:
		title = "You can't get there from here"
	case refusal.OAuth == "invalid_grant":
		title = "You don't have access to this"
	case refusal.OAuth == "access_denied":
		title = "Need admin approval"
	}
	b := l.body(r, refusal)
	w.Header().Set("x-ms-request-id", b.TraceID)
	render(w, http.StatusOK, messageBody, page{
		Title: title, Brand: loginBrand, Refusal: refusal, Typed: upn,
		Back: upn != "" && refusal.OAuth == "access_denied",
		Lead: fmt.Sprintf("%s Error Code: %d. Trace ID: %s. Timestamp: %s.",
			lead, refusal.Code, b.TraceID, b.Timestamp),
	})
}

func (l *loginService) message(w http.ResponseWriter, status int, n notice) {
	p := page{Title: n.Title, Brand: loginBrand, Lead: n.Text}
	if n.Code != 0 {
		p.Lead += " Error Code: " + strconv.Itoa(n.Code) + "."
	}
	render(w, status, messageBody, p)
}

// formPost hands the parameters of target over by a form. The real page sends it by script; here a person
// presses.
func (l *loginService) formPost(w http.ResponseWriter, target string) {
	u, err := url.Parse(target)
	if err != nil {
		l.message(w, http.StatusBadRequest, notice{Title: "The address cannot be read", Text: target})
		return
	}
	fields := u.Query()
	u.RawQuery = ""
	render(w, http.StatusOK, formPostBody, page{
		Title: "Signed in", Brand: loginBrand, Address: u.String(), Fields: fields,
	})
}

// lookUp is the page that error_uri points to.
func (l *loginService) lookUp(w http.ResponseWriter, r *http.Request) {
	code, err := strconv.Atoi(r.URL.Query().Get("code"))
	if err != nil {
		l.message(w, http.StatusOK, notice{
			Title: "Look up an error", Text: "Give the number after AADSTS as code.",
		})
		return
	}
	l.message(w, http.StatusOK, notice{
		Title: "AADSTS" + strconv.Itoa(code), Text: "The practice tenant gives its reasons beside each " +
			"error.",
	})
}
