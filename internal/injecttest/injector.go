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

// Injector puts the texts into the true answers of services, each time another
// one, as a tenant or somebody between could. What a walk goes by (ids,
// addresses, codes, the names and hints of secrets, the notes that it writes to)
// it leaves alone. It is a transport, and what it does to one answer can be had
// without that.
type Injector struct {
	Base  http.RoundTripper
	mu    sync.Mutex
	count int
	only  int          // one text alone, counted from 1; 0: all in turn
	sent  map[int]bool // which texts were sent
	// short: an answer of the sign-in service, of which a megabyte is refused whole.
	short bool
}

// injected are the properties whose texts are people's or services' words.
var injected = map[string]bool{
	"displayName": true, "message": true, "error_description": true, "failureReason": true, "mail": true, "publisherDomain": true, "resourceDisplayName": true, "name": true,
	"userPrincipalName": true, "preferred_username": true, "upn": true, "unique_name": true, "email": true,
	"additionalDetails": true, "description": true, "disabledByMicrosoftStatus": true, "tenant_region_scope": true, "tenantType": true,
}

// RoundTrip sends a request by Base and injects texts into its answer.
func (g *Injector) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := g.Base.RoundTrip(req)
	if err != nil {
		return res, err
	}
	return res, g.Inject(res)
}

// Inject changes an answer, where it is JSON.
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
		g.short = res.Request != nil && !strings.Contains(res.Request.URL.Path, "/v1.0/") && !strings.Contains(res.Request.URL.Path, "/beta/")
		raw = encode(g.rewrite("", v))
		g.mu.Unlock()
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	res.Header.Set("Content-Length", strconv.Itoa(len(raw)))
	res.Header.Set("request-id", "r\u009b2J\u202e")
	return nil
}

// Only injects one text alone from now on, by its place, and forgets
// what was said. The long one is said once, and another one beside it.
func (g *Injector) Only(place int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.only, g.sent = place+1, map[int]bool{}
}

// Sent tells which of the texts were sent, by their places.
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

// token speaks in the claims of a token whose signature nobody looks at: the one
// that says who signed in. The other one goes back to the service as it came.
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

// text is the next one; the long one comes once in a while.
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

// encode writes bytes that are no UTF-8 as they are, which encoding/json would
// mend.
func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil // it was JSON before
	}
	return Bytes(raw)
}

// Bytes puts bytes that are no text into JSON, where encoding/json left U+FFFD.
func Bytes(doc []byte) []byte { return bytes.ReplaceAll(doc, []byte(`\ufffd`), []byte("\x9b199m\xff")) }
