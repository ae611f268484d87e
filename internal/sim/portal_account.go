package sim

import (
	"net/http"
	"strings"
)

// account shows "Configure MTP portal account". The secret is never shown again, only that there is one.
func (p *portalService) account(w http.ResponseWriter, r *http.Request) {
	st := p.snapshot()
	p.showAccount(w, http.StatusOK, st, r.URL.Query().Has("saved"), "")
}

func (p *portalService) showAccount(w http.ResponseWriter, status int, st PortalState, saved bool,
	problem string) {
	has := p.snapshot().ClientSecret != ""
	st.ClientSecret = ""
	p.show(w, status, portalAccount, page{
		Title: "Configure MTP portal account",
		Portal: portalPage{
			State: st, HasSecret: has, Saved: saved, URIs: p.uris, Problem: problem,
		},
	})
}

// saveAccount is the button "Save changes". What was typed is kept when something is wrong with it, except
// the secret.
func (p *portalService) saveAccount(w http.ResponseWriter, r *http.Request) {
	form, refusal := postForm(r)
	if refusal != nil {
		p.showAccount(w, http.StatusBadRequest, p.snapshot(), false, "The form could not be read.")
		return
	}
	typed := PortalState{
		Type: form.Get("type"), ApplicationID: strings.TrimSpace(form.Get("application_id")),
		DirectoryID:  strings.TrimSpace(form.Get("directory_id")),
		ClientSecret: strings.TrimSpace(form.Get("client_secret")),
	}
	if err := p.save(typed); err != nil {
		p.showAccount(w, http.StatusUnprocessableEntity, typed, false, err.Error())
		return
	}
	http.Redirect(w, r, p.root+"/system/single-sign-on/account?saved", http.StatusSeeOther)
}

const guidForm = "00000000-0000-0000-0000-000000000000."

// portalError is a sentence on a page of the portal.
type portalError string

func (e portalError) Error() string { return string(e) }

// save checks and keeps the settings. An empty secret leaves the saved one as it is, so that the ids can be
// entered first and the secret at the end. Like the real portal it cannot tell a secret's value from its id:
// that shows when the secret is used.
func (p *portalService) save(typed PortalState) error {
	switch {
	case typed.Type != "Microsoft":
		return portalError("Choose Microsoft as the type.")
	case !isGUID(typed.ApplicationID):
		return portalError("The Application (client) ID has the form " + guidForm)
	case !isGUID(typed.DirectoryID):
		return portalError("The Directory (tenant) ID has the form " + guidForm)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.Type, p.state.ApplicationID, p.state.DirectoryID = typed.Type,
		typed.ApplicationID, typed.DirectoryID
	if typed.ClientSecret != "" {
		p.state.ClientSecret = typed.ClientSecret
	}
	p.state.Saved = p.now()
	return nil
}
