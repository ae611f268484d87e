package sim

import "net/http"

// deviceLogin is the page on which a person types the code: code, account, confirmation, in this order. Every
// form carries what was answered before.
func (l *loginService) deviceLogin(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		l.askCode(w, r.URL.Query().Get("otc"), nil)
		return
	}
	form, refusal := postForm(r)
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	code, upn := form.Get("user_code"), form.Get("account")
	g, refusal := l.openGrant(code)
	if refusal != nil {
		l.askCode(w, code, refusal)
		return
	}
	if upn == "" {
		l.askAccount(w, r, "Sign in to "+g.client.Name, "", nil)
		return
	}
	if _, refusal := l.who(upn); refusal != nil {
		l.askAccount(w, r, "Sign in to "+g.client.Name, upn, refusal)
		return
	}
	switch form.Get("decision") {
	case "accept":
		refusal = l.approveDevice(code, upn, form.Get("everybody") != "")
	case "cancel":
		refusal = l.endDevice(code, deviceDeclined)
	default:
		l.confirmDevice(w, r, g, upn)
		return
	}
	l.deviceDone(w, r, form.Get("decision"), refusal)
}

func (l *loginService) askCode(w http.ResponseWriter, code string, refusal *oauthError) {
	render(w, http.StatusOK, deviceBody, page{
		Title: "Enter code", Brand: loginBrand, UserCode: code, Refusal: refusal,
	})
}

// confirmDevice is the question that real sign-ins show under the code 50199.
func (l *loginService) confirmDevice(w http.ResponseWriter, r *http.Request, g *deviceGrant, upn string) {
	_, missing, refusal := l.enter(g.segment, upn, g.client, g.scopes)
	if refusal != nil {
		l.refusePage(w, r, refusal, "")
		return
	}
	render(w, http.StatusOK, consentBody, page{
		Title: "Are you trying to sign in to " + g.client.Name + "?", Brand: loginBrand, Typed: upn,
		UserCode: g.userCode,
		Scopes:   missing, Yes: "Continue", Lead: "Only continue if you started the program yourself.",
		Everybody: l.mayTick(upn, missing),
	})
}

func (l *loginService) deviceDone(w http.ResponseWriter, r *http.Request, decision string,
	refusal *oauthError) {
	switch {
	case refusal != nil:
		l.refusePage(w, r, refusal, "")
	case decision == "cancel":
		l.message(w, http.StatusOK, notice{
			Title: "You declined", Text: "The program is told so. You can close this page.",
		})
	default:
		l.message(w, http.StatusOK, notice{
			Title: "You have signed in", Text: "You can close this page and go back to the program.",
		})
	}
}
