package entra

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
)

const (
	tenantA = "11111111-aaaa-4bbb-8ccc-222222222222"
	tenantB = "33333333-aaaa-4bbb-8ccc-444444444444"
	appA    = "55555555-aaaa-4bbb-8ccc-666666666666"
	person  = "77777777-aaaa-4bbb-8ccc-888888888888"
	canary  = "CANARY"
)

// reply is one answer of the fake token service.
type reply struct {
	status int
	body   string
	header map[string]string
	drop   bool          // the connection breaks instead
	hang   bool          // nothing comes until the request is given up
	slow   time.Duration // time until the answer
}

// seen is one request as it arrived.
type seen struct {
	at     time.Time
	method string
	path   string
	form   url.Values
	basic  bool
}

// fakeLogin answers each path from its own list; the last reply stays. A path
// without a list fails the test.
type fakeLogin struct {
	t       testing.TB
	mu      sync.Mutex
	replies map[string][]reply
	got     []seen
}

func newFake(t testing.TB) *fakeLogin {
	return &fakeLogin{t: t, replies: map[string][]reply{}}
}

func (f *fakeLogin) on(path string, replies ...reply) *fakeLogin {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.replies[path] = replies
	return f
}

func (f *fakeLogin) take(r *http.Request) (reply, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	form := url.Values{}
	if r.Body != nil {
		b, _ := io.ReadAll(r.Body)
		form, _ = url.ParseQuery(string(b))
	}
	_, _, basic := r.BasicAuth()
	f.got = append(f.got, seen{time.Now(), r.Method, r.URL.Path, form, basic})
	list := f.replies[r.URL.Path]
	if len(list) == 0 {
		f.t.Errorf("unexpected %s %s", r.Method, r.URL.Path)
		return reply{status: 500}, false
	}
	if len(list) > 1 {
		f.replies[r.URL.Path] = list[1:]
	}
	return list[0], true
}

func (f *fakeLogin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, ok := f.take(r)
	switch {
	case a.drop:
		panic(http.ErrAbortHandler)
	case a.hang:
		<-r.Context().Done()
		return
	case ok && a.slow > 0:
		time.Sleep(a.slow)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	for k, v := range a.header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

// calls returns the requests to one path.
func (f *fakeLogin) calls(path string) []seen {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []seen
	for _, s := range f.got {
		if s.path == path {
			out = append(out, s)
		}
	}
	return out
}

// RoundTrip lets the fake stand in for the network inside a synctest bubble,
// where real sockets would keep time from passing.
func (f *fakeLogin) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	done := make(chan bool, 1)
	go func() {
		defer func() { done <- recover() == nil }()
		f.ServeHTTP(rec, r)
	}()
	select {
	case whole := <-done:
		if err := r.Context().Err(); err != nil {
			return nil, err
		}
		if !whole {
			return nil, errors.New("connection reset by peer")
		}
		return rec.Result(), nil
	case <-r.Context().Done():
		<-done
		return nil, r.Context().Err()
	}
}

// inMemory makes a client whose network is the fake itself.
func (f *fakeLogin) inMemory(o Options) *Client {
	f.t.Helper()
	o.HTTP = &http.Client{Transport: f, Timeout: 30 * time.Second}
	c, err := New(o)
	must.Do(f.t, err)
	return c
}

// overTCP makes a client that reaches the fake through real sockets and never
// sleeps.
func (f *fakeLogin) overTCP(t *testing.T, o Options) *Client {
	t.Helper()
	srv := httptest.NewServer(f)
	t.Cleanup(srv.Close)
	o.Cloud = Clouds()[0]
	o.Cloud.Login = srv.URL
	o.HTTP = srv.Client()
	if o.Sleep == nil {
		o.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	c, err := New(o)
	must.Do(t, err)
	return c
}

func (f *fakeLogin) noBasic() {
	f.t.Helper()
	for _, s := range f.got {
		if s.basic {
			f.t.Errorf("Basic authentication was sent to %s", s.path)
		}
	}
}

func devicePath(tenant string) string { return "/" + tenant + "/oauth2/v2.0/devicecode" }
func tokenPath(tenant string) string  { return "/" + tenant + "/oauth2/v2.0/token" }
func metaPath(name string) string     { return "/" + name + "/v2.0/.well-known/openid-configuration" }

// refused is an error body in Microsoft's shape.
func refused(status int, oauth string, code int, words string) reply {
	b, _ := json.Marshal(map[string]any{
		"error": oauth, "error_description": fmt.Sprintf("AADSTS%d: %s\r\nTrace ID: 0aaaaaaa-0000-4000-8000-000000000001\r\n"+
			"Correlation ID: 0bbbbbbb-0000-4000-8000-000000000002\r\nTimestamp: 2026-11-01 10:11:12Z", code, words),
		"error_codes": []int{code}, "timestamp": "2026-11-01 10:11:12Z",
		"trace_id": "0aaaaaaa-0000-4000-8000-000000000001", "correlation_id": "0bbbbbbb-0000-4000-8000-000000000002",
	})
	return reply{status: status, body: string(b)}
}

func pending() reply { return refused(400, "authorization_pending", 70016, "waiting") }

func htmlPage(status int) reply {
	return reply{status: status, body: "<html><h1>Sorry</h1></html>", header: map[string]string{"Content-Type": "text/html"}}
}

func deviceAnswer() reply {
	return reply{status: 200, body: `{"device_code":"` + canary + `-device","user_code":"F7KQ2M9XD","verification_uri":"https://microsoft.com/devicelogin",` +
		`"expires_in":900,"interval":5,"message":"To sign in, …"}`}
}

// jwt makes a token with these claims and a signature nobody checks.
func jwt(claims map[string]any) string {
	b, _ := json.Marshal(claims)
	enc := base64.RawURLEncoding.EncodeToString
	return enc([]byte(`{"alg":"RS256"}`)) + "." + enc(b) + "." + canary
}

func idClaims() map[string]any {
	return map[string]any{"tid": tenantA, "oid": person, "preferred_username": "ada@contoso.com", "name": "Ada",
		"iss": "https://login.microsoftonline.com/" + tenantA + "/v2.0", "iat": 1793527872}
}

func tokenAnswer(extra map[string]any) reply {
	m := map[string]any{
		"token_type": "Bearer", "expires_in": 4000, "scope": "openid profile User.Read",
		"access_token": jwt(map[string]any{"tid": tenantA, "scp": "User.Read Application.ReadWrite.All", "wids": []string{"w1", "w2"}, "iat": 1793527872}),
		"id_token":     jwt(idClaims()),
	}
	maps.Copy(m, extra)
	b, _ := json.Marshal(m)
	return reply{status: 200, body: string(b)}
}

// noCanary fails when any printing of v shows a token.
func noCanary(t *testing.T, v any) {
	t.Helper()
	j, _ := json.Marshal(v)
	for _, s := range []string{fmt.Sprint(v), fmt.Sprintf("%v %+v %#v %s %q %d %x", v, v, v, v, v, v, v), string(j)} {
		if strings.Contains(s, canary) || strings.Contains(s, fmt.Sprintf("%x", canary)) {
			t.Errorf("a token is printed: %s", s)
		}
	}
}
