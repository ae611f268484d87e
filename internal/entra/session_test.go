package entra

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/wire"

	"golang.org/x/oauth2"
)

// grantOf makes a library token from an answer of the fake.
func grantOf(t *testing.T, c *Client, r Request, extra map[string]any) (*Session, error) {
	t.Helper()
	o := wire.Loose(tokenAnswer(extra).body).Object()
	n, _ := o["expires_in"].Number()
	tok := (&oauth2.Token{AccessToken: o["access_token"].Raw(), RefreshToken: o["refresh_token"].Raw(), ExpiresIn: n}).
		WithExtra(map[string]any{"id_token": o["id_token"].Raw(), "scope": o["scope"].Raw()})
	return c.open(opPoll, MethodDevice, r, tok)
}

func TestIdentity(t *testing.T) {
	with := func(change map[string]any) map[string]any {
		m := idClaims()
		for k, v := range change {
			m[k] = v
			if v == nil {
				delete(m, k)
			}
		}
		return m
	}
	opaque := map[string]any{"access_token": canary}
	for _, tc := range []struct {
		name     string
		claims   map[string]any
		answer   map[string]any
		guest    bool
		personal bool
		username string
		check    error
	}{
		{"member", with(nil), nil, false, false, "ada@contoso.com", nil},
		{"member whose idp is the tenant", with(map[string]any{"idp": "https://sts.windows.net/" + tenantA + "/"}), nil, false, false, "ada@contoso.com", nil},
		{"guest of another company", with(map[string]any{"idp": "https://sts.windows.net/" + tenantB + "/"}), nil, true, false, "ada@contoso.com", nil},
		{"guest by mark", with(map[string]any{"acct": 1}), nil, true, false, "ada@contoso.com", nil},
		{"invited personal account", with(map[string]any{"idp": "live.com", "preferred_username": nil, "unique_name": "live.com#ada@outlook.example"}), nil, true, true, "ada@outlook.example", nil},
		{"invited personal account, long form", with(map[string]any{"idp": "https://sts.windows.net/" + personalTenant + "/"}), nil, true, true, "ada@contoso.com", nil},
		{"personal account", with(map[string]any{"tid": personalTenant}), opaque, false, true, "ada@contoso.com", ErrPersonalAccount},
		{"other company", with(map[string]any{"tid": tenantB}), opaque, false, false, "ada@contoso.com", ErrWrongTenant},
		{"no company at all", with(map[string]any{"tid": nil}), opaque, false, false, "ada@contoso.com", ErrWrongTenant},
		{"opaque access token", with(nil), opaque, false, false, "ada@contoso.com", nil},
		{"escape in the name", with(map[string]any{"preferred_username": "ada\x1b]52;c;x\x07@contoso.com"}), nil, false, false, "ada]52;c;x@contoso.com", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			answer := map[string]any{"id_token": jwt(tc.claims)}
			maps.Copy(answer, tc.answer)
			s, err := grantOf(t, newFake(t).inMemory(Options{}), Request{}, answer)
			must.Do(t, err)
			who := s.Identity()
			if who.Guest != tc.guest || who.Personal != tc.personal || who.Username != tc.username || who.ObjectID != person || who.Name != "Ada" {
				t.Errorf("got %+v", who)
			}
			if err := CheckTenant(who, strings.ToUpper(tenantA)); !errors.Is(err, tc.check) || (err == nil) != (tc.check == nil) {
				t.Errorf("CheckTenant: %v", err)
			}
		})
	}
}

func TestIdentityTakesRightsFromTheAccessToken(t *testing.T) {
	c := newFake(t).inMemory(Options{})
	s, err := grantOf(t, c, Request{}, nil)
	must.Do(t, err)
	who := s.Identity()
	if !slices.Equal(who.Scopes, []string{"User.Read", "Application.ReadWrite.All"}) || !slices.Equal(who.RoleIDs, []string{"w1", "w2"}) || who.Issued.Unix() != 1793527872 {
		t.Errorf("got %+v", who)
	}
	who.RoleIDs[0] = "changed"
	if s.Identity().RoleIDs[0] != "w1" {
		t.Error("the session's list is shared")
	}
	if s, err = grantOf(t, c, Request{}, map[string]any{"access_token": canary}); err != nil || !slices.Equal(s.Identity().Scopes, []string{"openid", "profile", "User.Read"}) {
		t.Errorf("opaque: %v, %v", s, err)
	}
	if s, err = grantOf(t, c, Request{}, map[string]any{"id_token": 5}); err != nil || s.Identity().TenantID != tenantA {
		t.Errorf("without id_token: %v, %v", s, err)
	}
	var bad *BadAnswer
	for _, odd := range []string{canary + "\r\nX-Header: 1", canary + " x", canary + "\x00", "\u00fc" + canary} {
		if _, err = grantOf(t, c, Request{}, map[string]any{"access_token": odd}); !errors.As(err, &bad) {
			t.Errorf("a token that cannot be sent: %v", err)
		}
	}
	if _, err = grantOf(t, c, Request{}, map[string]any{"access_token": jwt(map[string]any{"tid": tenantB})}); !errors.As(err, &bad) {
		t.Errorf("two directories in one answer: %v", err)
	}
}

// TestATokenThatNoHeaderCanCarryIsNoSignIn: it is found out at the sign-in, not at
// the first request.
func TestATokenThatNoHeaderCanCarryIsNoSignIn(t *testing.T) {
	c := newFake(t).inMemory(Options{})
	for _, token := range []string{"opaque\r\nX-Evil: 1", "two words", "tab\there", "b\u00ebta"} {
		var bad *BadAnswer
		if s, err := grantOf(t, c, Request{}, map[string]any{"access_token": token}); !errors.As(err, &bad) || strings.Contains(err.Error(), "Evil") {
			t.Errorf("%q: %v, %v", token, s, err)
		}
	}
}

func TestSessionCannotBePrinted(t *testing.T) {
	s, err := grantOf(t, newFake(t).inMemory(Options{}), Request{Scopes: []string{"offline_access"}}, map[string]any{"refresh_token": canary})
	must.Do(t, err)
	noCanary(t, s)
	noCanary(t, *s)
	noCanary(t, struct{ inner Session }{*s})
	noCanary(t, struct{ S *Session }{s})
	noCanary(t, s.s)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "session", s, "value", *s)
	if strings.Contains(log.String(), canary) || !strings.Contains(log.String(), "session by ") {
		t.Errorf("logged %s", log.String())
	}
	noCanary(t, Session{})
}

func TestSessionEnds(t *testing.T) {
	now := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	f := newFake(t)
	c := f.inMemory(Options{Now: func() time.Time { return now }})
	s, err := grantOf(t, c, Request{}, map[string]any{"refresh_token": canary})
	must.Do(t, err)
	if tok, err := s.Token(t.Context()); err != nil || !strings.Contains(tok, canary) {
		t.Errorf("fresh: %v", err)
	}
	now = now.Add(4000 * time.Second)
	if _, err := s.Token(t.Context()); !errors.Is(err, ErrSessionExpired) {
		t.Errorf("past: %v", err)
	}
	if len(f.got) != 0 {
		t.Error("a refresh token nobody asked for was used")
	}
	for given, want := range map[any]time.Duration{nil: time.Hour, "no number": time.Hour, -5: time.Hour, int64(1 << 60): 48 * time.Hour, 60: time.Minute} {
		s, err := grantOf(t, c, Request{}, map[string]any{"expires_in": given})
		if err != nil || s.Identity().Expires.Sub(now) != want {
			t.Errorf("expires_in %v: %v, %v", given, s.Identity().Expires, err)
		}
	}
}

func TestSessionRenewsWhenAskedTo(t *testing.T) {
	now := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	fresh := jwt(map[string]any{"tid": tenantA, "new": true})
	f := newFake(t).on(tokenPath(tenantA), tokenAnswer(map[string]any{"access_token": fresh, "refresh_token": "second"}),
		htmlPage(503), refused(400, "invalid_grant", 530036, "policy"))
	c := f.inMemory(Options{Now: func() time.Time { return now }})
	s, err := grantOf(t, c, Request{TenantID: tenantA, Scopes: []string{"offline_access"}}, map[string]any{"refresh_token": "first"})
	must.Do(t, err)
	now = now.Add(4000 * time.Second)
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if tok, err := s.Token(t.Context()); err != nil || tok != fresh {
				t.Errorf("renewed: %v", err)
			}
		})
	}
	all.Wait()
	calls := f.calls(tokenPath(tenantA))
	if len(calls) != 1 || calls[0].form.Get("grant_type") != "refresh_token" || calls[0].form.Get("refresh_token") != "first" {
		t.Fatalf("sent %+v", calls)
	}
	f.noBasic()
	now = now.Add(4000 * time.Second)
	if _, err := s.Token(t.Context()); errors.Is(err, ErrSessionExpired) || !Transient(err) {
		t.Errorf("a fault ends the session: %v", err)
	}
	var no *SignInError
	if _, err := s.Token(t.Context()); !errors.Is(err, ErrSessionExpired) || !errors.As(err, &no) || no.Kind() != KindPolicy {
		t.Errorf("refused: %v", err)
	}
	if _, err := s.Token(t.Context()); !errors.Is(err, ErrSessionExpired) || len(f.calls(tokenPath(tenantA))) != 3 {
		t.Errorf("a refused renewal is tried again: %v", err)
	}
	<-s.s.turn // somebody else is renewing
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Token(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	s.s.turn <- struct{}{}
}
