package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// oauthError is one refusal by the sign-in service. The same value can leave as a JSON body (token and device
// code endpoints), as parameters of a redirect, or as a page for a person.
type oauthError struct {
	Status   int    // HTTP status of the JSON form
	OAuth    string // the word of RFC 6749 or RFC 8628, e.g. "invalid_grant"
	Code     int    // the number after AADSTS
	Text     string
	Suberror string
	Claims   string // claims challenge, raw JSON
}

// Error gives code and text in one line; control methods of the Server return it.
func (e *oauthError) Error() string { return fmt.Sprintf("AADSTS%d: %s", e.Code, e.Text) }

// AADSTS returns the number after "AADSTS" when err is a refusal by the simulated sign-in service, else 0.
func AADSTS(err error) int {
	if e, ok := errors.AsType[*oauthError](err); ok {
		return e.Code
	}
	return 0
}

// aadsts is the refusal of that number, with the values that its text wants.
func aadsts(code int, values ...any) *oauthError {
	t := refusalTexts[code]
	return aadstsAs(t.oauth, code, t.text, values...)
}

// aadstsAs is a refusal in other words than those of the table.
func aadstsAs(oauth string, code int, format string, values ...any) *oauthError {
	text := fmt.Sprintf(format, values...)
	return &oauthError{Status: http.StatusBadRequest, OAuth: oauth, Code: code, Text: text}
}

func (e *oauthError) unauthorized() *oauthError { e.Status = http.StatusUnauthorized; return e }

// oauthBody is the error body of the token endpoint (Entra docs, reference-error-codes): seven fields always,
// the last three where they apply.
type oauthBody struct {
	Error         string `json:"error"`
	Description   string `json:"error_description"`
	Codes         []int  `json:"error_codes"`
	Timestamp     string `json:"timestamp"`
	TraceID       string `json:"trace_id"`
	CorrelationID string `json:"correlation_id"`
	URI           string `json:"error_uri,omitempty"`
	Suberror      string `json:"suberror,omitempty"`
	Claims        string `json:"claims,omitempty"`
}

// lookedUp are the codes that the public look-up page knows; only these get an error_uri.
var lookedUp = map[int]bool{
	50011: true, 50020: true, 50105: true, 53003: true, 65001: true, 70011: true, 90002: true, 700016: true,
	900144: true, 7000215: true, 7000218: true, 7000222: true,
}

// body fills the JSON form. Half of the services behind the real endpoint break the description into lines
// and half do not, so both forms occur here too.
func (l *loginService) body(r *http.Request, e *oauthError) oauthBody {
	trace, corr := l.ids.guid(), r.Header.Get("client-request-id")
	if corr == "" {
		corr = l.ids.guid()
	}
	stamp := l.now().UTC().Format("2006-01-02 15:04:05Z")
	gap := " "
	if trace[0]%2 == 0 {
		gap = "\r\n"
	}
	desc := strings.Join([]string{
		e.Error(), "Trace ID: " + trace, "Correlation ID: " + corr, "Timestamp: " + stamp,
	}, gap)
	b := oauthBody{
		Error: e.OAuth, Description: desc, Codes: []int{e.Code}, Timestamp: stamp, TraceID: trace,
		CorrelationID: corr,
		Suberror:      e.Suberror, Claims: e.Claims,
	}
	if lookedUp[e.Code] {
		b.URI = l.root + "/error?code=" + strconv.Itoa(e.Code)
	}
	return b
}

func (l *loginService) writeError(w http.ResponseWriter, r *http.Request, e *oauthError) {
	b := l.body(r, e)
	w.Header().Set("x-ms-request-id", b.TraceID)
	writeLoginJSON(w, e.Status, b)
}

func writeLoginJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store, no-cache")
	w.Header().Set("Pragma", "no-cache")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the reader has gone: nothing to do
}

// redirectError adds the refusal to a redirect address, in the form that the authorize endpoint uses.
func (l *loginService) redirectError(r *http.Request, target, mode, state string, e *oauthError) string {
	b := l.body(r, e)
	q := url.Values{"error": {b.Error}, "error_description": {b.Description}}
	if e.Code == needsApproval { // whoever goes back from that page brings neither words nor a number
		q.Del("error_description")
		q.Set("error_subcode", "cancel")
	}
	if b.URI != "" {
		q.Set("error_uri", b.URI)
	}
	if e.OAuth == "access_denied" && e.Code == 65004 {
		q.Set("error_subcode", "cancel")
	}
	if state != "" {
		q.Set("state", state)
	}
	return withParams(target, mode, q)
}

// withParams puts parameters into the query of an address, or into its fragment.
func withParams(target, mode string, q url.Values) string {
	u, err := url.Parse(target)
	if err != nil {
		return target
	}
	if mode == "fragment" {
		u.Fragment = ""
		return u.String() + "#" + q.Encode()
	}
	have := u.Query()
	maps.Copy(have, q)
	if u.Path == "" {
		u.Path = "/" // addresses without a path come back with one
	}
	u.RawQuery = have.Encode()
	return u.String()
}
