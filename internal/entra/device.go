package entra

import (
	"context"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/secret"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// DeviceCode is what a person types in a browser, on any computer. The code that
// this program polls with is not among the fields and cannot be printed.
type DeviceCode struct {
	UserCode        string        // to be typed; show it as sent, it has no fixed length
	VerificationURI string        // Microsoft's page; its host was checked
	Expires         time.Time     // this computer's clock; 15 minutes as a rule
	Interval        time.Duration // between two polls; 5 s as a rule
	TenantID        string        // whose sign-in it is

	request Request
	code    secret.Value
}

// Bounds on what the service may order, so that a faulty answer cannot make the
// program poll wildly or wait for a day.
const (
	usualLife     = 15 * time.Minute
	maxLife       = 24 * time.Hour
	usualInterval = 5 * time.Second
	maxInterval   = 5 * time.Minute
)

// StartDevice asks for a code (RFC 8628, 3.1). Its time runs from now, so ask
// when the person is ready. What passes by itself is tried three times. No
// policy is checked by the service at this point: a company that blocks codes
// refuses later, in the browser or to AwaitDevice.
func (c *Client) StartDevice(ctx context.Context, r Request) (*DeviceCode, error) {
	r, err := r.checked()
	if err != nil {
		return nil, err
	}
	cfg := c.config(r)
	da, got, err := askWithRetry(ctx, c, opCode,
		func(ctx context.Context) (*oauth2.DeviceAuthResponse, error) {
			return cfg.DeviceAuth(ctx, r.extra()...)
		})
	if err != nil {
		return nil, err
	}
	bad := func(what string) error { return &BadAnswer{Op: opCode, HTTPStatus: got.status, What: what} }
	d := &DeviceCode{UserCode: text.Clean(da.UserCode), TenantID: r.TenantID, request: r,
		code: secret.New(da.DeviceCode)}
	if d.UserCode == "" || da.DeviceCode == "" {
		return nil, bad("the sign-in service sent an answer without a code")
	}
	life, ok := seconds(got.body, "expires_in", usualLife, maxLife)
	if !ok {
		return nil, bad("the sign-in service sent a code without a usable life")
	}
	if d.Interval, ok = seconds(got.body, "interval", usualInterval, maxInterval); !ok {
		return nil, bad("the sign-in service sent a code without a usable waiting time")
	}
	d.Expires = c.wallClock().Add(life)
	if d.VerificationURI, ok = c.verificationPage(da.VerificationURI); !ok {
		return nil, bad("the page for typing the code is not one of Microsoft's: " +
			text.Clean(da.VerificationURI))
	}
	return d, nil
}

// seconds reads a number of seconds from 1 to most; a missing one or 0 is usual.
// The library's own reading is not used: it accepts a negative interval, which
// panics in its ticker, and a life that overflows.
func seconds(o wire.Object, key string, usual, most time.Duration) (time.Duration, bool) {
	n, ok := o[key].Number()
	if _, sent := o[key]; !sent || ok && n == 0 {
		return usual, true
	}
	if !ok || n < 0 || n > int64(most/time.Second) {
		return 0, false
	}
	return time.Duration(n) * time.Second, true
}

// microsoftSites are the sites under which Microsoft lets codes be typed, in all
// clouds.
var microsoftSites = []string{"microsoft.com", "microsoftonline.com", "microsoftonline.us",
	"microsoftonline.cn", "chinacloudapi.cn"}

// verificationPage checks where people will be sent: https at Microsoft, or the
// host of the sign-in service itself, which a test or a practice run replaces.
func (c *Client) verificationPage(raw string) (string, bool) {
	u, err := url.Parse(raw)
	if err != nil || u.User != nil || len(raw) > 300 || text.Clean(raw) != raw {
		return "", false
	}
	if u.Scheme == c.login.Scheme && u.Host == c.login.Host {
		return raw, true
	}
	if u.Scheme != "https" || u.Port() != "" {
		return "", false
	}
	host := strings.ToLower(u.Hostname())
	for _, site := range microsoftSites {
		if host == site || strings.HasSuffix(host, "."+site) {
			return raw, true
		}
	}
	return "", false
}
