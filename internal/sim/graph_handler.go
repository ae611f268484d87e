package sim

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// graphAPI is the Microsoft Graph half of the tenant.
type graphAPI struct {
	d   *directory
	tok *tokens
	// items answers the requests inside a batch. It is the API itself unless somebody wraps it, for example
	// to make single items fail.
	items http.Handler
}

// reply is a good answer: a status, a JSON body (nil for none) and extra headers.
type reply struct {
	status int
	body   object
	header http.Header
}

// noContent is the answer to most successful writes.
func noContent() *reply { return &reply{status: http.StatusNoContent} }

// graphHandler serves /v1.0 and /beta over the directory.
func graphHandler(d *directory, tok *tokens) *graphAPI {
	a := &graphAPI{d: d, tok: tok}
	a.items = a
	return a
}

// Headers of every answer, as Graph writes them.
const (
	odataJSON = "application/json;odata.metadata=minimal;odata.streaming=true;" +
		"IEEE754Compatible=false;charset=utf-8"
	diagnostic = `{"ServerInfo":{"DataCenter":"Practice","Slice":"E","Ring":"0","ScaleUnit":"000",` +
		`"RoleInstance":"PRACTICE"}}`
	signInChallenge = `Bearer realm="", client_id="` + graphResource + `", ` +
		`authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"`
)

// ServeHTTP answers one call, whole or as an item of a batch.
func (a *graphAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("request-id", a.d.traces.guid())
	if id := r.Header.Get("client-request-id"); id != "" {
		h.Set("client-request-id", id)
	}
	h.Set("Date", a.d.clk.now().Format(http.TimeFormat))
	h.Set("x-ms-ags-diagnostic", diagnostic)
	h.Set("Cache-Control", "no-cache")
	raw, rep, refused := a.answer(r)
	if refused != nil {
		a.writeRefusal(w, refused)
		return
	}
	maps.Copy(h, rep.header)
	if raw == nil {
		w.WriteHeader(rep.status)
		return
	}
	h.Set("Content-Type", odataJSON)
	w.WriteHeader(rep.status)
	_, _ = w.Write(raw)
}

// answer checks the token and the throttle, and lets the directory do the rest under its lock. The body is
// written out under the lock too, so that nothing of the directory is read outside it.
func (a *graphAPI) answer(r *http.Request) ([]byte, *reply, *refusal) {
	who, refused := a.authenticate(r)
	if refused != nil {
		return nil, nil, refused
	}
	if path := r.URL.Path; path == "/v1.0/$batch" || path == "/beta/$batch" {
		rep, refused := a.batch(r.WithContext(context.WithValue(r.Context(), batchCaller{}, who)))
		if refused != nil {
			return nil, nil, refused
		}
		return encode(rep.body), rep, nil
	}
	a.d.mu.Lock()
	refused = a.d.throttle()
	a.d.mu.Unlock()
	if refused != nil {
		return nil, nil, refused
	}
	g, refused := newGraphRequest(r, who)
	if refused != nil {
		return nil, nil, refused
	}
	a.d.mu.Lock()
	defer a.d.mu.Unlock()
	a.d.choose(r)
	if refused := a.d.newborn(g); refused != nil {
		return nil, nil, refused
	}
	rep, refused := a.d.route(g)
	if refused != nil {
		return nil, nil, refused
	}
	if rep.body == nil {
		return nil, rep, nil
	}
	return encode(rep.body), rep, nil
}

// batchCaller is under which the context of a batch's items has the caller of the batch: they share its
// token, which is looked at once.
type batchCaller struct{}

// authenticate reads the bearer token.
func (a *graphAPI) authenticate(r *http.Request) (caller, *refusal) {
	if who, ok := r.Context().Value(batchCaller{}).(caller); ok {
		return who, nil
	}
	bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		bearer = ""
	}
	who, err := a.tok.check(strings.TrimSpace(bearer))
	if err == nil {
		return who, nil
	}
	refused := refuse(http.StatusUnauthorized, "InvalidAuthenticationToken", "%s", err.Error())
	refused.header = http.Header{"Www-Authenticate": {signInChallenge}}
	return caller{}, refused
}

// throttle counts the call and refuses every n-th one when the scenario says so.
func (s *store) throttle() *refusal {
	s.served++
	if every := s.sc.Throttle.Every; every <= 0 || s.served%every != 0 {
		return nil
	}
	refused := refuse(http.StatusTooManyRequests, "TooManyRequests", "Too many requests.")
	refused.header = http.Header{"Retry-After": {strconv.Itoa(max(1, s.sc.Throttle.RetryAfter))}}
	return refused
}

// writeRefusal writes an error in Graph's shape.
func (a *graphAPI) writeRefusal(w http.ResponseWriter, r *refusal) {
	h := w.Header()
	maps.Copy(h, r.header)
	h.Set("Content-Type", "application/json")
	e := object{
		"code": r.code, "message": r.message,
		"innerError": object{
			"date":              a.d.clk.now().Format("2006-01-02T15:04:05"),
			"request-id":        h.Get("request-id"),
			"client-request-id": cmp.Or(h.Get("client-request-id"), h.Get("request-id")),
		},
	}
	if len(r.details) > 0 {
		e["details"] = r.details
	}
	w.WriteHeader(r.status)
	_, _ = w.Write(encode(object{"error": e}))
}

// encode writes JSON as Graph does, without escaping < and >. The values come from decoded JSON, so it cannot
// fail.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("sim: an answer cannot be written as JSON: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// since is the youngest moment that a reader knows who lags by the delay, or by more where the server in
// charge does.
func (s *store) since(delay Span) time.Time {
	return s.clk.now().Add(-max(s.clk.delay(delay), s.behind))
}
