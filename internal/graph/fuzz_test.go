package graph

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func printable(t *testing.T, where, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\uFFFD' && !unicode.IsPrint(r) {
			t.Errorf("%s holds %U: %q", where, r, s)
		}
	}
}

func FuzzDecodeError(f *testing.F) {
	for _, body := range []string{
		graphError("Request_BadRequest", "The appId 'x' does not reference a valid application object."),
		`{"error":{"code":"","message":{"value":"m"},"details":{"code":"d"},"innerError":{"date":"2026-08-20T10:17:05","request-id":"r","innererror":{"code":"c"}}}}`,
		`{"error":"invalid_request","error_description":"d"}`, `{"error":[]}`, `[]`, ``, `<html>`, "{\"error\":{\"message\":\"\x1b[2J\xff\"}}",
	} {
		f.Add(400, body, `Bearer claims="`+b64(`{"a":1}`)+`"`, "5")
		f.Add(429, body, `=,="\`, "Thu, 20 Aug 2026 10:00:30 GMT")
	}
	f.Fuzz(func(t *testing.T, status int, body, challenge, after string) {
		h := http.Header{"Www-Authenticate": {challenge}, "Retry-After": {after}}
		e := decodeError(status, h, []byte(body), time.Unix(0, 0))
		printable(t, "text", e.Error())
		if e.Status != status || e.Uncertain || e.RetryAfter < 0 || e.RetryAfter > 24*time.Hour || len(e.Details) > maxDetails {
			t.Errorf("%+v", e)
		}
		if e.Claims != "" && (!json.Valid([]byte(e.Claims)) || !strings.HasPrefix(strings.TrimSpace(e.Claims), "{")) {
			t.Errorf("claims %q", e.Claims)
		}
	})
}

func FuzzDecodeBatch(f *testing.F) {
	f.Add(`{"responses":[{"id":"1","status":200,"headers":{"Retry-After":"5"},"body":{"id":"u","displayName":"Ada"}}]}`)
	f.Add(`{"responses":[{"id":"1","status":429,"headers":{"Retry-After":5},"body":{"error":{"code":"x"}}},{"id":"2","status":200,"body":{"value":[{"id":"a","appId":"b"}],"@odata.nextLink":"https://x/"}}]}`)
	f.Add(`{"responses":[{"id":"1","status":200,"headers":[],"body":"eyJ9"},{"id":"1"}]}`)
	f.Add(`{"responses":null}`)
	f.Add("{\"responses\":[{\"id\":\"1\",\"status\":200,\"body\":{\"value\":[{\"id\":\"a\",\"appId\":\"\\u202e\",\"displayName\":\"\xff\"}]}}]}")
	f.Fuzz(func(t *testing.T, body string) {
		items, err := decodeBatch([]byte(body))
		if err != nil {
			printable(t, "error", err.Error())
			return
		}
		for _, it := range items {
			if e := it.refusal(it.header(), time.Time{}, time.Unix(0, 0)); e != nil {
				printable(t, "refusal", e.Error())
				continue
			}
			fuzzBody(t, it.Body)
		}
	})
}

// fuzzBody holds what every decoder promises: no success without the ids, and no
// text that steers a terminal.
func fuzzBody(t *testing.T, raw json.RawMessage) {
	if u, err := decode[User](raw); err == nil {
		printable(t, "name", u.DisplayName)
		if u.ID == "" {
			t.Errorf("a user without an id from %s", raw)
		}
	} else {
		printable(t, "error", err.Error())
	}
	if p, err := decode[AppManagementPolicy](raw); err == nil && p.ID == "" {
		t.Errorf("a policy without an id from %s", raw)
	}
	if _, err := decode[ServicePrincipal](raw); err != nil {
		printable(t, "error", err.Error())
	}
	l, err := decodeListing(raw)
	if err != nil {
		printable(t, "error", err.Error())
		return
	}
	if apps, err := decode[[]Application](joined(*l.Value)); err == nil {
		if len(apps) != len(*l.Value) {
			t.Errorf("%d of %d entries", len(apps), len(*l.Value))
		}
		for _, a := range apps {
			printable(t, "name", a.DisplayName)
			if a.ID == "" || a.AppID == "" {
				t.Errorf("a registration without ids from %s", raw)
			}
		}
	}
}
