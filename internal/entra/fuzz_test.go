package entra

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/oauth2"
)

// shown fails when a text could steer a terminal or hide in it: line ends are
// all that it may hold beside what can be seen.
func shown(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		for _, r := range s {
			if r != '\n' && r != utf8.RuneError && !unicode.IsPrint(r) {
				t.Errorf("%U reaches the terminal in %q", r, s)
			}
		}
		if !utf8.ValidString(s) {
			t.Errorf("%q is not UTF-8", s)
		}
	}
}

// fuzzClient answers every request with one body, and time passes at once.
func fuzzClient(t *testing.T, path string, status int, body string) (*Client, *fakeLogin) {
	f := newFake(t).on(path, reply{status: status, body: body})
	return f.inMemory(Options{Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}), f
}

func FuzzPayload(f *testing.F) {
	for _, s := range []string{"", ".", "..", "a.b.c", "e30.bnVsbA.x", "e30.W10.x", "e30.eyJ0aWQiOjV9.", jwt(idClaims()), jwt(map[string]any{"wids": "a b"}) + ".x.y",
		"h." + strings.Repeat("A", maxPayload+4) + ".s", "h.eyJ0aWQiOiLigK4ifQ==.s"} {
		f.Add(s, s, "openid")
	}
	hard := "ada\x1b]52;c;eA==\a\u009b2J\u202e\u200b\x00@contoso.com"
	f.Add(jwt(map[string]any{"tid": tenantA, "oid": hard, "preferred_username": hard, "name": hard, "idp": hard, "wids": []string{hard}}),
		jwt(map[string]any{"tid": tenantA, "upn": hard, "unique_name": hard, "scp": hard, "wids": []string{hard}}), hard)
	f.Fuzz(func(t *testing.T, idToken, access, scope string) {
		who, agree := identify(idToken, access, scope)
		again, agreed := identify(idToken, access, scope)
		if agree != agreed || who.TenantID != again.TenantID {
			t.Error("two readings differ")
		}
		shown(t, who.TenantID, who.ObjectID, who.Username, who.Name, who.IDP)
		shown(t, who.Scopes...)
		shown(t, who.RoleIDs...)
		if _, ok := guid(who.TenantID); who.TenantID != "" && !ok {
			t.Errorf("tenant %q", who.TenantID)
		}
		if err := CheckTenant(who, tenantA); (err == nil) != (who.TenantID == tenantA) {
			t.Errorf("CheckTenant(%q): %v", who.TenantID, err)
		}
	})
}

func FuzzDeviceAnswer(f *testing.F) {
	for _, s := range []string{deviceAnswer().body, "null", "{}", "[]", `{"expires_in":"900"}`, `{"error":5}`, pending().body,
		`{"device_code":"d","user_code":"u\u001b","verification_uri":"https://microsoft.com/x","expires_in":1e3,"interval":0}`,
		`{"device_code":"d","user_code":"u","verification_url":"https://login.microsoftonline.us/x","interval":-1}`} {
		f.Add(200, s)
		f.Add(400, s)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		c, _ := fuzzClient(t, devicePath(tenantA), status, body)
		d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA})
		if (d == nil) == (err == nil) {
			t.Fatalf("%v, %v", d, err)
		}
		if err != nil {
			shown(t, err.Error())
			return
		}
		shown(t, d.UserCode, d.VerificationURI)
		if u, perr := url.Parse(d.VerificationURI); perr != nil || u.Scheme != "https" || d.UserCode == "" || d.Interval < time.Second || d.Interval > maxInterval ||
			!d.Expires.After(c.wallClock()) || d.Expires.After(c.wallClock().Add(maxLife)) {
			t.Errorf("accepted %+v", d)
		}
	})
}

func FuzzTokenAnswer(f *testing.F) {
	for _, s := range []string{tokenAnswer(nil).body, "null", "{}", `{"access_token":"","error":""}`, `{"access_token":5}`, `{"access_token":"x","expires_in":"3600"}`,
		`{"access_token":"x","expires_in":-1,"id_token":[]}`, refused(400, "invalid_grant", 53003, "x").body, `{"error":{"code":"x"}}`, `<html>`,
		`{"error":"x","error_description":"AADSTS999999999: \u001b[2J Trace ID: z","claims":"{}"}`, "access_token=x"} {
		f.Add(200, s)
		f.Add(400, s)
		f.Add(503, s)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		c, login := fuzzClient(t, tokenPath(tenantA), status, body)
		r := Request{TenantID: tenantA}
		tok, got, err := ask(t.Context(), c, opBrowser, func(ctx context.Context) (*oauth2.Token, error) {
			return c.config(r).Exchange(ctx, "code")
		})
		if len(login.got) != 1 {
			t.Errorf("%d requests", len(login.got))
		}
		if err != nil {
			shown(t, err.Error(), brief(err))
			p := pollPace{interval: usualInterval}
			if p.continues(got, err) && (p.wait() < usualInterval || p.wait() > time.Minute) {
				t.Errorf("waits %v", p.wait())
			}
			return
		}
		if status > 299 || tok.AccessToken == "" {
			t.Errorf("accepted HTTP %d, %s", status, body)
		}
		if s, err := c.open(opBrowser, MethodBrowser, r, tok); err == nil {
			who := s.Identity()
			shown(t, who.Username, who.Name)
			if life := who.Expires.Sub(c.wallClock()); life <= 0 || life > 48*time.Hour {
				t.Errorf("lives %v", life)
			}
		}
	})
}

func FuzzMetadata(f *testing.F) {
	for _, s := range []string{metadata(tenantA, "graph.microsoft.com", "microsoftonline.com").body, metadata(tenantA, "graph.microsoft.us", "").body,
		refused(400, "invalid_tenant", 90002, "x").body, "null", `{"issuer":5}`, `{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0"}`,
		`{"issuer":"::/` + tenantA + `"}`, `{"issuer":"//` + tenantB + `/x","msgraph_host":"a\u001b"}`} {
		f.Add(200, s)
		f.Add(400, s)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		c, _ := fuzzClient(t, metaPath("contoso.com"), status, body)
		got, err := c.Discover(t.Context(), "contoso.com")
		if err != nil {
			shown(t, err.Error())
			return
		}
		shown(t, got.Issuer, got.GraphHost, got.CloudInstance, got.Region)
		if id, ok := guid(got.ID); !ok || id != got.ID || status > 299 {
			t.Errorf("accepted %+v from HTTP %d", got, status)
		}
	})
}

func FuzzPaste(f *testing.F) {
	for _, s := range []string{"", "http://localhost:1/?code=c&state=s", "localhost/?state=", "https://[::1]/?error=x&state=ABCDEFGHIJKLMNOPQRSTUVWXYZ", "http://127.0.0.1/?code=c&state=ABCDEFGHIJKLMNOPQRSTUVWXYZ", "%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := &Browser{state: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", answer: make(chan browserAnswer, 1), closed: make(chan struct{})}
		err := b.Paste(text)
		if (err == nil) != (len(b.answer) == 1) {
			t.Errorf("%v with %d answers", err, len(b.answer))
		}
		if err != nil {
			shown(t, err.Error())
			return
		}
		if b.Paste(text) == nil {
			t.Error("two answers were taken")
		}
		// Nothing is taken without the state of this very sign-in.
		if u, err := url.Parse(strings.TrimSpace(text)); err == nil && u.Query().Get("state") != b.state && !strings.Contains(text, b.state) {
			t.Errorf("%q was taken", text)
		}
	})
}
