package injecttest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Injector is a transport that injects the texts into the real answers of a service,
// one after the other, as a malicious tenant or proxy could. It leaves alone what a
// walk depends on: ids, addresses, codes, the names and hints of secrets, and the
// notes that the program writes. Inject changes a single answer without the
// transport.
type Injector struct {
	Base  http.RoundTripper
	mu    sync.Mutex
	count int
	only  int          // one text alone, counted from 1; 0: all in turn
	sent  map[int]bool // which texts were sent
	// short: an answer of the sign-in service, of which a megabyte is refused whole.
	short bool
}

// injected names the properties that hold free text from people or services.
var injected = map[string]bool{
	"displayName": true, "message": true, "error_description": true, "failureReason": true, "mail": true,
	"publisherDomain": true, "resourceDisplayName": true, "name": true,
	"userPrincipalName": true, "preferred_username": true, "upn": true, "unique_name": true, "email": true,
	"additionalDetails": true, "description": true, "disabledByMicrosoftStatus": true,
	"tenant_region_scope": true, "tenantType": true,
}

// RoundTrip sends a request through Base and injects texts into its answer.
func (g *Injector) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := g.Base.RoundTrip(req)
	if err != nil {
		return res, err
	}
	return res, g.Inject(res)
}

// Inject changes an answer if its content is JSON.
func (g *Injector) Inject(res *http.Response) error {
	if !strings.Contains(res.Header.Get("Content-Type"), "json") {
		return nil
	}
	raw, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return err
	}
	var v any
	if json.Unmarshal(raw, &v) == nil {
		g.mu.Lock()
		g.short = res.Request != nil && !strings.Contains(res.Request.URL.Path, "/v1.0/") &&
			!strings.Contains(res.Request.URL.Path, "/beta/")
		raw = encode(g.rewrite("", v))
		g.mu.Unlock()
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	res.Header.Set("Content-Length", strconv.Itoa(len(raw)))
	res.Header.Set("request-id", "r\u009b2J\u202e")
	return nil
}

// Only makes the injector use a single text from now on, given by its index in
// Texts, and clears what Sent reports. The 1 MiB text is sent once and replaced by
// another text afterwards.
func (g *Injector) Only(place int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.only, g.sent = place+1, map[int]bool{}
}

// Sent returns the indexes of the texts that were sent.
func (g *Injector) Sent() map[int]bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[int]bool{}
	for i := range g.sent {
		out[i] = true
	}
	return out
}

func (g *Injector) rewrite(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		if _, own := v["keyId"]; own {
			return v
		}
		for k, e := range v {
			v[k] = g.rewrite(k, e)
		}
	case []any:
		for i, e := range v {
			v[i] = g.rewrite(key, e)
		}
		if key == "tags" { // beside those that the walk goes by
			v = append(v, g.text())
		}
		return v
	case string:
		if key == "id_token" {
			return g.token(v)
		}
		if injected[key] {
			return v + " " + g.text()
		}
	}
	return v
}

// token injects texts into the claims of an id_token, whose signature the program
// does not check. Access tokens go back to the service unchanged.
func (g *Injector) token(jwt string) string {
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		return jwt
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return jwt
	}
	var claims map[string]any
	if json.Unmarshal(raw, &claims) != nil {
		return jwt
	}
	for k, v := range claims {
		if s, ok := v.(string); ok && injected[k] {
			claims[k] = s + " " + g.text()
		}
	}
	parts[1] = base64.RawURLEncoding.EncodeToString(encode(claims))
	return strings.Join(parts, ".")
}

// text returns the next text. The 1 MiB text comes up rarely.
func (g *Injector) text() string {
	g.count++
	i := g.count % len(Texts)
	late := g.count%(5*len(Texts)) >= len(Texts)
	if g.only > 0 {
		i = g.only - 1
		late = g.sent[i]
	}
	if len(Texts[i]) > 100_000 && (g.short || late) {
		i = 0
	}
	if g.sent == nil {
		g.sent = map[int]bool{}
	}
	g.sent[i] = true
	return Texts[i]
}

// encode keeps invalid UTF-8 bytes, which encoding/json would replace.
func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil // it was JSON before
	}
	return Bytes(raw)
}

// Bytes puts invalid UTF-8 back where encoding/json left U+FFFD.
func Bytes(doc []byte) []byte { return bytes.ReplaceAll(doc, []byte(`\ufffd`), []byte("\x9b199m\xff")) }
