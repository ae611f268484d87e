package graph

import (
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

var allKinds = []error{ErrNotFound, ErrDenied, ErrExpiredToken, ErrClaims, ErrThrottled, ErrConflict, ErrAlreadyExists,
	ErrNotReplicated, ErrSecretsForbidden, ErrLifetimeCapped, ErrAudienceForbidden, ErrNoPremium, ErrQuota,
	ErrUnsupportedQuery, ErrUncertain}

func detailed(code, message string) string {
	return `{"error":{"code":"Request_BadRequest","message":"m","details":[{"code":"` + code + `","message":"` + message + `"}]}}`
}

var refusals = []struct {
	name, method string
	status       int
	body         string
	header       string // Retry-After
	kinds        []error
}{
	{"missing", "GET", 404, graphError("Request_ResourceNotFound", "Resource 'x' does not exist or one of its queried reference-property objects are not present."), "", []error{ErrNotFound}},
	{"gone", "DELETE", 404, graphError("Request_ResourceNotFound", "Resource 'x' does not exist"), "", []error{ErrNotFound}},
	{"not there yet", "POST", 404, graphError("Request_ResourceNotFound", "Resource 'x' does not exist"), "", []error{ErrNotFound, ErrNotReplicated}},
	{"phantom", "POST", 404, graphError("Directory_ObjectNotFound", "Unable to read the company information from the directory."), "", []error{ErrNotFound, ErrNotReplicated}},
	{"denied", "POST", 403, graphError("Authorization_RequestDenied", "Insufficient privileges to complete the operation."), "", []error{ErrDenied}},
	{"lag as denial", "POST", 403, graphError("Authorization_RequestDenied", "When using this permission, the backing application of the service principal being created must in the local tenant"), "", []error{ErrNotReplicated}},
	{"no backing application", "POST", 400, detailed("NoBackingApplicationObject", "x"), "", []error{ErrNotReplicated}},
	{"no backing application, text", "POST", 400, graphError("Request_BadRequest", "The appId 'a' of the service principal does not reference a valid application object."), "", []error{ErrNotReplicated}},
	{"reference update", "POST", 400, graphError("Request_BadRequest", "Not a valid reference update."), "", []error{ErrNotReplicated}},
	{"reference property", "POST", 400, graphError("Request_BadRequest", "Resource 'x' does not exist or one of its queried reference-property objects are not present."), "", []error{ErrNotReplicated}},
	{"duplicate grant", "POST", 400, graphError("Request_BadRequest", "Permission being assigned already exists on the object"), "", []error{ErrAlreadyExists}},
	{"duplicate grant in details", "POST", 400, detailed("InvalidUpdate", "Permission being assigned already exists on the object"), "", []error{ErrAlreadyExists}},
	{"duplicate principal", "POST", 409, graphError("Request_MultipleObjectsWithSameKeyValue", "already in use"), "", []error{ErrAlreadyExists}},
	{"unique name", "PATCH", 400, graphError("Request_BadRequest", uniqueTaken), "", []error{ErrAlreadyExists}},
	{"unique name in details", "PATCH", 400, detailed("ObjectConflict", uniqueTaken), "", []error{ErrAlreadyExists}},
	{"unique name as a conflict", "PATCH", 409, graphError("Request_Conflict", uniqueTaken), "", []error{ErrAlreadyExists}},
	{"conflict", "PATCH", 409, graphError("Request_Conflict", "x"), "", []error{ErrConflict}},
	{"concurrency", "PATCH", 400, graphError("Directory_ConcurrencyViolation", "x"), "", []error{ErrConflict}},
	{"secrets forbidden", "POST", 400, graphError("CredentialTypeNotAllowedAsPerAppPolicy", "x"), "", []error{ErrSecretsForbidden}},
	{"lifetime capped", "POST", 400, graphError("CredentialInvalidLifetimeAsPerAppPolicy", "x"), "", []error{ErrLifetimeCapped}},
	{"audience forbidden", "POST", 400, graphError("SignInAudienceNotAllowedAsPerAppPolicy", "x"), "", []error{ErrAudienceForbidden}},
	{"no PIM", "GET", 400, graphError("AadPremiumLicenseRequired", "x"), "", []error{ErrNoPremium}},
	{"no P1", "GET", 403, graphError("Authentication_RequestFromNonPremiumTenantOrB2CTenant", "x"), "", []error{ErrNoPremium}},
	{"quota", "POST", 403, graphError("Directory_QuotaExceeded", "x"), "", []error{ErrQuota}},
	{"query", "GET", 400, graphError("Request_UnsupportedQuery", "x"), "", []error{ErrUnsupportedQuery}},
	{"step-up", "GET", 403, graphError("insufficient_claims", "x"), "", []error{ErrClaims}},
	{"token", "GET", 401, graphError("InvalidAuthenticationToken", "x"), "", []error{ErrExpiredToken}},
	{"newborn caller", "GET", 401, graphError("Authorization_IdentityNotFound", "The identity of the calling application could not be established."), "", []error{ErrUnknownCaller, ErrExpiredToken}},
	{"throttled", "GET", 429, graphError("TooManyRequests", "x"), "", []error{ErrThrottled}},
	{"busy", "GET", 503, graphError("serviceNotAvailable", "x"), "5", []error{ErrThrottled}},
	{"broken", "GET", 503, graphError("serviceNotAvailable", "x"), "", nil},
	{"bad request", "POST", 400, graphError("Request_BadRequest", "Invalid property 'x'."), "", nil},
	{"inner code", "POST", 400, `{"error":{"code":"","message":"m","innerError":{"code":"a","innererror":{"code":"Directory_QuotaExceeded"}}}}`, "", []error{ErrQuota}},
}

// uniqueTaken is what Graph says where a unique name is in use.
const uniqueTaken = "Another object with the same value for property uniqueName already exists."

func TestErrorKinds(t *testing.T) {
	for _, r := range refusals {
		t.Run(r.name, func(t *testing.T) {
			h := http.Header{}
			if r.header != "" {
				h.Set("Retry-After", r.header)
			}
			e := decodeError(r.status, h, []byte(r.body), time.Time{})
			e.Op, e.Method = "do it", r.method
			for _, k := range allKinds {
				if got := errors.Is(e, k); got != slices.Contains(r.kinds, k) {
					t.Errorf("is %q = %v", k, got)
				}
			}
			if s := e.Error(); !strings.HasPrefix(s, "do it: Microsoft Graph answered ") || strings.Contains(s, "..") {
				t.Errorf("text: %s", s)
			}
		})
	}
	for _, k := range allKinds {
		if advice[k] == "" {
			t.Errorf("no advice for %q", k)
		}
	}
}

func TestMalformedErrorBodies(t *testing.T) {
	rows := []struct {
		name, body    string
		code, message string
		details       []Detail
		id            string
	}{
		{"documented", `{"error":{"code":"c","message":"m","details":[{"code":"d","message":"dm","target":"appId"}],` +
			`"innerError":{"date":"2026-08-20T10:17:05","request-id":"9d8728ba-cbd3-4399-b33c-1ecfd0aaab67","client-request-id":"x"}}}`, "c", "m",
			[]Detail{{"d", "dm", "appId"}}, "9d8728ba-cbd3-4399-b33c-1ecfd0aaab67"},
		{"details as object", `{"error":{"code":"c","message":"m","details":{"code":"d","target":"t"}}}`, "c", "m", []Detail{{"d", "", "t"}}, ""},
		{"message as object", `{"error":{"code":"c","message":{"lang":"en","value":"m"}}}`, "c", "m", nil, ""},
		{"message as list", `{"error":{"code":"c","message":["m"]}}`, "c", "", nil, ""},
		{"code as number", `{"error":{"code":17,"message":null}}`, "17", "", nil, ""},
		{"details of strings", `{"error":{"code":"c","message":"m","details":["x",1,null]}}`, "c", "m", nil, ""},
		{"sign-in shape", `{"error":"invalid_grant","error_description":"why"}`, "invalid_grant", "why", nil, ""},
		{"null", `{"error":null}`, "", "", nil, ""},
		{"page of a proxy", `<html>502</html>`, "", "the answer carried no readable error", nil, ""},
		{"empty", ``, "", "the answer carried no readable error", nil, ""},
		{"terminal escapes", "{\"error\":{\"code\":\"c\",\"message\":\"a\\u001b[31mb\\u202ec\\nd\"}}", "c", "a[31mbc d", nil, ""},
	}
	for _, r := range rows {
		e := decodeError(400, http.Header{}, []byte(r.body), time.Time{})
		if e.Code != r.code || e.Message != r.message || !slices.Equal(e.Details, r.details) || e.RequestID != r.id {
			t.Errorf("%s: %+v", r.name, e)
		}
		if r.id != "" && !e.Date.Equal(time.Date(2026, 8, 20, 10, 17, 5, 0, time.UTC)) {
			t.Errorf("%s: date %v", r.name, e.Date)
		}
	}
}

func TestErrorTexts(t *testing.T) {
	at := time.Date(2026, 8, 20, 10, 17, 5, 0, time.UTC)
	rows := []struct {
		e    Error
		text string
	}{
		{Error{Op: "grant the permission", Status: 409, Code: "X", Message: "Busy.", RequestID: "r", Date: at},
			"grant the permission: Microsoft Graph answered 409 X (Busy). Someone else is changing it at this moment and nothing was done; read it again, then decide. [request-id r, 2026-08-20T10:17:05Z]"},
		{Error{Op: "read it", Code: CodeNoAnswer, Message: "connection refused"},
			"read it: no answer from Microsoft Graph (connection refused). Try again later; if it stays, give support the details."},
		{Error{Op: "write it", Code: CodeNoAnswer, Message: "EOF", Uncertain: true},
			"write it: no answer from Microsoft Graph (EOF). It may have been done or not; look before it is tried again."},
		{Error{Op: "read it", Status: 200, Code: CodeBadAnswer, Message: "ID is missing"},
			"read it: Microsoft Graph answered 200, but not in the expected shape (ID is missing). Try again later; if it stays, give support the details."},
		{*refused("read it", "the client id is missing"),
			"read it: not sent (the client id is missing). Correct the value and try again."},
	}
	for _, r := range rows {
		if got := r.e.Error(); got != r.text {
			t.Errorf("got  %s\nwant %s", got, r.text)
		}
	}
}

func TestClaimsChallenge(t *testing.T) {
	claims := `{"access_token":{"acrs":{"essential":true,"value":"c1?>"}}}`
	std, url := base64.StdEncoding.EncodeToString([]byte(claims)), base64.RawURLEncoding.EncodeToString([]byte(claims))
	rows := []struct{ name, header, want string }{
		{"documented", `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="` + std + `"`, claims},
		{"first, tight", `Bearer claims="` + std + `",error="insufficient_claims"`, claims},
		{"url alphabet", `Bearer claims="` + url + `"`, claims},
		{"not quoted", `Bearer claims=` + url, claims},
		{"plain JSON", `Bearer claims="{\"a\":1}"`, `{"a":1}`},
		{"upper case", `BEARER CLAIMS="` + std + `"`, claims},
		{"inside another value", `Bearer realm="claims=` + url + `"`, ""},
		{"another scheme before", `Negotiate abc==, Bearer claims="` + std + `"`, claims},
		{"not base64", `Bearer claims="%%%"`, ""},
		{"not JSON", `Bearer claims="` + base64.StdEncoding.EncodeToString([]byte("hello")) + `"`, ""},
		{"not an object", `Bearer claims="` + base64.StdEncoding.EncodeToString([]byte("[1]")) + `"`, ""},
		{"too long", `Bearer claims="` + base64.StdEncoding.EncodeToString([]byte(`{"a":"`+strings.Repeat("x", maxClaims)+`"}`)) + `"`, ""},
		{"open quote", `Bearer claims="` + url, claims},
		{"none", `Bearer realm=""`, ""},
		{"empty", ``, ""},
		{"noise", `=,=" \`, ""},
	}
	for _, r := range rows {
		h := http.Header{"Www-Authenticate": {r.header}}
		if got := claimsChallenge(h); got != r.want {
			t.Errorf("%s: %q, want %q", r.name, got, r.want)
		}
	}
	two := http.Header{"Www-Authenticate": {`Negotiate`, `Bearer claims="` + std + `"`}}
	if claimsChallenge(two) != claims {
		t.Error("the second header was not read")
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 8, 20, 10, 0, 0, 0, time.UTC)
	rows := []struct {
		value string
		date  time.Time
		want  time.Duration
	}{
		{"5", time.Time{}, 5 * time.Second},
		{" 5 ", time.Time{}, 5 * time.Second},
		{"-5", time.Time{}, 0},
		{"", time.Time{}, 0},
		{"soon", time.Time{}, 0},
		{"99999999999", time.Time{}, 24 * time.Hour},
		{"Thu, 20 Aug 2026 10:00:30 GMT", time.Time{}, 30 * time.Second},
		{"Thu, 20 Aug 2026 10:00:30 GMT", now.Add(20 * time.Second), 10 * time.Second},
		{"Thu, 20 Aug 2026 09:00:30 GMT", time.Time{}, 0},
	}
	for _, r := range rows {
		if got := retryAfter(r.value, r.date, now); got != r.want {
			t.Errorf("%q: %v, want %v", r.value, got, r.want)
		}
	}
}

func TestErrorCarriesIDs(t *testing.T) {
	c, s := setup(t, patchOne.with(403))
	err := doPatch(t.Context(), c)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if e.Op != "change the registration" || e.Method != http.MethodPatch || e.Path != "/v1.0/applications/o1" || e.Status != 403 ||
		e.RequestID != "9d8728ba-cbd3-4399-b33c-1ecfd0aaab67" || !s.ids[e.ClientRequestID] || !e.Date.Equal(time.Date(2026, 8, 20, 10, 17, 5, 0, time.UTC)) {
		t.Errorf("%+v", e)
	}
}
