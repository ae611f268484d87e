package entra

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// knock sends one request with headers of its own and returns the status.
func knock(t *testing.T, method, address, body string, header map[string]string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	must.Do(t, err)
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	must.Do(t, err)
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, res.Body)
	if v := res.Header.Get("Access-Control-Allow-Origin"); v != "" {
		t.Errorf("another page may read the answer: %q", v)
	}
	return res.StatusCode
}

// TestAPageElsewhereCannotAnswerASignIn: the right answer counts only as a page
// that a person's browser goes to. What a script, a picture, a frame or a form of
// another page sends does not, even if it knew the state.
func TestAPageElsewhereCannotAnswerASignIn(t *testing.T) {
	f := newFake(t).on(tokenPath(tenantA), tokenAnswer(nil))
	b, q := begin(t, f, Request{TenantID: tenantA})
	right := b.RedirectURI + "?code=c&state=" + q.Get("state")
	for name, tc := range map[string]struct {
		method, body string
		header       map[string]string
		want         int
	}{
		"a fetch":                    {"GET", "", map[string]string{"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "cross-site"}, 403},
		"a fetch with CORS":          {"GET", "", map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403},
		"an old browser's fetch":     {"GET", "", map[string]string{"Origin": "https://evil.example"}, 403},
		"a picture":                  {"GET", "", map[string]string{"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403},
		"a frame":                    {"GET", "", map[string]string{"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403},
		"a preflight":                {"OPTIONS", "", map[string]string{"Origin": "https://evil.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Private-Network": "true"}, 403},
		"a form":                     {"POST", url.Values{"code": {"c"}, "state": {q.Get("state")}}.Encode(), map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}, 403},
		"a form without its origin":  {"POST", url.Values{"code": {"c"}, "state": {q.Get("state")}}.Encode(), map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 405},
		"a web socket":               {"GET", "", map[string]string{"Origin": "https://evil.example", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-Fetch-Mode": "websocket"}, 403},
		"a name that was rebound":    {"GET", "", map[string]string{"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Host": "evil.example"}, 403},
		"another method":             {"PUT", "", nil, 405},
		"a page read ahead of need":  {"GET", "", map[string]string{"Sec-Purpose": "prefetch", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"}, 403},
		"a page that is told apart ": {"GET", "", map[string]string{"Sec-Fetch-Mode": "same-origin", "Sec-Fetch-Dest": "document"}, 403},
	} {
		host := tc.header["Host"]
		if host != "" {
			port := b.RedirectURI[len("http://localhost:") : len(b.RedirectURI)-1]
			if got, _ := visit(t, tc.method, right, host+":"+port); got != tc.want {
				t.Errorf("%s: %d, want %d", name, got, tc.want)
			}
			continue
		}
		if got := knock(t, tc.method, right, tc.body, tc.header); got != tc.want {
			t.Errorf("%s: %d, want %d", name, got, tc.want)
		}
	}
	if len(f.calls(tokenPath(tenantA))) != 0 {
		t.Fatal("a code was redeemed")
	}
	asked := map[string]string{"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-User": "?1"}
	if got := knock(t, "GET", right, "", asked); got != 200 {
		t.Fatalf("the person's own browser: %d", got)
	}
	if _, err := b.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestAFloodDoesNotDisturbASignIn: a thousand wrong answers, and fifty
// connections that send a byte now and then, leave the right one its place.
func TestAFloodDoesNotDisturbASignIn(t *testing.T) {
	f := newFake(t).on(tokenPath(tenantA), tokenAnswer(nil))
	b, q := begin(t, f, Request{TenantID: tenantA})
	address := "127.0.0.1:" + b.RedirectURI[len("http://localhost:"):len(b.RedirectURI)-1]
	for range 50 {
		c, err := net.Dial("tcp", address)
		must.Do(t, err)
		defer func() { _ = c.Close() }()
		_, _ = io.WriteString(c, "GET /?code=c&state=")
	}
	var wrong, other atomic.Int32
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			for j := range 100 {
				if got := knock(t, "GET", fmt.Sprintf("%s?error=access_denied&code=x&state=%d-%d", b.RedirectURI, i, j), "", nil); got == 400 {
					wrong.Add(1)
				} else {
					other.Add(1)
				}
			}
		})
	}
	all.Wait()
	if wrong.Load() != 1000 || other.Load() != 0 {
		t.Errorf("%d were told off, %d were not", wrong.Load(), other.Load())
	}
	if got := knock(t, "GET", b.RedirectURI+"?code=right&state="+q.Get("state"), "", nil); got != 200 {
		t.Fatalf("the right answer after the flood: %d", got)
	}
	if _, err := b.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if calls := f.calls(tokenPath(tenantA)); len(calls) != 1 || calls[0].form.Get("code") != "right" {
		t.Errorf("redeemed %+v", calls)
	}
	if c, err := net.DialTimeout("tcp", address, time.Second); err == nil {
		_ = c.Close()
		t.Error("the port is still open")
	}
}

// TestASlowConnectionIsClosed: nobody holds a connection for longer than
// the time a browser needs. Here that is shorter than in the program.
func TestASlowConnectionIsClosed(t *testing.T) {
	b, _ := begin(t, newFake(t), Request{TenantID: tenantA})
	if b.server.ReadHeaderTimeout != connTimeout || b.server.ReadTimeout != connTimeout || b.server.WriteTimeout != connTimeout || connTimeout > 10*time.Second {
		t.Errorf("connections are held for %v, %v, %v", b.server.ReadHeaderTimeout, b.server.ReadTimeout, b.server.WriteTimeout)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must.Do(t, err)
	impatient := b.newServer(200 * time.Millisecond)
	go func() { _ = impatient.Serve(ln) }()
	t.Cleanup(func() { _ = impatient.Close() })
	c, err := net.Dial("tcp", ln.Addr().String())
	must.Do(t, err)
	defer func() { _ = c.Close() }()
	_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
	_ = c.SetReadDeadline(time.Now().Add(time.Minute))
	line, err := bufio.NewReader(c).ReadString('\n')
	if errors.Is(err, os.ErrDeadlineExceeded) || strings.Contains(line, " 200 ") {
		t.Errorf("it answers %q, %v", line, err)
	}
}

// TestMetadataThatPointsElsewhere: what a directory's description says about
// addresses is never called, and one that names a foreign Graph is refused.
func TestMetadataThatPointsElsewhere(t *testing.T) {
	body := func(graph string) reply {
		return reply{status: 200, body: `{"issuer":"https://login.microsoftonline.com/` + tenantA + `/v2.0","token_endpoint":"https://evil.example/token",` +
			`"authorization_endpoint":"https://evil.example/authorize","device_authorization_endpoint":"https://evil.example/devicecode","jwks_uri":"https://evil.example/keys",` +
			`"msgraph_host":"` + graph + `","cloud_instance_name":"microsoftonline.com"}`}
	}
	f := newFake(t).on(metaPath("contoso.com"), body("graph.microsoft.com")).on(devicePath(tenantA), deviceAnswer())
	c := f.overTCP(t, Options{})
	if _, err := c.Discover(t.Context(), "contoso.com"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.StartDevice(t.Context(), Request{TenantID: tenantA}); err != nil {
		t.Fatal(err) // asked at the fixed root, or the fake would not have answered
	}
	b, err := c.StartBrowser(t.Context(), Request{TenantID: tenantA})
	if err != nil || !strings.HasPrefix(b.URL, c.cloud.Login+"/") || strings.Contains(b.URL, "evil") {
		t.Errorf("%v, %v", b, err)
	}
	b.Close()
	for _, host := range []string{"evil.example", "graph.microsoft.com.evil.example", "graph.microsoft.com:444", "evil.example/graph.microsoft.com"} {
		f.on(metaPath("contoso.com"), body(host))
		var bad *BadAnswer
		if _, err := c.Discover(t.Context(), "contoso.com"); !errors.As(err, &bad) || strings.Contains(bad.What, "\x1b") {
			t.Errorf("%s: %v", host, err)
		}
	}
}
