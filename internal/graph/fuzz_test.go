package graph

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
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
	hard, _ := json.Marshal("a\x1b]52;c;eA==\a\u009b2J\u202e\u200b\x00z")
	text := string(hard)
	one := `{"id":"u","appId":"b","displayName":` + text + `,"userPrincipalName":` + text + `,"mail":` + text + `,"userType":` + text + `,"uniqueName":` + text + `,"tags":[` + text + `],"appDisplayName":` + text +
		`,"tenantType":` + text + `,"verifiedDomains":[{"name":` + text + `}],"createdDateTime":"2026-08-20T10:17:05Z","isInteractive":true,"status":{"errorCode":5,"failureReason":` + text + `},"description":` + text + `}`
	f.Add(`{"responses":[{"id":"1","status":200,"body":` + one + `},{"id":"2","status":200,"body":{"value":[` + one + `]}}]}`)
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

// verbatim are the fields that are compared and written back byte for byte;
// whoever shows one cleans it first.
var verbatim = map[string]bool{"URIs": true, "IdentifierURIs": true, "ReplyURLs": true, "Notes": true}

// printableAll looks at every text below a value, whatever its field says of itself.
func printableAll(t *testing.T, where string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		printable(t, where, v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			printableAll(t, where, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			printableAll(t, where, v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			printableAll(t, where, v.MapIndex(k))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !verbatim[f.Name] {
				printableAll(t, where+"."+f.Name, v.Field(i))
			}
		}
	}
}

// decodes reads a body as one kind of thing and holds what is promised of each:
// no text that steers a terminal, not in the thing and not in the error.
func decodes[T any](t *testing.T, raw []byte) (v T, ok bool) {
	t.Helper()
	v, err := decode[T](raw)
	if err != nil {
		printable(t, "error", err.Error())
		return v, false
	}
	printableAll(t, fmt.Sprintf("%T", v), reflect.ValueOf(v))
	return v, true
}

// fuzzBody holds what every decoder promises beside that: no success without the
// ids.
func fuzzBody(t *testing.T, raw json.RawMessage) {
	if u, ok := decodes[User](t, raw); ok && u.ID == "" {
		t.Errorf("a user without an id from %s", raw)
	}
	if p, ok := decodes[AppManagementPolicy](t, raw); ok && p.ID == "" {
		t.Errorf("a policy without an id from %s", raw)
	}
	decodes[ServicePrincipal](t, raw)
	decodes[Organization](t, raw)
	decodes[SignIn](t, raw)
	l, err := decodeListing(raw)
	if err != nil {
		printable(t, "error", err.Error())
		return
	}
	all := joined(*l.Value)
	decodes[[]User](t, all)
	decodes[[]Owner](t, all)
	if apps, ok := decodes[[]Application](t, all); ok {
		if len(apps) != len(*l.Value) {
			t.Errorf("%d of %d entries", len(apps), len(*l.Value))
		}
		for _, a := range apps {
			if a.ID == "" || a.AppID == "" {
				t.Errorf("a registration without ids from %s", raw)
			}
		}
	}
}
