package sim

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// login shows the portal's own sign-in page.
func (p *portalService) login(w http.ResponseWriter, _ *http.Request) {
	p.show(w, http.StatusOK, portalSignIn, page{Title: "Sign in to the MTP portal"})
}

// startSignIn is the button "Sign in with Microsoft": it sends the browser to the sign-in service.
func (p *portalService) startSignIn(w http.ResponseWriter, r *http.Request) {
	st := p.snapshot()
	if st.Type == "" || len(p.uris) == 0 {
		p.show(w, http.StatusOK, portalSignIn, page{
			Title: "Sign in to the MTP portal",
			Portal: portalPage{Problem: "Single sign-on is not configured: " +
				errNotConfigured.Error() + "."},
		})
		return
	}
	state, verifier := p.ids.guid(), p.ids.opaque(64)
	p.mu.Lock()
	p.flows[state] = verifier
	p.mu.Unlock()
	q := url.Values{
		"client_id": {st.ApplicationID}, "response_type": {"code"}, "redirect_uri": {p.uris[0]},
		"response_mode": {"fragment"},
		"scope":         {"openid profile email"}, "state": {state},
		"code_challenge":        {challengeOf(verifier)},
		"code_challenge_method": {"S256"}, "prompt": {"select_account"},
	}
	http.Redirect(w, r, p.loginRoot+"/"+url.PathEscape(st.DirectoryID)+"/oauth2/v2.0/authorize?"+q.Encode(),
		http.StatusSeeOther)
}

// landed is where the browser ends instead of at a real address. A sign-in that this portal began goes on
// here.
func (p *portalService) landed(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	p.mu.Lock()
	verifier, ours := p.flows[q.Get("state")]
	delete(p.flows, q.Get("state"))
	p.mu.Unlock()
	pg := page{Title: "The browser would go on", Address: q.Get("practice_address"), Link: p.root + "/"}
	switch {
	case q.Get("error") != "":
		what, _, _ := strings.Cut(q.Get("error_description"), "Trace ID:")
		pg.Title, pg.Lead = "Sign-in did not succeed", strings.TrimSpace(what)+
			" The browser would take this to:"
	case !ours:
		pg.Lead = "In practice it stays on this computer. The address it would open:"
	default:
		upn, err := p.finish(r.Context(), q, verifier)
		pg.Address = ""
		if err != nil {
			pg.Title, pg.Lead = "Sign-in did not succeed", err.Error()
			break
		}
		pg.Title, pg.Lead = "Signed in to the MTP portal", "Signed in as "+upn+"."
	}
	p.show(w, http.StatusOK, messageBody, pg)
}

// finish redeems the code and checks that the person is one of the portal's users.
func (p *portalService) finish(ctx context.Context, q url.Values, verifier string) (string, error) {
	st := p.snapshot()
	a, err := p.exchange(ctx, st.DirectoryID, url.Values{
		"grant_type": {"authorization_code"}, "client_id": {st.ApplicationID}, "code": {q.Get("code")},
		"redirect_uri": {q.Get("practice_address")}, "code_verifier": {verifier},
	})
	if err != nil {
		return "", err
	}
	var who struct {
		UPN string `json:"preferred_username"`
		TID string `json:"tid"`
	}
	parts := strings.Split(a.ID, ".")
	if len(parts) == 3 {
		raw, _ := base64.RawURLEncoding.DecodeString(parts[1])
		_ = json.Unmarshal(raw, &who)
	}
	switch {
	case who.UPN == "" || !strings.EqualFold(who.TID, st.DirectoryID):
		return "", fmt.Errorf("the sign-in answer does not name an account of directory %s", st.DirectoryID)
	case !slices.ContainsFunc(st.Users, func(u string) bool { return strings.EqualFold(u, who.UPN) }):
		return "", fmt.Errorf("signed in %s at Microsoft, but the MTP portal does not know them: "+
			"enable them with \"Configure MTP portal users\"", who.UPN)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.SignedIn = append(p.state.SignedIn, who.UPN)
	return who.UPN, nil
}

// challengeOf is the S256 challenge of a PKCE verifier (RFC 7636 section 4.2).
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
