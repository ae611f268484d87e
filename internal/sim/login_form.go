package sim

import (
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
)

// maxForm is far more than any sign-in request needs.
const maxForm = 64 << 10

// postForm reads the body of a request to the token or device code endpoint. A body of another type counts as
// empty, as it does on the real endpoint: the first required parameter is then missing.
func postForm(r *http.Request) (url.Values, *oauthError) {
	if r.Method != http.MethodPost {
		return nil, aadsts(900561, r.Method)
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/x-www-form-urlencoded" {
		return url.Values{}, nil
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return nil, malformed()
	}
	return r.PostForm, nil
}

func malformed() *oauthError {
	return aadsts(9002313)
}

// checkClaims refuses a claims request that is not a JSON object.
func checkClaims(raw string) *oauthError {
	if raw == "" {
		return nil
	}
	var o map[string]any
	if json.Unmarshal([]byte(raw), &o) != nil {
		return malformed()
	}
	return nil
}
