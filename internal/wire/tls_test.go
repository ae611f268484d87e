package wire

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/must"
)

// transport is the one under a client.
func transport(t *testing.T, c *http.Client) *http.Transport {
	t.Helper()
	r, ok := c.Transport.(*recorder)
	if !ok {
		t.Fatalf("a transport of another kind: %T", c.Transport)
	}
	return r.base.(*http.Transport)
}

// secure is a TLS server of one version whose certificate nobody vouches for.
func secure(t *testing.T, version uint16, got *atomic.Int32) *httptest.Server {
	t.Helper()
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { got.Add(1) }))
	srv.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: version}
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	return srv
}

func bearer(t *testing.T, address string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	must.Do(t, err)
	req.Header.Set("Authorization", "Bearer CANARY")
	return req
}

func TestACertificateThatNobodyVouchesForIsRefused(t *testing.T) {
	var got atomic.Int32
	srv := secure(t, tls.VersionTLS13, &got)
	res, err := NewClient(ClientOptions{}).Do(bearer(t, srv.URL))
	if err == nil {
		_ = res.Body.Close()
	}
	if unknown := new(tls.CertificateVerificationError); !errors.As(err, &unknown) || got.Load() != 0 {
		t.Errorf("%v, and %d requests arrived", err, got.Load())
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	for version, want := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		var got atomic.Int32
		srv := secure(t, version, &got)
		c := NewClient(ClientOptions{})
		pool := x509.NewCertPool()
		pool.AddCert(srv.Certificate())
		transport(t, c).TLSClientConfig.RootCAs = pool
		res, err := c.Do(bearer(t, srv.URL))
		if err == nil {
			_ = res.Body.Close()
		}
		if (err == nil) != want || (got.Load() == 1) != want {
			t.Errorf("%s: %v, and %d requests arrived", tls.VersionName(version), err, got.Load())
		}
	}
}

// TestAProxySeesNoToken: a proxy is asked for a tunnel and nothing else, and one
// that answers in the service's place is not believed.
func TestAProxySeesNoToken(t *testing.T) {
	var inside atomic.Int32
	srv := secure(t, tls.VersionTLS13, &inside)
	var asked atomic.Value
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		var all strings.Builder
		_ = r.Header.Write(&all)
		asked.Store(r.Method + " " + r.Host + " " + all.String() + string(raw))
		tunnel(w, srv.Listener.Addr().String())
	}))
	t.Cleanup(proxy.Close)
	c := NewClient(ClientOptions{})
	through, err := url.Parse(proxy.URL)
	must.Do(t, err)
	transport(t, c).Proxy = http.ProxyURL(through)
	res, err := c.Do(bearer(t, "https://graph.microsoft.com/v1.0/me?code=CANARY"))
	if err == nil {
		_ = res.Body.Close()
	}
	if unknown := new(tls.CertificateVerificationError); !errors.As(err, &unknown) || inside.Load() != 0 {
		t.Errorf("%v, and %d requests arrived", err, inside.Load())
	}
	if words, _ := asked.Load().(string); !strings.HasPrefix(words, "CONNECT graph.microsoft.com:443 ") || strings.Contains(words, "CANARY") {
		t.Errorf("the proxy was told %q", words)
	}
}

// tunnel joins the client with another server than the one it asked for.
func tunnel(w http.ResponseWriter, address string) {
	to, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer func() { _ = to.Close() }()
	// The connection is taken over before the answer goes out: what a client sends
	// on an answer would otherwise meet the server's own reading, which takes its
	// first byte.
	from, sent, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = from.Close() }()
	if _, err := io.WriteString(from, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return
	}
	go func() { _, _ = io.Copy(to, sent) }()
	_, _ = io.Copy(from, to)
}

// TestLoopbackIsNeverAskedThroughAProxy holds net/http to what is relied on here.
func TestLoopbackIsNeverAskedThroughAProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://proxy.example:1")
	t.Setenv("HTTPS_PROXY", "http://proxy.example:1")
	use := transport(t, NewClient(ClientOptions{})).Proxy
	if use == nil {
		t.Fatal("the environment's proxy is not used")
	}
	for _, address := range []string{"http://127.0.0.1:8080/", "http://localhost:1/", "http://[::1]:9/"} {
		if through, err := use(bearer(t, address)); through != nil || err != nil {
			t.Errorf("%s goes through %v, %v", address, through, err)
		}
	}
}
