package entra

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/secret"
)

// The ways a session was made.
const (
	MethodDevice  = "device"
	MethodBrowser = "browser"
)

// ErrSessionExpired says that the sign-in's time is over (60 to 90 minutes by
// default). Ask for a new sign-in; what was done before stays.
var ErrSessionExpired = errors.New("the sign-in has expired. Sign in again to go on")

// Session is a person signed in. The token lives in memory, dies with the
// process and cannot be printed; only Token gives it out. It is safe for
// concurrent use.
type Session struct{ s *sessionState }

type sessionState struct {
	client  *Client
	request Request
	method  string
	turn    chan struct{} // holds one element; whoever takes it out may renew

	mu      sync.Mutex // held for moments only, so that a screen never waits for a renewal
	who     Identity
	access  secret.Value
	refresh secret.Value
}

// open makes a session from a token answer.
func (c *Client) open(op, method string, r Request, tok *oauth2.Token) (*Session, error) {
	st := &sessionState{client: c, request: r, method: method, turn: make(chan struct{}, 1)}
	if err := st.take(op, tok); err != nil {
		return nil, err
	}
	st.turn <- struct{}{}
	return &Session{st}, nil
}

// take stores the tokens and the identity from a token answer.
func (st *sessionState) take(op string, tok *oauth2.Token) error {
	if !sendable(tok.AccessToken) {
		return &BadAnswer{Op: op, HTTPStatus: 200, What: "the token in it holds characters that no token has"}
	}
	idToken, _ := tok.Extra("id_token").(string)
	scope, _ := tok.Extra("scope").(string)
	who, agree := identify(idToken, tok.AccessToken, scope)
	if !agree {
		return &BadAnswer{Op: op, HTTPStatus: 200,
			What: "the two tokens of the sign-in name different directories"}
	}
	who.Expires = st.client.expiry(tok)
	st.mu.Lock()
	defer st.mu.Unlock()
	// A renewal answers without the names now and then.
	if who.TenantID == "" && st.who.TenantID != "" {
		expires := who.Expires
		who, who.Expires = st.who, expires
	}
	st.who, st.access = who, secret.New(tok.AccessToken)
	st.refresh = secret.New("")
	if slices.Contains(st.request.Scopes, "offline_access") {
		st.refresh = secret.New(tok.RefreshToken)
	}
	return nil
}

// sendable reports whether a token can be a header value. Otherwise the first
// request would fail with a misleading error.
func sendable(token string) bool {
	return token != "" && !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

// expiry counts the token's life from this computer's clock, so that a wrong
// clock does not make a fresh token look old. An hour is Microsoft's minimum.
func (c *Client) expiry(tok *oauth2.Token) time.Time {
	const least, most = time.Hour, 48 * time.Hour
	life := least
	if n := tok.ExpiresIn; n > 0 {
		life = min(time.Duration(min(n, int64(most/time.Second)))*time.Second, most)
	}
	return c.wallClock().Add(life)
}

// Identity tells who signed in. It never waits.
func (s *Session) Identity() Identity {
	s.s.mu.Lock()
	defer s.s.mu.Unlock()
	who := s.s.who
	who.RoleIDs = append([]string(nil), who.RoleIDs...)
	who.Scopes = append([]string(nil), who.Scopes...)
	return who
}

// Token returns the access token for Microsoft Graph. When its time is over it is
// renewed if the Request asked for offline_access; otherwise, and when the
// renewal is refused, the error is ErrSessionExpired.
func (s *Session) Token(ctx context.Context) (string, error) {
	st := s.s
	if token, good, _ := st.current(); good {
		return token, nil
	}
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-st.turn:
	}
	defer func() { st.turn <- struct{}{} }()
	// Somebody else may have renewed while this call waited for its turn.
	token, good, refresh := st.current()
	switch {
	case good:
		return token, nil
	case refresh == "":
		return "", ErrSessionExpired
	}
	return st.renew(ctx, refresh)
}

// current returns the access token, whether it is still valid, and the refresh
// token.
func (st *sessionState) current() (token string, good bool, refresh string) {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.access.Reveal(), st.client.wallClock().Before(st.who.Expires), st.refresh.Reveal()
}

// renew trades the refresh token for a new pair. Policy refuses this for
// sessions that began with a device code (AADSTS530036), which is an expiry to
// everybody who calls.
func (st *sessionState) renew(ctx context.Context, refresh string) (string, error) {
	tok, _, err := ask(ctx, st.client, opRenew, func(ctx context.Context) (*oauth2.Token, error) {
		return st.client.config(st.request).TokenSource(ctx, &oauth2.Token{RefreshToken: refresh}).Token()
	})
	if err != nil {
		if no, ok := errors.AsType[*SignInError](err); ok && no.Kind() != KindTransient {
			st.mu.Lock()
			st.refresh = secret.New("")
			st.mu.Unlock()
			return "", fmt.Errorf("%w (%w)", ErrSessionExpired, err)
		}
		return "", err
	}
	if err := st.take(opRenew, tok); err != nil {
		return "", err
	}
	return tok.AccessToken, nil
}

// String never shows the token.
func (s Session) String() string {
	if s.s == nil {
		return "no session"
	}
	return "session by " + s.s.method
}

// LogValue never shows the token.
func (s Session) LogValue() slog.Value { return slog.StringValue(s.String()) }
