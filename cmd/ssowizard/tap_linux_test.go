package main

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ssowizard/internal/sim"
)

// tap stands between the program and the simulated tenant, speaks TLS and HTTP/2
// as Microsoft does, and learns every value that must not be seen anywhere.
type tap struct {
	srv          *sim.Server
	login, graph *httptest.Server
	ca           string // file with the certificate to believe

	mu   sync.Mutex
	hold string                     // made when the next request with a token arrives, which then waits
	seen map[string]map[string]bool // values by what they are
}

// learnt are the fields of requests and answers whose values are followed.
var learnt = map[string]string{
	"device_code": "device code", "code": "authorization code", "code_verifier": "PKCE verifier", "access_token": "access token",
	"refresh_token": "refresh token", "id_token": "id token", "client_secret": "client secret", "secretText": "client secret",
}

// strayRefresh is a token that nobody asked for; Entra is simulated to send it.
const strayRefresh = "1.AXoA-practice-refresh.AgABAwEAAADnfolhJpSnRYB1SVj-Hgd8"

func newTap(t *testing.T, srv *sim.Server) *tap {
	t.Helper()
	p := &tap{srv: srv, seen: map[string]map[string]bool{}}
	p.login, p.graph = p.serve(t, srv.LoginURL()), p.serve(t, srv.GraphURL())
	p.ca = filepath.Join(t.TempDir(), "ca.pem")
	var all bytes.Buffer
	for _, s := range []*httptest.Server{p.login, p.graph} {
		_ = pem.Encode(&all, &pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	}
	if err := os.WriteFile(p.ca, all.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *tap) serve(t *testing.T, root string) *httptest.Server {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.pass(w, r, root) }))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// pass hands a request on and its answer back, with the addresses exchanged.
func (p *tap) pass(w http.ResponseWriter, r *http.Request, root string) {
	body, _ := io.ReadAll(r.Body)
	if form, err := url.ParseQuery(string(body)); err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		for k, v := range form {
			p.learn(k, v[0])
		}
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		p.learn("access_token", token)
		p.mu.Lock()
		hold := p.hold
		p.hold = ""
		p.mu.Unlock()
		if hold != "" && os.WriteFile(hold, nil, 0o600) == nil {
			<-r.Context().Done() // the program ends while it waits
		}
	}
	req, err := http.NewRequestWithContext(r.Context(), r.Method, root+r.URL.RequestURI(), bytes.NewReader(p.inward(body)))
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	req.Header = r.Header.Clone()
	req.Header.Del("Accept-Encoding")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = res.Body.Close() }()
	raw, _ := io.ReadAll(res.Body)
	raw = p.answer(raw)
	for k, v := range res.Header {
		if k != "Content-Length" {
			w.Header()[k] = v
		}
	}
	w.WriteHeader(res.StatusCode)
	_, _ = w.Write(p.outward(raw))
}

// answer learns what an answer brings, and adds a refresh token to those that
// bring an access token.
func (p *tap) answer(raw []byte) []byte {
	var o map[string]any
	if json.Unmarshal(raw, &o) != nil {
		return raw
	}
	for k, v := range o {
		if s, ok := v.(string); ok {
			p.learn(k, s)
		}
	}
	if _, ok := o["access_token"]; !ok {
		return raw
	}
	o["refresh_token"] = strayRefresh
	p.learn("refresh_token", strayRefresh)
	more, _ := json.Marshal(o)
	return more
}

// holdGraph lets the next request with a token wait until the program has ended,
// and names the file that is there from then on.
func (p *tap) holdGraph() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hold = p.ca + ".held"
	return p.hold
}

func (p *tap) learn(field, value string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if kind := learnt[field]; kind != "" && len(value) >= 20 {
		if p.seen[kind] == nil {
			p.seen[kind] = map[string]bool{}
		}
		p.seen[kind][value] = true
	}
}

// names are the addresses of the tenant and of the tap, also as they stand in
// forms.
func (p *tap) names() (out [][2]string) {
	for _, n := range [][2]string{{p.srv.LoginURL(), p.login.URL}, {p.srv.GraphURL(), p.graph.URL}} {
		_, inner, _ := strings.Cut(n[0], "://")
		_, outer, _ := strings.Cut(n[1], "://")
		bare := [2]string{inner, outer}
		for _, x := range [][2]string{n, bare} {
			out = append(out, x, [2]string{url.QueryEscape(x[0]), url.QueryEscape(x[1])})
		}
	}
	return out
}

func (p *tap) outward(b []byte) []byte {
	for _, n := range p.names() {
		b = bytes.ReplaceAll(b, []byte(n[0]), []byte(n[1]))
	}
	return b
}

func (p *tap) inward(b []byte) []byte {
	for _, n := range p.names() {
		b = bytes.ReplaceAll(b, []byte(n[1]), []byte(n[0]))
	}
	return b
}

// values are what was learnt, by what it is.
func (p *tap) values() map[string][]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[string][]string{}
	for kind, set := range p.seen {
		for v := range set {
			out[kind] = append(out[kind], v)
		}
	}
	return out
}
