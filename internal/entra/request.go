package entra

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/oauth2"

	"ssowizard/internal/text"
)

// maxClaims bounds a claims challenge that is replayed, in bytes. Real ones are
// a few hundred.
const maxClaims = 8 << 10

// Request says what one sign-in asks for.
type Request struct {
	TenantID string // a tenant's GUID; "common" and domains are refused
	// Delegated Graph rights; openid and profile are added. No refresh token unless
	// offline_access is here.
	Scopes    []string
	Claims    string // a claims challenge to satisfy, as JSON; empty for none
	LoginHint string // address to prefill in the browser; empty for none
}

// ErrBadRequest says that a sign-in was asked for with an impossible tenant id,
// right or claim. Nothing was sent; the message names what is wrong.
var ErrBadRequest = errors.New("the sign-in was not started")

// checked validates a request before anything is sent, because the service
// answers such mistakes in words that help nobody.
func (r Request) checked() (Request, error) {
	id, ok := guid(r.TenantID)
	if !ok {
		return r, fmt.Errorf("%w: %q is not a tenant id. Look the company up by its domain first",
			ErrBadRequest, text.Clean(r.TenantID))
	}
	r.TenantID = id
	for _, s := range r.Scopes {
		if s == "" || strings.ContainsFunc(s,
			func(c rune) bool { return c <= ' ' || c == '"' || c == '\\' || c > '~' }) {
			return r, fmt.Errorf("%w: %q is not the name of one right", ErrBadRequest, text.Clean(s))
		}
	}
	if r.Claims != "" && !usableClaims(r.Claims) {
		return r, fmt.Errorf("%w: the claims challenge is not a JSON object of at most %d bytes",
			ErrBadRequest, maxClaims)
	}
	r.LoginHint = text.Clean(r.LoginHint)
	return r, nil
}

// usableClaims reports whether a claims challenge can be replayed.
func usableClaims(s string) bool {
	if len(s) > maxClaims {
		return false
	}
	var o map[string]json.RawMessage
	return json.Unmarshal([]byte(s), &o) == nil && o != nil
}

// scopes adds what the id_token needs and drops repetitions. openid brings the
// token, profile brings tid, oid and the names (id-token claims reference).
func (r Request) scopes() []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range append([]string{"openid", "profile"}, r.Scopes...) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// extra is the claims challenge as a parameter, where there is one.
func (r Request) extra() []oauth2.AuthCodeOption {
	if r.Claims == "" {
		return nil
	}
	return []oauth2.AuthCodeOption{oauth2.SetAuthURLParam("claims", r.Claims)}
}
