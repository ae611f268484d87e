package entra

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"ssowizard/internal/secret"
)

// AppToken is a token that an application got with its client secret, without a
// person. That it exists proves id, tenant and secret, not consent: Entra issues
// such tokens without a single role (Microsoft's client credentials page), so
// look at HasRole.
type AppToken struct {
	TenantID string   // from the token, else as asked
	AppID    string   // as asked
	Roles    []string // application permissions granted when the token was issued
	Readable bool     // false: the token could not be read and Roles says nothing; ask Graph instead
	Expires  time.Time

	token secret.Value
}

// AppToken asks once for an application token for Microsoft Graph. It does not
// try again: within minutes of making the secret the caller polls, and takes
// KindSecretNotYet and a missing role for "not yet". Secret and token appear in
// no error.
func (c *Client) AppToken(ctx context.Context, tenantID, appID, value string) (AppToken, error) {
	tenant, ok1 := guid(tenantID)
	app, ok2 := guid(appID)
	if !ok1 || !ok2 || value == "" {
		return AppToken{}, fmt.Errorf("%w: it takes a tenant id, an application id and the secret's value",
			ErrBadRequest)
	}
	cfg := clientcredentials.Config{
		ClientID:     app,
		ClientSecret: value,
		TokenURL:     c.tokenURL(tenant),
		Scopes:       []string{c.cloud.Graph + "/.default"},
		AuthStyle:    oauth2.AuthStyleInParams,
	}
	tok, got, err := ask(ctx, c, opSecret, cfg.Token)
	if err != nil {
		return AppToken{}, redactError(err, value)
	}
	if !sendable(tok.AccessToken) {
		return AppToken{}, &BadAnswer{Op: opSecret, HTTPStatus: got.status,
			What: "the token in it holds characters that no token has"}
	}
	// clientcredentials leaves ExpiresIn out of its token.
	tok.ExpiresIn, _ = got.body["expires_in"].Number()
	t := AppToken{TenantID: tenant, AppID: app, Expires: c.expiry(tok), token: secret.New(tok.AccessToken)}
	claims, ok := readPayload(tok.AccessToken)
	if !ok {
		return t, nil
	}
	t.Readable, t.Roles = true, claims["roles"].Names()
	for _, key := range []string{"appid", "azp"} {
		if id, ok := guid(claims[key].Raw()); ok && id != app {
			return AppToken{}, &OtherApp{Want: app, Got: id}
		}
	}
	if id := tenantClaim(claims); id != "" && id != tenant {
		return AppToken{}, &WrongTenant{Want: tenant, Got: id}
	}
	return t, nil
}

// OtherApp says that a token came that is another application's than the one that
// asked. It shows nothing about the secret.
type OtherApp struct{ Want, Got string } // GUIDs

// Error names both applications.
func (e *OtherApp) Error() string {
	return fmt.Sprintf("the token that came is of another application: wanted %s, got %s", e.Want, e.Got)
}

// redactError makes sure that a service which quotes what it was sent does not
// put the secret on a screen, be it cut short.
func redactError(err error, secret string) error {
	var no *SignInError
	if !errors.As(err, &no) {
		return err
	}
	if containsSecret(no.Description, secret) {
		no.Description = "Microsoft's words are left out because they quote the secret."
	}
	for _, field := range []*string{&no.OAuth, &no.Suberror, &no.TraceID, &no.CorrelationID} {
		if containsSecret(*field, secret) {
			*field = ""
		}
	}
	return err
}

// containsSecret reports whether a text holds eight characters of the secret in a row, as
// where it was cut at either end.
func containsSecret(text, secret string) bool {
	size := min(8, len(secret))
	for i := range len(secret) - size + 1 {
		if strings.Contains(text, secret[i:i+size]) {
			return true
		}
	}
	return false
}

// Token returns the token itself.
func (t AppToken) Token() string { return t.token.Reveal() }

// HasRole reports whether the token carries an application permission, as
// "User.Read.All". Roles granted after it was issued are not in it: ask for a new
// token for each look.
func (t AppToken) HasRole(value string) bool { return slices.Contains(t.Roles, value) }

// String never shows the token.
func (t AppToken) String() string {
	return fmt.Sprintf("application token of %s in %s", t.AppID, t.TenantID)
}

// LogValue never shows the token.
func (t AppToken) LogValue() slog.Value { return slog.StringValue(t.String()) }
