package graph

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/wire"
)

// want is one request that a test expects next, and how it is answered.
type want struct {
	method  string
	uri     string            // exact request URI, as sent
	headers map[string]string // exact; "" means absent
	body    string            // JSON, compared as values; "" means no body
	status  int
	answer  string
	reply   map[string]string // answer headers
	drop    bool              // close the connection without an answer
	cut     bool              // promise more bytes than are sent
}

// service is a Graph that answers a script, in order, and nothing else.
type service struct {
	t      *testing.T
	mu     sync.Mutex
	script []want
	*httptest.Server
	waits  []time.Duration
	notes  []RetryNote
	tokens []bool // Fresh at each asking
	ids    map[string]bool
}

var guid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

const serverDate = "Thu, 20 Aug 2026 10:17:05 GMT"

func setup(t *testing.T, script ...want) (*Client, *service) {
	t.Helper()
	s := &service{t: t, script: script, ids: map[string]bool{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		s.Close()
		for _, w := range s.script {
			t.Errorf("never asked: %s %s", w.method, w.uri)
		}
	})
	c, err := New(Options{
		Root: s.URL,
		Token: func(ctx context.Context) (string, error) {
			s.tokens = append(s.tokens, Fresh(ctx))
			if Fresh(ctx) {
				return "token-2", nil
			}
			return "token-1", nil
		},
		HTTP:    wire.NewClient(wire.ClientOptions{Timeout: 5 * time.Second}),
		Sleep:   func(ctx context.Context, d time.Duration) error { s.waits = append(s.waits, d); return ctx.Err() },
		Now:     func() time.Time { return time.Date(2026, 8, 20, 10, 17, 0, 0, time.UTC) },
		OnRetry: func(n RetryNote) { s.notes = append(s.notes, n) },
	})
	must.Do(t, err)
	return c, s
}

func (s *service) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.script) == 0 {
		s.t.Errorf("unexpected request: %s %s", r.Method, r.RequestURI)
		w.WriteHeader(http.StatusTeapot)
		return
	}
	x := s.script[0]
	s.script = s.script[1:]
	s.check(r, x)
	if x.drop {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Date", serverDate)
	w.Header().Set("request-id", "9d8728ba-cbd3-4399-b33c-1ecfd0aaab67")
	for k, v := range x.reply {
		w.Header().Set(k, strings.ReplaceAll(v, "ROOT", s.URL))
	}
	if x.cut {
		w.Header().Set("Content-Length", "10000")
	}
	w.WriteHeader(x.status)
	_, _ = io.WriteString(w, strings.ReplaceAll(x.answer, "ROOT", s.URL))
}

func (s *service) check(r *http.Request, x want) {
	if r.Method != x.method || r.RequestURI != x.uri {
		s.t.Errorf("got  %s %s\nwant %s %s", r.Method, r.RequestURI, x.method, x.uri)
	}
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer token-") {
		s.t.Errorf("Authorization = %q", r.Header.Get("Authorization"))
	}
	id := r.Header.Get("client-request-id")
	if !guid.MatchString(id) || s.ids[id] {
		s.t.Errorf("client-request-id %q is no new GUID", id)
	}
	s.ids[id] = true
	for k, v := range x.headers {
		if got := r.Header.Get(k); got != v {
			s.t.Errorf("%s %s: header %s = %q, want %q", r.Method, r.RequestURI, k, got, v)
		}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	if x.body == "" {
		if len(body) > 0 || r.Header.Get("Content-Type") != "" {
			s.t.Errorf("%s %s carries a body: %s", r.Method, r.RequestURI, body)
		}
		return
	}
	if r.Header.Get("Content-Type") != "application/json" {
		s.t.Errorf("Content-Type = %q", r.Header.Get("Content-Type"))
	}
	if !sameJSON(s.t, string(body), x.body) {
		s.t.Errorf("%s %s\nsent %s\nwant %s", r.Method, r.RequestURI, body, x.body)
	}
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal([]byte(a), &x); err != nil {
		t.Fatalf("%v in %s", err, a)
	}
	if err := json.Unmarshal([]byte(b), &y); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return reflect.DeepEqual(x, y)
}

// graphError is a refusal in the documented shape.
func graphError(code, message string) string {
	b, _ := json.Marshal(map[string]any{"error": map[string]any{"code": code, "message": message}})
	return string(b)
}

func TestNewRefuses(t *testing.T) {
	token := func(context.Context) (string, error) { return "t", nil }
	for name, o := range map[string]Options{
		"plain http":  {Root: "http://graph.microsoft.com", Token: token},
		"a path":      {Root: "https://graph.microsoft.com/v1.0", Token: token},
		"no host":     {Root: "graph.microsoft.com", Token: token},
		"no sign-in":  {Root: "https://graph.microsoft.com"},
		"credentials": {Root: "https://a:b@graph.microsoft.com", Token: token},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := New(Options{Root: "https://graph.microsoft.com/", Token: token}); err != nil {
		t.Error(err)
	}
}

// TestOneUserInAnEmptyDirectory: an empty list shows nothing about the right to read users.
func TestOneUserInAnEmptyDirectory(t *testing.T) {
	c, _ := setup(t, want{method: "GET", uri: "/v1.0/users?$top=1&$select=id", status: 200, answer: `{"value":[]}`})
	if err := c.OneUser(t.Context()); !errors.Is(err, ErrNobody) {
		t.Errorf("got %v", err)
	}
}

func TestFreshTokenAfter401(t *testing.T) {
	expired := want{method: "GET", uri: "/v1.0/users?$top=1&$select=id", status: 401,
		headers: map[string]string{"Authorization": "Bearer token-1"},
		answer:  graphError("InvalidAuthenticationToken", "Access token has expired or is not yet valid.")}
	again := expired
	again.headers = map[string]string{"Authorization": "Bearer token-2"}
	t.Run("accepted", func(t *testing.T) {
		ok := again
		ok.status, ok.answer = 200, `{"value":[{"id":"u1"}]}`
		c, s := setup(t, expired, ok)
		must.Do(t, c.OneUser(t.Context()))
		if !reflect.DeepEqual(s.tokens, []bool{false, true}) || len(s.waits) != 0 {
			t.Errorf("tokens %v, waits %v", s.tokens, s.waits)
		}
	})
	t.Run("refused again", func(t *testing.T) {
		c, _ := setup(t, expired, again)
		if err := c.OneUser(t.Context()); !errors.Is(err, ErrExpiredToken) || errors.Is(err, ErrClaims) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a claims challenge is not answered by the same sign-in", func(t *testing.T) {
		challenge := expired
		challenge.reply = map[string]string{"WWW-Authenticate": `Bearer realm="", error="insufficient_claims", ` +
			`claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="`}
		c, s := setup(t, challenge)
		err := c.OneUser(t.Context())
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, ErrClaims) || !errors.Is(err, ErrExpiredToken) {
			t.Fatalf("got %v", err)
		}
		if e.Claims != `{"access_token":{"nbf":{"essential":true}}}` || len(s.tokens) != 1 {
			t.Errorf("claims %q, tokens %v", e.Claims, s.tokens)
		}
	})
}

func TestTokenFunctionFails(t *testing.T) {
	over := errors.New("the session is over")
	for name, token := range map[string]func(context.Context) (string, error){
		"error":     func(context.Context) (string, error) { return "", over },
		"empty":     func(context.Context) (string, error) { return "", nil },
		"two lines": func(context.Context) (string, error) { return "a\r\nb", nil },
	} {
		c, err := New(Options{Root: "http://127.0.0.1:1", Token: token})
		must.Do(t, err)
		err = c.RemovePassword(t.Context(), "o", "k")
		if err == nil || errors.Is(err, ErrUncertain) {
			t.Errorf("%s: %v; nothing was sent", name, err)
		}
		if name == "error" && !errors.Is(err, over) {
			t.Errorf("cause lost: %v", err)
		}
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	c, _ := setup(t, want{method: "GET", uri: "/v1.0/users?$top=1&$select=id", status: 307,
		reply: map[string]string{"Location": "ROOT/v1.0/elsewhere"}})
	var e *Error
	if err := c.OneUser(t.Context()); !errors.As(err, &e) || e.Code != CodeBadAnswer || e.Status != 307 {
		t.Errorf("got %v", err)
	}
}

func TestBodyLimit(t *testing.T) {
	c, _ := setup(t, want{method: "GET", uri: "/v1.0/users?$top=1&$select=id", status: 200,
		answer: `{"value":[],"pad":"` + strings.Repeat("x", maxBody) + `"}`})
	var e *Error
	if err := c.OneUser(t.Context()); !errors.As(err, &e) || e.Code != CodeBadAnswer {
		t.Errorf("got %v", err)
	}
}
