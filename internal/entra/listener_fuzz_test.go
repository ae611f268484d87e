package entra

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzListener sends whatever another program or page could send to the loopback
// port: one answer is taken at most, never without this sign-in's state, and no
// page repeats what was sent as markup.
func FuzzListener(f *testing.F) {
	const state = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, s := range [][5]string{
		{"GET", "localhost:5", "/", "code=c&state=" + state, ""},
		{"GET", "127.0.0.1:5", "/", "error=access_denied&error_description=%3Cscript%3E&state=" + state, ""},
		{"GET", "[::1]:5", "/", "code=c&code=d&state=" + state, ""},
		{"GET", "localhost:5", "/", "state=" + state, ""},
		{"GET", "localhost:5", "/", "code=c&state=" + state[1:], ""},
		{"POST", "localhost:5", "/", "code=c&state=" + state, ""},
		{"GET", "evil.example:5", "/", "code=c&state=" + state, ""},
		{"GET", "localhost:5", "/", "code=c&state=" + state, "https://evil.example"},
		{"GET", "localhost:5", "/favicon.ico", "%zz;", ""},
	} {
		f.Add(s[0], s[1], s[2], s[3], s[4])
	}
	f.Fuzz(func(t *testing.T, method, host, path, query, origin string) {
		b := &Browser{state: state, port: 5, answer: make(chan browserAnswer, 1), closed: make(chan struct{})}
		r := &http.Request{Method: method, Host: host, URL: &url.URL{Path: path, RawQuery: query}, Header: http.Header{}}
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		w := httptest.NewRecorder()
		b.handle(w, r)
		taken := len(b.answer) == 1
		if taken != (w.Code == http.StatusOK) {
			t.Errorf("%d, and an answer was taken: %v", w.Code, taken)
		}
		if taken && (r.URL.Query().Get("state") != state || method != http.MethodGet || path != "/" || origin != "" || !strings.HasSuffix(host, ":5")) {
			t.Errorf("taken: %s %q %q %q from %q", method, host, path, query, origin)
		}
		page := strings.ToLower(w.Body.String())
		if strings.Count(page, "<") != strings.Count(strings.ToLower(pageHTML), "<") {
			t.Errorf("the page holds markup of others: %s", page)
		}
		again := httptest.NewRecorder()
		if b.handle(again, r); taken && (again.Code != http.StatusGone || len(b.answer) != 1) {
			t.Errorf("a second answer: %d", again.Code)
		}
	})
}
