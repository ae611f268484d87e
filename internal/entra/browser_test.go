package entra

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/secret"
)

// begin starts a browser sign-in and reads its address.
func begin(t *testing.T, f *fakeLogin, r Request) (*Browser, url.Values) {
	t.Helper()
	b, err := f.overTCP(t, Options{}).StartBrowser(t.Context(), r)
	must.Do(t, err)
	t.Cleanup(b.Close)
	u, err := url.Parse(b.URL)
	must.Do(t, err)
	return b, u.Query()
}

// visit opens an address as a browser does and returns status and page.
func visit(t *testing.T, method, address, host string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, http.NoBody)
	must.Do(t, err)
	if host != "" {
		req.Host = host
	}
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	must.Do(t, err)
	defer func() { _ = res.Body.Close() }()
	page, err := io.ReadAll(res.Body)
	must.Do(t, err)
	if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("headers %v", res.Header)
	}
	return res.StatusCode, string(page)
}

func answerTo(q url.Values, more url.Values) string {
	v := url.Values{"state": {q.Get("state")}, "session_state": {"s"}}
	maps.Copy(v, more)
	return q.Get("redirect_uri") + "?" + v.Encode()
}

func TestBrowserSignIn(t *testing.T) {
	f := newFake(t).on(tokenPath(tenantA), htmlPage(503), tokenAnswer(nil))
	b, q := begin(t, f, Request{TenantID: tenantA, Scopes: []string{"User.Read"}, Claims: `{"a":1}`, LoginHint: "ada@contoso.com"})
	for k, want := range map[string]string{"response_type": "code", "response_mode": "query", "prompt": "select_account", "code_challenge_method": "S256",
		"client_id": GraphCommandLineTools, "scope": "openid profile User.Read", "claims": `{"a":1}`, "login_hint": "ada@contoso.com", "redirect_uri": b.RedirectURI} {
		if q.Get(k) != want {
			t.Errorf("%s is %q, want %q", k, q.Get(k), want)
		}
	}
	if !strings.Contains(b.URL, "/"+tenantA+"/oauth2/v2.0/authorize?") || !strings.HasPrefix(b.RedirectURI, "http://localhost:") || !strings.HasSuffix(b.RedirectURI, "/") || len(q.Get("state")) < 20 {
		t.Errorf("URL %s, redirect %s", b.URL, b.RedirectURI)
	}
	status, page := visit(t, http.MethodGet, answerTo(q, url.Values{"code": {"the-code"}}), "")
	if status != 200 || !strings.Contains(page, "Go back to the terminal") {
		t.Errorf("%d %s", status, page)
	}
	s, err := b.Wait(t.Context())
	if err != nil || s.s.method != MethodBrowser || s.Identity().TenantID != tenantA {
		t.Fatalf("%v, %v", s, err)
	}
	calls := f.calls(tokenPath(tenantA))
	form := calls[len(calls)-1].form
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	if base64.RawURLEncoding.EncodeToString(sum[:]) != q.Get("code_challenge") || form.Get("code") != "the-code" || form.Get("redirect_uri") != b.RedirectURI ||
		form.Get("grant_type") != "authorization_code" || form.Has("client_secret") {
		t.Errorf("redeemed with %v", form)
	}
	f.noBasic()
	if c, err := net.Dial("tcp", "127.0.0.1:"+strings.TrimSuffix(strings.TrimPrefix(b.RedirectURI, "http://localhost:"), "/")); err == nil {
		_ = c.Close()
		t.Error("the port is still open")
	}
}

func TestBrowserIsNotDisturbed(t *testing.T) {
	f := newFake(t).on(tokenPath(tenantA), tokenAnswer(nil))
	b, q := begin(t, f, Request{TenantID: tenantA})
	base := b.RedirectURI
	right := "?code=c&state=" + q.Get("state")
	port := base[len("http://localhost:") : len(base)-1]
	for _, tc := range []struct {
		name, method, address, host string
		want                        int
	}{
		{"wrong state", "GET", base + "?code=evil&state=" + q.Get("state")[1:] + "x", "", 400},
		{"no state", "GET", base + "?code=evil", "", 400},
		{"shorter state", "GET", base + "?code=evil&state=" + q.Get("state")[:5], "", 400},
		{"two states", "GET", base + right + "&state=x", "", 400},
		{"error with a wrong state", "GET", base + "?error=access_denied&state=x", "", 400},
		{"nothing", "GET", base, "", 400},
		{"right state without an answer", "GET", base + "?state=" + q.Get("state"), "", 400},
		{"two codes", "GET", base + right + "&code=d", "", 400},
		{"icon", "GET", base + "favicon.ico", "", 404},
		{"right answer on another path", "GET", base + "x" + right, "", 404},
		{"POST", "POST", base + right, "", 405},
		{"HEAD", "HEAD", base + right, "", 405},
		{"foreign name for this computer", "GET", base + right, "evil.example:" + port, 403},
		{"foreign port", "GET", base + right, "localhost:1", 403},
		{"no port", "GET", base + right, "localhost", 403},
	} {
		if got, _ := visit(t, tc.method, tc.address, tc.host); got != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, got, tc.want)
		}
	}
	if got, _ := visit(t, "GET", base+right, "LOCALHOST:"+port); got != 200 {
		t.Fatalf("the right answer: %d", got)
	}
	if got, _ := visit(t, "GET", base+"?code=evil&state="+q.Get("state"), ""); got != 410 {
		t.Errorf("a second answer: %d", got)
	}
	if err := b.Paste(base + right); !errors.Is(err, ErrPasteTooLate) {
		t.Errorf("a second answer by paste: %v", err)
	}
	if _, err := b.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if calls := f.calls(tokenPath(tenantA)); len(calls) != 1 || calls[0].form.Get("code") != "c" {
		t.Errorf("redeemed %+v", calls)
	}
}

func TestBrowserRefused(t *testing.T) {
	f := newFake(t)
	b, q := begin(t, f, Request{TenantID: tenantA})
	_, page := visit(t, "GET", answerTo(q, url.Values{"error": {"access_denied"}, "error_description": {"AADSTS65004: <script>alert(1)</script> declined"}}), "")
	if strings.Contains(page, "<script>") || !strings.Contains(page, "&lt;script&gt;") {
		t.Errorf("page %s", page)
	}
	s, err := b.Wait(t.Context())
	var no *SignInError
	if s != nil || !errors.Is(err, ErrDeclined) || !errors.As(err, &no) || no.Code() != 65004 || len(f.got) != 0 {
		t.Errorf("%v, %v", s, err)
	}
	f.on(tokenPath(tenantA), refused(400, "invalid_grant", 53003, "policy"))
	b, q = begin(t, f, Request{TenantID: tenantA})
	visit(t, "GET", answerTo(q, url.Values{"code": {"c"}}), "")
	if _, err = b.Wait(t.Context()); !errors.As(err, &no) || no.Kind() != KindPolicy || len(f.got) != 1 {
		t.Errorf("at redemption: %v", err)
	}
	if strings.Contains(err.Error(), "by browser instead") || strings.Contains(err.Error(), "press b") {
		t.Errorf("sends people where they come from: %v", err)
	}
}

func TestBrowserListensOnBothAddresses(t *testing.T) {
	has6 := true
	if l, err := net.Listen("tcp6", "[::1]:0"); err != nil {
		has6 = false
	} else {
		_ = l.Close()
	}
	b, q := begin(t, newFake(t), Request{TenantID: tenantA})
	port := strings.TrimSuffix(strings.TrimPrefix(b.RedirectURI, "http://localhost:"), "/")
	names := []string{"127.0.0.1"}
	if has6 {
		names = append(names, "[::1]")
	}
	for _, n := range names {
		if got, _ := visit(t, "GET", "http://"+n+":"+port+"/?code=x&state=wrong"+q.Get("state"), ""); got != 400 {
			t.Errorf("%s answers %d", n, got)
		}
	}
}

// fakeListener has a port and nothing else.
type fakeListener struct {
	net.Listener
	port   int
	closed *int
}

func (l fakeListener) Addr() net.Addr { return &net.TCPAddr{Port: l.port} }
func (l fakeListener) Close() error   { *l.closed++; return nil }

func TestLoopbackPorts(t *testing.T) {
	none := &net.OpError{Op: "listen", Err: syscall.EADDRNOTAVAIL}
	busy := &net.OpError{Op: "listen", Err: syscall.EADDRINUSE}
	for _, tc := range []struct {
		name      string
		v4, v6    []error // per attempt, the last one stays
		listeners int
		port      int
		closed    int
		err       bool
	}{
		{"both", []error{nil}, []error{nil}, 2, 1, 0, false},
		{"no IPv6", []error{nil}, []error{none}, 1, 1, 0, false},
		{"no IPv4", []error{none}, []error{nil}, 1, 1, 0, false},
		{"neither", []error{none}, []error{none}, 0, 0, 0, true},
		{"somebody holds the other side twice", []error{nil}, []error{busy, busy, nil}, 2, 5, 2, false},
		{"somebody holds it always", []error{nil}, []error{busy}, 0, 0, portTries, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			next, closed, calls := 0, 0, map[string]int{}
			listen := func(_ context.Context, network, _ string) (net.Listener, error) {
				list := map[string][]error{"tcp4": tc.v4, "tcp6": tc.v6}[network]
				err := list[min(calls[network], len(list)-1)]
				calls[network]++
				next++
				if err != nil {
					return nil, err
				}
				return fakeListener{port: next, closed: &closed}, nil
			}
			got, port, err := listenLoopback(t.Context(), listen)
			if tc.name == "no IPv4" {
				tc.port = 2
			}
			if len(got) != tc.listeners || port != tc.port || closed != tc.closed || (err != nil) != tc.err || err != nil && !errors.Is(err, ErrNoLoopback) {
				t.Errorf("%d listeners, port %d, %d closed, %v", len(got), port, closed, err)
			}
		})
	}
}

func TestBrowserEnds(t *testing.T) {
	b, _ := begin(t, newFake(t), Request{TenantID: tenantA})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := b.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("canceled: %v", err)
	}
	b, q := begin(t, newFake(t), Request{TenantID: tenantA})
	time.AfterFunc(10*time.Millisecond, b.Close)
	if _, err := b.Wait(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
	b.Close()
	if err := b.Paste(answerTo(q, url.Values{"code": {"c"}})); !errors.Is(err, ErrPasteTooLate) {
		t.Errorf("paste after the end: %v", err)
	}
	c := newFake(t).overTCP(t, Options{})
	if _, err := c.StartBrowser(canceled(t), Request{TenantID: tenantA}); !errors.Is(err, context.Canceled) {
		t.Errorf("started after the end: %v", err)
	}
	noCanary(t, &Browser{verifier: secret.New(canary)})
}

func TestPaste(t *testing.T) {
	f := newFake(t).on(tokenPath(tenantA), tokenAnswer(nil))
	b, q := begin(t, f, Request{TenantID: tenantA})
	state, base := q.Get("state"), b.RedirectURI
	for _, tc := range []struct {
		text string
		want error
	}{
		{"", ErrPasteNotAddress},
		{"hello", ErrPasteNotAddress},
		{"the-code", ErrPasteNotAddress},
		{"https://contoso.com/?code=c&state=" + state, ErrPasteNotAddress},
		{"javascript://localhost/?code=c&state=" + state, ErrPasteNotAddress},
		{"http://[::1", ErrPasteNotAddress},
		{strings.Repeat("x", maxPaste+1), ErrPasteNotAddress},
		{b.URL, ErrPasteSignInPage},
		{"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?state=" + state, ErrPasteSignInPage},
		{"https://login.microsoftonline.com/kmsi", ErrPasteSignInPage},
		{base, ErrPasteNoCode},
		{base + "?state=" + state, ErrPasteNoCode},
		{base + "?code=c", ErrPasteNoCode},
		{base + "?code=c&state=" + state[:8], ErrPasteNoCode},
		{base + "?code=c&%zz;", ErrPasteNoCode},
		{base + "?code=c&state=another", ErrPasteWrongState},
		{base + "?error=access_denied&state=another", ErrPasteWrongState},
	} {
		if err := b.Paste(tc.text); !errors.Is(err, tc.want) {
			t.Errorf("%.60q: %v", tc.text, err)
		}
	}
	// As a terminal and a mail program leave it: wrapped, quoted, escaped.
	whole := "“" + strings.TrimPrefix(base, "http://") + "?code=the-\n  code&amp;state=" + state[:9] + "\r\n" + state[9:] + "&session_state=1\u200b” \n"
	if err := b.Paste(whole); err != nil {
		t.Fatalf("%q: %v", whole, err)
	}
	if _, err := b.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := f.calls(tokenPath(tenantA)); len(got) != 1 || got[0].form.Get("code") != "the-code" {
		t.Errorf("redeemed %+v", got)
	}
	b, q = begin(t, f, Request{TenantID: tenantA})
	must.Do(t, b.Paste(answerTo(q, url.Values{"error": {"access_denied"}, "error_description": {"AADSTS53003: blocked"}})))
	var no *SignInError
	if _, err := b.Wait(t.Context()); !errors.As(err, &no) || no.Kind() != KindPolicy || errors.Is(err, ErrDeclined) {
		t.Errorf("a pasted refusal: %v", err)
	}
}
